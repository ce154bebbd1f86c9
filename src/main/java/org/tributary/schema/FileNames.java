package org.tributary.schema;

/** What the names of a dataset's files say besides the period. */
public enum FileNames {
  NOTHING,
  /** A child's identifier and behind it the table: {@code <identifier>_<table>_<year>_<month>}. */
  IDENTIFIER_AND_TABLE
}
