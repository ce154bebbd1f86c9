package org.tributary.describe;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** A small CSV for people: RFC 4180, no cell of which a spreadsheet takes for a formula. */
final class CsvText {

  private final StringWriter text = new StringWriter();
  private final CsvWriter writer =
      CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);

  CsvText(List<String> headings) {
    row(headings);
  }

  void row(List<String> cells) {
    writer.writeRecord(cells.stream().map(SpreadsheetText::of).toList());
  }

  /** A row of our own words and codes, which stay as they are: they are joined by. */
  void codeRow(List<String> cells) {
    writer.writeRecord(cells);
  }

  String end() {
    try {
      writer.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
