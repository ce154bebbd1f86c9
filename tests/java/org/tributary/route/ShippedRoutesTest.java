package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.compile.Database;
import org.tributary.compile.Sql;
import org.tributary.operate.AreaHealth;
import org.tributary.operate.ChosenClock;
import org.tributary.report.ErrorSummary;
import org.tributary.settings.Role;

/** The routes, schemas and configuration as they are shipped, from an upload to the outputs. */
class ShippedRoutesTest {

  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-04T09:00:00Z"), ZoneOffset.UTC);

  private static final String BEDFORD = "fons-a821f-bedford-822";
  private static final String HEADER =
      "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\r\n";

  @TempDir private Path folder;
  private TrialRegion region;

  private TrialRegion region() {
    region = new TrialRegion(folder, MAY_2026);
    return region;
  }

  /** Where nothing is looked at that another use case makes. */
  private TrialRegion ofPanAlone() {
    return region().signingOnly("PAN");
  }

  @AfterEach
  void stop() {
    if (region != null) {
      region.close();
    }
  }

  private static String episode(String child, String decom) {
    return child + "," + decom + ",S,C2,N1,U1,PR1,,,,ZZ1 2AB,ZZ3 4CD,SC123456\r\n";
  }

  private String authorityFolder(String code) throws Exception {
    try (var files = Files.list(region.config().resolve("local-authorities"))) {
      Path file =
          files
              .filter(path -> path.getFileName().toString().startsWith(code))
              .findFirst()
              .orElseThrow();
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith("folder: "))
          .map(line -> line.substring("folder: ".length()).strip())
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void an_upload_reaches_the_outputs_of_every_use_case_that_its_authority_signed()
      throws Exception {
    region()
        .upload(
            BEDFORD + "/ssda903/SSDA903_2025_episodes.csv", HEADER + episode("123", "01/04/2024"));
    List<AreaHealth.Status> health = region.work();
    assertThat(health).allMatch(AreaHealth.Status::isWell);
    List<Map<String, String>> rows = region.output("PAN_ssda903_episodes.csv");
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0))
        .containsEntry("CHILD", "123_822")
        .containsEntry("DECOM", "2024-04-01")
        .containsEntry("HOME_POST", "ZZ1 2")
        .containsEntry("LA", "Bedford")
        .containsEntry("YEAR", "2025");
    assertThat(region.output("SUFFICIENCY_ssda903_episodes.csv")).hasSize(1);
  }

  @Test
  void an_authority_without_a_signature_gets_a_report_and_shares_nothing() throws Exception {
    region();
    Path file =
        Files.list(region.config().resolve("local-authorities"))
            .filter(path -> path.getFileName().toString().startsWith("822"))
            .findFirst()
            .orElseThrow();
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.indexOf("signed:")) + "signed: []\n");
    region.upload(
        BEDFORD + "/ssda903/SSDA903_2025_episodes.csv", HEADER + episode("123", "01/04/2024"));
    region.work();
    assertThat(region.output("PAN_ssda903_episodes.csv")).isEmpty();
    assertThat(region.errorReport(BEDFORD, "ssda903"))
        .extracting(line -> line.get("type"))
        .containsExactly("NotSigned");
  }

  @Test
  void a_bad_cell_becomes_blank_and_is_reported_without_its_value() throws Exception {
    ofPanAlone()
        .upload(
            BEDFORD + "/ssda903/episodes 2025.csv",
            HEADER + episode("123", "01/04/2024").replace(",C2,", ",CANARY7,"));
    region.work();
    assertThat(region.output("PAN_ssda903_episodes.csv").get(0)).containsEntry("LS", "");
    List<Map<String, String>> report = region.errorReport(BEDFORD, "ssda903");
    assertThat(report)
        .filteredOn(line -> line.get("type").equals("UnknownCode"))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .containsEntry("filename", "episodes 2025.csv")
                    .containsEntry("table", "episodes")
                    .containsEntry("row", "2")
                    .containsEntry("column_letter", "D")
                    .containsEntry("field", "LS"));
    assertThat(report.toString()).doesNotContain("CANARY7");
    assertThat(region.everything(Role.UPLOAD, "uploads").keySet())
        .noneMatch(key -> key.contains("error_summary"));
    Map.Entry<String, byte[]> numbers =
        region.everything(Role.UPLOAD, "shared").entrySet().stream()
            .filter(file -> file.getKey().endsWith("-error-reports/error_summary.json"))
            .findFirst()
            .orElseThrow();
    assertThat(ErrorSummary.read(numbers.getValue()).files())
        .singleElement()
        .satisfies(
            file ->
                assertThat(file.errors())
                    .contains(new ErrorSummary.Errors("UnknownCode", "error", "episodes", 1)));
  }

  @Test
  void a_file_that_is_removed_takes_its_rows_out_of_every_output() throws Exception {
    region().upload(BEDFORD + "/ssda903/2024/episodes.csv", HEADER + episode("1", "01/04/2023"));
    region.upload(BEDFORD + "/ssda903/2025/episodes.csv", HEADER + episode("2", "01/04/2024"));
    region.work();
    assertThat(children("PAN_ssda903_episodes.csv")).containsExactlyInAnyOrder("1_822", "2_822");
    region.remove(BEDFORD + "/ssda903/2024/episodes.csv");
    region.work();
    assertThat(children("PAN_ssda903_episodes.csv")).containsExactly("2_822");
    region.remove(BEDFORD + "/ssda903/2025/episodes.csv");
    region.work();
    assertThat(children("PAN_ssda903_episodes.csv")).isEmpty();
    // Neither is it anywhere else that a reader could look.
    region
        .everything(Role.UPLOAD, "shared")
        .forEach((key, bytes) -> assertThat(text(bytes)).as(key).doesNotContain("1_822"));
    region
        .everything(Role.HUB, "outputs")
        .forEach((key, bytes) -> assertThat(text(bytes)).as(key).doesNotContain("1_822"));
  }

  @Test
  void small_files_are_kept_together_and_one_that_is_removed_or_replaced_leaves_nothing_there()
      throws Exception {
    ofPanAlone()
        .upload(BEDFORD + "/ssda903/2023/episodes.csv", HEADER + episode("1", "01/04/2022"));
    region.upload(BEDFORD + "/ssda903/2024/episodes.csv", HEADER + episode("2", "01/04/2023"));
    region.upload(BEDFORD + "/ssda903/2025/episodes.csv", HEADER + episode("3", "01/04/2024"));
    region.work();
    assertThat(degraded()).containsExactly(List.of("1_822", "2_822", "3_822"));
    region.upload(BEDFORD + "/ssda903/2024/episodes.csv", HEADER + episode("4", "01/04/2023"));
    region.work();
    assertThat(children("PAN_ssda903_episodes.csv"))
        .containsExactlyInAnyOrder("1_822", "4_822", "3_822");
    region.remove(BEDFORD + "/ssda903/2023/episodes.csv");
    region.work();
    assertThat(degraded()).containsExactlyInAnyOrder(List.of("3_822"), List.of("4_822"));
    assertThat(children("PAN_ssda903_episodes.csv")).containsExactlyInAnyOrder("4_822", "3_822");
  }

  /** By object, of whom there are rows in what the next session builds on. */
  private List<List<String>> degraded() throws Exception {
    List<List<String>> objects = new ArrayList<>();
    try (Database database = Database.open(folder, "500MB")) {
      for (Map.Entry<String, byte[]> object :
          region.everything(Role.UPLOAD, "workspace").entrySet()) {
        if (object.getKey().startsWith("data/") && object.getKey().endsWith(".parquet")) {
          Path parquet = Files.write(folder.resolve("kept.parquet"), object.getValue());
          objects.add(
              database.query(
                  "see whose rows there are",
                  "SELECT CHILD FROM read_parquet(" + Sql.path(parquet) + ")",
                  row -> row.getString(1)));
        }
      }
    }
    return objects;
  }

  private List<String> children(String output) throws Exception {
    return region.output(output).stream().map(row -> row.get("CHILD")).toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_second_look_finds_nothing_to_do() throws Exception {
    ofPanAlone()
        .upload(BEDFORD + "/ssda903/2025/episodes.csv", HEADER + episode("1", "01/04/2024"));
    region.work();
    SortedMap<String, byte[]> before = region.everything(Role.UPLOAD, "shared");
    region.stop();
    region.work();
    assertThat(region.everything(Role.UPLOAD, "shared").keySet()).isEqualTo(before.keySet());
  }

  @Test
  void a_changed_code_list_reads_exactly_the_files_that_it_touches_again() throws Exception {
    ofPanAlone()
        .upload(
            BEDFORD + "/ssda903/2025/episodes.csv",
            HEADER + episode("1", "01/04/2024").replace(",C2,", ",Q9,"));
    region.upload(
        BEDFORD + "/ssda903/2025/uasc.csv", "CHILD,SEX,DOB,DUC\r\n1,M,03/02/2010,03/02/2028\r\n");
    region.work();
    assertThat(region.output("PAN_ssda903_episodes.csv").get(0)).containsEntry("LS", "");
    long reads = region.filesRead();
    region.edit(
        region.schemas().resolve("ssda903/episodes.yaml"),
        "- {code: \"C2\"",
        "- {code: \"Q9\", labels: [\"Invented\"]}\n      - {code: \"C2\"");
    region.start();
    region.work();
    assertThat(region.output("PAN_ssda903_episodes.csv").get(0)).containsEntry("LS", "Q9");
    assertThat(region.filesRead() - reads).as("files read again").isEqualTo(1);
  }

  @Test
  void a_new_authority_is_one_file_and_nothing_else() throws Exception {
    region();
    Files.writeString(
        region.config().resolve("local-authorities/999-newtown.yaml"),
        """
        code: "999"
        name: Newtown
        region: East of England
        folder: fons-newtown-999
        signed:
          - {use-case: PAN, on: 2025-01-01}
        """);
    region.upload(
        "fons-newtown-999/ssda903/2025/episodes.csv", HEADER + episode("5", "01/04/2024"));
    region.work();
    assertThat(children("PAN_ssda903_episodes.csv")).containsExactly("5_999");
    assertThat(region.output("SUFFICIENCY_ssda903_episodes.csv")).isEmpty();
  }

  @Test
  void a_year_that_is_too_old_is_reported_and_not_read() throws Exception {
    ofPanAlone()
        .upload(BEDFORD + "/ssda903/2013/episodes.csv", HEADER + episode("1", "01/04/2012"));
    region.work();
    assertThat(region.errorReport(BEDFORD, "ssda903"))
        .extracting(line -> line.get("type"))
        .containsExactly("RetentionPeriod");
    assertThat(region.everything(Role.UPLOAD, "workspace").keySet())
        .noneMatch(key -> key.contains("incoming"));
  }

  @Test
  void a_year_leaves_every_output_when_its_retention_ends_though_nobody_uploads_anything()
      throws Exception {
    ChosenClock clock = new ChosenClock(Instant.parse("2026-12-31T23:00:00Z"));
    region = new TrialRegion(folder, clock);
    region.upload(BEDFORD + "/ssda903/2020/episodes.csv", HEADER + episode("2", "01/04/2019"));
    region.work();
    assertThat(children("SUFFICIENCY_ssda903_episodes.csv")).containsExactly("2_822");

    // In 2027 the year 2020 is the eighth of the seven that this use case keeps.
    clock.pass(Duration.ofHours(2));
    region.work();
    assertThat(children("SUFFICIENCY_ssda903_episodes.csv")).isEmpty();
    assertThat(children("PAN_ssda903_episodes.csv")).containsExactly("2_822");
    assertThat(deletionLog(Role.HUB, "hub-workspace"))
        .contains("\"items\":[\"SUFFICIENCY ssda903/episodes before 2021\"]")
        .contains("\"why\":\"kept for 7 return years (SUFFICIENCY 5.1)\"");

    clock.pass(Duration.ofDays(5 * 366));
    region.work();
    assertThat(children("PAN_ssda903_episodes.csv")).isEmpty();
    assertThat(region.everything(Role.UPLOAD, "shared").keySet())
        .noneMatch(key -> key.startsWith("data/") && key.contains("episodes"));
    assertThat(deletionLog(Role.UPLOAD, "workspace"))
        .contains("\"items\":[\"822/ssda903 2020 episodes\"]")
        .contains("\"why\":\"kept for 12 return years (PAN 5.1)\"");
  }

  @Test
  void a_file_that_its_authority_removed_is_logged_by_year_and_table_and_not_by_name()
      throws Exception {
    String key = BEDFORD + "/ssda903/2025/a name in a name episodes.csv";
    ofPanAlone().upload(key, HEADER + episode("1", "01/04/2024"));
    region.upload(BEDFORD + "/ssda903/2024/episodes.csv", HEADER + episode("2", "01/04/2023"));
    region.work();
    region.remove(key);
    region.work();
    assertThat(deletionLog(Role.UPLOAD, "workspace"))
        .contains("\"items\":[\"822/ssda903 2025 episodes\"]")
        .contains("\"why\":\"the authority removed the file\"")
        .doesNotContain("a name in a name");
  }

  private String deletionLog(Role role, String area) throws Exception {
    StringBuilder lines = new StringBuilder();
    region
        .everything(role, area)
        .forEach(
            (key, bytes) -> {
              if (key.startsWith("_ledger/")) {
                lines.append(new String(bytes, StandardCharsets.UTF_8));
              }
            });
    return lines.toString();
  }

  @Test
  void outputs_are_the_same_bytes_whatever_the_order_threads_locale_and_time_zone()
      throws Exception {
    SortedMap<String, String> first = outputsOf("one", List.of(0, 1, 2, 3), "1");
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertThat(outputsOf("two", List.of(3, 1, 0, 2), "4")).isEqualTo(first);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  private SortedMap<String, String> outputsOf(String name, List<Integer> order, String workers)
      throws Exception {
    TrialRegion trial =
        new TrialRegion(folder.resolve(name), MAY_2026).with("tributary.workers", workers);
    region = trial;
    List<Map.Entry<String, byte[]>> uploads =
        List.of(
            upload(BEDFORD + "/ssda903/2024/episodes.csv", HEADER + episode("i1", "01/04/2023")),
            upload(
                BEDFORD + "/ssda903/2025/episodes.csv",
                HEADER + episode("i1", "01/04/2023") + episode("2", "5/4/2024")),
            upload(
                BEDFORD + "/ssda903/2025/episodes v2.csv",
                HEADER + episode("2", "05/04/2024").replace("U1", "U4")),
            upload(
                authorityFolder("873") + "/ssda903/episodes_2025.csv",
                HEADER + episode("9", "01/04/2024")));
    for (int number : order) {
      trial.upload(uploads.get(number).getKey(), uploads.get(number).getValue());
      trial.work();
    }
    SortedMap<String, String> digests = trial.outputDigests();
    assertThat(digests).isNotEmpty();
    trial.close();
    return digests;
  }

  private static Map.Entry<String, byte[]> upload(String key, String text) {
    return Map.entry(key, text.getBytes(Charset.forName("windows-1252")));
  }

  @Test
  void a_broken_authority_file_stops_nobody_else() throws Exception {
    ofPanAlone();
    Files.writeString(
        region.config().resolve("local-authorities/999-newtown.yaml"),
        "code: 999\nnmae: Newtown\n");
    region.upload(BEDFORD + "/ssda903/2025/episodes.csv", HEADER + episode("1", "01/04/2024"));
    region.work();
    assertThat(children("PAN_ssda903_episodes.csv")).containsExactly("1_822");
  }

  @Test
  void the_hub_cannot_read_what_an_authority_uploaded() throws Exception {
    region().upload(BEDFORD + "/ssda903/2025/episodes.csv", HEADER + episode("1", "01/04/2024"));
    region.work();
    SortedMap<String, byte[]> all = new TreeMap<>(region.everything(Role.HUB, "shared"));
    all.putAll(region.everything(Role.HUB, "outputs"));
    all.putAll(region.everything(Role.HUB, "hub-workspace"));
    assertThat(all).isNotEmpty();
    all.forEach(
        (key, bytes) ->
            assertThat(key + text(bytes)).doesNotContain("ZZ1 2AB").doesNotContain("ZZ3 4CD"));
  }
}
