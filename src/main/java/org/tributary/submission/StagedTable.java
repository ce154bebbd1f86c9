package org.tributary.submission;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.errors.ErrorType;

/**
 * One table of one submitted file after the pass through clean, enrich and degrade: a text file
 * that DuckDB reads, and what its columns are. The text is CSV in UTF-8 as RFC 4180 has it, with LF
 * ends and no header; a blank is an empty cell, dates are ISO. Its first column is {@code row}, the
 * line that a person sees. What is the same in every row is not written but stands in {@code
 * constants}.
 *
 * @param columns the names of the text's columns, {@code row} first
 * @param stages for each stage, field by field in the order of the outputs, the column it stands
 *     in; a field that the stage does not have yet, and a constant, is absent
 * @param constants the enriched fields that are the same in every row (LA, YEAR), by name
 * @param rowsRead every data row, blank ones not counted
 * @param rowsKept the rows in the text
 * @param removed the other rows, by reason; rowsRead = rowsKept + all of these
 */
public record StagedTable(
    String table,
    Path text,
    List<String> columns,
    Map<Stage, Map<String, String>> stages,
    Map<String, String> constants,
    long rowsRead,
    long rowsKept,
    SortedMap<ErrorType, Long> removed) {

  /**
   * A column of degraded rows that are going to be repaired: the names of the fields that held
   * something which could not be read, each between semicolons. It is for the repair only and
   * stands in no output.
   */
  public static final String UNREAD = "_unread";

  public StagedTable {
    columns = List.copyOf(columns);
    Map<Stage, Map<String, String>> copy = new EnumMap<>(Stage.class);
    stages.forEach((stage, fields) -> copy.put(stage, new LinkedHashMap<>(fields)));
    stages = copy;
    constants = new LinkedHashMap<>(constants);
    removed = new TreeMap<>(removed);
  }

  /**
   * The rows of this table and behind them those of another part of the same file that is the same
   * table; its text is moved into this one's.
   */
  public StagedTable followedBy(StagedTable other) throws IOException {
    if (!table.equals(other.table)
        || !columns.equals(other.columns)
        || !constants.equals(other.constants)) {
      throw new IllegalArgumentException("two parts of a table were not staged alike");
    }
    try (OutputStream out = Files.newOutputStream(text, StandardOpenOption.APPEND)) {
      Files.copy(other.text, out);
    }
    Files.delete(other.text);
    SortedMap<ErrorType, Long> sum = new TreeMap<>(removed);
    other.removed.forEach((type, rows) -> sum.merge(type, rows, Long::sum));
    return new StagedTable(
        table,
        text,
        columns,
        stages,
        constants,
        rowsRead + other.rowsRead,
        rowsKept + other.rowsKept,
        sum);
  }
}
