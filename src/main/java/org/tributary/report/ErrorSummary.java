package org.tributary.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;

/**
 * The error report in numbers, for the hub: what became of the rows of each file and table, and how
 * often each kind of error was found. It names no file and no field and holds no sentence. The
 * route writes it as JSON, field by field as it stands here; whoever reads it does so by {@link
 * #read}.
 *
 * @param session names the session, as in the report itself
 * @param files in the order of reading
 * @param joins by table, what putting the periods together did
 */
public record ErrorSummary(
    String authority, String dataset, String session, List<OfFile> files, List<JoinedRows> joins) {

  /** Apart, so that who writes a summary needs no library for it. */
  private static final class Reading {

    static final JsonMapper JSON =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            // An upload side of a newer version may say more.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
  }

  /**
   * One file.
   *
   * @param number its place in the order of reading, from 1; the report names it by this number
   * @param period as in file names ({@code 2024_mar}); empty where none was found
   * @param outcome in the words of the report
   * @param errors worst first, then by kind and table
   */
  public record OfFile(
      int number, String period, String outcome, List<TableRows> tables, List<Errors> errors) {

    public OfFile {
      tables = List.copyOf(tables);
      errors = List.copyOf(errors);
    }
  }

  /**
   * What became of the rows of a table of one file: read = kept + all removed.
   *
   * @param removed by the code of the kind of error
   */
  public record TableRows(String table, long read, long kept, Map<String, Long> removed) {

    public TableRows {
      removed = Collections.unmodifiableMap(new TreeMap<>(removed));
    }
  }

  /**
   * What became of the rows of a table when its periods were put together.
   *
   * @param removed by the code of the kind of error
   * @param repaired by rule, how many rows it changed or removed
   */
  public record JoinedRows(
      String table, long read, long kept, Map<String, Long> removed, Map<String, Long> repaired) {

    public JoinedRows {
      removed = Collections.unmodifiableMap(new TreeMap<>(removed));
      repaired = Collections.unmodifiableMap(new TreeMap<>(repaired));
    }
  }

  /**
   * How often one kind of error was found, those that the report does not list one by one included.
   *
   * @param type the code of the kind of error
   * @param table empty where the error is of the whole file, or no table is known
   */
  public record Errors(String type, String severity, String table, long count) {}

  public ErrorSummary {
    files = List.copyOf(files);
    joins = List.copyOf(joins);
  }

  /** The numbers of a report. */
  public static ErrorSummary of(SessionReport report) {
    List<OfFile> files = new ArrayList<>();
    for (FileReport file : report.files()) {
      files.add(
          new OfFile(
              files.size() + 1,
              file.period(),
              file.outcome().words(),
              file.tables().stream()
                  .map(
                      table ->
                          new TableRows(
                              table.table(),
                              table.rowsRead(),
                              table.rowsKept(),
                              codes(table.removed())))
                  .toList(),
              errors(file)));
    }
    return new ErrorSummary(
        report.authorityCode(),
        report.dataset(),
        report.session(),
        files,
        report.joins().stream()
            .map(
                join ->
                    new JoinedRows(
                        join.table(),
                        join.rowsRead(),
                        join.rowsKept(),
                        codes(join.removed()),
                        new TreeMap<>(join.repaired())))
            .toList());
  }

  private static SortedMap<String, Long> codes(Map<ErrorType, Long> removed) {
    SortedMap<String, Long> codes = new TreeMap<>();
    removed.forEach((type, rows) -> codes.put(type.code(), rows));
    return codes;
  }

  private static List<Errors> errors(FileReport file) {
    // Of what is counted and not kept word for word no table is known but by the file's having one.
    String only = file.tables().size() == 1 ? file.tables().get(0).table() : "";
    List<Errors> errors = new ArrayList<>();
    for (Map.Entry<ErrorType, Long> counted : file.counts().entrySet()) {
      ErrorType type = counted.getKey();
      SortedMap<String, Long> byTable =
          file.errors().stream()
              .filter(error -> error.type() == type)
              .collect(
                  Collectors.groupingBy(DataError::table, TreeMap::new, Collectors.counting()));
      long told = byTable.values().stream().mapToLong(Long::longValue).sum();
      if (counted.getValue() > told) {
        byTable.merge(only, counted.getValue() - told, Long::sum);
      }
      byTable.forEach(
          (table, count) ->
              errors.add(new Errors(type.code(), type.severity().word(), table, count)));
    }
    // The kinds stand in their own order; worst first is what a reader looks for.
    errors.sort(
        Comparator.comparing(
                (Errors each) -> ErrorType.ofCode(each.type()).orElseThrow().severity())
            .thenComparing(Errors::type)
            .thenComparing(Errors::table));
    return errors;
  }

  /** As the route writes it. */
  public byte[] toJson() {
    return SummaryJson.of(this).getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what the route wrote; the exception holds nothing of what else it may be. */
  public static ErrorSummary read(byte[] json) throws IOException {
    try {
      return Reading.JSON.readValue(json, ErrorSummary.class);
    } catch (IOException other) {
      throw new IOException("a summary of errors is not the JSON that it should be");
    }
  }
}
