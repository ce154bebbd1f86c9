package org.tributary.opendata;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tributary.read.AnyCsv;
import org.tributary.read.UnreadableFileException;

/**
 * One published file read once, row by row, into a CSV of ours: UTF-8, the columns of its kind in
 * their order without headers, every value as DuckDB reads its type. It holds one row in memory.
 */
public final class Reading {

  private final Source source;
  private final Source.FileKind kind;
  private final String file;
  private final List<Finding> findings = new ArrayList<>();
  private long rows;
  private long leftOut;
  private long firstLeftOut;

  /** By column. */
  private long[] unreadable = {};

  private long[] firstUnreadable = {};

  private Reading(Source source, Source.FileKind kind, String file) {
    this.source = source;
    this.kind = kind;
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param published the file as it came
   * @param csv where the rows go
   * @throws UnreadableFileException with the reason, where nothing of it can be used
   */
  public static Reading of(
      Source source, Source.FileKind kind, String file, Path published, Path csv)
      throws IOException, UnreadableFileException {
    Reading reading = new Reading(source, kind, file);
    AnyCsv.Text text = AnyCsv.open(published);
    if (text.isBlank()) {
      throw new UnreadableFileException("it is empty");
    }
    FoundHeaders headers = FoundHeaders.in(text, kind.columns());
    try (AnyCsv in = text.rows(headers.delimiter());
        OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(csv), 1 << 16);
        CsvWriter out =
            CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(bytes, StandardCharsets.UTF_8)) {
      reading.copy(in, headers, out);
    }
    if (reading.rows == 0) {
      throw new UnreadableFileException(
          reading.leftOut == 0 ? "it has headers and no rows" : "none of its rows can be used");
    }
    reading.tell(headers);
    return reading;
  }

  /** How many rows can be used. */
  public long rows() {
    return rows;
  }

  /** What is amiss with a file that can be used. */
  public List<Finding> findings() {
    return findings;
  }

  private void copy(AnyCsv in, FoundHeaders headers, CsvWriter out)
      throws IOException, UnreadableFileException {
    int columns = kind.columns().size();
    unreadable = new long[columns];
    firstUnreadable = new long[columns];
    String[] cells = new String[columns];
    for (AnyCsv.Next next = in.next(); next != AnyCsv.Next.END; next = in.next()) {
      if (in.line() <= headers.line() || next == AnyCsv.Next.BLANK) {
        continue;
      }
      if (next == AnyCsv.Next.ROW && read(in, headers, cells)) {
        out.writeRecord(cells);
        rows++;
      } else {
        firstLeftOut = leftOut == 0 ? in.line() : firstLeftOut;
        leftOut++;
      }
    }
  }

  /** Whether the row can be used; a row that is shifted or has no key cannot. */
  private boolean read(AnyCsv in, FoundHeaders headers, String[] cells) {
    if (in.cells() <= headers.last() || !in.isBlankFrom(headers.cells())) {
      return false;
    }
    Arrays.fill(cells, "");
    for (int i = 0; i < cells.length; i++) {
      Source.Column column = kind.columns().get(i);
      String text = headers.has(i) ? in.cell(headers.places().get(i)).orElse("") : "";
      if (!text.isEmpty() && !source.blanks().contains(text.toUpperCase(Locale.ROOT))) {
        Optional<String> value = column.type().read(text);
        if (value.isEmpty()) {
          firstUnreadable[i] = unreadable[i] == 0 ? in.line() : firstUnreadable[i];
          unreadable[i]++;
        }
        cells[i] = value.orElse("");
      }
      if (cells[i].isEmpty() && column.mustBe() == Source.Presence.FILLED) {
        return false;
      }
    }
    return true;
  }

  private void tell(FoundHeaders headers) {
    List<String> absent = new ArrayList<>();
    for (int i = 0; i < kind.columns().size(); i++) {
      Source.Column column = kind.columns().get(i);
      String header = column.headers().get(0).example();
      if (!headers.has(i) && column.mustBe() == Source.Presence.EXPECTED) {
        absent.add(header);
      }
      if (unreadable[i] > 0) {
        add(
            Finding.Kind.CELLS_UNREADABLE,
            "In the column "
                + header
                + (unreadable[i] == 1
                    ? ", 1 cell is not " + column.type().noun() + " (row "
                    : ", "
                        + unreadable[i]
                        + " cells are not "
                        + column.type().noun()
                        + " (the first in row ")
                + firstUnreadable[i]
                + "); taken as blank.");
      }
    }
    if (!absent.isEmpty()) {
      add(
          Finding.Kind.COLUMN_ABSENT,
          "It does not have " + String.join(", ", absent) + "; taken as blank.");
    }
    if (leftOut > 0) {
      add(
          Finding.Kind.ROWS_LEFT_OUT,
          (leftOut == 1
                  ? "1 row is not used (row "
                  : leftOut + " rows are not used (the first is row ")
              + firstLeftOut
              + "): too few or too many cells, or no "
              + keys()
              + ".");
    }
  }

  private String keys() {
    return String.join(
        " or ",
        kind.columns().stream()
            .filter(column -> column.mustBe() == Source.Presence.FILLED)
            .map(column -> column.headers().get(0).example())
            .toList());
  }

  private void add(Finding.Kind about, String sentence) {
    findings.add(new Finding(about, source.name(), file, sentence));
  }
}
