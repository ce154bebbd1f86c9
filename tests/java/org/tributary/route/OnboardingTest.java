package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.operate.AreaHealth;
import org.tributary.settings.Role;

/**
 * Performs the edits of {@code docs/onboarding.md}, and looks at what the page says comes of them.
 */
class OnboardingTest {

  private static final String BEDFORD = "fons-a821f-bedford-822/ssda903/";
  private static final String EPISODES =
      "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN";
  private static final String LEAVERS = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM";

  @TempDir private Path folder;

  private static Clock mayOf(int year) {
    return Clock.fixed(Instant.parse(year + "-05-01T09:00:00Z"), ZoneOffset.UTC);
  }

  private void perform(String section) throws Exception {
    List<WalkThrough.Edit> edits = WalkThrough.of("onboarding.md", section);
    assertThat(edits).isNotEmpty();
    for (WalkThrough.Edit edit : edits) {
      edit.perform(folder);
    }
  }

  private static String leaver(String child) {
    return LEAVERS + "\r\n" + child + ",17/05/2006,YES,F1,K1\r\n";
  }

  private static String episode(String child, String reason) {
    return EPISODES
        + "\r\n"
        + child
        + ",01/06/2025,S,C2,N1,U1,PR1,,,"
        + reason
        + ",OX1 2JD,OX1 3JD,SC123456\r\n";
  }

  private static SortedMap<String, String> without(SortedMap<String, String> digests, String name) {
    SortedMap<String, String> rest = new TreeMap<>(digests);
    rest.keySet().removeIf(key -> key.startsWith(name));
    return rest;
  }

  @Test
  void an_authority_is_taken_on_by_one_file() throws Exception {
    try (TrialRegion region = new TrialRegion(folder, mayOf(2026))) {
      region.upload(BEDFORD + "2025/oc3.csv", leaver("1"));
      region.upload("northwold-950/ssda903/2025/oc3.csv", leaver("2"));
      region.work();
      assertThat(region.output("PAN_ssda903_oc3.csv")).hasSize(1);
      long before = region.filesRead();

      perform("An authority");
      region.start();
      assertThat(region.work()).allMatch(AreaHealth.Status::isWell);
      assertThat(region.output("PAN_ssda903_oc3.csv"))
          .extracting(row -> row.get("CHILD") + " " + row.get("LA"))
          .containsExactly("1_822 Bedford", "2_950 Northwold");
      assertThat(region.output("SUFFICIENCY_ssda903_oc3.csv"))
          .as("it did not sign SUFFICIENCY")
          .hasSize(1);
      assertThat(region.errorPage("northwold-950", "ssda903")).isNotEmpty();
      assertThat(region.filesRead() - before).as("only its own file is read").isEqualTo(1);
    }
  }

  @Test
  void a_use_case_is_added_by_its_agreement_its_fields_and_its_signatures() throws Exception {
    try (TrialRegion region = new TrialRegion(folder, mayOf(2026))) {
      for (int year : List.of(2023, 2024, 2025, 2026)) {
        region.upload(BEDFORD + year + "/oc3.csv", leaver("1" + year));
        region.upload("fons-c9e12-essex-881/ssda903/" + year + "/oc3.csv", leaver("2" + year));
      }
      region.work();
      SortedMap<String, String> before = region.outputDigests();

      perform("A use case");
      region.start();
      assertThat(region.work()).allMatch(AreaHealth.Status::isWell);
      List<Map<String, String>> leavers = region.output("CARE-LEAVERS_ssda903_oc3.csv");
      assertThat(leavers)
          .extracting(row -> row.get("CHILD"))
          .as("of who signed, of three return years")
          .containsExactlyInAnyOrder("12024_822", "12025_822", "12026_822");
      assertThat(leavers.get(0))
          .containsOnlyKeys("CHILD", "IN_TOUCH", "ACTIV", "ACCOM", "LA", "YEAR");
      assertThat(region.everything(Role.HUB, "outputs"))
          .containsKey("packages/CARE-LEAVERS/datapackage.json");
      assertThat(without(region.outputDigests(), "CARE-LEAVERS")).isEqualTo(before);
    }
  }

  @Test
  void a_code_is_replaced_by_another_from_a_year_on() throws Exception {
    try (TrialRegion region = new TrialRegion(folder, mayOf(2026))) {
      region.upload(BEDFORD + "2025/episodes.csv", episode("1", "PLACE"));
      region.upload(BEDFORD + "2026/episodes.csv", episode("2", "PLACE"));
      region.upload(BEDFORD + "2026/oc3.csv", leaver("3"));
      region.work();
      long before = region.filesRead();

      perform("A changed code");
      region.start();
      assertThat(region.work()).allMatch(AreaHealth.Status::isWell);
      assertThat(region.output("PAN_ssda903_episodes.csv"))
          .extracting(row -> row.get("CHILD") + " " + row.get("REASON_PLACE_CHANGE"))
          .containsExactlyInAnyOrder("1_822 PLACE", "2_822 STATUS");
      assertThat(region.errorReport("fons-a821f-bedford-822", "ssda903"))
          .extracting(line -> line.get("type"))
          .contains("SupersededCode");
      assertThat(region.output("SUFFICIENCY_dimReasonPlaceChange.csv"))
          .anySatisfy(
              row ->
                  assertThat(row)
                      .containsValues("14", "STATUS", "Change in the status of placement only"));
      assertThat(region.filesRead() - before)
          .as("only the file of that table and year is read again")
          .isEqualTo(1);
    }
  }

  @Test
  void a_return_year_begins_with_one_number() throws Exception {
    try (TrialRegion region = new TrialRegion(folder, mayOf(2027))) {
      region.upload(BEDFORD + "2026/oc3.csv", leaver("1"));
      region.upload(BEDFORD + "2027/oc3.csv", leaver("2"));
      region.work();
      assertThat(region.output("PAN_ssda903_oc3.csv")).hasSize(1);
      assertThat(region.errorReport("fons-a821f-bedford-822", "ssda903"))
          .as("the file is held")
          .extracting(line -> line.get("type"))
          .contains("SchemaNotLoaded");
      long before = region.filesRead();

      perform("A new return year");
      region.start();
      assertThat(region.work()).allMatch(AreaHealth.Status::isWell);
      assertThat(region.output("PAN_ssda903_oc3.csv"))
          .extracting(row -> row.get("YEAR"))
          .containsExactlyInAnyOrder("2026", "2027");
      assertThat(region.filesRead() - before).isEqualTo(1);
    }
  }
}
