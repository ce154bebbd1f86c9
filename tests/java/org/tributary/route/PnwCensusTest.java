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
 * The census of placements through the routes as shipped, each case in {@code
 * tests/cases/pnw-census} by an authority of its own, together with what that authority sent of
 * other returns: what the officer is told, and what the hub gets of the census.
 */
class PnwCensusTest {

  private static final Path CASES = Path.of("tests/cases/pnw-census");
  private static final Pattern REPORT =
      Pattern.compile("error-reports/pnw-census/error_report\\.csv");
  private static final Pattern OUTPUT = Pattern.compile("PAN_pnw_census_([a-z0-9_]+)\\.csv");
  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-04T09:00:00Z"), ZoneOffset.UTC);

  private static final String SECTORS =
      """
      pcd2,oslaua,lsoa11,lat,long,oseast1m,osnrth1m,imd
      ZZ1 1,E08000001,E01000001,53.5,-2.4,371000,409000,1000
      ZZ1  1,E08000001,E01000002,53.5,-2.4,371500,409900,1000
      ZZ2  2,E08000001,E01000001,53.5,-2.4,372000,409500,1000
      ZZ3 3,E08000002,E01000002,53.6,-2.3,380000,410000,2000
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
          signed: [{use-case: PAN, on: 2024-04-01%s}]
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
    region.openData(Map.of("ONSPD_FEB_2024_sectors.csv", SECTORS.getBytes(StandardCharsets.UTF_8)));
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
  void there_is_a_row_for_each_of_the_census_and_ninety_nine_columns() throws Exception {
    List<Map<String, String>> census = region.output("PAN_pnw_census_pnw_census.csv");
    List<Map<String, String>> enriched = region.output("PAN_pnw_census_enriched_pnw_census.csv");
    assertThat(enriched).hasSameSizeAs(census).isNotEmpty();
    assertThat(enriched.get(0)).hasSize(99);
    List<String> own = List.copyOf(census.get(0).keySet());
    assertThat(List.copyOf(enriched.get(0).keySet()).subList(0, own.size())).isEqualTo(own);
    for (int i = 0; i < census.size(); i++) {
      assertThat(enriched.get(i)).containsAllEntriesOf(census.get(i));
    }
  }

  @Test
  void what_met_several_and_what_no_lookup_knows_is_counted_in_the_release() {
    String note =
        new String(
            outputs.entrySet().stream()
                .filter(file -> file.getKey().equals("packages/PAN/release-note.html"))
                .findFirst()
                .orElseThrow()
                .getValue(),
            StandardCharsets.UTF_8);
    assertThat(note)
        .contains("PAN_pnw_census_enriched_pnw_census: JoinConflict, several episodes open")
        .contains("PAN_pnw_census_enriched_pnw_census: LookupMissing, postcode sectors");
  }
}
