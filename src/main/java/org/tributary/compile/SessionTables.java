package org.tributary.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tributary.errors.ErrorType;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;
import org.tributary.submission.Stage;
import org.tributary.submission.StagedTable;

/**
 * One authority's tables in a session: archived stage by stage, put together for a period, and put
 * together for all periods. Values stay the text they were cleaned to; only sorting and a repair
 * read them as dates and numbers.
 */
public final class SessionTables {

  private static final String FILE = "_file";
  private static final String NTH = "_nth";
  private static final String ROW = "_row";
  private static final String READ = "_read";
  private static final String PLACE = "_place";
  private static final String PERIOD = "_period";
  private static final String YEAR = "_year";

  /** File times this, plus place, numbers the rows of all files; no file has as many rows. */
  private static final long ROWS_OF_A_FILE = 1L << 40;

  /** Files that one statement writes; of more than 100 DuckDB would begin some a second time. */
  private static final int MOST_OPEN = 50;

  private static final String ORDER = "CAST(_read AS BIGINT) * " + ROWS_OF_A_FILE + " + _place";

  /** Of text or Parquet. What is no more is kept in memory rather than read again and again. */
  private static final long MOST_BYTES_HELD = 4_000_000;

  private final Database database;
  private final long mostBytesHeld;

  public SessionTables(Database database) {
    this(database, MOST_BYTES_HELD);
  }

  SessionTables(Database database, long mostBytesHeld) {
    this.database = database;
    this.mostBytesHeld = mostBytesHeld;
  }

  /** A table of one file, and what stands for the file. */
  public record Part(StagedTable table, String fileId) {

    /** Whether the rows of both are told in the same columns. */
    public boolean isLike(Part other) {
      return table.table().equals(other.table.table())
          && table.columns().equals(other.table.columns())
          && table.stages().equals(other.table.stages())
          && table.constants().keySet().equals(other.table.constants().keySet());
    }
  }

  /**
   * Archives what stages made of a table of one or more files as Parquet, every value as text, one
   * file behind the other and in their order, with {@code _row}, the line that a person sees. The
   * cleaned and the degraded table are whole. The enriched one holds only what enriching changed or
   * added: all else stands in the cleaned one, row by row. Several rows may have one {@code _row}:
   * two sheets of one list number theirs alike, and a document may be one line.
   *
   * <p>{@code _file} names the file of each row of the degraded table, and of the others where
   * there are several files; then {@code _nth} says of a degraded row which of the files it is of,
   * from 0. A small text is read once for all of its stages.
   *
   * @param parts all alike
   * @param parquets where each stage goes
   */
  public void archive(List<Part> parts, Map<Stage, Path> parquets) {
    List<Path> texts = parts.stream().map(part -> part.table().text()).toList();
    String text =
        Sql.readCsv(texts, parts.get(0).table().columns(), Sql.LineEnd.LF, Sql.Header.NONE);
    boolean isHeld = parquets.size() > 1 && isHeld(texts);
    try {
      if (isHeld) {
        database.execute(
            "take the text in", "CREATE TABLE staged AS SELECT *, file_index FROM " + text);
      }
      parquets.forEach(
          (stage, parquet) -> archive(parts, stage, isHeld ? "staged" : text, parquet));
    } finally {
      if (isHeld) {
        database.execute("tidy up", "DROP TABLE IF EXISTS staged");
      }
    }
  }

  private void archive(List<Part> parts, Stage stage, String from, Path parquet) {
    String step = "archive the " + stage.name().toLowerCase(Locale.ROOT) + " rows";
    long rows =
        database.execute(
            step,
            "COPY (SELECT "
                + String.join(", ", stageColumns(parts, stage))
                + " FROM "
                + from
                + ") TO "
                + Sql.path(parquet)
                + Sql.PARQUET);
    if (rows != parts.stream().mapToLong(part -> part.table().rowsKept()).sum()) {
      throw new DatabaseException(step + " without changing their number");
    }
  }

  private static List<String> stageColumns(List<Part> parts, Stage stage) {
    StagedTable table = parts.get(0).table();
    Map<String, String> fields = table.stages().getOrDefault(stage, Map.of());
    Map<String, String> before =
        stage == Stage.ENRICHED ? table.stages().getOrDefault(Stage.CLEANED, Map.of()) : Map.of();
    List<String> columns = new ArrayList<>();
    fields.forEach(
        (field, column) -> {
          if (!column.equals(before.get(field))) {
            columns.add(Sql.name(column) + " AS " + Sql.name(field));
          }
        });
    if (stage != Stage.CLEANED) {
      for (String field : table.constants().keySet()) {
        String value = ofPart(parts, part -> part.table().constants().get(field));
        columns.add("nullif(" + value + ", '') AS " + Sql.name(field));
      }
    }
    if (stage == Stage.DEGRADED || parts.size() > 1) {
      columns.add(ofPart(parts, Part::fileId) + " AS " + FILE);
    }
    if (stage == Stage.DEGRADED && parts.size() > 1) {
      columns.add("CAST(file_index AS INTEGER) AS " + NTH);
    }
    columns.add("CAST(" + Sql.name(table.columns().get(0)) + " AS BIGINT) AS " + ROW);
    return columns;
  }

  /** A text that all rows of a file have alike. */
  private static String ofPart(List<Part> parts, Function<Part, String> text) {
    return byPlace(parts.stream().map(text).map(Sql::text), "CAST(file_index AS BIGINT) + 1");
  }

  /** The value where all have the same; else that of the place, from 1, that a column says. */
  private static String byPlace(Stream<String> values, String place) {
    List<String> all = values.toList();
    return all.stream().distinct().count() == 1
        ? all.get(0)
        : "[" + String.join(", ", all) + "][" + place + "]";
  }

  /**
   * Writes the degraded rows of some of the files that lie together, and nothing of the others, in
   * the same order.
   *
   * @param left the places of those files among all of them, ascending
   * @param rows how many rows they have
   */
  public void leave(Path together, List<Integer> left, long rows, Path parquet) {
    String step = "take out the rows of files that left";
    List<String> places = new ArrayList<>();
    for (int nth = 0; nth <= left.get(left.size() - 1); nth++) {
      places.add(String.valueOf(left.indexOf(nth)));
    }
    String place = "[" + String.join(", ", places) + "][_nth + 1]";
    long written =
        database.execute(
            step,
            "COPY (SELECT * REPLACE (CAST("
                + place
                + " AS INTEGER) AS _nth) FROM read_parquet("
                + Sql.path(together)
                + ") WHERE "
                + place
                + " >= 0) TO "
                + Sql.path(parquet)
                + Sql.PARQUET);
    if (written != rows) {
      throw new DatabaseException(step + " without changing the others");
    }
  }

  /**
   * Writes one period's rows in order of reading. Where two files hold the same unique key, the
   * later file's rows stay; within a file nothing goes.
   *
   * @param files of one period, in order of reading
   * @param csv UTF-8, RFC 4180, the fields kept for what was signed, in the order of the outputs
   */
  public Joined current(PipelineTable table, Set<String> signed, List<StagedFile> files, Path csv) {
    return join(table, signed, files, false, Optional.empty(), into(csv), Optional.empty());
  }

  /**
   * Writes several periods' rows by few statements, each period's as {@link #current} does, which
   * costs small files less than a statement for each of them. The periods' files lie together.
   *
   * @param files of these periods, in order of reading
   * @param csvs by the period's name
   * @param folder empty; what is written passes through it
   * @return how many rows each period has, by its name
   */
  public Map<String, Long> currentTogether(
      PipelineTable table,
      Set<String> signed,
      List<StagedFile> files,
      Map<String, Path> csvs,
      Path folder) {
    Map<String, Long> rows = new LinkedHashMap<>();
    Writing apart =
        (written, from) -> {
          rows.putAll(copyApart(written, from, periodsOf(files), csvs, folder));
          return rows.values().stream().mapToLong(Long::longValue).sum();
        };
    join(table, signed, files, false, Optional.empty(), apart, Optional.empty());
    return rows;
  }

  /**
   * Writes all periods' rows in order of reading, after the same rule for files of one period.
   * Duplicates go by the fields with a sort, then year descending, then order of reading, the first
   * of each unique key staying. A repair then runs on what is left, if all columns that it says it
   * needs are kept.
   *
   * <p>A blank id is nobody's: rows in which an id of the unique key is blank are never duplicates,
   * and superseded only by a row of a later file that is alike in every kept field.
   *
   * <p>Where a field of the unique key is not kept, what is left of the key would take different
   * rows for the same; then only rows that are alike in every kept field are duplicates.
   *
   * @param files of all periods, in order of reading
   * @param repair as {@link Repair} says
   */
  public Joined concatenate(
      PipelineTable table,
      Set<String> signed,
      List<StagedFile> files,
      boolean deduplicate,
      Optional<String> repair,
      Path csv) {
    return join(
        table, signed, files, deduplicate, repair.map(Repair::of), into(csv), Optional.empty());
  }

  /**
   * Where the rows of a concatenated table came from, as Parquet; {@code _read} is the place of a
   * file among those that were put together, {@code _place} that of the row in it, from 0, and
   * {@code _row} its line.
   *
   * @param origins {@code _read}, {@code _place} and {@code _row} of each row that was written, in
   *     their order
   * @param lost {@code _read}, {@code _place}, {@code _row} and {@code reason} of each row that was
   *     left out
   */
  public record Origins(Path origins, Path lost) {}

  /** Concatenates in the same way and writes down where each row came from. */
  public Joined concatenate(
      PipelineTable table,
      Set<String> signed,
      List<StagedFile> files,
      boolean deduplicate,
      Optional<String> repair,
      Path csv,
      Origins origins) {
    return join(
        table, signed, files, deduplicate, repair.map(Repair::of), into(csv), Optional.of(origins));
  }

  /** Writes columns of a relation, and says how many rows. */
  @FunctionalInterface
  private interface Writing {
    long write(List<OutputField> written, String from);
  }

  private Writing into(Path csv) {
    return (written, from) -> copyOut(written, from, csv);
  }

  private static List<String> periodsOf(List<StagedFile> files) {
    return files.stream().map(file -> file.period().name()).distinct().toList();
  }

  private Joined join(
      PipelineTable table,
      Set<String> signed,
      List<StagedFile> files,
      boolean deduplicate,
      Optional<Repair> repair,
      Writing writing,
      Optional<Origins> origins) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no files to put together");
    }
    List<OutputField> kept = table.keptFor(signed);
    Set<String> found = columnsOf(files);
    List<String> periods = periodsOf(files);
    String rows = rowsOf(files, kept, found, periods);
    boolean repairs =
        repair
            .map(
                known ->
                    kept.stream()
                        .filter(field -> found.contains(field.name()))
                        .map(OutputField::plainName)
                        .toList()
                        .containsAll(known.needs()))
            .orElse(false);
    List<OutputField> written =
        kept.stream()
            .filter(field -> repairs || table.repair().isEmpty() || found.contains(field.name()))
            .toList();
    boolean mayLose = deduplicate || files.size() > periods.size();
    if (!mayLose && !repairs && origins.isEmpty()) {
      long all = writing.write(written, "(" + rows + ")");
      return new Joined(all, all, List.of(), List.of(), Map.of());
    }
    List<Loss> losses;
    List<Remark> remarks;
    Map<String, Long> repaired = new TreeMap<>();
    long rowsRead;
    try {
      if (isHeld(files.stream().map(StagedFile::degraded).distinct().toList())) {
        rowsRead = made("take all rows in", "given", rows);
        rows = "FROM given";
      } else {
        rowsRead = database.count("count rows", "SELECT count(*) FROM (" + rows + ")");
      }
      prepareLost();
      if (mayLose) {
        findLost(kept, table, rows, deduplicate);
      }
      if (repairs) {
        repaired.putAll(repair(table, rows, kept, repair.orElseThrow()));
      }
      losses = losses(files);
      remarks = remarks(files);
      if (!repairs && !losses.isEmpty()) {
        keepRest(rows, "*");
      }
      String from = repairs || !losses.isEmpty() ? "rows" : "(" + rows + ")";
      writing.write(written, from);
      origins.ifPresent(wanted -> copyOut(from, wanted));
    } finally {
      database.execute(
          "tidy up",
          Stream.of("given", "marked", "pairs", "lost", "remarks", "rows", "deleted")
              .map(temporary -> "DROP TABLE IF EXISTS " + temporary)
              .collect(Collectors.joining("; ")));
    }
    long lost = losses.stream().mapToLong(Loss::rows).sum();
    return new Joined(rowsRead, rowsRead - lost, losses, remarks, repaired);
  }

  /** Whether these files together are small. */
  private boolean isHeld(List<Path> files) {
    long bytes = 0;
    try {
      for (Path file : files) {
        bytes += Files.size(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return bytes <= mostBytesHeld;
  }

  /** Makes a table of an answer, in place of one before, and says how many rows it has. */
  private long made(String step, String table, String select) {
    return database.count(
        step,
        "CREATE OR REPLACE TABLE %1$s AS %2$s; SELECT count(*) FROM %1$s".formatted(table, select));
  }

  private void prepareLost() {
    database.execute(
        "prepare",
        """
        CREATE TABLE lost (_read INTEGER, _place BIGINT, _row BIGINT, reason VARCHAR);
        CREATE TABLE remarks (
          _read INTEGER, _place BIGINT, _row BIGINT, reason VARCHAR, detail VARCHAR)
        """);
  }

  /** Notes every row that another one supersedes or duplicates. */
  private void findLost(
      List<OutputField> kept, PipelineTable table, String rows, boolean deduplicate) {
    List<OutputField> key = table.uniqueKeyIn(kept);
    String blankId =
        key.stream()
            .filter(SessionTables::isId)
            .map(field -> Sql.name(field.name()) + " IS NULL")
            .collect(Collectors.joining(" OR "));
    if (key.equals(kept) || blankId.isEmpty()) {
      findLostBy(key, kept, rows, deduplicate);
    } else {
      findLostBy(key, kept, wherever(rows, "NOT (" + blankId + ")"), deduplicate);
      // Two rows without an id may be of two children. The same rows sent twice are not.
      findLostBy(kept, kept, wherever(rows, blankId), false);
    }
  }

  static boolean isId(OutputField field) {
    return field.enrich().contains(EnrichRule.INTEGER)
        || field.enrich().contains(EnrichRule.ADD_LA_SUFFIX);
  }

  private static String wherever(String rows, String condition) {
    return "SELECT * FROM (" + rows + ") WHERE " + condition;
  }

  private void findLostBy(
      List<OutputField> key, List<OutputField> kept, String rows, boolean deduplicate) {
    List<String> names = key.stream().map(field -> Sql.name(field.name())).toList();
    String keys = String.join(", ", names);
    // A blank meets a blank, as it would in a spreadsheet.
    String sameKey =
        names.stream()
            .map(name -> "r." + name + " IS NOT DISTINCT FROM k." + name)
            .collect(Collectors.joining(" AND "));
    String sorted =
        kept.stream()
            .filter(field -> field.sort().isPresent())
            .map(field -> "r." + Sql.name(field.name()) + ", ")
            .collect(Collectors.joining());
    // Only rows whose key stands twice are looked at any further: they are few. A number stands
    // for their key, which is quicker to compare than all its texts.
    String marked =
        "SELECT *, max(_read) OVER (PARTITION BY _period, _key) AS _newest"
            + " FROM (SELECT "
            + sorted
            + "_read, _place, _row, _period, _year, _key FROM ("
            + rows
            + ") r JOIN (SELECT "
            + keys
            + ", row_number() OVER () AS _key FROM ("
            + rows
            + ") GROUP BY "
            + keys
            + " HAVING count(*) > 1) k ON "
            + sameKey
            + ")";
    if (made("find rows of the same key", "marked", marked) == 0) {
      return;
    }
    database.execute(
        "find superseded rows",
        "INSERT INTO lost SELECT _read, _place, _row, 'SUPERSEDED' FROM marked WHERE _read <"
            + " _newest");
    if (deduplicate) {
      database.execute(
          "find duplicates",
          "INSERT INTO lost SELECT _read, _place, _row, 'DUPLICATE_REMOVED' FROM (SELECT _read,"
              + " _place, _row, row_number() OVER (PARTITION BY _key ORDER BY "
              + sorting(kept)
              + "_year DESC, _read, _place) AS nth FROM marked WHERE _read = _newest) WHERE nth >"
              + " 1");
      findConflicts(kept, key, rows);
    }
  }

  /**
   * Remarks on rows of one file that have the key of another, which comes before them, and other
   * values.
   */
  private void findConflicts(List<OutputField> kept, List<OutputField> key, String rows) {
    String differs =
        kept.stream()
            .filter(field -> !key.contains(field))
            .map(field -> Sql.name(field.name()))
            .map(name -> "first." + name + " IS DISTINCT FROM other." + name)
            .collect(Collectors.joining(" OR "));
    if (differs.isEmpty()) {
      return;
    }
    long pairs =
        made(
            "find rows of one file with the same key",
            "pairs",
            """
            SELECT _read, _place, _first FROM (
              SELECT _read, _place,
                first_value(_place) OVER same AS _first,
                row_number() OVER same AS nth
              FROM marked
              WINDOW same AS (PARTITION BY _key, _read ORDER BY %s_place))
            WHERE nth > 1
            """
                .formatted(sorting(kept)));
    if (pairs == 0) {
      return;
    }
    database.execute(
        "find conflicts",
        """
        INSERT INTO remarks
        SELECT other._read, other._place, other._row, 'KEY_CONFLICT',
          CASE WHEN lost._place IS NULL
            THEN 'Row ' || first._row || ' was kept, row ' || other._row || ' was not.'
            ELSE 'Row ' || first._row || ' comes before row ' || other._row
              || '; a row of another file was kept.'
          END
        FROM pairs
          JOIN (%1$s) other ON other._read = pairs._read AND other._place = pairs._place
          JOIN (%1$s) first ON first._read = pairs._read AND first._place = pairs._first
          LEFT JOIN lost ON lost._read = pairs._read AND lost._place = pairs._first
        WHERE %2$s
        """
            .formatted(rows, differs));
  }

  private static String sorting(List<OutputField> kept) {
    return kept.stream()
        .filter(field -> field.sort().isPresent())
        .sorted(Comparator.comparingInt(field -> field.sort().getAsInt()))
        .map(field -> comparable(field) + (field.ascending() ? " ASC" : " DESC") + " NULLS LAST, ")
        .collect(Collectors.joining());
  }

  /** ISO dates and times sort as text does. */
  static String comparable(OutputField field) {
    String name = Sql.name(field.name());
    return switch (field.type()) {
      case INTEGER, AGE -> "TRY_CAST(" + name + " AS HUGEINT)";
      // Costs thirty times as much, and no return is sorted by one yet.
      case DECIMAL -> "TRY_CAST(" + name + " AS DECIMAL(38, 10))";
      case STRING, CATEGORY, DATE, TIME, POSTCODE -> name;
    };
  }

  /**
   * The rows that are not lost as a table, from which deleting keeps the order, as a join may not.
   */
  private void keepRest(String rows, String columns) {
    database.execute(
        "take all rows", "CREATE TABLE rows AS SELECT " + columns + " FROM (" + rows + ")");
    database.execute(
        "take lost rows out",
        "DELETE FROM rows USING lost WHERE rows._read = lost._read AND rows._place = lost._place");
  }

  /** Leaves the repaired rows in the table, and says how many each rule changed or deleted. */
  private Map<String, Long> repair(
      PipelineTable table, String rows, List<OutputField> kept, Repair repair) {
    String columns =
        table.fields().stream()
            .map(field -> repairColumn(field, kept.contains(field)))
            .collect(Collectors.joining(", "));
    keepRest(
        rows,
        columns
            + plainNames(kept)
            + given(repair)
            + ", _read, _place, _row, "
            + ORDER
            + " AS _order");
    long before = database.count("count rows", "SELECT count(*) FROM rows");
    database.execute("repair", repair.sql());
    long deleted =
        database.execute(
            "note what the repair deleted",
            "INSERT INTO lost SELECT _read, _place, _row, 'EPISODE_REPAIRED' FROM ("
                + rows
                + ") WHERE "
                + ORDER
                + " IN (SELECT _order FROM deleted)");
    if (database.count("check the repair", "SELECT count(*) FROM rows") != before - deleted) {
      throw new DatabaseException("repair without losing or inventing rows");
    }
    database.execute(
        "remark on what the repair did",
        """
        INSERT INTO remarks
        SELECT _read, _place, _row, 'EPISODE_REPAIRED', 'It was changed by ' || Episode_source || '.'
        FROM rows WHERE Episode_source <> 'Original'
        UNION ALL
        SELECT _read, _place, _row, 'EPISODE_REPAIRED', 'It was removed by ' || rule || '.'
        FROM (%s) JOIN deleted ON deleted._order = %s
        """
            .formatted(rows, ORDER));
    Map<String, Long> repaired = new TreeMap<>();
    database
        .query(
            "count repairs",
            "SELECT rule, sum(n) FROM (SELECT unnest(string_split(Episode_source, ' | ')) AS rule,"
                + " count(*) AS n FROM rows WHERE Episode_source <> 'Original' GROUP BY"
                + " Episode_source UNION ALL SELECT rule, 1 FROM deleted) GROUP BY rule",
            row -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(entry -> repaired.put(entry.getKey(), entry.getValue()));
    return repaired;
  }

  /**
   * A repair knows the fields by their plain names. Rows that are alike in a pseudonym are alike in
   * those of every other purpose, so the first stands for all.
   */
  private static String plainNames(List<OutputField> kept) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (OutputField field : kept) {
      if (!field.plainName().equals(field.name())) {
        columns.putIfAbsent(field.plainName(), field.name());
      }
    }
    return columns.entrySet().stream()
        .map(column -> ", " + Sql.name(column.getValue()) + " AS " + Sql.name(column.getKey()))
        .collect(Collectors.joining());
  }

  /** Whether something was submitted, be it that it could not be read. */
  private static String given(Repair repair) {
    return repair.given().stream()
        .map(
            field ->
                ", %s IS NOT NULL OR contains(coalesce(%s, ''), %s) AS %s"
                    .formatted(
                        Sql.name(field),
                        Sql.name(StagedTable.UNREAD),
                        Sql.text(";" + field + ";"),
                        Sql.name(field + "_given")))
        .collect(Collectors.joining());
  }

  /** The year is known of every row, whether or not it is kept. */
  private static String repairColumn(OutputField field, boolean kept) {
    String name = Sql.name(field.name());
    if (field.enrich().contains(EnrichRule.YEAR)) {
      return "CAST(_year AS BIGINT) AS " + name;
    }
    String type =
        switch (field.type()) {
          case DATE -> "DATE";
          case INTEGER, AGE -> "BIGINT";
          case STRING, CATEGORY, TIME, DECIMAL, POSTCODE -> "VARCHAR";
        };
    return "CAST(" + (kept ? name : "NULL") + " AS " + type + ") AS " + name;
  }

  private List<Loss> losses(List<StagedFile> files) {
    return database.query(
        "count losses",
        "SELECT _read, reason, count(*), list_slice(list(_row ORDER BY _place), 1, "
            + Loss.NAMED
            + ") FROM lost GROUP BY _read, reason ORDER BY _read, reason",
        row -> {
          List<Long> first =
              Stream.of((Object[]) row.getArray(4).getArray()).map(Long.class::cast).toList();
          ErrorType reason = ErrorType.valueOf(row.getString(2));
          return new Loss(files.get(row.getInt(1)).id(), reason, row.getLong(3), first);
        });
  }

  private List<Remark> remarks(List<StagedFile> files) {
    record Found(int read, ErrorType type, long rows, Remark.Line line) {}

    List<Found> found =
        database.query(
            "collect remarks",
            """
            SELECT _read, reason, count(*) OVER (PARTITION BY _read, reason), _row, detail
            FROM remarks
            QUALIFY row_number() OVER (PARTITION BY _read, reason ORDER BY _place) <= %d
            ORDER BY _read, reason, _place
            """
                .formatted(Loss.NAMED),
            row ->
                new Found(
                    row.getInt(1),
                    ErrorType.valueOf(row.getString(2)),
                    row.getLong(3),
                    new Remark.Line(row.getLong(4), row.getString(5))));
    List<Remark> remarks = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= found.size(); to++) {
      Found first = found.get(from);
      if (to == found.size()
          || found.get(to).read() != first.read()
          || found.get(to).type() != first.type()) {
        List<Remark.Line> lines = found.subList(from, to).stream().map(Found::line).toList();
        remarks.add(new Remark(files.get(first.read()).id(), first.type(), first.rows(), lines));
        from = to;
      }
    }
    return remarks;
  }

  private long copyOut(List<OutputField> written, String from, Path csv) {
    return database.execute(
        "write the rows",
        "COPY (SELECT " + columns(written) + " FROM " + from + ") TO " + Sql.path(csv) + Sql.CSV);
  }

  private static String columns(List<OutputField> written) {
    return written.stream().map(field -> Sql.name(field.name())).collect(Collectors.joining(", "));
  }

  /** How many rows there are of each period. */
  private Map<String, Long> copyApart(
      List<OutputField> written,
      String from,
      List<String> periods,
      Map<String, Path> csvs,
      Path folder) {
    for (int nth = 0; nth < periods.size(); nth += MOST_OPEN) {
      database.execute(
          "write the rows of each period",
          "COPY (SELECT %s, _period FROM %s WHERE _period BETWEEN %d AND %d) TO %s%s"
              .formatted(
                  columns(written),
                  from,
                  nth,
                  nth + MOST_OPEN - 1,
                  Sql.path(folder.resolve("from-" + nth)),
                  Sql.csvBy(PERIOD)));
    }
    Map<String, Long> rows = new LinkedHashMap<>();
    database
        .query(
            "count the rows of each period",
            "SELECT _period, count(*) FROM " + from + " GROUP BY _period",
            row -> Map.entry(periods.get(row.getInt(1)), row.getLong(2)))
        .forEach(period -> rows.put(period.getKey(), period.getValue()));
    for (int nth = 0; nth < periods.size(); nth++) {
      Path csv = Objects.requireNonNull(csvs.get(periods.get(nth)), "a period without a file");
      if (rows.putIfAbsent(periods.get(nth), 0L) == null) {
        copyOut(written, "(SELECT * FROM " + from + " WHERE false)", csv);
      } else {
        Path together = folder.resolve("from-" + nth / MOST_OPEN * MOST_OPEN);
        move(together.resolve(PERIOD + "=" + nth), csv);
      }
    }
    return rows;
  }

  private static void move(Path partition, Path csv) {
    try {
      Files.move(partition.resolve("data_0.csv"), csv);
      // Only an empty folder can be deleted: nothing of the period lies in a second file.
      Files.delete(partition);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void copyOut(String from, Origins origins) {
    database.execute(
        "write where the rows came from",
        "COPY (SELECT _read, _place, _row FROM "
            + from
            + ") TO "
            + Sql.path(origins.origins())
            + Sql.PARQUET);
    database.execute(
        "write which rows were left out",
        "COPY (SELECT _read, _place, _row, reason FROM lost) TO "
            + Sql.path(origins.lost())
            + Sql.PARQUET);
  }

  /**
   * Files that follow each other in the order of reading and lie together in that order.
   *
   * @param files by place among all that lie there, the place among all that are read
   */
  private record Run(Path parquet, SortedMap<Integer, Integer> files) {}

  private static List<Run> runs(List<StagedFile> files) {
    List<Run> runs = new ArrayList<>();
    for (int read = 0; read < files.size(); read++) {
      StagedFile file = files.get(read);
      Optional<Run> last =
          runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
      Run run =
          last.filter(open -> open.parquet().equals(file.degraded()))
              .filter(open -> open.files().lastKey() < file.nth())
              .orElseGet(() -> new Run(file.degraded(), new TreeMap<>()));
      run.files().put(file.nth(), read);
      if (run.files().size() == 1) {
        runs.add(run);
      }
    }
    return runs;
  }

  /**
   * All rows of the files in order of reading, as one table: a plan with a part for each file would
   * keep all of them open, and be planned in a time that grows with the square of their number.
   * Parquet of several files is read once for each {@link Run}, which is once unless one of the
   * files was replaced.
   */
  private static String rowsOf(
      List<StagedFile> files, List<OutputField> kept, Set<String> found, List<String> periods) {
    String select =
        kept.stream()
            .map(field -> fieldOrBlank(field.name(), found) + ", ")
            .collect(Collectors.joining());
    return "SELECT "
        + select
        + READ
        + ", "
        + ofFile(files, file -> periods.indexOf(file.period().name()))
        + " AS "
        + PERIOD
        + ", "
        + ofFile(files, file -> file.period().year())
        + " AS "
        + YEAR
        + ", _at - "
        + ofFile(files, StagedFile::first)
        + " AS "
        + PLACE
        + ", "
        + ROW
        + ", "
        + fieldOrBlank(StagedTable.UNREAD, found)
        + " FROM ("
        + (found.contains(NTH) ? readTogether(runs(files)) : readAlone(files))
        + ")";
  }

  private static String readAlone(List<StagedFile> files) {
    return "SELECT *, CAST(file_index AS INTEGER) AS _read, file_row_number AS _at FROM "
        + readParquet(files);
  }

  private static String readTogether(List<Run> runs) {
    List<Integer> reads = new ArrayList<>();
    List<Long> begins = new ArrayList<>();
    List<Long> lowest = new ArrayList<>();
    List<Long> highest = new ArrayList<>();
    for (Run run : runs) {
      int low = run.files().firstKey();
      int high = run.files().lastKey();
      begins.add((long) reads.size() - low);
      lowest.add((long) low);
      highest.add((long) high);
      for (int nth = low; nth <= high; nth++) {
        reads.add(run.files().getOrDefault(nth, -1));
      }
    }
    return """
        SELECT * FROM (
          SELECT *, CAST(%s[%s + _of + 1] AS INTEGER) AS _read FROM (
            SELECT *, coalesce(_nth, 0) AS _of, CAST(file_index AS BIGINT) + 1 AS _run,
              file_row_number AS _at
            FROM %s)
          WHERE _of BETWEEN %s AND %s)
        WHERE _read >= 0
        """
        .formatted(
            reads,
            ofRun(begins),
            readParquet(runs.stream().map(Run::parquet)),
            ofRun(lowest),
            ofRun(highest));
  }

  private static String ofRun(List<Long> numbers) {
    return byPlace(numbers.stream().map(String::valueOf), "_run");
  }

  /** A number that all rows of a file have alike. */
  private static String ofFile(List<StagedFile> files, ToLongFunction<StagedFile> number) {
    return byPlace(
        files.stream().mapToLong(number).mapToObj(String::valueOf), "CAST(_read AS BIGINT) + 1");
  }

  private static String readParquet(List<StagedFile> files) {
    return readParquet(files.stream().map(StagedFile::degraded));
  }

  /** A column that one file has and another has not is blank there. */
  private static String readParquet(Stream<Path> parquet) {
    return "read_parquet("
        + parquet.map(Sql::path).collect(Collectors.joining(", ", "[", "]"))
        + ", union_by_name = true, file_row_number = true)";
  }

  private Set<String> columnsOf(List<StagedFile> files) {
    return new LinkedHashSet<>(
        database.query(
            "look at the columns",
            "DESCRIBE FROM " + readParquet(files.stream().map(StagedFile::degraded).distinct()),
            row -> row.getString(1)));
  }

  private static String fieldOrBlank(String field, Set<String> columns) {
    return (columns.contains(field) ? "" : "CAST(NULL AS VARCHAR) AS ") + Sql.name(field);
  }
}
