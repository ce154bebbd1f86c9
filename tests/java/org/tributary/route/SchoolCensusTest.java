package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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

  @TempDir private static Path folder;
  private static TrialRegion region;
  private static AuthoritiesCases cases;

  @BeforeAll
  static void every_case_goes_through_the_routes() throws Exception {
    region = new TrialRegion(folder, MAY_2026);
    cases = new AuthoritiesCases(region, "school-census", "REGION");
    region.openData(
        Role.UPLOAD, Map.of("postcode_la_lookup.csv", POSTCODES.getBytes(StandardCharsets.UTF_8)));
    cases.work();
  }

  @AfterAll
  static void stop() {
    if (region != null) {
      region.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> each_case_ends_as_expected() {
    return cases.tests();
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
    assertThat(cases.outputs().keySet())
        .noneMatch(name -> name.contains("nationalities") || name.contains("learneraims"));
    cases
        .outputs()
        .forEach(
            (name, bytes) ->
                assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .as(name)
                    .doesNotContain("Ash", "A350400112001", "Example Street", "ZZ3 3CC"));
  }

  @Test
  void what_could_not_be_made_and_what_met_several_is_said_in_the_release() {
    assertThat(cases.releaseNote())
        .contains(
            "REGION_school_census_onroll_summer_attendance: OutputSkipped, there is no"
                + " school_census_summerhalfterm2sessiondetailsonroll")
        .contains(
            "REGION_school_census_offroll_children: OutputSkipped, there is no pupilnolongeronroll")
        .contains("REGION_school_census_onroll_children: JoinConflict, several addresses")
        .contains("REGION_school_census_onroll_termly_attendance: JoinConflict, a reason");
    assertThat(cases.outputs().keySet()).noneMatch(name -> name.contains("summer_attendance"));
  }
}
