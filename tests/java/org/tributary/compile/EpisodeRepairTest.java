package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tributary.compile.Fixture.PAN;
import static org.tributary.compile.Fixture.staged;
import static org.tributary.compile.Fixture.text;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tributary.errors.ErrorType;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;
import org.tributary.submission.Period;
import org.tributary.submission.Stage;

class EpisodeRepairTest {

  private static final Path CASES = Path.of("tests/cases/compile/repair");
  private static Path scratch = Path.of("");
  private static Database database;

  @BeforeAll
  @BeforeContainer
  static void open() throws IOException {
    scratch = Files.createTempDirectory(Path.of("target"), "repair");
    database = Database.open(scratch, "500MB");
  }

  @AfterAll
  @AfterContainer
  static void close() {
    database.close();
  }

  private record Outcome(Joined joined, String csv) {}

  /** Puts each year into a file of its own, in the order in which the years are first met. */
  private static Outcome concatenate(PipelineTable table, List<Episode> episodes) {
    SessionTables tables = new SessionTables(database);
    Map<Integer, StringBuilder> texts = new TreeMap<>();
    for (int order = 0; order < episodes.size(); order++) {
      Episode episode = episodes.get(order);
      texts
          .computeIfAbsent(episode.year(), year -> new StringBuilder())
          .append(episode.row(order + 2));
    }
    List<StagedFile> files = new ArrayList<>();
    texts.forEach(
        (year, rows) -> {
          String id = "y" + year;
          Path parquet =
              Fixture.archived(
                  tables,
                  staged(
                      scratch.resolve(id + ".txt"),
                      id,
                      Episode.FIELDS,
                      Map.of("YEAR", String.valueOf(year)),
                      rows.toString()),
                  Stage.DEGRADED,
                  id,
                  scratch);
          files.add(new StagedFile(id, parquet, Period.ofYear(year)));
        });
    Path csv = scratch.resolve("out.csv");
    Joined joined =
        tables.concatenate(
            table,
            PAN,
            files,
            false,
            Optional.of(Fixture.repairSql()),
            csv,
            new SessionTables.Origins(
                scratch.resolve("origins.parquet"), scratch.resolve("lost.parquet")));
    return new Outcome(joined, text(csv));
  }

  /** The order in which the repair meets the episodes: by year, then as they stand. */
  private static List<Episode> inOrder(List<Episode> episodes) {
    return episodes.stream().sorted(Comparator.comparingInt(Episode::year)).toList();
  }

  @Property(tries = 60, seed = "2026")
  void the_sql_does_what_plain_java_does(@ForAll("episodes") List<Episode> episodes) {
    Outcome outcome = concatenate(Fixture.episodes(), episodes);
    List<ReferenceRepair.Repaired> expected = ReferenceRepair.repair(inOrder(episodes));

    int latest = episodes.stream().mapToInt(Episode::year).max().orElseThrow();
    List<String> rows =
        expected.stream()
            .filter(row -> !row.deleted())
            .map(
                row -> {
                  Episode it = row.episode();
                  String source =
                      row.rules().isEmpty() ? "Original" : String.join(" | ", row.rules());
                  return String.join(
                      ",",
                      Episode.of(it.child()),
                      Episode.of(it.decom()),
                      Episode.of(it.dec()),
                      Episode.of(it.rec()),
                      Episode.of(it.reason()),
                      String.valueOf(it.year()),
                      String.valueOf(latest),
                      source);
                })
            .toList();
    assertThat(rowsOf(outcome.csv())).isEqualTo(rows);

    Map<String, Long> counts = new TreeMap<>();
    expected.forEach(row -> row.rules().forEach(rule -> counts.merge(rule, 1L, Long::sum)));
    assertThat(outcome.joined().repaired()).isEqualTo(counts);
    assertThat(outcome.joined().rowsRead()).isEqualTo(episodes.size());
    assertThat(outcome.joined().rowsKept()).isEqualTo(rows.size());
  }

  /** The rows that come out, with the place of each in what went in. */
  private static Map<Integer, NamedCsvRecord> byOrder(List<Episode> episodes, Path origins) {
    List<Integer> kept =
        database.query(
            "read origins",
            "SELECT _row FROM read_parquet('" + origins + "')",
            row -> row.getInt(1) - 2);
    List<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(text(scratch.resolve("out.csv"))).stream().toList();
    assertThat(rows).hasSameSizeAs(kept);
    Map<Integer, NamedCsvRecord> byOrder = new TreeMap<>();
    for (int i = 0; i < rows.size(); i++) {
      byOrder.put(kept.get(i), rows.get(i));
    }
    return byOrder;
  }

  @Property(tries = 60, seed = "2027")
  void what_an_authority_said_of_an_end_stands(@ForAll("episodes") List<Episode> episodes) {
    concatenate(Fixture.episodes(), episodes);
    Map<Integer, NamedCsvRecord> left = byOrder(episodes, scratch.resolve("origins.parquet"));

    for (int order = 0; order < episodes.size(); order++) {
      Episode was = episodes.get(order);
      boolean ended = was.gave("DEC", was.dec()) || was.gave("REC", was.rec());
      if (was.decom() == null || ended) {
        assertThat(left)
            .as("one without a day, or with an end, is never deleted")
            .containsKey(order);
      }
      NamedCsvRecord is = left.get(order);
      if (is == null) {
        assertThat(datedOfTheSameChild(episodes, order)).as("what it gave way to").isNotEmpty();
        continue;
      }
      if (was.rec() != null) {
        assertThat(is.getField("REC")).isEqualTo(was.rec());
      }
      if (was.rec() != null || was.gave("REC", was.rec()) || was.gave("DEC", was.dec())) {
        assertThat(is.getField("REC")).isEqualTo(Episode.of(was.rec()));
      }
      if (was.decom() == null || (ended && was.dec() == null)) {
        assertThat(is.getField("DEC")).isEqualTo(Episode.of(was.dec()));
      }
      boolean changed = !is.getField("Episode_source").equals("Original");
      if (changed) {
        assertThat(is.getField("DEC")).as("the end of what was repaired").isNotEmpty();
      }
      // Only where it overlaps the next episode, or leaves a gap before it, does a given end move.
      if (was.dec() != null && !is.getField("DEC").equals(was.dec().toString())) {
        assertThat(is.getField("Episode_source")).isIn("RULE_4", "RULE_5");
        assertThat(datedOfTheSameChild(episodes, order))
            .extracting(Episode::decom)
            .contains(LocalDate.parse(is.getField("DEC")));
      }
      if (changed && was.dec() == null && is.getField("Episode_source").indexOf("RULE_5") < 0) {
        assertThat(LocalDate.parse(is.getField("DEC")))
            .as("no end before the day before its beginning")
            .isAfterOrEqualTo(was.decom().minusDays(1));
      }
    }
  }

  private static List<Episode> datedOfTheSameChild(List<Episode> episodes, int order) {
    List<Episode> others = new ArrayList<>(episodes);
    Episode it = others.remove(order);
    others.removeIf(
        other ->
            other.decom() == null || !Episode.of(other.child()).equals(Episode.of(it.child())));
    return others;
  }

  private static List<String> rowsOf(String csv) {
    return CsvReader.builder().ofNamedCsvRecord(csv).stream()
        .map(
            row ->
                String.join(
                    ",",
                    List.of(
                            "CHILD",
                            "DECOM",
                            "DEC",
                            "REC",
                            "REASON_PLACE_CHANGE",
                            "YEAR",
                            "YEAR_latest",
                            "Episode_source")
                        .stream()
                        .map(row::getField)
                        .toList()))
        .toList();
  }

  @Provide
  Arbitrary<List<Episode>> episodes() {
    Arbitrary<LocalDate> days =
        Arbitraries.integers()
            .between(0, 11)
            .map(month -> LocalDate.of(2021, 1, 31).plusMonths(month * 3L));
    return Combinators.combine(
            Arbitraries.of("1_822", "2_822").injectNull(0.1),
            days.injectNull(0.1),
            Arbitraries.of("S", "P", "L", "U").injectNull(0.1),
            Arbitraries.of("U4", "K2").injectNull(0.1),
            days.injectNull(0.6),
            Arbitraries.of("X1", "E4A").injectNull(0.6),
            Combinators.combine(
                    Arbitraries.of("1234567", "7654321").injectNull(0.3),
                    Arbitraries.frequencyOf(
                        Tuple.of(8, Arbitraries.just("")),
                        Tuple.of(1, Arbitraries.of(";DEC;", ";REC;", ";URN;;DEC;"))))
                .as((urn, unread) -> Tuple.of(urn, unread)),
            Arbitraries.integers().between(2021, 2024))
        .as(
            (child, decom, rne, place, dec, rec, urn, year) ->
                new Episode(
                    child,
                    decom,
                    rne,
                    place,
                    urn.get2().contains(";DEC;") ? null : dec,
                    urn.get2().contains(";REC;") ? null : rec,
                    null,
                    urn.get1(),
                    year,
                    urn.get2()))
        .list()
        .ofMinSize(1)
        .ofMaxSize(9);
  }

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_case_comes_out_as_expected(Path folder) throws IOException {
    List<Episode> episodes = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> given =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve("given.csv"))) {
      for (NamedCsvRecord row : given) {
        episodes.add(
            new Episode(
                row.getField("CHILD"),
                row.getField("DECOM").isEmpty() ? null : LocalDate.parse(row.getField("DECOM")),
                row.getField("RNE"),
                row.getField("PLACE"),
                row.getField("DEC").isEmpty() ? null : LocalDate.parse(row.getField("DEC")),
                row.getField("REC").isEmpty() ? null : row.getField("REC"),
                null,
                row.getField("URN"),
                Integer.parseInt(row.getField("YEAR")),
                row.findField("_unread").orElse("")));
      }
    }
    List<String> expected = text(folder.resolve("expect.csv")).lines().skip(1).toList();

    assertThat(rowsOf(concatenate(Fixture.episodes(), episodes).csv())).isEqualTo(expected);
  }

  @Test
  void an_episode_that_the_repair_deletes_is_a_loss_with_file_and_row() {
    Episode open = new Episode("1_822", day("2022-05-01"), "S", "U4", null, null, null, "1", 2023);
    Episode again = new Episode("1_822", day("2022-06-01"), "S", "U4", null, null, null, "1", 2024);

    Joined joined = concatenate(Fixture.episodes(), List.of(open, again)).joined();

    assertThat(joined.losses())
        .containsExactly(new Loss("y2023", ErrorType.EPISODE_REPAIRED, 1, List.of(2L)));
    assertThat(joined.repaired()).isEqualTo(Map.of("RULE_3", 1L));
    assertThat(joined.remarks())
        .containsExactly(
            new Remark(
                "y2023",
                ErrorType.EPISODE_REPAIRED,
                1,
                List.of(new Remark.Line(2, "It was removed by RULE_3."))));
  }

  @Test
  void an_episode_that_the_repair_closes_is_told_with_file_row_and_rule() {
    Episode open = new Episode("1_822", day("2022-05-01"), "S", "U4", null, null, null, "1", 2023);
    Episode latest =
        new Episode("2_822", day("2023-06-01"), "S", "U4", null, null, null, "1", 2024);

    Joined joined = concatenate(Fixture.episodes(), List.of(open, latest)).joined();

    assertThat(joined.losses()).isEmpty();
    assertThat(joined.remarks())
        .containsExactly(
            new Remark(
                "y2023",
                ErrorType.EPISODE_REPAIRED,
                1,
                List.of(new Remark.Line(2, "It was changed by RULE_2."))));
  }

  @Test
  void without_a_column_that_it_needs_the_repair_is_not_run_and_adds_nothing() {
    PipelineTable all = Fixture.episodes();
    List<OutputField> fields =
        all.fields().stream()
            .map(field -> field.name().equals("URN") ? Fixture.forUse(field, "OTHER") : field)
            .toList();
    Episode open = new Episode("1_822", day("2022-05-01"), "S", "U4", null, null, null, "1", 2023);
    Episode later = new Episode("2_822", day("2023-06-01"), "S", "U4", null, null, null, "1", 2024);

    Outcome outcome =
        concatenate(new PipelineTable("episodes", fields, all.repair()), List.of(open, later));

    assertThat(outcome.joined().repaired()).isEmpty();
    assertThat(outcome.csv())
        .contains("\r\n1_822,2022-05-01,S,C2,U4,PR4,,")
        .doesNotContain("YEAR_latest", "Episode_source");
  }

  private static LocalDate day(String iso) {
    return LocalDate.parse(iso);
  }
}
