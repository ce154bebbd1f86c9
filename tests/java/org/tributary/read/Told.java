package org.tributary.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.schema.Dataset;

/** What reading a file told, as lines that a person can compare. */
record Told(List<String> lines, List<List<String>> rows, List<Long> numbers) {

  static Told of(Path file, Dataset dataset) throws IOException {
    List<String> lines = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    ErrorLog errors = new ErrorLog();
    try {
      SubmittedFile submitted =
          SubmittedFile.open(file, "csv", dataset, Invented.YEAR, Limits.USUAL, errors);
      for (SubmittedTable table : submitted.tables()) {
        lines.add("table " + table.table().name());
        int[] columns = table.columns();
        SubmittedTable.Counts counts =
            table.read(
                row -> {
                  List<String> cells = new ArrayList<>();
                  for (int column : columns) {
                    int start = row.start(column);
                    cells.add(new String(row.characters(), start, row.end(column) - start));
                  }
                  rows.add(cells);
                  numbers.add(row.line());
                  lines.add("row " + row.line() + ": " + shown(String.join(" | ", cells)));
                });
        lines.add("read " + counts.read() + ", removed " + counts.removed());
      }
    } catch (UnreadableFileException unreadable) {
      lines.add("unreadable: " + unreadable.getMessage());
    }
    for (DataError error : errors.kept()) {
      lines.add(
          (error.type().code()
                  + (error.row() > 0 ? " " + error.columnLetter() + error.row() : "")
                  + ": "
                  + error.detail())
              .strip());
    }
    return new Told(lines, rows, numbers);
  }

  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (char letter : text.toCharArray()) {
      if (letter < ' ' || letter == 0xA0 || letter == 0xFEFF) {
        shown.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) letter));
      } else {
        shown.append(letter);
      }
    }
    return shown.toString();
  }
}
