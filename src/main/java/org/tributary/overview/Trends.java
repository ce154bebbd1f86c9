package org.tributary.overview;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.compile.Database;
import org.tributary.compile.DatabaseException;
import org.tributary.compile.Databases;
import org.tributary.compile.Sql;
import org.tributary.overview.OverviewInput.PictureTables;
import org.tributary.overview.ReleaseFacts.Trend;
import org.tributary.overview.ReleaseFacts.Value;
import org.tributary.pipeline.Picture;

/** Asks each picture's query of the tables of a release: one statement, and few numbers. */
final class Trends {

  private static final Logger LOG = LoggerFactory.getLogger(Trends.class);

  /** A region's authorities over all years are fewer; its children are more. */
  static final int MOST_ROWS = 2_000;

  static final int MOST_LINES = 200;

  private Trends() {}

  /** In the order of the pictures; one that cannot be made says why, and keeps no other back. */
  static List<Trend> of(List<PictureTables> pictures, Databases databases) throws IOException {
    List<Databases.Work<Trend>> work = new ArrayList<>();
    for (PictureTables of : pictures) {
      work.add(database -> of(of, database));
    }
    return work.isEmpty() ? List.of() : databases.useSideBySide(work);
  }

  private static Trend of(PictureTables of, Database database) {
    Picture picture = of.picture();
    // What a table is missing of is what the release says elsewhere; here nothing is counted yet.
    if (!of.tables().keySet().containsAll(picture.reads().keySet())) {
      return new Trend(picture, List.of(), Optional.empty());
    }
    try {
      List<Value> values = database.query("count for a picture", sql(of), Trends::value);
      Optional<String> refused = refused(values);
      refused.ifPresent(
          why -> LOG.error("The picture '{}' is not drawn: {}", picture.title(), why));
      return new Trend(picture, refused.isPresent() ? List.of() : values, refused);
    } catch (DatabaseException failure) {
      if (!isOfTheQuery(failure)) {
        throw failure;
      }
      String why = "its query fails (" + failure.error().word() + ")";
      LOG.error("The picture '{}' is not drawn: {}", picture.title(), why);
      return new Trend(picture, List.of(), Optional.of(why));
    }
  }

  /** Whether it is the configuration's SQL that is wrong, rather than the machine or a file. */
  private static boolean isOfTheQuery(DatabaseException failure) {
    return failure.error().isOfValues()
        || switch (failure.error()) {
          case BINDER, CATALOG, PARSER, NOT_IMPLEMENTED -> true;
          case OUT_OF_MEMORY,
              BROKEN_FILE,
              IO,
              HTTP,
              INTERRUPTED,
              INTERNAL,
              FATAL,
              CONNECTION,
              TRANSACTION,
              PERMISSION,
              SETTINGS,
              DEPENDENCY,
              EXECUTOR,
              SERIALIZATION,
              INVALID_INPUT,
              INVALID_TYPE,
              MISMATCH_TYPE,
              CONVERSION,
              CONSTRAINT,
              OUT_OF_RANGE,
              OTHER ->
              false;
        };
  }

  private static Value value(ResultSet row) throws SQLException {
    long children = row.getLong(4);
    Optional<Long> behind = row.wasNull() ? Optional.empty() : Optional.of(children);
    return new Value(row.getInt(1), Optional.ofNullable(row.getString(2)), row.getLong(3), behind);
  }

  /** The picture's SQL, which sees of each table the columns that it says it reads. */
  private static String sql(PictureTables of) {
    String tables =
        of.picture().reads().entrySet().stream()
            .map(table -> table(table, of.tables()))
            .collect(Collectors.joining(",\n"));
    return """
    WITH %s
    SELECT CAST(coalesce("year", %d) AS INTEGER), CAST("line" AS VARCHAR),
      CAST(round(CAST("value" AS DOUBLE) * 10) AS BIGINT), CAST("children" AS BIGINT)
    FROM (
    %s
    ) AS counted
    WHERE "value" IS NOT NULL
    ORDER BY "place", "line" NULLS FIRST, 1
    LIMIT %d
    """
        .formatted(tables, ReleaseFacts.NO_YEAR, of.picture().sql(), MOST_ROWS + 1);
  }

  private static String table(Map.Entry<String, List<String>> table, Map<String, Path> files) {
    Path parquet = files.get(table.getKey());
    if (parquet == null) {
      throw new IllegalStateException("a picture's table is not there");
    }
    return "%s AS (SELECT %s FROM read_parquet(%s))"
        .formatted(
            Sql.name(table.getKey()),
            table.getValue().stream().map(Sql::name).collect(Collectors.joining(", ")),
            Sql.path(parquet));
  }

  private static Optional<String> refused(List<Value> values) {
    if (values.size() > MOST_ROWS) {
      return Optional.of("its query answers with more than " + MOST_ROWS + " numbers");
    }
    Set<Optional<String>> lines = new HashSet<>();
    Set<List<Object>> seen = new HashSet<>();
    for (Value value : values) {
      lines.add(value.line());
      if (!seen.add(List.of(value.year(), value.line()))) {
        return Optional.of("its query answers twice for a year and line");
      }
    }
    return lines.size() > MOST_LINES
        ? Optional.of("its query answers with more than " + MOST_LINES + " lines")
        : Optional.empty();
  }
}
