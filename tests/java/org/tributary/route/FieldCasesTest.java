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
 * Files as systems and people of this field write them, in {@code tests/cases/field}, through the
 * routes as shipped: what the officer is told, and what the hub gets. {@code -DupdateExpected}
 * writes what came out into {@code expect}, for a person to check.
 */
class FieldCasesTest {

  private static final Path CASES = Path.of("tests/cases/field");
  private static final int FIRST_CODE = 701;
  private static final Pattern REPORT = Pattern.compile("error-reports/([^/]+)/error_report\\.csv");
  private static final Pattern OUTPUT = Pattern.compile("PAN_(?!DEDUP)([a-z0-9_-]+)\\.csv");
  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-04T09:00:00Z"), ZoneOffset.UTC);

  private static final List<String> COLUMNS =
      List.of(
          "type",
          "severity",
          "message",
          "filename",
          "table",
          "row",
          "column_letter",
          "field",
          "xml_line");

  /** What people typed where it does not belong. */
  private static final List<String> NOWHERE =
      List.of("Inventedname", "Inventedsurname", "07000 000000");

  /** The children whose identifiers stand in names of files here; in rows they are meant to be. */
  private static final List<String> IN_NAMES =
      List.of("9A2F7", "9B31C", "9D44E", "120456", "AB-123");

  /**
   * The cases of which the star schema is looked at: the provider's key of each child's episode.
   */
  private static final Map<String, Map<String, String>> PROVIDERS =
      Map.of(
          "what-a-database-writes-for-nothing-is-nothing",
          Map.of("7705101", "-1"),
          "a-provider-is-known-by-seven-x",
          Map.of(
              "7745101", "-2",
              "7745102", "-2",
              "7745103", "-3",
              "7745104", "-3",
              "7745105", "-3"));

  @TempDir private static Path folder;
  private static TrialRegion region;
  private static final List<Case> CASES_IN_ORDER = new ArrayList<>();
  private static SortedMap<String, byte[]> uploads = new TreeMap<>();
  private static SortedMap<String, byte[]> outputs = new TreeMap<>();

  /** A folder of the cases, and the authority that it is here. */
  private record Case(Path folder, String code) {

    String sentence() {
      return folder.getFileName().toString().replace('-', ' ');
    }

    String authority() {
      return "Case " + code;
    }

    String uploadFolder() {
      return "field-case-" + code;
    }
  }

  @BeforeAll
  static void every_case_goes_through_the_routes() throws Exception {
    try (Stream<Path> found = Files.list(CASES)) {
      for (Path one : found.filter(Files::isDirectory).sorted().toList()) {
        CASES_IN_ORDER.add(new Case(one, Integer.toString(FIRST_CODE + CASES_IN_ORDER.size())));
      }
    }
    region = new TrialRegion(folder, MAY_2026);
    for (Case one : CASES_IN_ORDER) {
      Files.writeString(
          region.config().resolve("local-authorities/" + one.code() + ".yaml"),
          """
          code: "%s"
          name: %s
          region: East of England
          folder: %s
          signed: [{use-case: PAN, on: 2024-04-01}%s]
          """
              .formatted(
                  one.code(),
                  one.authority(),
                  one.uploadFolder(),
                  PROVIDERS.containsKey(one.folder().getFileName().toString())
                      ? ", {use-case: SUFFICIENCY, on: 2024-04-01}"
                      : ""));
      Path given = one.folder().resolve("given");
      try (Stream<Path> files = Files.walk(given)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          region.upload(one.uploadFolder() + "/" + given.relativize(file), bytes(file, one.code()));
        }
      }
    }
    region.work();
    uploads = region.everything(Role.UPLOAD, "uploads");
    outputs = region.everything(Role.HUB, "outputs");
  }

  private static byte[] bytes(Path file, String code) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return file.toString().endsWith(".xml")
        ? new String(bytes, StandardCharsets.UTF_8)
            .replace("@LA@", code)
            .getBytes(StandardCharsets.UTF_8)
        : bytes;
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
      Matcher report = REPORT.matcher(file.getKey());
      if (file.getKey().startsWith(one.uploadFolder() + "/") && report.find()) {
        found.put(
            "errors-" + report.group(1) + ".csv",
            csv(COLUMNS, TrialRegion.rows(file.getValue())).replace("_" + one.code(), "_@LA@"));
      }
    }
    for (Map.Entry<String, byte[]> file : outputs.entrySet()) {
      Matcher output = OUTPUT.matcher(file.getKey());
      if (!output.matches()) {
        continue;
      }
      List<Map<String, String>> rows =
          TrialRegion.rows(file.getValue()).stream()
              .filter(row -> one.authority().equals(row.get("LA")))
              .toList();
      if (!rows.isEmpty()) {
        List<String> columns =
            rows.get(0).keySet().stream()
                .filter(column -> !column.equals("LA"))
                .filter(column -> rows.stream().anyMatch(row -> !row.get(column).isEmpty()))
                .toList();
        found.put(
            "kept-" + output.group(1) + ".csv",
            csv(columns, rows).replace("_" + one.code(), "_@LA@"));
      }
    }
    return found;
  }

  @Test
  void a_provider_that_is_missing_an_agency_or_not_listed_has_its_own_key() throws Exception {
    Map<String, String> children = new TreeMap<>();
    for (Map<String, String> child : region.output("SUFFICIENCY_dimLookedAfterChild.csv")) {
      children.put(child.get("LookedAfterChildKey"), child.get("ChildIdentifier"));
    }
    Map<String, String> keys = new TreeMap<>();
    for (Map<String, String> episode : region.output("SUFFICIENCY_factEpisode.csv")) {
      keys.put(children.get(episode.get("LookedAfterChildKey")), episode.get("OfstedProviderKey"));
    }
    Map<String, String> expected = new TreeMap<>();
    for (Case one : CASES_IN_ORDER) {
      PROVIDERS
          .getOrDefault(one.folder().getFileName().toString(), Map.of())
          .forEach((child, key) -> expected.put(child + "_" + one.code(), key));
    }
    assertThat(keys).hasSize(6).isEqualTo(expected);
  }

  @Test
  void what_people_typed_where_it_does_not_belong_is_nowhere() throws Exception {
    SortedMap<String, byte[]> seen = new TreeMap<>(region.everything(Role.UPLOAD, "shared"));
    seen.putAll(outputs);
    uploads.forEach(
        (key, bytes) -> {
          if (key.contains("/error-reports/")) {
            seen.put(key, bytes);
          }
        });
    assertThat(seen).isNotEmpty();
    seen.forEach(
        (key, bytes) ->
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .as(key)
                .doesNotContain(NOWHERE));
  }

  @Test
  void an_identifier_in_the_name_of_a_file_is_in_no_published_name_and_in_no_report_of_the_hub()
      throws Exception {
    SortedMap<String, byte[]> published = new TreeMap<>();
    region
        .everything(Role.UPLOAD, "shared")
        .forEach((key, of) -> published.put("shared/" + key, of));
    region
        .everything(Role.HUB, "hub-workspace")
        .forEach((key, of) -> published.put("hub-workspace/" + key, of));
    outputs.forEach((key, of) -> published.put("outputs/" + key, of));
    assertThat(published).anySatisfy((key, of) -> assertThat(key).contains("cans"));
    List<String> told = new ArrayList<>();
    published.forEach(
        (key, bytes) -> {
          String rows = new String(bytes, StandardCharsets.UTF_8);
          for (String identifier : IN_NAMES) {
            Pattern word =
                Pattern.compile("(?i)(?<![a-z0-9])" + identifier + "(?![a-z0-9])(?!_7\\d\\d)");
            if (word.matcher(key).find()
                || !key.endsWith(".parquet") && word.matcher(rows).find()) {
              told.add(identifier + " in " + key);
            }
          }
        });
    assertThat(told).isEmpty();
  }

  @Test
  void two_forms_of_a_month_are_one_published_file_that_names_nobody() throws Exception {
    String code =
        CASES_IN_ORDER.stream()
            .filter(
                of -> of.folder().endsWith("two-assessments-of-a-child-in-a-month-are-two-rows"))
            .map(Case::code)
            .findFirst()
            .orElseThrow();
    SortedMap<String, byte[]> shared = region.everything(Role.UPLOAD, "shared");
    assertThat(shared.keySet())
        .filteredOn(key -> key.contains("/" + code + "/cans/") && key.contains("current"))
        .singleElement()
        .asString()
        .endsWith("/" + code + "_2024_mar_6_21.csv");
    List<String> reports = new ArrayList<>();
    shared.forEach(
        (key, bytes) -> {
          if (key.contains("/" + code + "/cans/") && key.endsWith("error_report.csv")) {
            reports.add(new String(bytes, StandardCharsets.UTF_8));
          }
        });
    assertThat(reports).singleElement().asString().contains("***_6_21_2024_mar.xlsx");
  }
}
