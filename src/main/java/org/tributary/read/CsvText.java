package org.tributary.read;

import java.io.IOException;
import java.io.Reader;

/**
 * A text and what separates its cells.
 *
 * @param skipped lines at the beginning that a spreadsheet does not show
 */
record CsvText(TextFile file, Quoting quoting, char delimiter, long skipped, Limits limits) {

  CsvRows rows() throws IOException {
    return new CsvRows(this);
  }

  /** The text from its beginning, with quotation marks around cells only. */
  Reader open() throws IOException {
    return switch (quoting) {
      case CELLS -> file.open();
      case LINES -> new UnquotedLines(file.open(), delimiter);
    };
  }

  /** What separates the cells, for a report. */
  String separator() {
    return switch (delimiter) {
      case ',' -> "a comma";
      case ';' -> "a semicolon";
      case '\t' -> "a tab";
      default -> "the separator";
    };
  }

  /** For a report. */
  String words() {
    return file.encoding().words()
        + ", separated "
        + switch (delimiter) {
          case ',' -> "by commas";
          case ';' -> "by semicolons";
          case '\t' -> "by tabs";
          default -> "as its first line says";
        }
        + switch (quoting) {
          case CELLS -> "";
          case LINES -> "; whole lines stand in quotation marks";
        };
  }
}
