package org.tributary.report;

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
    String session) {}
