package org.tributary.withdraw;

/**
 * Something that may not remain.
 *
 * @param what our own words; no value of the object
 */
public record Finding(String area, String key, String what) {

  @Override
  public String toString() {
    return area + " " + key + ": " + what;
  }
}
