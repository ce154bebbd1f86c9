package org.tributary.read;

import java.io.IOException;

/**
 * A text and what separates its cells.
 *
 * @param skipped lines at the beginning that a spreadsheet does not show
 */
record CsvText(TextFile file, char delimiter, long skipped, Limits limits) {

  CsvRows rows() throws IOException {
    return new CsvRows(file, delimiter, limits, skipped);
  }

  /** For a report. */
  String words() {
    return switch (delimiter) {
      case ',' -> file.encoding().words() + ", separated by commas";
      case ';' -> file.encoding().words() + ", separated by semicolons";
      case '\t' -> file.encoding().words() + ", separated by tabs";
      default -> file.encoding().words() + ", separated as its first line says";
    };
  }
}
