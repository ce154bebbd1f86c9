package org.tributary.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The error report for a spreadsheet, without the routes: the same bytes as theirs. */
public final class CsvReport {

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
    StringWriter text = new StringWriter();
    try (CsvWriter csv =
        CsvWriter.builder()
            .quoteStrategy(QuoteStrategies.ALWAYS)
            .lineDelimiter(LineDelimiter.CRLF)
            .build(text)) {
      csv.writeRecord(COLUMNS);
      lines.forEach(line -> csv.writeRecord(line.forSpreadsheets().cells()));
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes every text", impossible);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
