package org.tributary.read;

/**
 * One data row as it was read, all cells behind each other in one array. It is reused: valid only
 * until the consumer it was given to returns. It has exactly as many cells as the table has
 * headers.
 */
public interface Row {

  /** The characters of all cells; cell {@code i} is from {@code start(i)} up to {@code end(i)}. */
  char[] characters();

  int start(int column);

  /** One past the last character of a cell. */
  int end(int column);

  /**
   * The line that a person sees in a spreadsheet, the header being 1 where nothing stands above it.
   */
  long line();

  /** The line of one cell, where the cells of a row do not stand in one. */
  default long line(int column) {
    return line();
  }
}
