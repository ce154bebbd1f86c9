package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.output.Measures;
import org.tributary.region.Region;
import org.tributary.region.Shipped;

/** {@code docs/questions.md}, run on invented data of which the answers were worked out by hand. */
class QuestionsTest {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 4);

  private static final String EPISODE =
      "CHILD, DECOM, \"DEC\", RNE, PLACE, HOME_POST, PL_POST, URN, LA, \"YEAR\"";

  @TempDir Path scratch;

  private static Map<String, String> questions() throws IOException {
    Map<String, String> questions = new LinkedHashMap<>();
    for (String part : Files.readString(Path.of("docs/questions.md")).split("\n## ")) {
      if (part.contains("```sql")) {
        questions.put(
            part.lines().findFirst().orElseThrow(), part.split("```sql\n")[1].split(";\n```")[0]);
      }
    }
    return questions;
  }

  private static String inOneCell(String sql) {
    return "SELECT concat_ws('|', *COLUMNS(*)) FROM (" + sql + ")";
  }

  @Test
  void each_question_names_a_measure_that_the_package_has() throws IOException {
    Region region = Shipped.region();
    Set<String> known =
        Stream.of("PAN", "SUFFICIENCY")
            .flatMap(useCase -> Measures.of(region.outputs(useCase, DAY)).stream())
            .map(of -> of.measure().name())
            .collect(Collectors.toCollection(TreeSet::new));
    int parts = 0;
    for (String part : Files.readString(Path.of("docs/questions.md")).split("\n## ")) {
      if (part.contains("```sql")) {
        parts++;
        Set<String> named = new TreeSet<>();
        Matcher name = Pattern.compile("`([A-Z][^`\\[]+)`").matcher(part.split("```sql")[0]);
        while (name.find()) {
          named.add(name.group(1));
        }
        named.remove("Unknown");
        assertThat(named).as(part.lines().findFirst().orElseThrow()).isNotEmpty();
        assertThat(known).containsAll(named);
      }
    }
    assertThat(parts).isEqualTo(10);
  }

  @Test
  void the_questions_about_placements_are_answered() throws IOException {
    Map<String, List<String>> answers = new LinkedHashMap<>();
    try (InventedStar star = new InventedStar(scratch)) {
      star.areas();
      star.source(
          "header",
          "CHILD, LA, \"YEAR\"",
          List.of("'1_821', 'Luton', 2024", "'2_821', 'Luton', 2024"));
      star.source("uasc", "CHILD, LA, \"YEAR\"", List.of("'2_821', 'Luton', 2024"));
      star.source("ofsted_providers", "urn", List.of("'SC1'", "'SC2'"));
      star.source(
          "ofsted_inspections",
          "urn, inspection_date, effectiveness",
          List.of("'SC1', DATE '2019-03-01', 'Inadequate'", "'SC1', DATE '2020-02-01', 'Good'"));
      star.source(
          "episodes",
          EPISODE,
          List.of(
              "'1_821', DATE '2023-05-01', NULL, 'S', 'U1', 'LU1 1', 'LU1 2', 'SC1', 'Luton', 2024",
              "'2_821', DATE '2023-06-01', DATE '2023-07-01', 'S', 'U1', 'LU1 1', 'LU1 1', NULL,"
                  + " 'Luton', 2024",
              "'2_821', DATE '2023-07-01', NULL, 'P', 'K2', 'LU1 1', 'CM1 1', 'SC2', 'Luton', 2024",
              "'2_821', DATE '2022-07-01', DATE '2022-08-01', 'P', 'K2', NULL, NULL, 'SC2', 'Luton',"
                  + " 2023",
              "'3_881', NULL, NULL, 'P', NULL, NULL, NULL, 'SC9', 'Essex', 2024",
              "'4_881', DATE '2024-04-01', NULL, 'S', 'U1', NULL, 'CM1 1', 'SC1', 'Essex', 2025",
              "'5_881', DATE '2024-03-31', NULL, 'S', 'U1', NULL, 'CM1 1', NULL, 'Essex', 2024",
              "'6_881', DATE '2024-03-01', DATE '2024-03-31', 'S', 'U1', NULL, 'CM1 1', NULL, 'Essex',"
                  + " 2024"));
      star.build();
      for (Map.Entry<String, String> question : questions().entrySet()) {
        if (!question.getValue().contains("cin_census")) {
          answers.put(question.getKey(), star.query(inOneCell(question.getValue())));
        }
      }
    }

    assertThat(answers)
        .containsExactly(
            Map.entry(
                "Children looked after on 31 March, by authority and placement",
                List.of("Essex|Foster|1", "Luton|Foster|1", "Luton|Residential|1")),
            Map.entry("Moves of placement in a return year, by authority", List.of("Luton|1")),
            Map.entry(
                "Placements outside the authority on 31 March, by distance",
                List.of(
                    "Inside|Under 5 miles|1", "Inside|Unknown|1", "Outside|20 miles or more|1")),
            Map.entry(
                "Unaccompanied children looked after on 31 March, by authority",
                List.of("Luton|1")),
            Map.entry(
                "Providers that each authority used on 31 March, by their current grade",
                List.of("Luton|Good|1", "Luton|Unknown|1")),
            Map.entry(
                "How complete the episodes are, by authority and return year",
                List.of(
                    "Essex|2024|3|1|1|1",
                    "Essex|2025|1|0|0|0",
                    "Luton|2023|1|0|0|1",
                    "Luton|2024|3|0|0|0")));
  }

  @Test
  void the_questions_about_children_in_need_are_answered() throws IOException {
    Map<String, List<String>> answers = new LinkedHashMap<>();
    try (Database database = Database.open(scratch, "500MB")) {
      database.execute(
          "invent",
          """
          CREATE TABLE cin_census_referrals AS FROM (VALUES
            ('A', 'Luton', 2023, NULL), ('A', 'Luton', 2024, 365), ('A', 'Bedford', 2024, NULL),
            ('B', 'Luton', 2024, 366), ('B', 'Bedford', 2024, NULL), (NULL, 'Luton', 2024, 10),
            ('C', 'Luton', 2024, NULL), ('C', 'Essex', 2024, NULL)
          ) AS t(UPN, LA, "Year", days_since_referral);
          -- Friday 1 March 2024 and 45 weekdays are Friday 3 May.
          CREATE TABLE cin_census_factors AS FROM (VALUES
            ('Luton', 2024, DATE '2024-03-01', DATE '2024-05-03'), ('Luton', 2024, DATE '2024-03-01', DATE '2024-05-06'),
            ('Bedford', 2024, NULL, DATE '2024-03-01')
          ) AS t(LA, "Year", AssessmentActualStartDate, AssessmentAuthorisationDate);
          CREATE TABLE cin_census_s47_journeys AS FROM (VALUES
            ('Luton', 2024, 'S47 strategy discussion', 10), ('Luton', 2024, 'S47 strategy discussion', 20),
            ('Luton', 2024, 'S47 strategy discussion', NULL), ('Luton', 2024, 'ICPC', 60),
            ('Luton', 2023, 'S47 strategy discussion', 1), ('Bedford', 2024, 'S47 strategy discussion', NULL)
          ) AS t(LA, "Year", Source, s47_to_cpp)
          """);
      for (Map.Entry<String, String> question : questions().entrySet()) {
        if (question.getValue().contains("cin_census")) {
          answers.put(
              question.getKey(),
              database.query(
                  question.getKey(), inOneCell(question.getValue()), row -> row.getString(1)));
        }
      }
    }

    assertThat(answers)
        .containsExactly(
            Map.entry(
                "Time from section 47 to plan in a return year, by authority",
                List.of("Bedford|1|0", "Luton|3|2|15.0")),
            Map.entry(
                "Re-referrals within 12 months, by authority and return year",
                List.of("Bedford|2024|2|0", "Essex|2024|1|0", "Luton|2023|1|0", "Luton|2024|4|2")),
            Map.entry(
                "Assessments within 45 working days, by authority and return year",
                List.of("Bedford|2024|1|0", "Luton|2024|2|1")),
            Map.entry(
                "Children in two authorities", List.of("Bedford, Luton|2", "Essex, Luton|1")));
  }
}
