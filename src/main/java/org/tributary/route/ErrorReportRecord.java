package org.tributary.route;

import org.apache.camel.dataformat.bindy.annotation.CsvRecord;
import org.apache.camel.dataformat.bindy.annotation.DataField;
import org.tributary.report.ReportLine;

/** A line of the error report as Camel Bindy writes it; the columns are those of the report. */
@CsvRecord(
    separator = ",",
    generateHeaderColumns = true,
    quoting = true,
    crlf = "WINDOWS",
    endWithLineBreak = true)
public final class ErrorReportRecord {

  @DataField(pos = 1, columnName = "type")
  private String type = "";

  @DataField(pos = 2, columnName = "severity")
  private String severity = "";

  @DataField(pos = 3, columnName = "message")
  private String message = "";

  @DataField(pos = 4, columnName = "hint")
  private String hint = "";

  @DataField(pos = 5, columnName = "filename")
  private String filename = "";

  @DataField(pos = 6, columnName = "table")
  private String table = "";

  @DataField(pos = 7, columnName = "row")
  private String row = "";

  @DataField(pos = 8, columnName = "column_letter")
  private String columnLetter = "";

  @DataField(pos = 9, columnName = "field")
  private String field = "";

  @DataField(pos = 10, columnName = "xml_line")
  private String xmlLine = "";

  @DataField(pos = 11, columnName = "xml_path")
  private String xmlPath = "";

  @DataField(pos = 12, columnName = "session")
  private String session = "";

  public static ErrorReportRecord of(ReportLine told) {
    ReportLine line = told.forSpreadsheets();
    ErrorReportRecord record = new ErrorReportRecord();
    record.type = line.type();
    record.severity = line.severity();
    record.message = line.message();
    record.hint = line.hint();
    record.filename = line.filename();
    record.table = line.table();
    record.row = line.row();
    record.columnLetter = line.columnLetter();
    record.field = line.field();
    record.xmlLine = line.xmlLine();
    record.xmlPath = line.xmlPath();
    record.session = line.session();
    return record;
  }
}
