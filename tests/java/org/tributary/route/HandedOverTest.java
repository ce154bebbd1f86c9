package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tributary.route.ExpectedFiles.csv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.opendata.OpenDataArea;
import org.tributary.proof.Check;
import org.tributary.proof.OutputsProof;
import org.tributary.proof.Promise;
import org.tributary.proof.ProofReport;
import org.tributary.proof.ProofText;
import org.tributary.region.Region;
import org.tributary.settings.Role;

/**
 * Rows that the hub hands over to the authority where a child lives, through the routes as shipped:
 * {@code tests/cases/handed-over}. The last tests change the region, in their order.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HandedOverTest {

  private static final Path CASE = Path.of("tests/cases/handed-over");
  private static final Clock MAY_2025 =
      Clock.fixed(Instant.parse("2025-05-05T09:00:00Z"), ZoneOffset.UTC);
  private static final String LOOKUP = "gias_ctyua25cd_lookup.csv";

  @TempDir private static Path folder;
  private static TrialRegion region;

  @BeforeAll
  static void the_authorities_upload() throws Exception {
    region = new TrialRegion(folder, MAY_2025);
    for (Path file : files(CASE.resolve("local-authorities"))) {
      Files.copy(
          file,
          region.config().resolve("local-authorities").resolve(file.getFileName().toString()));
    }
    Path given = CASE.resolve("given");
    for (Path file : files(given)) {
      region.upload(given.relativize(file).toString(), Files.readAllBytes(file));
    }
    region.openData(Role.UPLOAD, lookup("postcode_la_lookup.csv"));
    region.openData(lookup(LOOKUP));
    region.work();
  }

  @AfterAll
  static void stop() {
    if (region != null) {
      region.close();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Map<String, byte[]> lookup(String name) throws IOException {
    return Map.of(name, Files.readAllBytes(CASE.resolve("lookups").resolve(name)));
  }

  private static SortedMap<String, byte[]> outputs() throws Exception {
    return region.everything(Role.HUB, "outputs");
  }

  private static List<String> handedOver(SortedMap<String, byte[]> outputs) {
    return outputs.keySet().stream().filter(name -> name.matches("CROSS_[0-9]{3}_.*csv")).toList();
  }

  @Test
  @Order(1)
  void each_authority_that_signed_gets_its_children_and_nobody_elses() throws Exception {
    SortedMap<String, byte[]> outputs = outputs();
    SortedMap<String, String> found = new TreeMap<>();
    for (String name : handedOver(outputs)) {
      List<Map<String, String>> rows = TrialRegion.rows(outputs.get(name));
      List<String> filled =
          rows.get(0).keySet().stream()
              .filter(column -> rows.stream().anyMatch(row -> !row.get(column).isEmpty()))
              .toList();
      found.put(name, csv(filled, rows));
    }
    JsonNode note = new ObjectMapper().readTree(outputs.get("packages/CROSS/release-note.json"));
    List<String> told = new ArrayList<>();
    note.at("/sources")
        .forEach(
            line -> {
              if (line.asText().startsWith("CROSS_")) {
                told.add(line.asText());
              }
            });
    found.put("told.txt", String.join("\n", told) + "\n");
    ExpectedFiles.compare(CASE, found);
  }

  @Test
  @Order(1)
  void what_is_handed_over_has_the_columns_of_the_agreement_in_their_order() throws Exception {
    assertThat(region.output("CROSS_351_school_census_children.csv").get(0).keySet())
        .hasSize(73)
        .startsWith("pupilonrolltableid", "NativeId", "upn", "dob")
        .endsWith("child_home_GIAS", "fsmstartdate", "ukcountry", "sentype1", "sentype2");
    assertThat(region.output("CROSS_351_school_census_termly_attendance.csv").get(0).keySet())
        .hasSize(46)
        .startsWith("pupilonrolltableid", "NativeId", "child_home_GIAS", "termlysessionspossible");
    assertThat(region.output("CROSS_351_school_census_exclusions.csv").get(0).keySet())
        .hasSize(20)
        .endsWith("Acad/LA", "child_home_GIAS");
  }

  @Test
  @Order(1)
  void each_has_a_package_of_its_own_in_which_nothing_of_the_others_is() throws Exception {
    SortedMap<String, byte[]> outputs = outputs();
    assertThat(outputs.keySet())
        .contains(
            "packages/CROSS/351/data/CROSS_351_school_census_children.csv",
            "packages/CROSS/351/data/CROSS_351_school_census_children.parquet",
            "packages/CROSS/351/datapackage.json",
            "packages/CROSS/204/dictionary.html",
            "packages/CROSS/204/release-note.html")
        .noneMatch(name -> name.startsWith("packages/CROSS/data/CROSS_351"))
        .noneMatch(name -> name.startsWith("packages/CROSS/350"))
        .noneMatch(name -> name.startsWith("packages/CROSS/359"));
    for (String own : List.of("351", "204")) {
      String other = own.equals("351") ? "204" : "351";
      outputs.forEach(
          (name, bytes) -> {
            if (name.startsWith("packages/CROSS/" + own + "/")) {
              assertThat(name).doesNotContain("_" + other + "_");
              assertThat(new String(bytes, StandardCharsets.UTF_8))
                  .as(name)
                  .doesNotContain("CROSS_" + other, "pupilonroll.csv");
            }
          });
    }
  }

  @Test
  @Order(1)
  void the_proof_finds_each_row_with_the_authority_that_it_is_for() throws Exception {
    ProofReport proof = proof(PublishedCopy.of(region));
    assertThat(proof.holds()).as(String.join("\n", ProofText.lines(proof))).isTrue();
    assertThat(proof.checks())
        .filteredOn(check -> check.promise() == Promise.HANDED_OVER)
        .extracting(Check::table)
        .contains("CROSS_351_school_census_children", "CROSS_204_school_census_exclusions");
  }

  @Test
  @Order(1)
  void the_proof_catches_a_row_that_is_for_another_authority() throws Exception {
    PublishedCopy copy = PublishedCopy.of(region).copy();
    copy.output(
        "CROSS",
        "351_school_census_children",
        "SELECT * REPLACE ('204' AS child_home_GIAS) FROM t");
    assertThat(proof(copy).checks())
        .filteredOn(check -> check.promise() == Promise.HANDED_OVER && !check.holds())
        .extracting(Check::table)
        .containsExactly("CROSS_351_school_census_children");
  }

  private static ProofReport proof(PublishedCopy copy) throws Exception {
    Region read = region.region();
    Path scratch = Files.createDirectories(folder.resolve("scratch-of-the-proof"));
    return OutputsProof.run(
        new OutputsProof.Work(read, OutputsProof.repairs(region.config()), scratch, "500MB", 2),
        copy.stores(),
        LocalDate.now(MAY_2025));
  }

  @Test
  @Order(2)
  void where_nothing_changed_nothing_is_made_again() throws Exception {
    SortedMap<String, String> before = region.outputDigests();
    region.start();
    region.work();
    assertThat(region.outputDigests()).isEqualTo(before);
  }

  @Test
  @Order(3)
  void when_a_signature_ends_its_authority_is_handed_nothing_more() throws Exception {
    region.edit(
        region.config().resolve("local-authorities/351-bury.yaml"),
        "{use-case: CROSS, on: 2024-04-01}",
        "{use-case: CROSS, on: 2024-04-01, until: 2025-04-30}");
    region.start();
    region.work();
    SortedMap<String, byte[]> outputs = outputs();
    assertThat(outputs.keySet())
        .noneMatch(name -> name.contains("CROSS_351") || name.startsWith("packages/CROSS/351"));
    assertThat(region.output("CROSS_204_school_census_children.csv")).hasSize(2);
    assertThat(note()).contains("the authority of the home did not sign: 4");
  }

  @Test
  @Order(4)
  void a_lookup_that_somebody_took_away_is_looked_up_in_the_copy_last_read() throws Exception {
    region.plant(Role.HUB, "external", LOOKUP, new byte[0]);
    region.plant(Role.UPLOAD, "external", "postcode_la_lookup.csv", new byte[0]);
    String addresses = "bolton-350/school-census/2024_autumn_acad_addressesonroll.csv";
    region.upload(
        addresses,
        Files.readString(CASE.resolve("given").resolve(addresses))
            + "a12,3504001,1,s2,p7,ZZ5 5EE,,,,,,,,,,,,,\n");
    region.start();
    region.work();
    assertThat(region.output("CROSS_204_school_census_children.csv"))
        .extracting(row -> row.get("pupilonrolltableid"))
        .containsExactly("p3", "p7", "p8");
    assertThat(note())
        .contains("LookupMissing: " + LOOKUP + " is there no longer; the copy last read is used.");
  }

  @Test
  @Order(5)
  void where_there_never_was_a_lookup_nothing_is_handed_over_and_the_rest_goes_on()
      throws Exception {
    for (String copy : region.everything(Role.HUB, "hub-workspace").keySet()) {
      if (copy.startsWith(OpenDataArea.COPIES)) {
        region.plant(Role.HUB, "hub-workspace", copy, new byte[0]);
      }
    }
    region.start();
    region.work();
    assertThat(handedOver(outputs())).isEmpty();
    assertThat(region.output("CROSS_school_census_pupilonroll.csv")).hasSize(9);
    assertThat(region.output("REGION_school_census_onroll_children.csv")).hasSize(9);
  }

  private static String note() throws Exception {
    return new String(outputs().get("packages/CROSS/release-note.html"), StandardCharsets.UTF_8);
  }
}
