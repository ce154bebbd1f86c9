package org.tributary.identify;

/** What a dataset needs to be told by the path of its files, besides the return year. */
public enum Need {
  MONTH,
  TERM,
  SCHOOL_TYPE,
  /** A child's identifier, and behind it the table that the file holds of that child. */
  IDENTIFIER
}
