package org.tributary.pipeline;

/** Where the values of an output field come from. */
public enum Origin {
  /** A submitted field, or a constant that enrichment adds to each row. */
  SUBMITTED,
  /** The table's repair makes the column when periods are concatenated. */
  ADDED_BY_REPAIR
}
