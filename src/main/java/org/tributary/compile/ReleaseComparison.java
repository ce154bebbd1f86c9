package org.tributary.compile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tributary.compile.TableSums.Sum;
import org.tributary.output.DescribedTable;
import org.tributary.output.TableChanges;
import org.tributary.output.TableChanges.Place;

/**
 * Counts what changed in a table between the release that is still published and the one that is
 * being made: where the sums of an authority's year are alike, so are its rows; where they are not,
 * row by row from the Parquet files. Of the earlier release only its sums are kept.
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

  /** Reads a table once and sums up what it holds. */
  public static TableSums sums(Databases databases, Path parquet, Places places)
      throws IOException {
    return databases.use(
        database -> {
          List<Column> columns = columns(database, parquet);
          List<String> names = columns.stream().map(Column::name).toList();
          String hashed =
              database.query("ask for the version", "SELECT version()", row -> row.getString(1))
                  + columns.toString();
          List<Sum> sums =
              database.query(
                  "sum up a table's rows",
                  """
                  SELECT %s AS authority, %s AS year, count(*), sum(CAST(hash(%s) AS HUGEINT))
                  FROM read_parquet(%s)
                  GROUP BY ALL
                  HAVING count(*) > 0
                  """
                      .formatted(
                          text(places.authority(), names),
                          text(places.year(), names),
                          names.stream().map(Sql::name).collect(Collectors.joining(", ")),
                          Sql.path(parquet)),
                  row ->
                      new Sum(
                          row.getString(1), row.getString(2), row.getLong(3), row.getString(4)));
          return new TableSums(hashed, sums);
        });
  }

  /**
   * Compares a table with that of the release before, by the columns that both have.
   *
   * @param key the columns by which a changed row is known again, which several rows may share;
   *     none where a change shall count as a row that went and one that came
   * @param sumsBefore the sums of the release before, where they are known
   * @param previous the file of the release before, below the databases' scratch folder; needed
   *     where the sums do not tell all; without file and sums, every row is an added one
   * @param now the file of the new release, there too
   */
  public static TableChanges of(
      Databases databases,
      DescribedTable table,
      List<String> key,
      Optional<TableSums> sumsBefore,
      Optional<Path> previous,
      TableSums sumsNow,
      Path now,
      Places places)
      throws IOException {
    if (sumsBefore.isPresent() && sumsBefore.get().columns().equals(sumsNow.columns())) {
      List<Sum> differing = sumsNow.differingFrom(sumsBefore.get());
      List<Place> told = told(sumsBefore.get(), sumsNow, differing);
      if (!differing.isEmpty()) {
        told.addAll(
            databases.use(
                database -> {
                  List<String> names = names(database, now);
                  List<String> known = names.containsAll(key) ? key : List.of();
                  return compared(
                      database,
                      previous.orElseThrow(),
                      now,
                      new Compared(names, known, Types.ALIKE),
                      places,
                      differing);
                }));
      }
      return new TableChanges(table.name(), told, List.of(), List.of());
    }
    return previous.isEmpty()
        ? new TableChanges(
            table.name(),
            told(new TableSums("", List.of()), sumsNow, List.of()),
            List.of(),
            List.of())
        : databases.use(database -> of(database, table, key, previous.get(), now, places));
  }

  private static TableChanges of(
      Database database,
      DescribedTable table,
      List<String> key,
      Path previous,
      Path now,
      Places places) {
    List<String> columns = names(database, now);
    List<String> before = names(database, previous);
    List<String> compared = columns.stream().filter(before::contains).toList();
    List<String> known = compared.containsAll(key) ? key : List.of();
    return new TableChanges(
        table.name(),
        compared(
            database,
            previous,
            now,
            new Compared(compared, known, Types.PERHAPS_DIFFERENT),
            places,
            List.of()),
        columns.stream().filter(name -> !before.contains(name)).toList(),
        before.stream().filter(name -> !columns.contains(name)).toList());
  }

  /** The counts of a table whose file is byte for byte that of the release before. */
  public static TableChanges unchanged(DescribedTable table, TableSums sums) {
    return new TableChanges(table.name(), told(sums, sums, List.of()), List.of(), List.of());
  }

  /** What the sums say of all places but those that differ. */
  private static List<Place> told(TableSums before, TableSums now, List<Sum> differing) {
    List<Place> told = new ArrayList<>();
    for (Sum sum : now.sums()) {
      if (before.sums().contains(sum)) {
        told.add(new Place(sum.authority(), sum.year(), sum.rows(), sum.rows(), 0, 0, 0));
      } else if (!differing.contains(sum)) {
        told.add(new Place(sum.authority(), sum.year(), 0, sum.rows(), sum.rows(), 0, 0));
      }
    }
    for (Sum sum : before.sums()) {
      if (now.sums().stream().noneMatch(sum::isOfTheSamePlaceAs)) {
        told.add(new Place(sum.authority(), sum.year(), sum.rows(), 0, 0, sum.rows(), 0));
      }
    }
    return told;
  }

  /** Whether the columns of two files have the same types. */
  private enum Types {
    ALIKE,
    PERHAPS_DIFFERENT
  }

  /** The columns that two files are compared by, and those by which a changed row is known. */
  private record Compared(List<String> columns, List<String> key, Types types) {

    /** As text, where a type may have changed, so that a column is compared by what it says. */
    String hash(List<String> hashed) {
      if (hashed.isEmpty()) {
        return "hash(0)";
      }
      return hashed.stream()
          .map(
              name ->
                  types == Types.ALIKE ? Sql.name(name) : "CAST(" + Sql.name(name) + " AS VARCHAR)")
          .collect(Collectors.joining(", ", "hash(", ")"));
    }
  }

  /**
   * Equal rows of both files cancel each other out. Of what remains, as many as came and went under
   * the same key are changes.
   *
   * @param only the places to compare; none where all are
   */
  private static List<Place> compared(
      Database database,
      Path previous,
      Path now,
      Compared compared,
      Places places,
      List<Sum> only) {
    String values = compared.hash(compared.columns());
    String known = compared.key().isEmpty() ? values : compared.hash(compared.key());
    String both =
        Stream.of(previous, now)
            .map(
                file ->
                    """
                    SELECT %s AS authority, %s AS year, %s AS known, %s AS held, %s
                    FROM read_parquet(%s)
                    """
                        .formatted(
                            text(places.authority(), compared.columns()),
                            text(places.year(), compared.columns()),
                            known,
                            values,
                            file.equals(now) ? "0 AS before, 1 AS now" : "1 AS before, 0 AS now",
                            Sql.path(file)))
            .collect(Collectors.joining(" UNION ALL "));
    String wanted =
        only.isEmpty()
            ? ""
            : only.stream()
                .map(sum -> "(" + Sql.text(sum.authority()) + ", " + Sql.text(sum.year()) + ")")
                .collect(Collectors.joining(", ", " WHERE (authority, year) IN (", ")"));
    return database.query(
        "compare a table with the release before",
        """
        WITH alike AS (
          SELECT authority, year, known, sum(before) AS before, sum(now) AS now,
            greatest(sum(now) - sum(before), 0) AS came,
            greatest(sum(before) - sum(now), 0) AS went
          FROM (%s)%s
          GROUP BY authority, year, known, held),
        by_key AS (
          SELECT authority, year, sum(before) AS before, sum(now) AS now,
            sum(came) AS came, sum(went) AS went, least(sum(came), sum(went)) AS changed
          FROM alike
          GROUP BY authority, year, known)
        SELECT authority, year, sum(before)::BIGINT, sum(now)::BIGINT,
          sum(came - changed)::BIGINT, sum(went - changed)::BIGINT, sum(changed)::BIGINT
        FROM by_key
        GROUP BY authority, year
        """
            .formatted(both, wanted),
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

  private record Column(String name, String type) {}

  private static List<Column> columns(Database database, Path parquet) {
    return database.query(
        "read a table's columns",
        "DESCRIBE SELECT * FROM read_parquet(" + Sql.path(parquet) + ")",
        row -> new Column(row.getString(1), row.getString(2)));
  }

  private static List<String> names(Database database, Path parquet) {
    return columns(database, parquet).stream().map(Column::name).toList();
  }

  private static String text(Optional<String> column, List<String> columns) {
    return column
        .filter(columns::contains)
        .map(name -> "coalesce(CAST(" + Sql.name(name) + " AS VARCHAR), '')")
        .orElse("''");
  }
}
