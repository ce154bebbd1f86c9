package org.tributary.schema;

/** How often a group or an element may stand in the group above it. */
public enum Occurs {
  AT_MOST_ONCE,
  ONCE,
  ANY_NUMBER,
  AT_LEAST_ONCE;

  static Occurs of(boolean mandatory, boolean repeats) {
    if (repeats) {
      return mandatory ? AT_LEAST_ONCE : ANY_NUMBER;
    }
    return mandatory ? ONCE : AT_MOST_ONCE;
  }

  public boolean isRequired() {
    return this == ONCE || this == AT_LEAST_ONCE;
  }

  public boolean repeats() {
    return this == ANY_NUMBER || this == AT_LEAST_ONCE;
  }
}
