package org.tributary.read;

/** What quotation marks stand around in a CSV file. */
enum Quoting {
  /** Around a cell, as it should be. */
  CELLS,
  /** Around whole lines: a sheet that had all of a line in its first cell was saved as CSV. */
  LINES
}
