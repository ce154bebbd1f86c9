package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.authority.LocalAuthority;
import org.tributary.demo.AnnexAReturns;
import org.tributary.demo.CinCensusReturns;
import org.tributary.demo.Ssda903Returns;
import org.tributary.lineage.Accounts;
import org.tributary.lineage.ColumnOrigin;
import org.tributary.lineage.Explain;
import org.tributary.lineage.Explanation;
import org.tributary.lineage.ExplanationText;
import org.tributary.lineage.From;
import org.tributary.lineage.NoAnswerException;
import org.tributary.lineage.Question;
import org.tributary.lineage.RowOrigin;
import org.tributary.lineage.Step;
import org.tributary.output.Output.Rows;
import org.tributary.pipeline.PipelineTable;
import org.tributary.region.Region;
import org.tributary.settings.Role;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.s3.Areas;

/**
 * Rows of what the shipped routes published are explained, and each upload row that is named is
 * looked up in the file by hand.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainTest {

  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-01T09:00:00Z"), ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);
  private static final String EPISODES =
      "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\r\n";
  private static final String BEDFORD = "fons-a821f-bedford-822/";

  @TempDir private Path scratch;
  private TrialRegion trial;
  private Region region;
  private final Map<String, byte[]> uploads = new TreeMap<>();
  private final Map<String, ObjectStore> stores = new TreeMap<>();
  private Areas areas;

  @BeforeAll
  void publish(@TempDir Path folder) throws Exception {
    trial = new TrialRegion(folder, MAY_2026);
    region = trial.region();
    // Two years; the first leaves an episode open, which the second explains.
    uploads.put(
        BEDFORD + "ssda903/2024/episodes.csv",
        (EPISODES
                + "7,01/06/2023,S,C2,N1,U1,PR1,,,,OX1 2JD,OX1 3JD,SC1\r\n"
                + "8,02/06/2023,S,C2,N1,U1,PR1,03/07/2023,E4A,,OX1 2JD,OX1 3JD,SC2\r\n"
                + "-9,03/06/2023,S,C2,N1,U1,PR1,03/07/2023,E4A,,OX1 2JD,OX1 3JD,SC2\r\n")
            .getBytes(StandardCharsets.UTF_8));
    uploads.put(
        BEDFORD + "ssda903/2025/episodes.csv",
        (EPISODES
                + "8,02/06/2023,S,C2,N1,U1,PR1,03/07/2023,E4A,,OX1 2JD,OX1 3JD,SC2\r\n"
                + "7,01/09/2024,P,C2,N1,U4,PR1,01/10/2024,E4A,,OX1 2JD,OX1 3JD,SC3\r\n")
            .getBytes(StandardCharsets.UTF_8));
    uploads.put(
        BEDFORD + "ssda903/2025/oc3.csv",
        "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\r\n7,17/05/2006,YES,F1,K1\r\n7,17/05/2006,YES,F1,K1\r\n"
            .getBytes(StandardCharsets.UTF_8));
    uploads.put(
        BEDFORD + "ssda903/2025/again/oc3.csv",
        "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\r\n11,17/05/2006,YES,F1,K1\r\n"
            .getBytes(StandardCharsets.UTF_8));
    LocalAuthority bedford = region.authorities().get("822");
    LocalAuthority luton = region.authorities().get("821");
    for (int year : List.of(2023, 2024, 2025)) {
      new Ssda903Returns(region.datasets().get("ssda903"), luton, 7, 40)
          .filesOf(year)
          .forEach((name, bytes) -> uploads.put(luton.folder() + "/ssda903/" + name, bytes));
    }
    for (LocalAuthority authority : List.of(bedford, luton)) {
      new CinCensusReturns(region.datasets().get("cin-census"), authority, 7, 6)
          .filesOf(2025)
          .forEach((name, bytes) -> uploads.put(authority.folder() + "/cin-census/" + name, bytes));
      for (int month : List.of(2, 3)) {
        new AnnexAReturns(region.datasets().get("annex-a"), authority, 9, 6)
            .filesOf(YearMonth.of(2026, month))
            .forEach((name, bytes) -> uploads.put(authority.folder() + "/annex-a/" + name, bytes));
      }
    }
    for (Map.Entry<String, byte[]> upload : uploads.entrySet()) {
      trial.upload(upload.getKey(), upload.getValue());
    }
    trial.work();
    PublishedCopy copy = PublishedCopy.of(trial);
    for (String area : List.of("shared", "workspace", "outputs")) {
      stores.put(area, copy.store(area));
    }
    areas = trial.areas(Role.UPLOAD);
    stores.put("uploads", areas.store("uploads"));
  }

  @AfterAll
  void close() {
    areas.close();
    trial.close();
  }

  private Explanation explain(
      String useCase, String dataset, String table, Map<String, String> key, Rows rows)
      throws Exception {
    return Explain.of(
        accounts(),
        new Question(
            useCase, dataset, table, OptionalLong.empty(), key, Optional.empty(), rows, 10_000));
  }

  private Explanation row(String table, long number) throws Exception {
    return Explain.of(
        accounts(),
        new Question(
            "PAN",
            "ssda903",
            table,
            OptionalLong.of(number),
            Map.of(),
            Optional.empty(),
            Rows.ALL,
            1));
  }

  private Accounts accounts() {
    return new Accounts(
        region,
        stores.get("uploads"),
        stores.get("workspace"),
        stores.get("shared"),
        stores.get("outputs"),
        Path.of("config/outputs/repairs"),
        scratch,
        "500MB",
        MAY_2026);
  }

  private String line(RowOrigin row, String dataset) {
    String key = region.authorities().get(row.authorityCode()).folder() + "/" + dataset + "/";
    byte[] file = uploads.get(key + row.path());
    assertThat(file).as(row.path()).isNotNull();
    assertThat(Digest.of(file).sha256()).isEqualTo(row.sha256());
    return new String(file, StandardCharsets.UTF_8).split("\r?\n")[(int) row.line() - 1];
  }

  private static ColumnOrigin column(RowOrigin row, String name) {
    return row.columns().stream()
        .filter(one -> one.column().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> steps(ColumnOrigin column) {
    return column.steps().stream().map(Step::operation).map(Step.Operation::word).toList();
  }

  @Test
  void every_cell_of_a_row_is_that_of_the_upload_row_that_is_named() throws Exception {
    List<Map<String, String>> output = trial.output("PAN_ssda903_episodes.csv");
    Explanation explanation =
        explain("PAN", "ssda903", "episodes", Map.of("LA", "Bedford"), Rows.ALL);
    assertThat(explanation.found()).isEqualTo(4);
    for (RowOrigin row : explanation.rows()) {
      Map<String, String> cells = output.get((int) row.row() - 1);
      String[] uploaded = line(row, "ssda903").split(",", -1);
      assertThat(cells.get("CHILD")).isIn(uploaded[0] + "_822", "'" + uploaded[0] + "_822");
      assertThat(cells.get("DECOM")).isEqualTo(LocalDate.parse(uploaded[1], DAY).toString());
      assertThat(cells.get("PLACE")).isEqualTo(uploaded[5]);
      assertThat(cells.get("HOME_POST")).isEqualTo("OX1 2");
      assertThat(cells.get("YEAR")).isEqualTo(row.period());
      assertThat(row.standing()).isEqualTo(RowOrigin.Standing.THERE);
    }
  }

  @Test
  void every_row_of_every_table_is_of_the_child_whose_row_of_the_upload_is_named()
      throws Exception {
    long rows = 0;
    for (PipelineTable table : region.pipelines().get("ssda903").tables()) {
      List<Map<String, String>> output = trial.output("PAN_ssda903_" + table.name() + ".csv");
      if (output.isEmpty()) {
        continue;
      }
      Explanation explanation = explain("PAN", "ssda903", table.name(), Map.of(), Rows.ALL);
      assertThat(explanation.rows()).hasSameSizeAs(output);
      for (RowOrigin row : explanation.rows()) {
        Map<String, String> cells = output.get((int) row.row() - 1);
        String child = line(row, "ssda903").split("[,;\t]", -1)[0];
        assertThat(cells.get("CHILD").replaceFirst("^'", ""))
            .as(table.name())
            .isEqualToIgnoringCase(child + "_" + row.authorityCode());
        assertThat(cells.get("LA")).isEqualTo(row.authorityName());
        rows++;
      }
    }
    assertThat(rows).isGreaterThan(200);
  }

  @Test
  void a_repaired_row_says_which_columns_the_repair_changed_and_by_which_rule() throws Exception {
    RowOrigin open =
        explain("PAN", "ssda903", "episodes", Map.of("CHILD", "7_822", "YEAR", "2024"), Rows.ALL)
            .rows()
            .get(0);
    assertThat(open.repairedBy()).startsWith("RULE_1");
    assertThat(open.repaired()).contains("DEC", "REC").doesNotContain("DECOM", "PLACE", "CHILD");
    assertThat(steps(column(open, "DEC"))).containsExactly("cleaned", "repaired");
    assertThat(steps(column(open, "HOME_POST"))).containsExactly("cleaned", "degraded");
    assertThat(column(open, "HOME_POST").clause().id()).isEqualTo("4.4");
    assertThat(column(open, "LA").from()).isEqualTo(From.REGISTER);
    assertThat(column(open, "YEAR").from()).isEqualTo(From.PLACE);
    assertThat(column(open, "Episode_source").from()).isEqualTo(From.CONCATENATION);
  }

  @Test
  void a_row_that_others_gave_way_to_names_them() throws Exception {
    RowOrigin kept =
        explain("PAN", "ssda903", "episodes", Map.of("CHILD", "8_822"), Rows.ALL).rows().get(0);
    assertThat(kept.path()).isEqualTo("2025/episodes.csv");
    assertThat(kept.line()).isEqualTo(2);
    assertThat(kept.gaveWay())
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.path()).isEqualTo("2024/episodes.csv");
              assertThat(left.line()).isEqualTo(3);
            });
    assertThat(
            ExplanationText.lines(
                explain("PAN", "ssda903", "episodes", Map.of("CHILD", "8_822"), Rows.ALL)))
        .contains(
            "  row 3 of 2024/episodes.csv gave way to it (the same key): a newer row describes the"
                + " same");
  }

  @Test
  void a_row_is_counted_as_in_the_csv_and_an_identifier_with_an_apostrophe_is_the_uploads()
      throws Exception {
    List<Map<String, String>> output = trial.output("PAN_ssda903_episodes.csv");
    for (int number : List.of(1, output.size() - 3, output.size())) {
      Explanation one = row("episodes", number);
      assertThat(one.found()).isEqualTo(1);
      String child =
          output.get(number - 1).get("CHILD").replaceFirst("^'", "").replaceFirst("_.*", "");
      assertThat(line(one.rows().get(0), "ssda903")).startsWith(child + ",");
    }
    assertThat(output).anyMatch(row -> row.get("CHILD").startsWith("'-9"));
    assertThatThrownBy(() -> row("episodes", 1_000_000))
        .isInstanceOf(NoAnswerException.class)
        .hasMessage("The output has no such row.");
  }

  @Test
  void an_event_of_a_census_leads_to_the_line_of_its_document() throws Exception {
    List<Map<String, String>> output = trial.output("PAN_cin_census_cin.csv");
    Explanation explanation = explain("PAN", "cin-census", "cin", Map.of(), Rows.ALL);
    assertThat(explanation.rows()).hasSameSizeAs(output).hasSizeGreaterThan(10);
    for (RowOrigin row : explanation.rows()) {
      Map<String, String> cells = output.get((int) row.row() - 1);
      assertThat(cells.get("LA")).isEqualTo(row.authorityName());
      String key = region.authorities().get(row.authorityCode()).folder() + "/cin-census/";
      byte[] file = uploads.get(key + row.path());
      assertThat(Digest.of(file).sha256()).isEqualTo(row.sha256());
      String[] lines = new String(file, StandardCharsets.UTF_8).split("\r?\n");
      String child = cells.get("LAchildID").replaceAll("_[0-9]+$", "");
      // The child's record begins at that line or before it and holds its identifier.
      int begin = (int) row.line() - 1;
      while (begin > 0 && !lines[begin].contains("<Child>")) {
        begin--;
      }
      assertThat(
              String.join("\n", List.of(lines).subList(begin, Math.min(lines.length, begin + 12))))
          .contains(child);
    }
  }

  @Test
  void a_row_of_a_workbook_leads_to_its_sheet_and_the_newest_rows_to_the_month_they_are_of()
      throws Exception {
    List<Map<String, String>> output = trial.output("PAN_DEDUP_annex_a_list_1.csv");
    assertThat(output).isNotEmpty();
    Explanation explanation = explain("PAN", "annex-a", "list_1", Map.of(), Rows.NEWEST);
    assertThat(explanation.rows()).hasSameSizeAs(output);
    for (RowOrigin row : explanation.rows()) {
      Map<String, String> cells = output.get((int) row.row() - 1);
      assertThat(cells.get("LA")).isEqualTo(row.authorityName());
      assertThat(row.period())
          .isIn("2026_feb", "2026_mar", cells.get("YEAR") + "_" + cells.get("MONTH"));
      String key = region.authorities().get(row.authorityCode()).folder() + "/annex-a/";
      assertThat(Digest.of(uploads.get(key + row.path())).sha256()).isEqualTo(row.sha256());
    }
  }

  @Test
  void rows_that_say_the_same_are_told_apart_by_their_order_alone() throws Exception {
    // Two rows of one file are alike in everything; one of them is a duplicate and gone.
    Explanation explanation = explain("PAN", "ssda903", "oc3", Map.of("CHILD", "7_822"), Rows.ALL);
    assertThat(explanation.rows())
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.gaveWay())
                    .singleElement()
                    .satisfies(
                        left ->
                            assertThat(left.likeness()).isEqualTo(RowOrigin.Likeness.ALL_VALUES)));
  }

  @Test
  void what_sql_makes_is_explained_by_its_file_and_the_columns_that_are_a_fields_own()
      throws Exception {
    Explanation star = explain("SUFFICIENCY", "ssda903", "factEpisode", Map.of(), Rows.ALL);
    assertThat(star.madeBy()).isEqualTo("config/outputs/sufficiency/factEpisode.sql");
    assertThat(Path.of(star.madeBy())).exists();
    assertThat(star.reads()).contains("SUFFICIENCY_ssda903_episodes");
    assertThat(star.columns())
        .anySatisfy(
            column -> {
              assertThat(column.column()).isEqualTo("EpisodeCommencedDateKey");
              assertThat(column.inputs()).containsExactly("SUFFICIENCY_ssda903_episodes.DECOM");
            });
    Explanation derived = explain("PAN", "cin-census", "referrals", Map.of(), Rows.ALL);
    assertThat(Path.of(derived.madeBy())).exists();
    assertThat(derived.table().get(0).clause().id()).isEqualTo("4.9");
  }

  @Test
  void what_there_is_not_is_told_with_what_was_meant() {
    assertThatThrownBy(() -> explain("PAM", "ssda903", "episodes", Map.of(), Rows.ALL))
        .hasMessage("There is no use case 'PAM'.")
        .extracting(failure -> ((NoAnswerException) failure).advice())
        .isEqualTo("Did you mean 'PAN'?");
    assertThatThrownBy(() -> explain("PAN", "ssda903", "episods", Map.of(), Rows.ALL))
        .hasMessage("PAN has no output 'episods' of ssda903.")
        .extracting(failure -> ((NoAnswerException) failure).advice())
        .isEqualTo("Did you mean 'episodes'?");
    assertThatThrownBy(() -> explain("PAN", "ssda903", "episodes", Map.of("CHLD", "1"), Rows.ALL))
        .hasMessage("The output has no column 'CHLD'.");
    assertThatThrownBy(
            () -> explain("PAN", "ssda903", "episodes", Map.of("CHILD", "secret"), Rows.ALL))
        .hasMessage("The output has no such row.")
        .hasMessageNotContaining("secret");
  }

  @Test
  void no_value_of_the_row_is_shown() throws Exception {
    Explanation explanation = explain("PAN", "ssda903", "episodes", Map.of(), Rows.ALL);
    List<String> said = new ArrayList<>(ExplanationText.lines(explanation));
    said.add(ExplanationText.json(explanation));
    String text = String.join("\n", said);
    assertThat(text).doesNotContain("7_822", "SC1", "OX1 2\n", "2023-06-01", "01/06/2023");
    assertThat(text).contains("PAN 4.4: Postcodes are shared as their sector.");
  }

  @Test
  void an_upload_that_was_replaced_or_removed_since_is_told() throws Exception {
    String removed = BEDFORD + "ssda903/2024/episodes.csv";
    String replaced = BEDFORD + "ssda903/2025/episodes.csv";
    try {
      trial.remove(removed);
      trial.upload(replaced, "something else");
      Explanation explanation =
          explain("PAN", "ssda903", "episodes", Map.of("LA", "Bedford"), Rows.ALL);
      assertThat(explanation.rows())
          .extracting(RowOrigin::standing)
          .containsOnly(RowOrigin.Standing.REMOVED, RowOrigin.Standing.REPLACED);
    } finally {
      trial.upload(removed, uploads.get(removed));
      trial.upload(replaced, uploads.get(replaced));
    }
    assertThat(scratch).as("nothing is left in scratch").isEmptyDirectory();
  }
}
