package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tributary.compile.Fixture.field;
import static org.tributary.compile.Fixture.key;
import static org.tributary.compile.Fixture.sort;
import static org.tributary.compile.Fixture.year;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.errors.ErrorType;
import org.tributary.pipeline.PipelineTable;
import org.tributary.schema.Kind;
import org.tributary.submission.Period;

/**
 * {@code -Drows} invented records of attendance (24 million, as many as England has in a year) in
 * files of three years, of which one row in fifty stands twice, are put together in a database of
 * {@code -Drows.memory} (1 GB). The figures go to {@code target/duplicates-campaign.txt}.
 */
@Tag("campaign")
class DuplicatesCampaignTest {

  private static final long ROWS = Long.getLong("rows", 24_000_000);
  private static final String MEMORY = System.getProperty("rows.memory", "1GB");
  private static final int YEARS = 3;
  private static final int TWICE = 50;

  private static final PipelineTable ATTENDANCE =
      new PipelineTable(
          "attendance",
          List.of(
              key("TABLEID", Kind.STRING),
              key("NATIVEID", Kind.STRING),
              key("LA", Kind.STRING),
              key("TERM", Kind.STRING),
              key("REASON", Kind.CATEGORY),
              sort("SESSIONS", Kind.INTEGER, 0, false),
              field("UPN", Kind.STRING),
              field("URN", Kind.STRING),
              field("POSSIBLE", Kind.INTEGER),
              year()),
          Optional.empty());

  @TempDir Path scratch;

  @Test
  void the_attendance_of_all_pupils_of_england_is_freed_of_duplicates_in_bounded_memory()
      throws IOException {
    long ofAYear = ROWS / YEARS;
    List<StagedFile> files = new ArrayList<>();
    List<String> figures = new ArrayList<>();
    figures.add(ofAYear * YEARS + " rows, a database of " + MEMORY);
    Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    Joined joined;
    double seconds;
    try (Database database = Database.open(scratch, MEMORY)) {
      for (int nth = 0; nth < YEARS; nth++) {
        Path parquet = scratch.resolve(nth + ".parquet");
        database.execute("invent", invented(nth, ofAYear, parquet));
        files.add(new StagedFile("file " + nth, parquet, Period.ofYear(2023 + nth)));
      }
      long begun = System.nanoTime();
      joined =
          new SessionTables(database)
              .concatenate(
                  ATTENDANCE,
                  Fixture.PAN,
                  files,
                  true,
                  Optional.empty(),
                  scratch.resolve("all.csv"));
      seconds = (System.nanoTime() - begun) / 1e9;
    }
    figures.add(
        String.format(
            Locale.ROOT,
            "%,d rows kept: %.1f s, %,.0f rows/s; at most %d MB of memory",
            joined.rowsKept(),
            seconds,
            joined.rowsRead() / seconds,
            PupilsCampaignTest.mostMemoryInMegabytes()));
    Files.write(Path.of("target", "duplicates-campaign.txt"), figures);

    long twice = YEARS * (ofAYear / TWICE);
    assertThat(joined.rowsRead()).isEqualTo(ofAYear * YEARS);
    assertThat(joined.rowsKept()).isEqualTo(ofAYear * YEARS - twice);
    assertThat(joined.losses()).allMatch(loss -> loss.type() == ErrorType.DUPLICATE_REMOVED);
  }

  /** The last rows of a file have the keys of its first ones, and fewer sessions. */
  private static String invented(int nth, long rows, Path parquet) {
    String pupil = "(i % " + (rows - rows / TWICE) + ")";
    return """
        COPY (SELECT 't' || %1$s || 'y%2$d' AS TABLEID,
            (200 + %1$s %% 150) || '4' || lpad(%1$s %% 997 || '', 3, '0') AS NATIVEID,
            'Authority ' || (200 + %1$s %% 150) AS LA, 'autumn' AS TERM,
            ['I', 'M', 'U', 'C', 'B'][%1$s %% 5 + 1] AS REASON,
            CASE WHEN i = %1$s THEN '20' ELSE '1' END AS SESSIONS,
            'A' || (100000000000 + %1$s) AS UPN, '' || (100000 + %1$s %% 9000) AS URN,
            '140' AS POSSIBLE, '%3$d' AS YEAR, i + 2 AS _row
          FROM range(%4$d) t(i)) TO %5$s%6$s
        """
        .formatted(pupil, nth, 2023 + nth, rows, Sql.path(parquet), Sql.PARQUET);
  }
}
