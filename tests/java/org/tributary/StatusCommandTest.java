package org.tributary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.route.TrialRegion;

/** The commands that say how the region stands, after the shipped routes have worked. */
class StatusCommandTest {

  private static final Clock DAY =
      Clock.fixed(Instant.parse("2026-07-15T12:00:00Z"), ZoneOffset.UTC);
  private static final String BEDFORD = "fons-a821f-bedford-822/ssda903/";
  private static final String HEADERS =
      "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,"
          + "PL_POST,URN\n";
  private static final String EPISODES =
      HEADERS + "1,01/04/2024,S,C2,N1,U1,PR4,,,,AB1 2CD,AB1 2CD,SC123456\n";

  /** One file of Bedford was published there; it is only looked at. */
  private static TrialRegion published;

  @TempDir Path folder;
  private TrialRegion region;

  @BeforeAll
  static void publish(@TempDir Path folder) throws Exception {
    published = new TrialRegion(folder, DAY);
    published.upload(BEDFORD + "2025/episodes.csv", EPISODES.getBytes(UTF_8));
    published.work();
    published.stop();
  }

  @AfterAll
  static void close() {
    published.close();
  }

  @AfterEach
  void tear_down() {
    if (region != null) {
      region.close();
    }
  }

  private void region() {
    region = new TrialRegion(folder, DAY);
  }

  private void upload(String path, String text) throws Exception {
    region.upload(BEDFORD + path, text.getBytes(UTF_8));
  }

  private Typed status(String... options) {
    return status(region, options);
  }

  private static Typed status(TrialRegion region, String... options) {
    return Typed.on(region, new StatusCommand(DAY), options);
  }

  private void due() throws Exception {
    region.edit(
        region.config().resolve("pipelines/ssda903.yaml"),
        "deduplicate: true",
        "deduplicate: true\ndue: {day: \"06-30\", from: 2024}");
  }

  /** Of all that it signed nothing holds any more. */
  private void bedfordLeft() throws IOException {
    String file = "local-authorities/822-bedford.yaml";
    String text = Files.readString(region.config().resolve(file));
    Files.writeString(
        region.config().resolve(file),
        text.replaceAll(
            "(?s)signed:.*", "signed:\n  - {use-case: PAN, on: 2024-04-01, until: 2025-04-01}\n"));
  }

  @Test
  void each_return_is_received_with_errors_set_aside_late_or_missing() throws Exception {
    region();
    due();
    upload("2024/episodes.csv", EPISODES.replace("01/04/2024", "01/05/2023"));
    upload("2025/episodes.csv", EPISODES.replace("01/04/2024", "the first of April"));
    region.work();
    Typed said = status("--la", "822");
    assertThat(said.status()).as(said.err()).isEqualTo(2);
    assertThat(said.line("822")).isEqualTo("822 Bedford");
    assertThat(said.line("ssda903 2024")).contains("received", "files 1", "rows 1 of 1");
    assertThat(said.line("ssda903 2025")).contains("with errors", "errors 2");
    assertThat(said.line("ssda903 2026")).contains("late", "  due 2026-06-30; goes ");
    assertThat(said.line("ssda903 2023")).as("nobody asks for it").isEmpty();
    assertThat(said.line("cin-census 2025")).contains("missing");
    assertThat(said.err()).contains("status: ", "1 received", "1 late");
  }

  @Test
  void a_file_of_which_nothing_can_be_used_needs_somebody() throws Exception {
    region();
    upload("2025/episodes.csv", "not,a,table\n1,2,3\n");
    region.work();
    Typed said = status("--la", "822", "--dataset", "ssda903");
    assertThat(said.line("ssda903 2025")).contains("set aside", "set aside 1");
    assertThat(said.status()).isEqualTo(2);
    assertThat(said.out()).doesNotContain("episodes.csv");
  }

  @Test
  void files_set_aside_are_counted_and_an_empty_file_is_one_of_them() throws Exception {
    region();
    upload("2025/episodes.csv", "not,a,table\n1,2,3\n");
    upload("2025/uasc.csv", "");
    upload("2024/header.csv", "");
    region.upload("fons-e07c3-luton-821/ssda903/uasc.csv", "CHILD\n".getBytes(UTF_8));
    region.work();
    Path page = folder.resolve("status.html");
    Typed said = status("--page", page.toString());
    Typed bedford = status("--la", "822");
    assertThat(bedford.line("ssda903 2025")).contains("files 2, set aside 2");
    assertThat(bedford.line("ssda903 2024")).contains("files 1, set aside 1");
    assertThat(said.line("ssda903 no year")).contains("files 1, set aside 1");
    assertThat(said.err()).contains("3 set aside (files set aside: 4).");
    assertThat(Files.readString(page)).contains("3 set aside (files set aside: 4).");
    JsonNode json = new ObjectMapper().readTree(status("--json").out());
    assertThat(json.path("files_set_aside").asLong()).isEqualTo(4);
  }

  @Test
  void the_files_of_an_authority_that_left_and_of_years_too_old_are_nobodys_task()
      throws Exception {
    region();
    upload("2005/episodes.csv", EPISODES);
    region.work();
    assertThat(region.work()).allMatch(one -> one.setAside() == 0);
    assertThat(status("--la", "822").status()).isZero();
    bedfordLeft();
    upload("2025/episodes.csv", EPISODES);
    region.stop();
    assertThat(region.work()).allMatch(one -> one.setAside() == 0);
    Typed said = status("--la", "822");
    assertThat(said.out()).contains("not signed");
    assertThat(said.status()).as(said.err()).isZero();
  }

  @Test
  void it_says_when_a_year_last_changed_and_on_which_day_it_goes() throws Exception {
    int years =
        new ObjectMapper()
            .readTree(status(published, "--la", "822", "--json").out())
            .path("returns")
            .findValuesAsText("goes")
            .size();
    assertThat(years).isPositive();
    assertThat(status(published, "--la", "822").line("ssda903 2025"))
        .containsPattern("changed \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d; goes 20\\d\\d-01-01");
  }

  @Test
  void json_says_the_same_and_each_release_with_its_rows() throws Exception {
    Typed both = status(published, "--json");
    assertThat(both.status()).isZero();
    JsonNode json = new ObjectMapper().readTree(both.out());
    assertThat(json.path("day").asText()).isEqualTo("2026-07-15");
    assertThat(json.path("releases").findValuesAsText("use_case")).contains("PAN");
    assertThat(json.path("releases").get(0).path("rows_read").asLong()).isPositive();
    assertThat(json.path("releases").get(0).path("rows_kept").asLong()).isPositive();
    for (JsonNode one : json.path("returns")) {
      if (one.path("authority").asText().equals("822")
          && one.path("dataset").asText().equals("ssda903")
          && one.path("year").asInt() == 2025) {
        assertThat(one.path("standing").asText()).isEqualTo("received");
        assertThat(one.path("name").asText()).isEqualTo("Bedford");
      }
    }
  }

  @Test
  void the_page_says_the_same_in_the_one_style_of_all_pages() throws Exception {
    region();
    due();
    upload("2025/episodes.csv", EPISODES);
    region.work();
    Path page = folder.resolve("status.html");
    assertThat(status("--page", page.toString()).status()).isEqualTo(2);
    assertThat(Files.readString(page))
        .startsWith("<!doctype html>")
        .contains("How the region stands", "On 15 July 2026: ", "822 Bedford", "Releases")
        .contains("<span class=\"mark warn\">late</span>")
        .doesNotContain("episodes.csv");
  }

  @Test
  void where_an_authoritys_data_lies_is_said_and_which_areas_nobody_could_look_into()
      throws Exception {
    assertThat(status(published, "--la", "822").out())
        .contains("Data of Bedford lies in uploads (")
        .contains("shared data/822/ssda903/: objects ", "PAN 5.1, PAN 6.2")
        .contains("2026 on 1 January 2038")
        .doesNotContain("NOT LOOKED AT");
    Typed hub = status(published, "--la", "822", "--roles", "hub");
    assertThat(hub.err()).doesNotContain("ERROR");
    assertThat(hub.line("NOT LOOKED AT")).isEqualTo("NOT LOOKED AT: uploads, workspace");
    JsonNode json = new ObjectMapper().readTree(status(published, "--la", "822", "--json").out());
    assertThat(json.path("holdings").path("held").findValuesAsText("area"))
        .contains("uploads", "workspace", "shared", "outputs");
    assertThat(json.path("holdings").path("if_it_leaves").findValuesAsText("use_case"))
        .contains("PAN", "SUFFICIENCY");
    assertThat(json.path("retained").findValuesAsText("2026")).contains("2038-01-01");
  }

  @Test
  void of_an_authority_that_signs_nothing_any_more_no_clause_is_named() throws Exception {
    region = new TrialRegion(folder, DAY, published);
    bedfordLeft();
    Typed said = status("--la", "822");
    assertThat(said.line("shared data/822/ssda903/"))
        .contains("No signature holds.")
        .doesNotContain("PAN");
    assertThat(said.out()).doesNotContain("outputs packages/");
  }

  @Test
  void what_the_region_does_not_have_is_refused_with_what_there_is() {
    Typed said = status(published, "--la", "999", "--dataset", "ssda904");
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.err()).contains("no authority '999'", "no dataset 'ssda904'", "ssda903");
  }

  @Test
  void a_due_day_that_is_none_is_told_with_its_line() throws Exception {
    region();
    region.edit(
        region.config().resolve("pipelines/ssda903.yaml"),
        "deduplicate: true",
        "deduplicate: true\ndue: {day: \"02-31\", from: 2024}");
    Typed said = status();
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.err()).contains("ssda903.yaml, line 8: This is no day of a year.");
  }
}
