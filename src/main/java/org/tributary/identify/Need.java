package org.tributary.identify;

/** What a dataset needs to be told by the path of its files, besides the return year. */
public enum Need {
  MONTH,
  TERM,
  SCHOOL_TYPE,
  IDENTIFIER
}
