package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.compile.ReleaseComparison.Places;
import org.tributary.output.DescribedTable;
import org.tributary.output.TableChanges;
import org.tributary.output.TableChanges.Place;

/**
 * Two releases of a table of {@code -Dcomparison.rows} rows (20 million where nothing is said) are
 * compared in {@code -Dcomparison.memory} (1 GB).
 */
@Tag("campaign")
class ReleaseComparisonCampaignTest {

  private static final long ROWS = Long.getLong("comparison.rows", 20_000_000);
  private static final String MEMORY = System.getProperty("comparison.memory", "1GB");

  @TempDir Path scratch;

  @Test
  void a_table_of_many_rows_is_compared_in_little_memory() throws IOException {
    Path before = scratch.resolve("before.parquet");
    Path now = scratch.resolve("now.parquet");
    try (Databases databases = new Databases(scratch, MEMORY, 1)) {
      // One row of a hundred goes, one comes, one changes.
      write(databases, before, "WHERE i % 100 <> 1", "i % 7");
      write(databases, now, "WHERE i % 100 <> 2", "CASE WHEN i % 100 = 3 THEN 9 ELSE i % 7 END");
      Places places = new Places(Optional.of("LA"), Optional.of("YEAR"));
      TableSums sums = ReleaseComparison.sums(databases, before, places);
      long begun = System.nanoTime();
      TableChanges changes =
          ReleaseComparison.of(
              databases,
              new DescribedTable(
                  "many", "Many.", "One row.", List.of(), List.of(), List.of(), 0, List.of()),
              List.of("CHILD"),
              Optional.of(sums),
              Optional.of(before),
              ReleaseComparison.sums(databases, now, places),
              now,
              places);
      long seconds = (System.nanoTime() - begun) / 1_000_000_000;
      assertThat(changes.places()).hasSize(11 * 7);
      assertThat(changes.sum(Place::rows)).isEqualTo(ROWS / 100 * 99);
      assertThat(changes.sum(Place::added)).isEqualTo(ROWS / 100);
      assertThat(changes.sum(Place::removed)).isEqualTo(ROWS / 100);
      assertThat(changes.sum(Place::changed)).isEqualTo(ROWS / 100);
      assertThat(seconds).isLessThan(Long.getLong("comparison.seconds", 600));
    }
  }

  private static void write(Databases databases, Path path, String where, String place)
      throws IOException {
    databases.use(
        database ->
            database.execute(
                "write",
                "COPY (SELECT 'child ' || i AS CHILD, DATE '2020-01-01' + CAST(i % 1500 AS"
                    + " INTEGER) AS DECOM, 'code ' || ("
                    + place
                    + ") AS PLACE, 'note of some words ' || i % 9973 AS NOTE, 'LA ' || i % 11 AS"
                    + " LA, 2018 + i % 7 AS YEAR FROM range("
                    + ROWS
                    + ") t(i) "
                    + where
                    + ") TO "
                    + Sql.path(path)
                    + Sql.PARQUET));
  }
}
