package org.tributary.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tributary.config.Problems;
import org.tributary.config.Problems.Severity;

/** What a day makes of the region of {@code tests/cases/config/_region}. */
class ReviewsTest {

  private static final Path ROOT = Path.of("tests/cases/config/_region");

  private static List<String> on(String day, Severity overdue, Severity lapsed, int sessionDays) {
    Problems problems = new Problems();
    Region region =
        RegionFiles.load(ROOT.resolve("config"), ROOT.resolve("schemas"), problems).orElseThrow();
    Reviews.find(
        region,
        ROOT.resolve("config"),
        LocalDate.parse(day),
        overdue,
        lapsed,
        sessionDays,
        problems);
    return problems.all().stream()
        .map(problem -> problem.severity() + " " + problem)
        .map(line -> line.replace("tests/cases/config/_region/config/", ""))
        .toList();
  }

  private static List<String> on(String day) {
    return on(day, Severity.WARNING, Severity.WARNING, 30);
  }

  @Test
  void while_everything_holds_nothing_is_said() {
    assertThat(on("2024-04-01")).isEmpty();
    assertThat(on("2027-03-31")).isEmpty();
  }

  @Test
  void an_ended_signature_is_reported_with_its_line() {
    assertThat(on("2027-04-01"))
        .containsExactly(
            "WARNING local-authorities/822-bedford.yaml, line 7: Bedford's signature of SUFFICIENCY"
                + " ended on 2027-03-31. Nothing of this authority is used for SUFFICIENCY until it"
                + " holds.");
  }

  @Test
  void what_has_not_begun_is_reported() {
    assertThat(on("2024-03-31", Severity.WARNING, Severity.ERROR, 30))
        .hasSize(4)
        .allMatch(line -> line.startsWith("ERROR"))
        .contains(
            "ERROR local-authorities/822-bedford.yaml, line 6: Bedford's signature of PAN does not"
                + " hold before 2024-04-01. Nothing of this authority is used for PAN until it"
                + " holds.",
            "ERROR use-cases/PAN.yaml, line 8: The agreement of PAN does not hold before"
                + " 2024-04-01. Correct the day, or wait.");
  }

  @Test
  void overdue_reviews_are_as_grave_as_configured() {
    assertThat(on("2029-03-31")).noneMatch(line -> line.contains("review"));
    assertThat(on("2029-04-01", Severity.ERROR, Severity.WARNING, 30))
        .filteredOn(line -> line.startsWith("ERROR"))
        .containsExactly(
            "ERROR use-cases/PAN.yaml, line 9: The agreement of PAN was to be reviewed by"
                + " 2029-03-31. Review it, and write the next day.",
            "ERROR use-cases/PAN.yaml, line 13: The data protection impact assessment of PAN was to"
                + " be reviewed by 2029-03-31. Review it, and write the next day.",
            "ERROR use-cases/SUFFICIENCY.yaml, line 9: The agreement of SUFFICIENCY was to be"
                + " reviewed by 2029-03-31. Review it, and write the next day.",
            "ERROR use-cases/SUFFICIENCY.yaml, line 13: The data protection impact assessment of"
                + " SUFFICIENCY was to be reviewed by 2029-03-31. Review it, and write the next"
                + " day.");
  }

  @Test
  void sessions_are_never_kept_for_longer_than_was_agreed() {
    assertThat(on("2025-01-01", Severity.WARNING, Severity.WARNING, 31))
        .hasSize(2)
        .allMatch(line -> line.startsWith("ERROR") && line.contains("agreed to 30"));
  }
}
