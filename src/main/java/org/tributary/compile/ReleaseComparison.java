package org.tributary.compile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tributary.describe.DescribedTable;
import org.tributary.describe.TableChanges;
import org.tributary.describe.TableChanges.Place;

/**
 * Counts what changed in a table between the release that is still published and the one that is
 * being made, from their Parquet files. Nothing of the earlier release is kept for it.
 *
 * <p>A row is known by a hash of 64 bits of its values, so among ten million rows the chance that a
 * single one is counted wrongly is about one in a hundred thousand. What does not fit the
 * database's memory spills.
 */
public final class ReleaseComparison {

  /**
   * The columns that say whose and of which year a row is, where the table has them.
   *
   * @param authority holds the authority's name
   * @param year holds the return year
   */
  public record Places(Optional<String> authority, Optional<String> year) {}

  private ReleaseComparison() {}

  /**
   * Compares two files of one table by the columns that both have.
   *
   * @param key the columns by which a changed row is known again, which several rows may share;
   *     none where a change shall count as a row that went and one that came
   * @param previous the file of the release before, below the databases' scratch folder; without
   *     one, every row is an added one
   * @param now the file of the new release, there too
   */
  public static TableChanges of(
      Databases databases,
      DescribedTable table,
      List<String> key,
      Optional<Path> previous,
      Path now,
      Places places)
      throws IOException {
    return databases.use(database -> of(database, table, key, previous, now, places));
  }

  private static TableChanges of(
      Database database,
      DescribedTable table,
      List<String> key,
      Optional<Path> previous,
      Path now,
      Places places) {
    List<String> columns = columns(database, now);
    if (previous.isEmpty()) {
      return new TableChanges(
          table.name(),
          counted(database, now, columns, places, Before.NOTHING),
          List.of(),
          List.of());
    }
    List<String> before = columns(database, previous.get());
    List<String> compared = columns.stream().filter(before::contains).toList();
    List<String> known = compared.containsAll(key) ? key : List.of();
    return new TableChanges(
        table.name(),
        compared(database, previous.get(), now, compared, known, places),
        columns.stream().filter(name -> !before.contains(name)).toList(),
        before.stream().filter(name -> !columns.contains(name)).toList());
  }

  /** The counts of a table whose file is byte for byte that of the release before. */
  public static TableChanges unchanged(
      Databases databases, DescribedTable table, Path parquet, Places places) throws IOException {
    return databases.use(
        database ->
            new TableChanges(
                table.name(),
                counted(database, parquet, columns(database, parquet), places, Before.THE_SAME),
                List.of(),
                List.of()));
  }

  /** What was there before the rows that are counted. */
  private enum Before {
    NOTHING,
    THE_SAME
  }

  private static List<Place> counted(
      Database database, Path parquet, List<String> columns, Places places, Before before) {
    return database.query(
        "count a table's rows",
        "SELECT "
            + text(places.authority(), columns)
            + " AS authority, "
            + text(places.year(), columns)
            + " AS year, count(*) FROM read_parquet("
            + Sql.path(parquet)
            + ") GROUP BY ALL",
        row -> {
          long rows = row.getLong(3);
          return switch (before) {
            case NOTHING -> new Place(row.getString(1), row.getString(2), 0, rows, rows, 0, 0);
            case THE_SAME -> new Place(row.getString(1), row.getString(2), rows, rows, 0, 0, 0);
          };
        });
  }

  /**
   * Equal rows of both files cancel each other out. Of what remains, as many as came and went under
   * the same key are changes.
   */
  private static List<Place> compared(
      Database database,
      Path previous,
      Path now,
      List<String> compared,
      List<String> key,
      Places places) {
    String values = hash(compared);
    String known = key.isEmpty() ? values : hash(key);
    String both =
        Stream.of(previous, now)
            .map(
                file ->
                    "SELECT "
                        + text(places.authority(), compared)
                        + " AS authority, "
                        + text(places.year(), compared)
                        + " AS year, "
                        + known
                        + " AS known, "
                        + values
                        + " AS held, "
                        + (file.equals(now) ? "0 AS before, 1 AS now" : "1 AS before, 0 AS now")
                        + " FROM read_parquet("
                        + Sql.path(file)
                        + ")")
            .collect(Collectors.joining(" UNION ALL "));
    return database.query(
        "compare a table with the release before",
        "WITH alike AS (SELECT authority, year, known, sum(before) AS before, sum(now) AS now,"
            + " greatest(sum(now) - sum(before), 0) AS came,"
            + " greatest(sum(before) - sum(now), 0) AS went FROM ("
            + both
            + ") GROUP BY authority, year, known, held),"
            + " by_key AS (SELECT authority, year, sum(before) AS before, sum(now) AS now,"
            + " sum(came) AS came, sum(went) AS went, least(sum(came), sum(went)) AS changed"
            + " FROM alike GROUP BY authority, year, known)"
            + " SELECT authority, year, sum(before)::BIGINT, sum(now)::BIGINT,"
            + " sum(came - changed)::BIGINT, sum(went - changed)::BIGINT, sum(changed)::BIGINT"
            + " FROM by_key GROUP BY authority, year",
        row ->
            new Place(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7)));
  }

  private static List<String> columns(Database database, Path parquet) {
    return database.query(
        "read a table's columns",
        "DESCRIBE SELECT * FROM read_parquet(" + Sql.path(parquet) + ")",
        row -> row.getString(1));
  }

  private static String text(Optional<String> column, List<String> columns) {
    return column
        .filter(columns::contains)
        .map(name -> "coalesce(CAST(" + Sql.name(name) + " AS VARCHAR), '')")
        .orElse("''");
  }

  /** As text, so that a column whose type changed is compared by what it says. */
  private static String hash(List<String> columns) {
    return columns.isEmpty()
        ? "hash(0)"
        : columns.stream()
            .map(name -> "CAST(" + Sql.name(name) + " AS VARCHAR)")
            .collect(Collectors.joining(", ", "hash(", ")"));
  }
}
