package org.tributary.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tributary.compile.Database;
import org.tributary.compile.DatabaseException;
import org.tributary.proof.Conditions.Condition;
import org.tributary.proof.LocalTable.Part;
import org.tributary.proof.LocalTable.Spelling;
import org.tributary.proof.LocalTable.TypedColumn;
import org.tributary.proof.PermittedColumn.Presence;

/** What the files of one table show. Every query answers with counts, never with a value. */
final class TableProof {

  /** A whole number with more digits is blank in the Parquet, which has 64 bits for it. */
  private static final int MOST_DIGITS = 18;

  /** What was looked at for one promise. */
  private static final class Looked {
    private final Set<String> clauses = new TreeSet<>();
    private final Set<String> columns = new TreeSet<>();
    private final Set<String> files = new TreeSet<>();
    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final List<Broken> broken = new ArrayList<>();
  }

  private final PermittedTable table;
  private final LocalTable files;
  private final Database database;
  private final Map<Promise, Looked> looked = new EnumMap<>(Promise.class);

  /** Columns that a table has besides those that are published: none, but in the workspace. */
  private final Set<String> ownColumns;

  TableProof(PermittedTable table, LocalTable files, Database database, Set<String> ownColumns) {
    this.table = table;
    this.files = files;
    this.database = database;
    this.ownColumns = Set.copyOf(ownColumns);
  }

  /** Every check of the table, in the order of the promises. */
  List<Check> run() throws IOException {
    List<String> headers = headers();
    long csvRows = -1;
    if (!files.csv().isEmpty()) {
      if (!headers.isEmpty()) {
        csvRows = csv(headers);
      }
      countRows(files.csv(), csvRows);
    }
    if (files.parquet().isPresent()) {
      Part parquet = files.parquet().get();
      long parquetRows = -1;
      List<TypedColumn> columns = List.of();
      try {
        columns = LocalTable.columns(database, parquet.path());
        parquetRows = parquet(parquet, columns);
      } catch (DatabaseException unreadable) {
        unreadable.throwUnlessOfWhatIsRead();
        broken(Promise.COLUMNS_PERMITTED, parquet.file().name(), "", 0, "it is no Parquet file");
      }
      countRows(List.of(parquet), parquetRows);
      if (!files.csv().isEmpty()) {
        compare(headers, csvRows, columns, parquetRows);
      }
    }
    return checks();
  }

  private List<Check> checks() {
    return looked.entrySet().stream()
        .map(
            entry ->
                new Check(
                    table.unit(),
                    table.base(),
                    entry.getKey(),
                    List.copyOf(entry.getValue().clauses),
                    List.copyOf(entry.getValue().columns),
                    entry.getValue().files.size(),
                    entry.getValue().rows.values().stream().mapToLong(Long::longValue).sum(),
                    entry.getValue().broken))
        .toList();
  }

  private Looked look(Promise promise) {
    return looked.computeIfAbsent(promise, key -> new Looked());
  }

  private void broken(Promise promise, String file, String column, long rows, String words) {
    look(promise).broken.add(new Broken(file, column, rows, words));
  }

  /** The headers that all parts share; empty where they cannot be relied on. */
  private List<String> headers() throws IOException {
    List<String> first = List.of();
    for (Part part : files.csv()) {
      List<String> headers = LocalTable.headers(part.path());
      if (first.isEmpty()) {
        first = headers;
      } else if (!headers.equals(first)) {
        broken(
            Promise.COLUMNS_PERMITTED,
            part.file().name(),
            "",
            0,
            "its headers are not those of the first part");
        return List.of();
      }
      permitted(part.file().name(), headers);
    }
    return first;
  }

  private void permitted(String file, List<String> headers) {
    Looked look = look(Promise.COLUMNS_PERMITTED);
    look.files.add(file);
    look.clauses.addAll(table.clauses());
    Set<String> seen = new TreeSet<>();
    for (int at = 0; at < headers.size(); at++) {
      String header = headers.get(at);
      boolean known =
          table.column(header).isPresent()
              || table.further().contains(header)
              || ownColumns.contains(header);
      if (!known) {
        // A name that nobody knows may itself be a value, so its place is told.
        broken(Promise.COLUMNS_PERMITTED, file, "", 0, "column " + (at + 1) + " is not permitted");
      } else if (!seen.add(header)) {
        broken(Promise.COLUMNS_PERMITTED, file, header, 0, "the column stands twice");
      } else {
        look.columns.add(header);
      }
    }
    for (PermittedColumn column : table.columns()) {
      if (column.presence() == Presence.REQUIRED && !seen.contains(column.name())) {
        broken(Promise.COLUMNS_PERMITTED, file, column.name(), 0, "the column is missing");
      }
    }
  }

  /** Looks at every cell of the CSV; how many rows there are, or -1 where it is no table. */
  private long csv(List<String> headers) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int at = 0; at < headers.size(); at++) {
      String cell = "c" + at;
      String name = headers.get(at);
      boolean marked =
          files.spelling() == Spelling.FOR_PEOPLE
              && table.column(name).map(PermittedColumn::isText).orElse(false);
      values.putIfAbsent(name, marked ? SqlText.saidToPeople(cell) : cell);
    }
    String names =
        files.csv().stream().map(part -> part.file().name()).collect(Collectors.joining(", "));
    try {
      return values(SqlText.csv(files.csvPaths(), headers.size()), values, files.csv(), names);
    } catch (DatabaseException unreadable) {
      unreadable.throwUnlessOfWhatIsRead();
      broken(Promise.COLUMNS_PERMITTED, names, "", 0, "there are rows that do not fit the headers");
      return -1;
    }
  }

  private long parquet(Part parquet, List<TypedColumn> columns) {
    permitted(parquet.file().name(), columns.stream().map(TypedColumn::name).toList());
    Map<String, String> values = new LinkedHashMap<>();
    for (TypedColumn column : columns) {
      String name = SqlText.name(column.name());
      values.put(
          column.name(), column.type().equals("VARCHAR") ? name : "CAST(" + name + " AS VARCHAR)");
    }
    return values(SqlText.parquet(parquet.path()), values, List.of(parquet), parquet.file().name());
  }

  private long values(String from, Map<String, String> values, List<Part> read, String names) {
    List<Condition> conditions = new Conditions(table, values).all();
    List<String> flags = new ArrayList<>();
    table
        .further()
        .forEach(
            column -> {
              if (values.containsKey(column)) {
                flags.add(column);
              }
            });
    List<String> counts = new ArrayList<>(List.of("count(*)"));
    conditions.forEach(condition -> counts.add("count_if(" + condition.broken() + ")"));
    flags.forEach(
        column ->
            counts.add("count_if(coalesce((" + values.get(column) + ") NOT IN ('0', '1'), true))"));
    List<Long> found =
        database
            .query(
                "look at every cell",
                "SELECT " + String.join(", ", counts) + " FROM " + from,
                row -> {
                  List<Long> all = new ArrayList<>();
                  for (int at = 1; at <= counts.size(); at++) {
                    all.add(row.getLong(at));
                  }
                  return all;
                })
            .get(0);
    long rows = found.get(0);
    for (int at = 0; at < conditions.size(); at++) {
      Condition condition = conditions.get(at);
      Looked look = look(condition.promise());
      note(look, read, names, rows);
      look.columns.add(condition.column().name());
      look.clauses.addAll(condition.column().clauses());
      if (condition.promise() == Promise.RETENTION) {
        look.clauses.addAll(table.retentionClauses());
      }
      long broken = found.get(at + 1);
      if (broken > 0) {
        look.broken.add(
            new Broken(names, condition.column().name(), broken, words(condition.promise())));
      }
    }
    for (int at = 0; at < flags.size(); at++) {
      Looked look = look(Promise.CODES);
      note(look, read, names, rows);
      long broken = found.get(conditions.size() + at + 1);
      if (broken > 0) {
        look.broken.add(new Broken(names, flags.get(at), broken, "values other than 0 and 1"));
      }
    }
    return rows;
  }

  private static void note(Looked look, List<Part> read, String names, long rows) {
    read.forEach(part -> look.files.add(part.file().name()));
    look.rows.put(names, rows);
  }

  private static String words(Promise promise) {
    return switch (promise) {
      case FIRST_OF_MONTH -> "dates that are not the first of a month";
      case SECTOR -> "postcodes that are not sectors";
      case HASHED -> "values that are not hashed";
      case HANDED_OVER -> "rows that are for another authority";
      case WITHHELD -> "values that no clause lets leave";
      case NOT_BLANK -> "blanks where none may be";
      case CODES -> "values that are no code of their year";
      case AUTHORITY -> "rows of an authority without a signature";
      case RETENTION -> "rows of a return year that may not be kept";
      case CHILD_SUFFIX -> "identifiers without the code of their authority";
      case FILES_AS_COMMITTED,
          COPIES_AS_COMMITTED,
          FILES_KNOWN,
          COLUMNS_PERMITTED,
          ROWS_COUNTED,
          CSV_IS_PARQUET,
          COUNTS_ADD_UP,
          ROWS_OF_THE_STEP_BEFORE ->
          promise.words();
    };
  }

  private void countRows(List<Part> read, long rows) {
    Looked look = look(Promise.ROWS_COUNTED);
    String names = read.stream().map(part -> part.file().name()).collect(Collectors.joining(", "));
    note(look, read, names, Math.max(0, rows));
    long committed = read.stream().mapToLong(part -> part.file().rows()).sum();
    if (rows < 0) {
      look.broken.add(new Broken(names, "", 0, "the rows cannot be counted"));
    } else if (rows != committed) {
      look.broken.add(
          new Broken(
              names,
              "",
              Math.abs(rows - committed),
              rows + " rows where the commit says " + committed));
    }
  }

  /** Row by row, in the order in which they stand. */
  private void compare(
      List<String> headers, long csvRows, List<TypedColumn> columns, long parquetRows) {
    Looked look = look(Promise.CSV_IS_PARQUET);
    Part parquet = files.parquet().orElseThrow();
    files.csv().forEach(part -> look.files.add(part.file().name()));
    look.files.add(parquet.file().name());
    look.rows.put("csv", Math.max(0, csvRows));
    if (csvRows < 0
        || parquetRows < 0
        || !headers.equals(columns.stream().map(TypedColumn::name).toList())) {
      look.broken.add(new Broken(parquet.file().name(), "", 0, "the columns are not the same"));
      return;
    }
    if (csvRows != parquetRows) {
      look.broken.add(
          new Broken(
              parquet.file().name(),
              "",
              Math.abs(csvRows - parquetRows),
              csvRows + " rows in the CSV and " + parquetRows + " in the Parquet"));
      return;
    }
    List<String> counts = new ArrayList<>();
    for (int at = 0; at < columns.size(); at++) {
      look.columns.add(columns.get(at).name());
      counts.add("count_if(" + differs("c" + at, "p" + at, columns.get(at)) + ")");
    }
    String typed =
        columns.stream()
            .map(column -> SqlText.name(column.name()) + " AS p" + columns.indexOf(column))
            .collect(Collectors.joining(", "));
    List<Long> different =
        database
            .query(
                "compare row by row",
                "SELECT "
                    + String.join(", ", counts)
                    + " FROM "
                    + SqlText.csv(files.csvPaths(), headers.size())
                    + " POSITIONAL JOIN (SELECT "
                    + typed
                    + " FROM "
                    + SqlText.parquet(parquet.path())
                    + ")",
                row -> {
                  List<Long> all = new ArrayList<>();
                  for (int at = 1; at <= counts.size(); at++) {
                    all.add(row.getLong(at));
                  }
                  return all;
                })
            .get(0);
    for (int at = 0; at < different.size(); at++) {
      if (different.get(at) > 0) {
        look.broken.add(
            new Broken(
                parquet.file().name(),
                columns.get(at).name(),
                different.get(at),
                "rows in which the CSV says something else"));
      }
    }
  }

  private String differs(String cell, String value, TypedColumn column) {
    if (column.type().equals("VARCHAR")) {
      boolean marked = table.column(column.name()).map(PermittedColumn::isText).orElse(false);
      return cell + " IS DISTINCT FROM " + (marked ? SqlText.forPeople(value) : value);
    }
    return "(TRY_CAST("
        + cell
        + " AS "
        + column.type()
        + ") IS DISTINCT FROM "
        + value
        + ") OR ("
        + cell
        + " IS NOT NULL AND "
        + value
        + " IS NULL AND length("
        + cell
        + ") <= "
        + MOST_DIGITS
        + ")";
  }
}
