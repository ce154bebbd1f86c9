package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.compile.ReleaseComparison.Places;
import org.tributary.output.DescribedTable;
import org.tributary.output.TableChanges;
import org.tributary.output.TableChanges.Place;

class ReleaseComparisonTest {

  private static final Places PLACES = new Places(Optional.of("LA"), Optional.of("YEAR"));
  private static final Places NOWHERE = new Places(Optional.empty(), Optional.empty());

  private static final DescribedTable TABLE =
      new DescribedTable(
          "episodes", "Episodes.", "One row.", List.of(), List.of(), List.of(), 0, List.of());

  @TempDir Path scratch;
  private Databases databases;

  @BeforeEach
  void open() {
    databases = new Databases(scratch, "200MB", 1);
  }

  @AfterEach
  void close() {
    databases.close();
  }

  private Path parquet(String name, String columns, String... rows) throws IOException {
    Path path = scratch.resolve(name);
    databases.use(
        database ->
            database.execute(
                "write",
                "COPY (SELECT * FROM (VALUES "
                    + String.join(", ", rows)
                    + ") AS t("
                    + columns
                    + ")) TO "
                    + Sql.path(path)
                    + Sql.PARQUET));
    return path;
  }

  /** Row by row, and again with the sums of the release before, which must say the same. */
  private TableChanges compare(List<String> key, Optional<Path> before, Path now, Places places)
      throws IOException {
    TableSums sums = ReleaseComparison.sums(databases, now, places);
    TableChanges byRow =
        ReleaseComparison.of(databases, TABLE, key, Optional.empty(), before, sums, now, places);
    if (before.isPresent()) {
      TableSums sumsBefore = ReleaseComparison.sums(databases, before.get(), places);
      assertThat(
              ReleaseComparison.of(
                  databases,
                  TABLE,
                  key,
                  Optional.of(sumsBefore),
                  sums.tellAllThatChangedSince(sumsBefore) ? Optional.empty() : before,
                  sums,
                  now,
                  places))
          .isEqualTo(byRow);
    }
    return byRow;
  }

  @Test
  void where_only_whole_years_came_and_went_the_file_of_before_is_not_needed() throws IOException {
    Path before = parquet("before", "A, LA, YEAR", "('x', 'Luton', 2024)", "('y', 'Luton', 2023)");
    Path now =
        parquet(
            "now",
            "A, LA, YEAR",
            "('z', 'Essex', 2024)",
            "('z', 'Essex', 2024)",
            "('x', 'Luton', 2024)");
    TableSums sums = ReleaseComparison.sums(databases, now, PLACES);
    assertThat(sums.tellAllThatChangedSince(ReleaseComparison.sums(databases, before, PLACES)))
        .isTrue();
    assertThat(compare(List.of("A"), Optional.of(before), now, PLACES).places())
        .containsExactly(
            new Place("Essex", "2024", 0, 2, 2, 0, 0),
            new Place("Luton", "2023", 1, 0, 0, 1, 0),
            new Place("Luton", "2024", 1, 1, 0, 0, 0));
  }

  @Test
  void a_table_without_rows_sums_up_to_nothing() throws IOException {
    Path some = parquet("some.parquet", "LA, YEAR", "('Bedford', 2024)");
    Path none = scratch.resolve("none.parquet");
    databases.use(
        database ->
            database.execute(
                "write",
                "COPY (SELECT * FROM "
                    + Sql.path(some)
                    + " WHERE YEAR = 0) TO "
                    + Sql.path(none)
                    + Sql.PARQUET));
    assertThat(ReleaseComparison.sums(databases, none, PLACES).sums()).isEmpty();
    assertThat(ReleaseComparison.sums(databases, none, NOWHERE).sums()).isEmpty();
    assertThat(ReleaseComparison.sums(databases, some, NOWHERE).sums()).hasSize(1);
  }

  @Test
  void rows_in_another_order_are_the_same_and_one_more_of_the_same_is_not() throws IOException {
    Path before = parquet("before", "A, LA, YEAR", "('x', 'Luton', 2024)", "('y', 'Luton', 2024)");
    Path now = parquet("now", "A, LA, YEAR", "('y', 'Luton', 2024)", "('x', 'Luton', 2024)");
    Path more = parquet("more", "A, LA, YEAR", "('y', 'Luton', 2024)", "('y', 'Luton', 2024)");
    TableSums sums = ReleaseComparison.sums(databases, before, PLACES);
    assertThat(ReleaseComparison.sums(databases, now, PLACES)).isEqualTo(sums);
    assertThat(ReleaseComparison.sums(databases, more, PLACES).tellAllThatChangedSince(sums))
        .isFalse();
  }

  @Test
  void rows_that_came_went_and_changed_are_counted_by_authority_and_year() throws IOException {
    Path before =
        parquet(
            "before",
            "CHILD, PLACE, LA, YEAR",
            "('a', 'U1', 'Luton', 2024)",
            "('b', 'U1', 'Luton', 2024)",
            "('c', 'U1', 'Luton', 2023)",
            "('d', 'U1', 'Bedford', 2024)");
    Path now =
        parquet(
            "now",
            "CHILD, PLACE, LA, YEAR",
            "('b', 'U2', 'Luton', 2024)",
            "('a', 'U1', 'Luton', 2024)",
            "('e', 'U1', 'Luton', 2024)",
            "('d', 'U1', 'Bedford', 2024)",
            "('f', 'U1', 'Essex', 2024)");
    TableChanges changes = compare(List.of("CHILD"), Optional.of(before), now, PLACES);
    assertThat(changes.places())
        .containsExactly(
            new Place("Bedford", "2024", 1, 1, 0, 0, 0),
            new Place("Essex", "2024", 0, 1, 1, 0, 0),
            new Place("Luton", "2023", 1, 0, 0, 1, 0),
            new Place("Luton", "2024", 2, 3, 1, 0, 1));
  }

  @Test
  void without_a_key_a_change_is_a_row_that_went_and_one_that_came() throws IOException {
    Path before = parquet("before", "A, B", "('x', 1)", "('x', 1)", "('y', NULL)");
    Path now = parquet("now", "A, B", "('x', 1)", "('y', 2)", "('z', NULL)");
    assertThat(compare(List.of(), Optional.of(before), now, NOWHERE).places())
        .containsExactly(new Place("", "", 3, 3, 2, 2, 0));
  }

  @Test
  void rows_alike_with_one_key_are_counted_one_by_one() throws IOException {
    Path before = parquet("before", "A, B", "('x', 1)", "('x', 1)", "('x', 2)");
    Path now = parquet("now", "A, B", "('x', 1)", "('x', 3)");
    assertThat(compare(List.of("A"), Optional.of(before), now, NOWHERE).places())
        .containsExactly(new Place("", "", 3, 2, 0, 1, 1));
  }

  @Test
  void a_new_column_is_named_and_does_not_change_every_row() throws IOException {
    Path before = parquet("before", "A, OLD", "('x', 1)");
    Path now = parquet("now", "A, NEW, LA", "('x', 5, 'Luton')");
    TableChanges changes = compare(List.of("A"), Optional.of(before), now, NOWHERE);
    assertThat(changes)
        .isEqualTo(
            new TableChanges(
                "episodes",
                List.of(new Place("", "", 1, 1, 0, 0, 0)),
                List.of("NEW", "LA"),
                List.of("OLD")));
  }

  @Test
  void a_column_that_is_read_as_another_type_says_the_same() throws IOException {
    Path before = parquet("before", "A", "('2024')");
    Path now = parquet("now", "A", "(2024::BIGINT)");
    assertThat(compare(List.of(), Optional.of(before), now, NOWHERE).places())
        .containsExactly(new Place("", "", 1, 1, 0, 0, 0));
  }

  @Test
  void without_a_release_before_every_row_is_added() throws IOException {
    Path now = parquet("now", "A, LA, YEAR", "('x', 'Luton', 2024)", "('y', NULL, 2024)");
    assertThat(compare(List.of(), Optional.empty(), now, PLACES).places())
        .containsExactly(
            new Place("", "2024", 0, 1, 1, 0, 0), new Place("Luton", "2024", 0, 1, 1, 0, 0));
  }

  @Test
  void a_file_that_is_the_same_is_only_counted() throws IOException {
    Path now = parquet("now", "A, LA, YEAR", "('x', 'Luton', 2024)", "('y', 'Luton', 2024)");
    assertThat(
            ReleaseComparison.unchanged(TABLE, ReleaseComparison.sums(databases, now, PLACES))
                .places())
        .containsExactly(new Place("Luton", "2024", 2, 2, 0, 0, 0));
  }
}
