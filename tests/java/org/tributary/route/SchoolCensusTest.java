package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tributary.route.ExpectedFiles.csv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.settings.Role;

/**
 * The census of schools through the routes as shipped, each case in {@code
 * tests/cases/school-census} by an authority of its own: what the officer is told, what the hub
 * gets of each table, and how pupils, addresses, meals, needs and attendance are put together.
 */
class SchoolCensusTest {

  private static final Path CASES = Path.of("tests/cases/school-census");
  private static final Pattern REPORT =
      Pattern.compile("error-reports/school-census/error_report\\.csv");
  private static final Pattern OUTPUT = Pattern.compile("REGION_school_census_([a-z0-9_]+)\\.csv");
  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-04T09:00:00Z"), ZoneOffset.UTC);

  /** A postcode stands twice, and one is in another authority by a greater code. */
  private static final String POSTCODES =
      """
      pcds,CTYUA25CD
      ZZ1 1AA,E08000001
      ZZ1  1AA,E08000009
      ZZ3 3CC,E08000002
      """;

  private static final List<String> COLUMNS =
      List.of("type", "severity", "filename", "table", "row", "column_letter", "field", "message");

  @TempDir private static Path folder;
  private static TrialRegion region;
  private static final List<Case> CASES_IN_ORDER = new ArrayList<>();
  private static SortedMap<String, byte[]> uploads = new TreeMap<>();
  private static SortedMap<String, byte[]> outputs = new TreeMap<>();

  /** A case, and the folder of the authority that it is of: {@code bolton-350}. */
  private record Case(Path folder, String uploads) {

    String sentence() {
      return folder.getFileName().toString().replace('-', ' ');
    }

    String code() {
      return uploads.substring(uploads.lastIndexOf('-') + 1);
    }

    String authority() {
      return uploads.substring(0, 1).toUpperCase(Locale.ROOT)
          + uploads.substring(1, uploads.lastIndexOf('-'));
    }
  }

  @BeforeAll
  static void every_case_goes_through_the_routes() throws Exception {
    region = new TrialRegion(folder, MAY_2026);
    try (Stream<Path> found = Files.list(CASES)) {
      for (Path one : found.filter(Files::isDirectory).sorted().toList()) {
        try (Stream<Path> authorities = Files.list(one.resolve("given"))) {
          for (Path authority : authorities.toList()) {
            CASES_IN_ORDER.add(new Case(one, authority.getFileName().toString()));
          }
        }
      }
    }
    for (Case one : CASES_IN_ORDER) {
      Path signed = one.folder().resolve("signed.txt");
      Files.writeString(
          region.config().resolve("local-authorities/" + one.code() + ".yaml"),
          """
          code: "%s"
          name: %s
          region: Example
          folder: %s
          signed: [{use-case: REGION, on: 2024-04-01%s}]
          """
              .formatted(
                  one.code(),
                  one.authority(),
                  one.uploads(),
                  Files.exists(signed) ? ", " + Files.readString(signed).strip() : ""));
      Path given = one.folder().resolve("given");
      try (Stream<Path> files = Files.walk(given)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          region.upload(given.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    region.openData(
        Role.UPLOAD, Map.of("postcode_la_lookup.csv", POSTCODES.getBytes(StandardCharsets.UTF_8)));
    region.work();
    uploads = region.everything(Role.UPLOAD, "uploads");
    outputs = region.everything(Role.HUB, "outputs");
  }

  @AfterAll
  static void stop() {
    if (region != null) {
      region.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> each_case_ends_as_expected() {
    return CASES_IN_ORDER.stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.sentence(), () -> ExpectedFiles.compare(one.folder(), found(one))));
  }

  private static SortedMap<String, String> found(Case one) throws IOException {
    SortedMap<String, String> found = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : uploads.entrySet()) {
      if (file.getKey().startsWith(one.uploads() + "/") && REPORT.matcher(file.getKey()).find()) {
        found.put("errors.csv", csv(COLUMNS, TrialRegion.rows(file.getValue())));
      }
    }
    for (Map.Entry<String, byte[]> file : outputs.entrySet()) {
      Matcher output = OUTPUT.matcher(file.getKey());
      if (output.matches()) {
        List<Map<String, String>> rows = rowsOf(one, file.getValue());
        if (!rows.isEmpty()) {
          List<String> filled =
              rows.get(0).keySet().stream()
                  .filter(column -> rows.stream().anyMatch(row -> !row.get(column).isEmpty()))
                  .toList();
          found.put("kept-" + output.group(1) + ".csv", csv(filled, rows));
        }
      }
    }
    return found;
  }

  private static List<Map<String, String>> rowsOf(Case one, byte[] csv) throws IOException {
    return TrialRegion.rows(csv).stream()
        .filter(row -> one.authority().equals(row.get("LA")))
        .toList();
  }

  @Test
  void there_is_a_row_for_each_pupil_and_the_same_columns_whatever_came() throws Exception {
    int pupils = region.output("REGION_school_census_pupilonroll.csv").size();
    List<Map<String, String>> children = region.output("REGION_school_census_onroll_children.csv");
    List<Map<String, String>> attendance =
        region.output("REGION_school_census_onroll_termly_attendance.csv");
    assertThat(children).hasSize(pupils);
    assertThat(children.get(0)).hasSize(71);
    assertThat(attendance).hasSize(pupils);
    assertThat(attendance.get(0)).hasSize(45);
  }

  @Test
  void nothing_that_names_a_pupil_or_a_house_leaves() {
    assertThat(outputs.keySet())
        .noneMatch(name -> name.contains("nationalities") || name.contains("learneraims"));
    outputs.forEach(
        (name, bytes) ->
            assertThat(new String(bytes, StandardCharsets.UTF_8))
                .as(name)
                .doesNotContain("Ash", "A350400112001", "Example Street", "ZZ3 3CC"));
  }

  @Test
  void what_could_not_be_made_and_what_met_several_is_said_in_the_release() {
    String note = note();
    assertThat(note)
        .contains(
            "REGION_school_census_onroll_summer_attendance: OutputSkipped, there is no"
                + " school_census_summerhalfterm2sessiondetailsonroll")
        .contains(
            "REGION_school_census_offroll_children: OutputSkipped, there is no pupilnolongeronroll")
        .contains("REGION_school_census_onroll_children: JoinConflict, several addresses")
        .contains("REGION_school_census_onroll_termly_attendance: JoinConflict, a reason");
    assertThat(outputs.keySet()).noneMatch(name -> name.contains("summer_attendance"));
  }

  private static String note() {
    return new String(
        outputs.entrySet().stream()
            .filter(file -> file.getKey().equals("packages/REGION/release-note.html"))
            .findFirst()
            .orElseThrow()
            .getValue(),
        StandardCharsets.UTF_8);
  }
}
