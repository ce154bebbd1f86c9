package org.tributary.lineage;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.output.Output;
import org.tributary.publish.Manifest;
import org.tributary.publish.PublishedFile;

/** The rows of a published table as in its CSV; several parts of it count as one. */
final class OutputRows {

  /** A row by its number, from 1, and its cells by column. */
  record Row(long number, Map<String, String> cells) {

    Row {
      cells = new LinkedHashMap<>(cells);
    }
  }

  private final List<Path> parts;
  private final List<String> columns;

  OutputRows(List<Path> parts) throws IOException {
    this.parts = List.copyOf(parts);
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(parts.get(0))) {
      // A published table has a row; a header alone is never published.
      this.columns = reader.stream().findFirst().map(NamedCsvRecord::getHeader).orElse(List.of());
    }
  }

  /** The CSV of a published table, or its parts in order; none where there is no such table. */
  static List<PublishedFile> published(Manifest manifest, Output output) {
    return output.csvs(name -> manifest.file(name).isPresent()).stream()
        .flatMap(name -> manifest.file(name).stream())
        .toList();
  }

  List<String> columns() {
    return columns;
  }

  /** What is done with each row. */
  private interface Each {
    void row(long number, NamedCsvRecord row);
  }

  private void each(Each each) throws IOException {
    long number = 0;
    for (Path part : parts) {
      try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(part)) {
        for (NamedCsvRecord row : reader) {
          number++;
          each.row(number, row);
        }
      }
    }
  }

  /** The row of a number; none where there are fewer. */
  List<Row> numbered(long wanted) throws IOException {
    List<Row> found = new ArrayList<>();
    each(
        (number, row) -> {
          if (number == wanted) {
            found.add(new Row(number, row.getFieldsAsMap()));
          }
        });
    return found;
  }

  /** The rows that have all of these cells. */
  List<Row> having(Map<String, String> cells) throws IOException {
    List<Row> found = new ArrayList<>();
    each(
        (number, row) -> {
          if (has(row, cells)) {
            found.add(new Row(number, row.getFieldsAsMap()));
          }
        });
    return found;
  }

  private static boolean has(NamedCsvRecord row, Map<String, String> cells) {
    return cells.entrySet().stream()
        .allMatch(cell -> row.getField(cell.getKey()).equals(cell.getValue()));
  }

  /** By number of a row, the numbers of other rows that are the same in all these columns. */
  SortedMap<Long, List<Long>> alike(List<Row> rows, List<String> columns) throws IOException {
    SortedMap<Long, List<Long>> alike = new TreeMap<>();
    Map<List<String>, List<Long>> wanted = new HashMap<>();
    for (Row row : rows) {
      wanted.computeIfAbsent(cells(row, columns), none -> new ArrayList<>()).add(row.number());
      alike.put(row.number(), new ArrayList<>());
    }
    each(
        (number, row) -> {
          List<String> cells = columns.stream().map(row::getField).toList();
          for (long like : wanted.getOrDefault(cells, List.of())) {
            if (like != number) {
              alike.computeIfAbsent(like, none -> new ArrayList<>()).add(number);
            }
          }
        });
    return alike;
  }

  private static List<String> cells(Row row, List<String> columns) {
    return columns.stream().map(row.cells()::get).toList();
  }
}
