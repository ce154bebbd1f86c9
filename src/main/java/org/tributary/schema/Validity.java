package org.tributary.schema;

/**
 * The return years in which a definition holds: from {@code since}, inclusive, up to {@code
 * before}, exclusive. {@code ALWAYS} ends at {@link Integer#MAX_VALUE}.
 */
public record Validity(int since, int before) {

  public static final Validity ALWAYS = new Validity(0, Integer.MAX_VALUE);

  public boolean holdsIn(int returnYear) {
    return since <= returnYear && returnYear < before;
  }
}
