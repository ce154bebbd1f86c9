package org.tributary.schema;

/** How a return stands in a workbook. */
public enum Layout {
  /** Headers in a row, and below them the rows. */
  TABLE,
  /** Labels in a column and their values in the next: a sheet is one row. */
  FORM
}
