package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tributary.compile.Fixture.PAN;
import static org.tributary.compile.Fixture.sha256;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.output.Output;
import org.tributary.submission.Period;
import org.tributary.submission.Stage;
import org.tributary.submission.StagedTable;

class CompileDeterminismTest {

  private static final int ROWS = 40_000;

  @TempDir Path folder;

  @Test
  void databases_memory_locale_and_order_of_arrival_change_no_byte() throws IOException {
    Map<String, String> expected = everything("two", 2, "1GB", 1);

    assertThat(everything("one", 1, "1GB", 2)).isEqualTo(expected);
    assertThat(everything("small", 2, "150MB", 3)).isEqualTo(expected);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(everything("turkish", 4, "1GB", 4)).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  private Map<String, String> everything(String run, int sideBySide, String memory, long seed)
      throws IOException {
    Path scratch = Files.createDirectories(folder.resolve(run));
    Map<String, String> digests = new TreeMap<>();
    try (Database database = Database.open(scratch, memory);
        Databases databases = new Databases(scratch, memory, sideBySide)) {
      SessionTables tables = new SessionTables(database);
      List<AuthorityTable> authorities = new ArrayList<>();
      for (String code : List.of("822", "873")) {
        List<StagedFile> files = new ArrayList<>();
        for (int year = 2023; year <= 2024; year++) {
          String id = code + "_" + year;
          StagedTable staged =
              InventedEpisodes.staged(scratch.resolve(id + ".txt"), id, year, ROWS);
          for (Stage stage : Stage.values()) {
            digests.put(id + stage, sha256(Fixture.archived(tables, staged, stage, id, scratch)));
          }
          Path degraded = scratch.resolve(staged.table() + "_degraded.parquet");
          Path kept = scratch.resolve(id + ".parquet");
          Files.move(degraded, kept);
          files.add(new StagedFile(id, kept, Period.ofYear(year)));
        }
        Path csv = scratch.resolve(code + "_ssda903_episodes.csv");
        Joined joined =
            tables.concatenate(
                Fixture.episodes(), PAN, files, true, Optional.of(Fixture.repairSql()), csv);
        digests.put(code, sha256(csv));
        authorities.add(new AuthorityTable(code, csv, joined.rowsKept()));
      }
      Collections.shuffle(authorities, new Random(seed));
      new UseCaseTables(databases, 5_000_000)
          .compile(
              new Output.OfReturn("PAN", "ssda903", Fixture.episodes()), authorities, 2020, scratch)
          .files()
          .forEach(file -> digests.put(file.name(), sha256(file.path())));
    }
    return digests;
  }
}
