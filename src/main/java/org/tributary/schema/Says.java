package org.tributary.schema;

import java.util.Locale;

/**
 * What a column of a table may say of the whole file, so that it can be compared with the place the
 * file lies in. Lower case in the schema files.
 */
public enum Says {
  YEAR,
  TERM,
  AUTHORITY;

  /** As the schema files have it: {@code year}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
