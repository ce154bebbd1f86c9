package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.output.Pictures;
import org.tributary.overview.FactsFromTables;
import org.tributary.overview.OverviewInput;
import org.tributary.overview.OverviewInput.PictureTables;
import org.tributary.overview.OverviewPage;
import org.tributary.overview.ReleaseFacts;
import org.tributary.overview.ReleaseFacts.Trend;
import org.tributary.overview.ReleaseFacts.Value;
import org.tributary.pipeline.Picture;
import org.tributary.region.Region;
import org.tributary.region.Shipped;

/**
 * The pictures of the overview, drawn from invented tables of which the numbers were worked out by
 * hand.
 */
class PicturesTest {

  private static final String EPISODE =
      "CHILD, DECOM, \"DEC\", RNE, PLACE, HOME_POST, PL_POST, URN, LA, \"YEAR\"";

  private static final Region REGION = Shipped.region();

  @TempDir Path scratch;

  private ReleaseFacts facts(
      String useCase, List<Picture> pictures, SortedMap<String, Path> parquets) throws IOException {
    Databases databases = new Databases(scratch, "500MB", 2);
    try {
      return new FactsFromTables(databases)
          .of(
              new OverviewInput(
                  REGION,
                  useCase,
                  1,
                  LocalDate.of(2026, 2, 3),
                  List.of(),
                  List.of(),
                  List.of(),
                  pictures.stream().map(one -> new PictureTables(one, parquets)).toList(),
                  Optional.empty()));
    } finally {
      databases.close();
    }
  }

  private ReleaseFacts facts(String useCase, SortedMap<String, Path> parquets) throws IOException {
    return facts(useCase, Pictures.of(REGION.outputs(useCase, LocalDate.of(2026, 5, 4))), parquets);
  }

  /** By title: year, line, value and how many children are behind it. */
  private static Map<String, List<String>> numbers(ReleaseFacts facts) {
    Map<String, List<String>> numbers = new LinkedHashMap<>();
    for (Trend trend : facts.trends()) {
      assertThat(trend.refused()).as(trend.picture().title()).isEmpty();
      numbers.put(
          trend.picture().title(), trend.values().stream().map(PicturesTest::number).toList());
    }
    return numbers;
  }

  private static String number(Value value) {
    return "%d %s: %s of %d"
        .formatted(
            value.year(),
            value.line().orElse("all"),
            value.tenths() / 10.0,
            value.children().orElse(-1L));
  }

  /** What stands on the page between a picture's heading and the next. */
  private static String shown(ReleaseFacts facts, String title) {
    String page = new String(OverviewPage.of(facts), StandardCharsets.UTF_8);
    return page.split("<h3>" + title + "</h3>")[1].split("<h[23]")[0];
  }

  private void invent(InventedStar star) throws IOException {
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
    List<String> episodes =
        new ArrayList<>(
            List.of(
                "'1_821', DATE '2022-05-01', NULL, 'S', 'U1', 'LU1 1', 'LU1 2', 'SC1', 'Luton', 2024",
                "'2_821', DATE '2023-06-01', DATE '2023-07-01', 'S', 'U1', 'LU1 1', 'LU1 1', NULL,"
                    + " 'Luton', 2024",
                "'2_821', DATE '2023-07-01', NULL, 'P', 'K2', 'LU1 1', 'CM1 1', 'SC2', 'Luton', 2024",
                "'2_821', DATE '2022-07-01', DATE '2022-08-01', 'P', 'K2', NULL, NULL, 'SC2',"
                    + " 'Luton', 2023",
                "'3_881', NULL, NULL, 'P', NULL, NULL, NULL, 'SC9', 'Essex', 2024"));
    // Six more of Essex: its count is not few, that of the region neither.
    for (int child = 10; child < 16; child++) {
      episodes.add(
          "'%d_881', DATE '2023-05-01', NULL, 'S', 'U1', NULL, 'CM1 1', NULL, 'Essex', 2024"
              .formatted(child));
    }
    star.source("episodes", EPISODE, episodes);
    star.build();
  }

  @Test
  void the_pictures_of_placements_show_what_was_worked_out_by_hand() throws IOException {
    try (InventedStar star = new InventedStar(scratch)) {
      invent(star);
      Map<String, List<String>> numbers = numbers(facts("SUFFICIENCY", star.parquets()));
      assertThat(numbers.get("Children looked after on 31 March, by authority"))
          .as("Essex has sent no return of 2023")
          .containsExactly(
              "2023 all: 1.0 of 1",
              "2024 all: 8.0 of 8",
              "2024 Essex: 6.0 of 6",
              "2023 Luton: 1.0 of 1",
              "2024 Luton: 2.0 of 2");
      assertThat(numbers.get("Children looked after on 31 March, by placement"))
          .containsExactly(
              "2023 Foster: 1.0 of 1", "2024 Foster: 7.0 of 7", "2024 Residential: 1.0 of 1");
      assertThat(numbers.get("Moves of placement in a return year"))
          .containsExactly(
              "2023 all: 1.0 of 1",
              "2024 all: 1.0 of 1",
              "2023 Luton: 1.0 of 1",
              "2024 Luton: 1.0 of 1");
      assertThat(numbers.get("Placed outside the authority on 31 March, by distance"))
          .containsExactly("2024 20 miles or more: 1.0 of 1");
      assertThat(numbers.get("Unaccompanied children looked after on 31 March"))
          .containsExactly("2024 all: 1.0 of 1", "2024 Luton: 1.0 of 1");
      assertThat(numbers.get("Providers used on 31 March, by their current grade"))
          .containsExactly("2023 Good: 1.0 of 1", "2024 Good: 1.0 of 1", "2024 Unknown: 1.0 of 1");
      assertThat(numbers.get("What is not known of the episodes of a return year"))
          .as("of one episode of 2023 and ten of 2024")
          .containsExactly(
              "2023 Its first day: 0.0 of 0",
              "2024 Its first day: 10.0 of 1",
              "2023 Its placement: 0.0 of 0",
              "2024 Its placement: 10.0 of 1",
              "2023 Its place: 100.0 of 1",
              "2024 Its place: 10.0 of 1");
      assertThat(numbers).hasSize(7);
    }
  }

  private SortedMap<String, Path> censusTables() throws IOException {
    Map<String, String> tables = new TreeMap<>();
    tables.put(
        "cin_census_referrals",
        """
        ('1_821', 'A', 'Luton', 2023, NULL), ('1_821', 'A', 'Luton', 2024, 365), ('1_822', 'A', 'Bedford', 2024, NULL),
        ('2_821', 'B', 'Luton', 2024, 366), ('2_822', 'B', 'Bedford', 2023, NULL), ('3_821', NULL, 'Luton', 2024, 10),
        ('4_821', 'C', 'Luton', 2024, NULL)
        ) AS t(LAchildID, UPN, LA, "Year", days_since_referral)""");
    // Friday 1 March 2024 and 45 weekdays are Friday 3 May.
    tables.put(
        "cin_census_factors",
        """
        ('1_821', 'Luton', 2024, DATE '2024-03-01', DATE '2024-05-03'),
        ('2_821', 'Luton', 2024, DATE '2024-03-01', DATE '2024-05-06'),
        ('3_821', 'Luton', 2024, DATE '2024-03-04', DATE '2024-03-01'),
        ('1_822', 'Bedford', 2024, NULL, DATE '2024-03-01')
        ) AS t(LAchildID, LA, "Year", AssessmentActualStartDate, AssessmentAuthorisationDate)""");
    tables.put(
        "cin_census_s47_journeys",
        """
        ('1_821', 'Luton', 2024, 'S47 strategy discussion', 10), ('2_821', 'Luton', 2024, 'S47 strategy discussion', 21),
        ('3_821', 'Luton', 2024, 'S47 strategy discussion', NULL), ('4_821', 'Luton', 2024, 'ICPC', 60),
        ('5_821', 'Luton', 2023, 'S47 strategy discussion', 1), ('1_822', 'Bedford', 2024, 'S47 strategy discussion', 40)
        ) AS t(LAchildID, LA, "Year", Source, s47_to_cpp)""");
    SortedMap<String, Path> parquets = new TreeMap<>();
    try (Database database = Database.open(scratch, "500MB")) {
      for (Map.Entry<String, String> table : tables.entrySet()) {
        Path parquet = scratch.resolve(table.getKey() + ".parquet");
        database.execute(
            "invent",
            "COPY (FROM (VALUES " + table.getValue() + ") TO " + Sql.path(parquet) + Sql.PARQUET);
        parquets.put(table.getKey(), parquet);
      }
    }
    return parquets;
  }

  @Test
  void the_pictures_of_children_in_need_show_what_was_worked_out_by_hand() throws IOException {
    Map<String, List<String>> numbers = numbers(facts("PAN", censusTables()));
    assertThat(numbers.get("Re-referrals within 12 months"))
        .containsExactly(
            "2023 all: 0.0 of 0",
            "2024 all: 40.0 of 2",
            "2023 Bedford: 0.0 of 0",
            "2024 Bedford: 0.0 of 0",
            "2023 Luton: 0.0 of 0",
            "2024 Luton: 50.0 of 2");
    assertThat(numbers.get("Children in two authorities"))
        .containsExactly("2024 all: 2.0 of 2", "2024 Bedford: 2.0 of 2", "2024 Luton: 2.0 of 2");
    assertThat(numbers.get("Assessments within 45 working days"))
        .containsExactly("2024 all: 25.0 of 1", "2024 Bedford: 0.0 of 0", "2024 Luton: 33.3 of 1");
    assertThat(numbers.get("Median days from section 47 to plan"))
        .containsExactly(
            "2023 all: 1.0 of 1",
            "2024 all: 21.0 of 3",
            "2024 Bedford: 40.0 of 1",
            "2023 Luton: 1.0 of 1",
            "2024 Luton: 15.5 of 2");
    assertThat(numbers).hasSize(4);
  }

  @Test
  void a_number_behind_which_few_children_stand_is_marked_in_the_drawing_and_in_the_table()
      throws IOException {
    try (InventedStar star = new InventedStar(scratch)) {
      invent(star);
      ReleaseFacts facts = facts("SUFFICIENCY", star.parquets());
      String bars = shown(facts, "Unaccompanied children looked after on 31 March");
      assertThat(bars).contains(">few</text>").contains("<td>1 (few)</td>");
      String lines = shown(facts, "Children looked after on 31 March, by placement");
      // One of 2023; seven of 2024 in foster care, and one who is not.
      assertThat(lines).contains("<td>7</td>").contains("<td>1 (few)</td>");
      assertThat(lines.split("class=\"few\"", -1)).hasSize(3);
    }
  }

  @Test
  void a_release_without_rows_shows_a_sentence_and_no_drawing() throws IOException {
    try (InventedStar star = new InventedStar(scratch)) {
      star.areas();
      star.build();
      ReleaseFacts facts = facts("SUFFICIENCY", star.parquets());
      assertThat(facts.trends()).hasSize(7).allMatch(trend -> trend.values().isEmpty());
      for (Trend trend : facts.trends()) {
        assertThat(shown(facts, trend.picture().title()))
            .contains("holds nothing yet that could be counted here")
            .doesNotContain("<svg")
            .doesNotContain("<table");
      }
    }
    assertThat(facts("PAN", new TreeMap<>()).trends())
        .as("a table that is not there")
        .hasSize(4)
        .allMatch(trend -> trend.values().isEmpty() && trend.refused().isEmpty());
  }

  @Test
  void each_of_the_first_questions_has_a_picture() throws IOException {
    List<String> titles = new ArrayList<>();
    for (String useCase : List.of("PAN", "SUFFICIENCY")) {
      Pictures.of(REGION.outputs(useCase, LocalDate.of(2026, 5, 4)))
          .forEach(one -> titles.add(one.title()));
    }
    String questions = Files.readString(Path.of("docs/questions.md"));
    for (String part : questions.split("\n## ")) {
      if (part.contains("```sql")) {
        assertThat(titles.stream().filter(title -> part.contains("*" + title + "*")))
            .as(part.lines().findFirst().orElseThrow())
            .isNotEmpty();
      }
    }
    assertThat(titles).allMatch(title -> questions.contains('*' + title + '*'));
  }

  private static Picture picture(String sql) {
    return new Picture(
        "Invented",
        "Invented.",
        Picture.Kind.BARS,
        "rows",
        new TreeMap<>(Map.of("cin_census_referrals", List.of("LA", "Year"))),
        sql);
  }

  private Optional<String> refused(String sql) throws IOException {
    ReleaseFacts facts = facts("PAN", List.of(picture(sql)), censusTables());
    Optional<String> refused = facts.trends().get(0).refused();
    assertThat(facts.trends().get(0).values().isEmpty()).isEqualTo(refused.isPresent());
    refused.ifPresent(
        why ->
            assertThat(shown(facts, "Invented"))
                .contains("This picture cannot be drawn: " + why + ".")
                .doesNotContain("<svg"));
    return refused;
  }

  @Test
  void a_picture_that_cannot_be_made_says_why_and_keeps_no_release_back() throws IOException {
    String count =
        "SELECT \"Year\" AS year, %s AS line, 0 AS place, 1 AS value, 1 AS children FROM %s";
    String all = "cin_census_referrals GROUP BY ALL";
    assertThat(refused(count.formatted("LA", all))).isEmpty();
    assertThat(refused(count.formatted("UPN", all)))
        .as("a column that it does not say it reads")
        .contains("its query fails (binder)");
    assertThat(refused(count.formatted("LA", "elsewhere"))).contains("its query fails (catalog)");
    assertThat(refused("SELECT 2024 AS year, 'x' AS line, 0 AS place, 1 AS value"))
        .as("a column that is not answered")
        .contains("its query fails (binder)");
    assertThat(refused(count.formatted("LA", "cin_census_referrals")))
        .contains("its query answers twice for a year and line");
    String many =
        "SELECT %s AS year, %s AS line, 0 AS place, 1 AS value, 1 AS children FROM range(%d) AS r(n)";
    assertThat(refused(many.formatted("n", "NULL", 2_000))).isEmpty();
    assertThat(refused(many.formatted("n", "NULL", 2_001)))
        .contains("its query answers with more than 2000 numbers");
    assertThat(refused(many.formatted("2024", "n", 201)))
        .as("as many lines as only children are")
        .contains("its query answers with more than 200 lines");
  }
}
