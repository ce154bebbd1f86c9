package org.tributary.read;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rows of totals below a table that a spreadsheet knows as one.
 *
 * @param headerRow the table's first row
 * @param firstColumn the table's first column, 0 for A
 * @param lastColumn its last
 * @param firstRow the first row of totals
 * @param lastRow the last
 */
record Totals(long headerRow, int firstColumn, int lastColumn, long firstRow, long lastRow) {

  private static final Pattern REFERENCE =
      Pattern.compile("\\$?([A-Z]{1,3})\\$?(\\d{1,7}):\\$?([A-Z]{1,3})\\$?(\\d{1,7})");

  /**
   * @param reference of the whole table, {@code A1:G4}
   * @param rows how many of its rows, the last ones, are totals; empty where none are
   */
  static Optional<Totals> of(String reference, String rows) {
    Matcher range = REFERENCE.matcher(reference.toUpperCase(Locale.ROOT));
    if (!range.matches() || !rows.matches("[1-9]\\d{0,2}")) {
      return Optional.empty();
    }
    long last = Long.parseLong(range.group(4));
    return Optional.of(
        new Totals(
            Long.parseLong(range.group(2)),
            column(range.group(1)),
            column(range.group(3)),
            last - Integer.parseInt(rows) + 1,
            last));
  }

  private static int column(String letters) {
    int column = 0;
    for (int i = 0; i < letters.length(); i++) {
      column = column * 26 + letters.charAt(i) - 'A' + 1;
    }
    return column - 1;
  }

  /** Whether they are those of the table whose headers stand there, and not of one beside it. */
  boolean belongTo(long headers, int[] columns) {
    if (headers != headerRow) {
      return false;
    }
    for (int column : columns) {
      if (column >= firstColumn && column <= lastColumn) {
        return true;
      }
    }
    return false;
  }

  boolean hold(long row) {
    return row >= firstRow && row <= lastRow;
  }
}
