package org.tributary.describe;

/**
 * Text as it stands in the CSV files for people: what a spreadsheet would take for a formula has an
 * apostrophe before it. Whole numbers, decimals, dates and times are written as they are.
 */
final class SpreadsheetText {

  private static final String FORMULAS = "\t\n\r+-=@";

  private SpreadsheetText() {}

  static String of(String text) {
    return !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
