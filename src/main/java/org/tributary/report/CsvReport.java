package org.tributary.report;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The error report for a spreadsheet, without the routes: the same bytes as theirs. */
public final class CsvReport {

  /** What a spreadsheet may take for the beginning of a formula, in full width too. */
  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

  private static final List<String> COLUMNS =
      List.of(
          "type",
          "severity",
          "message",
          "hint",
          "filename",
          "table",
          "row",
          "column_letter",
          "field",
          "xml_line",
          "xml_path",
          "session");

  private CsvReport() {}

  /** The lines in UTF-8. */
  public static byte[] of(List<ReportLine> lines) {
    StringBuilder text = new StringBuilder();
    write(COLUMNS, text);
    for (ReportLine line : lines) {
      write(
          List.of(
              line.type(),
              line.severity(),
              formulaSafe(line.message()),
              line.hint(),
              formulaSafe(line.filename()),
              formulaSafe(line.table()),
              line.row(),
              line.columnLetter(),
              formulaSafe(line.field()),
              line.xmlLine(),
              formulaSafe(line.xmlPath()),
              line.session()),
          text);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(List<String> cells, StringBuilder text) {
    for (int i = 0; i < cells.size(); i++) {
      text.append(i == 0 ? "\"" : ",\"").append(cells.get(i).replace("\"", "\"\"")).append('"');
    }
    text.append("\r\n");
  }

  /**
   * A file's name is the sender's: a spreadsheet must not take it for a formula. The rest is ours.
   */
  public static String formulaSafe(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
