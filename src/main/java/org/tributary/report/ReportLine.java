package org.tributary.report;

import java.util.List;

/**
 * One line of the error report, in the order of its columns. {@code row} is the line that a person
 * sees in a spreadsheet; a number that says nothing is empty.
 */
public record ReportLine(
    String type,
    String severity,
    String message,
    String hint,
    String filename,
    String table,
    String row,
    String columnLetter,
    String field,
    String xmlLine,
    String xmlPath,
    String session) {

  /** What a spreadsheet may take for the beginning of a formula, in full width too. */
  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

  /**
   * The line as it goes into a CSV file. A file's name is the sender's, and so may be what is said
   * of it: a spreadsheet must not take it for a formula. The rest is ours.
   */
  public ReportLine forSpreadsheets() {
    return new ReportLine(
        type,
        severity,
        noFormula(message),
        hint,
        noFormula(filename),
        noFormula(table),
        row,
        columnLetter,
        noFormula(field),
        xmlLine,
        noFormula(xmlPath),
        session);
  }

  private static String noFormula(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  List<String> cells() {
    return List.of(
        type,
        severity,
        message,
        hint,
        filename,
        table,
        row,
        columnLetter,
        field,
        xmlLine,
        xmlPath,
        session);
  }
}
