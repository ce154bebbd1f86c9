package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.config.Problems;
import org.tributary.operate.AreaHealth;
import org.tributary.region.RegionFiles;
import org.tributary.route.WalkThrough.Edit;
import org.tributary.settings.Role;

/** Performs the edits of {@code docs/adding-a-dataset.md}, which is all that a dataset takes. */
class AddedDatasetTest {

  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-01T09:00:00Z"), ZoneOffset.UTC);
  private static final String FOLDER = "fons-a821f-bedford-822/youth-clubs/";

  @TempDir private Path folder;

  @Test
  void a_dataset_is_added_and_changed_by_exactly_what_the_walk_through_says() throws Exception {
    List<Edit> edits = WalkThrough.of("adding-a-dataset.md");
    assertThat(edits).hasSize(6);
    try (TrialRegion region = new TrialRegion(folder, MAY_2026)) {
      for (Edit edit : edits.subList(0, 5)) {
        edit.perform(folder);
      }
      region.upload(
          FOLDER + "2025/members.csv",
          "MEMBER,DOB,HOME_POST,CLUB,NAME\r\n"
              + "12,17/05/2012,ox1 2jd,1,Invented Person\r\n13,18/06/2013,,D,Another\r\n");
      region.upload(
          FOLDER + "2026/members.csv", "MEMBER,DOB,HOME_POST,CLUB,NAME\r\n14,19/07/2014,,D,\r\n");
      region.upload(FOLDER + "2026/visits.csv", "MEMBER,VISIT_DATE\r\n14,01/02/2026\r\n");
      assertThat(region.work()).allMatch(AreaHealth.Status::isWell);

      List<Map<String, String>> members = region.output("PAN_youth_clubs_members.csv");
      assertThat(members).extracting(row -> row.get("CLUB")).containsExactlyInAnyOrder("S", "", "");
      assertThat(members)
          .filteredOn(row -> row.get("MEMBER").equals("12_822"))
          .singleElement()
          .satisfies(
              row ->
                  assertThat(row)
                      .containsEntry("DOB", "2012-05-01")
                      .containsEntry("HOME_POST", "OX1 2")
                      .containsEntry("LA", "Bedford")
                      .containsEntry("YEAR", "2025")
                      .doesNotContainKey("NAME"));
      assertThat(region.output("PAN_youth_clubs_visits.csv")).hasSize(1);
      assertThat(region.errorReport("fons-a821f-bedford-822", "youth-clubs"))
          .extracting(line -> line.get("type"))
          .containsOnly("ReadAs", "SupersededCode", "UnknownCode");

      long before = filesRead(region);
      edits.get(5).perform(folder);
      region.start();
      assertThat(region.work()).allMatch(AreaHealth.Status::isWell);
      assertThat(filesRead(region) - before).as("files read again").isEqualTo(1);
      assertThat(region.output("PAN_youth_clubs_members.csv"))
          .filteredOn(row -> row.get("MEMBER").equals("14_822"))
          .extracting(row -> row.get("CLUB"))
          .containsExactly("D");
    }
  }

  /** Each file that is fetched leaves one note in its session's archive. */
  private static long filesRead(TrialRegion region) throws Exception {
    return region.everything(Role.UPLOAD, "workspace").keySet().stream()
        .filter(key -> key.contains("/incoming/") && key.endsWith(".json"))
        .count();
  }

  @Test
  void after_each_step_the_check_says_what_is_missing_next() throws Exception {
    try (TrialRegion region = new TrialRegion(folder, MAY_2026)) {
      List<Edit> edits = WalkThrough.of("adding-a-dataset.md");
      edits.get(0).perform(folder);
      assertThat(problems(region)).contains("members");
      edits.get(1).perform(folder);
      edits.get(2).perform(folder);
      assertThat(problems(region)).isEmpty();
      edits.get(4).perform(folder);
      assertThat(problems(region)).contains("youth-clubs", "PAN");
      edits.get(3).perform(folder);
      assertThat(problems(region)).isEmpty();
    }
  }

  private static String problems(TrialRegion region) {
    Problems problems = new Problems();
    RegionFiles.load(region.config(), region.schemas(), problems);
    return problems.all().stream()
        .map(Problems.Problem::toString)
        .collect(Collectors.joining("\n"));
  }
}
