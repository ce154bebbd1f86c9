package org.tributary.compile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tributary.compile.UseCaseTables.Source;
import org.tributary.pipeline.OutputField;

/**
 * A table for people, put together from CSV files that hold its cells already: bytes are copied and
 * nothing is decoded. What differs is which columns there are, that rows of older years and without
 * a year go, and the apostrophe before a text that a spreadsheet would take for a formula.
 */
final class PeoplesCsv {

  private static final byte[] LINE_END = {'\r', '\n'};

  private final List<OutputField> fields;
  private final Optional<String> year;
  private final int oldestYear;

  private byte[] row = new byte[1 << 12];
  private int length;

  /**
   * @param year the field that holds the return year, where the table has one
   * @param oldestYear rows of older years are left out
   */
  PeoplesCsv(List<OutputField> fields, Optional<String> year, int oldestYear) {
    this.fields = List.copyOf(fields);
    this.year = year;
    this.oldestYear = oldestYear;
  }

  /** The files, whose rows stand as those of the sources do. */
  List<Compiled.File> write(List<Source> sources, Path folder, String name, long mostBytes)
      throws IOException {
    String header =
        fields.stream().map(field -> quoted(field.plainName())).collect(Collectors.joining(","));
    byte[] line = (header + "\r\n").getBytes(StandardCharsets.UTF_8);
    try (CsvParts parts = new CsvParts(folder, name, mostBytes, line)) {
      for (Source source : sources) {
        write(source, parts);
      }
      return parts.finish();
    }
  }

  /** As DuckDB writes a name, which it quotes where it must. */
  private static String quoted(String name) {
    return name.chars().anyMatch(sign -> ",\"\r\n".indexOf(sign) >= 0)
        ? '"' + name.replace("\"", "\"\"") + '"'
        : name;
  }

  private void write(Source source, CsvParts parts) throws IOException {
    int[] from =
        fields.stream().mapToInt(field -> source.columns().indexOf(field.name())).toArray();
    int yearCell = year.map(source.columns()::indexOf).orElse(-1);
    if (year.isPresent() && yearCell < 0) {
      return;
    }
    int[] texts = texts(from);
    boolean alike = isWhole(from, source.columns().size());
    try (CsvRecords records = new CsvRecords(source.csv())) {
      records.next();
      while (records.next()) {
        if (yearCell >= 0 && year(records, yearCell) < oldestYear) {
          continue;
        }
        if (alike && !holdsFormula(records, texts)) {
          parts.row(records.bytes(), records.start(), records.end());
        } else {
          assemble(records, from);
          parts.row(row, 0, length);
        }
      }
    }
  }

  /** The cells of the source that are text and go out. */
  private int[] texts(int[] from) {
    List<Integer> texts = new ArrayList<>();
    for (int i = 0; i < from.length; i++) {
      if (from[i] >= 0 && isText(fields.get(i))) {
        texts.add(from[i]);
      }
    }
    return texts.stream().mapToInt(Integer::intValue).toArray();
  }

  private static boolean isWhole(int[] from, int columns) {
    boolean whole = from.length == columns;
    for (int i = 0; i < from.length; i++) {
      whole &= from[i] == i;
    }
    return whole;
  }

  private static boolean isText(OutputField field) {
    return switch (field.type()) {
      case DATE, TIME, INTEGER, AGE, DECIMAL, CATEGORY -> false;
      case STRING, POSTCODE -> true;
    };
  }

  /** Blank and what is no number are older than any year. */
  private static int year(CsvRecords records, int cell) {
    byte[] bytes = records.bytes();
    int year = 0;
    for (int at = records.cellStart(cell); at < records.cellEnd(cell); at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      year = 10 * year + digit;
    }
    return records.cellStart(cell) == records.cellEnd(cell) ? -1 : year;
  }

  private static boolean holdsFormula(CsvRecords records, int[] texts) {
    for (int cell : texts) {
      if (beginsFormula(records, records.cellStart(cell), records.cellEnd(cell))) {
        return true;
      }
    }
    return false;
  }

  /** The characters are OWASP's list of what may begin a formula. */
  private static boolean beginsFormula(CsvRecords records, int start, int end) {
    int first = isQuoted(records, start, end) ? start + 1 : start;
    if (first >= end) {
      return false;
    }
    return switch (records.bytes()[first]) {
      case '\t', '\n', '\r', '+', '-', '=', '@' -> true;
      default -> false;
    };
  }

  private static boolean isQuoted(CsvRecords records, int start, int end) {
    return end > start && records.bytes()[start] == '"';
  }

  private void assemble(CsvRecords records, int[] from) {
    length = 0;
    for (int i = 0; i < from.length; i++) {
      if (i > 0) {
        add((byte) ',');
      }
      if (from[i] >= 0) {
        int start = records.cellStart(from[i]);
        int end = records.cellEnd(from[i]);
        if (isText(fields.get(i)) && beginsFormula(records, start, end)) {
          if (isQuoted(records, start, end)) {
            add((byte) '"');
            start++;
          }
          add((byte) '\'');
        }
        add(records.bytes(), start, end);
      }
    }
    add(LINE_END, 0, LINE_END.length);
  }

  private void add(byte sign) {
    room(1);
    row[length++] = sign;
  }

  private void add(byte[] bytes, int start, int end) {
    room(end - start);
    System.arraycopy(bytes, start, row, length, end - start);
    length += end - start;
  }

  private void room(int more) {
    if (length + more > row.length) {
      row = Arrays.copyOf(row, Math.max(length + more, 2 * row.length));
    }
  }
}
