package org.tributary.lineage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tributary.compile.Database;
import org.tributary.compile.SessionTables;
import org.tributary.compile.SessionTables.Origins;
import org.tributary.compile.Sql;
import org.tributary.compile.StagedFile;
import org.tributary.errors.ErrorType;
import org.tributary.lineage.RowOrigin.Left;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;
import org.tributary.publish.PublishedFile;
import org.tributary.report.SessionState.Staged;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.StoreException;

/**
 * One authority's table, put together again from the uploads' degraded rows as its session did it;
 * the bytes are the same that are shared, and so each row's origin is known, not guessed.
 */
final class AuthorityRows {

  /**
   * A row of an upload: the place of the file among those read, that of the row in it, from 0, and
   * the row's line, in which others may stand too.
   */
  record Line(int read, long place, long row) {}

  private final Database database;
  private final UploadCommit commit;
  private final PipelineTable table;
  private final List<OutputField> kept;
  private final List<UploadFile> files;
  private final List<StagedFile> degraded;
  private final Origins origins;

  /** By the Parquet: the columns that it has. */
  private final Map<Path, Set<String>> columns = new HashMap<>();

  private AuthorityRows(
      Database database,
      UploadCommit commit,
      PipelineTable table,
      List<OutputField> kept,
      List<UploadFile> files,
      List<StagedFile> degraded,
      Origins origins) {
    this.database = database;
    this.commit = commit;
    this.table = table;
    this.kept = kept;
    this.files = files;
    this.degraded = degraded;
    this.origins = origins;
  }

  /**
   * Puts a table together again.
   *
   * @param signed the use cases that the authority signed and that use the dataset
   * @param shared what the commit shares of the table
   * @param folder an existing folder that is nobody else's
   */
  static AuthorityRows of(
      Database database,
      Accounts accounts,
      UploadCommit commit,
      PipelineTable table,
      Set<String> signed,
      Deduplicating deduplicating,
      PublishedFile shared,
      Path folder)
      throws StoreException, IOException, NoAnswerException {
    List<UploadFile> files = commit.filesOf(table.name());
    List<StagedFile> staged = new ArrayList<>();
    Map<String, Path> fetched = new HashMap<>();
    for (UploadFile file : files) {
      Staged rows = file.degraded(table.name());
      Path parquet = folder.resolve("degraded-" + staged.size() + ".parquet");
      Optional<Path> there = Optional.ofNullable(fetched.get(rows.parquet().name()));
      if (there.isEmpty()) {
        UploadCommit.fetch(accounts.workspace(), rows.parquet(), parquet);
        fetched.put(rows.parquet().name(), parquet);
      }
      staged.add(
          new StagedFile(
              file.id(), there.orElse(parquet), file.period(), rows.nth(), rows.first()));
    }
    Path csv = folder.resolve("again.csv");
    Origins origins =
        new Origins(folder.resolve("origins.parquet"), folder.resolve("lost.parquet"));
    if (!staged.isEmpty()) {
      new SessionTables(database)
          .concatenate(
              table,
              signed,
              staged,
              deduplicating == Deduplicating.YES,
              repair(accounts, table),
              csv,
              origins);
    }
    if (staged.isEmpty() || !sha256(csv).equals(shared.sha256())) {
      throw new NoAnswerException(
          "What "
              + commit.unit()
              + " shares was made with another configuration or programme than this one.",
          "Run the programme once (run --once), and ask again.");
    }
    return new AuthorityRows(
        database, commit, table, table.keptFor(signed), files, staged, origins);
  }

  /** Whether a pipeline removes duplicates when it puts periods together. */
  enum Deduplicating {
    YES,
    NO
  }

  private static Optional<String> repair(Accounts accounts, PipelineTable table)
      throws IOException {
    return table.repair().isEmpty()
        ? Optional.empty()
        : Optional.of(Files.readString(accounts.repairs().resolve(table.repair().get() + ".sql")));
  }

  static String sha256(Path file) throws IOException {
    return Digest.of(Contents.of(file)).sha256();
  }

  UploadCommit commit() {
    return commit;
  }

  UploadFile file(Line line) {
    return files.get(line.read());
  }

  /** Where a row of the table came from, by its place in it, from 1. */
  Line line(long place) {
    return database
        .query(
            "find where a row came from",
            "SELECT _read, _place, _row FROM read_parquet("
                + Sql.path(origins.origins())
                + ", file_row_number = true) WHERE file_row_number = "
                + (place - 1),
            row -> new Line(row.getInt(1), row.getLong(2), row.getLong(3)))
        .get(0);
  }

  /** The values of a row as it was when its file had been degraded, by field. */
  Map<String, String> values(Line line) {
    String columns =
        kept.stream().map(field -> column(line.read(), field)).collect(Collectors.joining(", "));
    return database
        .query(
            "read a degraded row",
            "SELECT "
                + columns
                + " FROM read_parquet("
                + Sql.path(degraded.get(line.read()).degraded())
                + ", file_row_number = true) WHERE file_row_number = "
                + (degraded.get(line.read()).first() + line.place()),
            row -> {
              Map<String, String> values = new TreeMap<>();
              for (int i = 0; i < kept.size(); i++) {
                String value = row.getString(i + 1);
                values.put(kept.get(i).name(), value == null ? "" : value);
              }
              return values;
            })
        .get(0);
  }

  private String column(int read, OutputField field) {
    return has(read, field.name())
        ? Sql.name(field.name())
        : "CAST(NULL AS VARCHAR) AS " + Sql.name(field.name());
  }

  private boolean has(int read, String field) {
    return columns.computeIfAbsent(degraded.get(read).degraded(), this::columns).contains(field);
  }

  private Set<String> columns(Path parquet) {
    return Set.copyOf(
        database.query(
            "look at the columns",
            "DESCRIBE FROM read_parquet(" + Sql.path(parquet) + ")",
            row -> row.getString(1)));
  }

  /** The rows of uploads that gave way to this one, in order of reading. */
  List<Left> gaveWayTo(Line line) {
    List<OutputField> key = table.uniqueKeyIn(kept);
    Map<String, String> values = values(line);
    boolean nobody =
        key.stream()
            .filter(AuthorityRows::isId)
            .anyMatch(f -> values.getOrDefault(f.name(), "").isEmpty());
    // Rows without an id are the same only where they are alike in everything.
    String sameKey = same(nobody ? kept : key);
    String all =
        IntStream.range(0, files.size())
            .mapToObj(this::rows)
            .collect(Collectors.joining(" UNION ALL "));
    return database.query(
        "find the rows that gave way",
        "WITH everything AS ("
            + all
            + "), chosen AS (SELECT * FROM everything WHERE _read = "
            + line.read()
            + " AND _place = "
            + line.place()
            + ") SELECT e._read, e._row, lost.reason, ("
            + same(kept)
            + ") FROM read_parquet("
            + Sql.path(origins.lost())
            + ") lost JOIN everything e ON e._read = lost._read AND e._place = lost._place, chosen c"
            + " WHERE lost.reason <> "
            + Sql.text(ErrorType.EPISODE_REPAIRED.name())
            + " AND "
            + sameKey
            + " ORDER BY e._read, e._place",
        row -> {
          UploadFile file = files.get(row.getInt(1));
          return new Left(
              file.path(),
              file.sha256(),
              row.getLong(2),
              ErrorType.valueOf(row.getString(3)),
              row.getBoolean(4) ? RowOrigin.Likeness.ALL_VALUES : RowOrigin.Likeness.KEY);
        });
  }

  private static boolean isId(OutputField field) {
    return field.enrich().contains(EnrichRule.INTEGER)
        || field.enrich().contains(EnrichRule.ADD_LA_SUFFIX);
  }

  private static String same(List<OutputField> fields) {
    return fields.stream()
        .map(field -> Sql.name(field.name()))
        .map(name -> "e." + name + " IS NOT DISTINCT FROM c." + name)
        .collect(Collectors.joining(" AND "));
  }

  private String rows(int read) {
    StagedFile file = degraded.get(read);
    long end = file.first() + files.get(read).degraded(table.name()).rows();
    return "SELECT "
        + kept.stream().map(field -> column(read, field)).collect(Collectors.joining(", "))
        + ", "
        + read
        + " AS _read, file_row_number - "
        + file.first()
        + " AS _place, _row FROM read_parquet("
        + Sql.path(file.degraded())
        + ", file_row_number = true) WHERE file_row_number >= "
        + file.first()
        + " AND file_row_number < "
        + end;
  }
}
