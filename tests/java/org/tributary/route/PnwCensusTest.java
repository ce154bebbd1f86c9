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

/**
 * The census of placements through the routes as shipped, each case in {@code
 * tests/cases/pnw-census} by an authority of its own, together with what that authority sent of
 * other returns: what the officer is told, and what the hub gets of the census.
 */
class PnwCensusTest {

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

  @TempDir private static Path folder;
  private static TrialRegion region;
  private static AuthoritiesCases cases;

  @BeforeAll
  static void every_case_goes_through_the_routes() throws Exception {
    region = new TrialRegion(folder, MAY_2026);
    cases = new AuthoritiesCases(region, "pnw-census", "PAN");
    region.openData(Map.of("ONSPD_FEB_2024_sectors.csv", SECTORS.getBytes(StandardCharsets.UTF_8)));
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
    assertThat(cases.releaseNote())
        .contains("PAN_pnw_census_enriched_pnw_census: JoinConflict, several episodes open")
        .contains("PAN_pnw_census_enriched_pnw_census: LookupMissing, postcode sectors");
  }
}
