package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.output.Output;
import org.tributary.submission.Period;
import org.tributary.submission.Stage;
import org.tributary.submission.StagedTable;

/**
 * How long two million invented episodes of six authorities take, step by step: run by hand, told
 * in {@code target/compile-benchmark.txt}.
 */
@Tag("campaign")
class CompileBenchmark {

  private static final int AUTHORITIES = 6;
  private static final int YEARS = 4;
  private static final int ROWS_OF_A_FILE = 2_000_000 / AUTHORITIES / YEARS;

  @TempDir Path scratch;
  private final Map<String, Double> seconds = new TreeMap<>();

  @Test
  void two_million_episodes_of_six_authorities() throws IOException {
    List<StagedTable> staged = new ArrayList<>();
    for (int year = 2021; year < 2021 + YEARS; year++) {
      String id = "y" + year;
      staged.add(InventedEpisodes.staged(scratch.resolve(id + ".txt"), id, year, ROWS_OF_A_FILE));
    }
    long rows = 0;
    try (Database database = Database.open(scratch, "2GB");
        Databases databases = new Databases(scratch, "2GB", 2)) {
      SessionTables tables = new SessionTables(database);
      List<AuthorityTable> authorities = new ArrayList<>();
      for (int authority = 0; authority < AUTHORITIES; authority++) {
        Path folder = Files.createDirectories(scratch.resolve("la" + authority));
        List<StagedFile> files = new ArrayList<>();
        for (int year = 0; year < YEARS; year++) {
          StagedTable table = staged.get(year);
          long start = System.nanoTime();
          Path degraded = Fixture.archived(tables, table, Stage.DEGRADED, table.table(), folder);
          took("1 archive", start);
          files.add(new StagedFile(table.table(), degraded, Period.ofYear(2021 + year)));
        }
        for (StagedFile file : files) {
          long start = System.nanoTime();
          tables.current(
              Fixture.episodes(), Fixture.PAN, List.of(file), folder.resolve(file.id() + ".csv"));
          took("2 current", start);
        }
        Path csv = folder.resolve("all.csv");
        long start = System.nanoTime();
        rows +=
            tables
                .concatenate(Fixture.episodes(), Fixture.PAN, files, true, Optional.empty(), csv)
                .rowsRead();
        took("3 concatenate", start);
        start = System.nanoTime();
        Joined joined =
            tables.concatenate(
                Fixture.episodes(),
                Fixture.PAN,
                files,
                true,
                Optional.of(Fixture.repairSql()),
                csv);
        took("4 concatenate and repair", start);
        authorities.add(new AuthorityTable("8" + authority, csv, joined.rowsKept()));
      }
      long start = System.nanoTime();
      new UseCaseTables(databases)
          .compile(
              new Output.OfReturn("PAN", "ssda903", Fixture.episodes()),
              authorities,
              2020,
              scratch);
      took("5 compile", start);
    }
    assertThat(rows).isEqualTo((long) AUTHORITIES * YEARS * ROWS_OF_A_FILE);
    StringBuilder told = new StringBuilder();
    for (Map.Entry<String, Double> step : seconds.entrySet()) {
      long millis = Math.round(step.getValue() * 1000);
      told.append(step.getKey())
          .append(": ")
          .append(millis)
          .append(" ms, ")
          .append(rows * 1000 / millis)
          .append(" rows/s\n");
    }
    Files.writeString(Path.of("target", "compile-benchmark.txt"), told);
  }

  private void took(String step, long start) {
    seconds.merge(step, (System.nanoTime() - start) / 1e9, Double::sum);
  }
}
