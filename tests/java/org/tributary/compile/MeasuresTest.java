package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.output.Measures;
import org.tributary.output.StarColumn;
import org.tributary.output.StarTable;
import org.tributary.pipeline.Measure;
import org.tributary.region.Region;
import org.tributary.region.Shipped;

/**
 * The SQL of every measure on invented data, against the same counted in plain Java from what was
 * submitted. There is no engine for the other language here: that one is held to its grammar and to
 * the names that are there.
 */
class MeasuresTest {

  private static final Region REGION = Shipped.region();
  private static final String LAST_DAY =
      "(SELECT max(DateKey) AS day FROM dimDate WHERE IsInCalendar)";

  private record Child(String id, Optional<LocalDate> birth, boolean isUnaccompanied) {}

  private record Care(
      Child child,
      Optional<LocalDate> began,
      Optional<LocalDate> ended,
      @Nullable String why,
      @Nullable String end,
      @Nullable String place,
      @Nullable String home,
      @Nullable String placed,
      @Nullable String urn,
      String authority) {

    boolean isOn(LocalDate day) {
      return began.filter(one -> !one.isAfter(day)).isPresent()
          && ended.filter(one -> !one.isAfter(day)).isEmpty();
    }

    /** Inside or not, where both areas are known. */
    Optional<Boolean> isOutside() {
      return placed == null || placed.equals("ZZ9 9") || authority.equals("Bedford")
          ? Optional.empty()
          : Optional.of(!authority.equals(placed.equals("CM1 1") ? "Essex" : "Luton"));
    }

    /** Metres, where both sectors are known. */
    Optional<Integer> distance() {
      Map<String, Integer> east = Map.of("LU1 1", 500_000, "LU1 2", 508_000, "CM1 1", 540_000);
      return Stream.of(home, placed).allMatch(one -> one != null && east.containsKey(one))
          ? Optional.of(
              Math.abs(
                  east.get(Objects.requireNonNull(home))
                      - east.get(Objects.requireNonNull(placed))))
          : Optional.empty();
    }
  }

  private final List<Child> children = new ArrayList<>();
  private final List<Care> episodes = new ArrayList<>();

  private static <T> T any(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static @Nullable String orNone(Random random, List<String> of) {
    int at = random.nextInt(of.size() + 1);
    return at == of.size() ? null : of.get(at);
  }

  private void invent(Random random) {
    for (int i = 0; i < 40; i++) {
      children.add(
          new Child(
              "c" + i,
              i % 7 == 0
                  ? Optional.empty()
                  : Optional.of(LocalDate.of(2005 + random.nextInt(19), 1 + random.nextInt(12), 1)),
              i % 5 == 0));
    }
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < 250; i++) {
      Child child = any(random, children);
      Optional<LocalDate> began =
          i % 17 == 0
              ? Optional.empty()
              : Optional.of(LocalDate.of(2022, 1, 1).plusDays(random.nextInt(900)));
      if (began.isPresent() && !taken.add(child.id() + began.get())) {
        continue;
      }
      episodes.add(
          new Care(
              child,
              began,
              random.nextInt(3) == 0
                  ? Optional.empty()
                  : Optional.of(
                      began.orElse(LocalDate.of(2023, 1, 1)).plusDays(random.nextInt(200))),
              orNone(random, List.of("S", "P", "T", "B", "U", "L")),
              orNone(random, List.of("X1", "E4A", "E99", "E3")),
              orNone(random, List.of("U1", "K2", "P1")),
              orNone(random, List.of("LU1 1", "LU1 2", "CM1 1", "ZZ9 9")),
              orNone(random, List.of("LU1 1", "LU1 2", "CM1 1", "ZZ9 9")),
              orNone(random, List.of("SC1", "SC2", "SC9", "XXXXXXX")),
              any(random, List.of("Luton", "Bedford", "Essex"))));
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "NULL" : "'" + value + "'";
  }

  private static String day(Optional<LocalDate> day) {
    return day.map(one -> "DATE '" + one + "'").orElse("NULL::DATE");
  }

  private void build(InventedStar star) throws IOException {
    star.areas();
    star.source("ofsted_providers", "urn", List.of("'SC1'", "'SC2'"));
    star.source(
        "header",
        "CHILD, DOB, LA, \"YEAR\"",
        children.stream()
            .map(child -> text(child.id()) + ", " + day(child.birth()) + ", 'Luton', 2024")
            .toList());
    star.source(
        "uasc",
        "CHILD, LA, \"YEAR\"",
        children.stream()
            .map(
                child -> text(child.id()) + ", 'Luton', " + (child.isUnaccompanied() ? 2024 : 2023))
            .toList());
    star.source(
        "episodes",
        "CHILD, DECOM, \"DEC\", RNE, REC, PLACE, HOME_POST, PL_POST, URN, LA, \"YEAR\"",
        episodes.stream()
            .map(
                care ->
                    String.join(
                        ", ",
                        text(care.child().id()),
                        day(care.began()),
                        day(care.ended()),
                        text(care.why()),
                        text(care.end()),
                        text(care.place()),
                        text(care.home()),
                        text(care.placed()),
                        text(care.urn()),
                        text(care.authority()),
                        "2024"))
            .toList());
    star.build();
  }

  private double children(LocalDate day, Predicate<Care> which) {
    return episodes.stream()
        .filter(care -> care.isOn(day))
        .filter(which)
        .map(Care::child)
        .distinct()
        .count();
  }

  private double rows(Predicate<Care> which) {
    return episodes.stream().filter(which).count();
  }

  private Map<String, Supplier<Double>> inJava(LocalDate day) {
    Predicate<Care> isOutside = care -> care.isOutside().orElse(false);
    Predicate<Care> isFar = care -> care.distance().orElse(0) > 20 * 1609.344;
    Map<String, Supplier<Double>> measures = new LinkedHashMap<>();
    measures.put("Children looked after", () -> children(day, care -> true));
    measures.put(
        "Unaccompanied children looked after",
        () -> children(day, care -> care.child().isUnaccompanied()));
    measures.put("Children looked after by age", () -> children(day, care -> true));
    measures.put("Placed outside the authority", () -> children(day, isOutside));
    measures.put(
        "Share placed outside the authority",
        () -> children(day, isOutside) / children(day, care -> care.isOutside().isPresent()));
    measures.put(
        "Placed at a known distance", () -> children(day, care -> care.distance().isPresent()));
    measures.put(
        "Share placed 20 miles or more away",
        () -> children(day, isFar) / children(day, care -> care.distance().isPresent()));
    measures.put(
        "Providers used",
        () ->
            (double)
                episodes.stream()
                    .filter(care -> care.isOn(day))
                    .flatMap(care -> Stream.ofNullable(care.urn()))
                    .filter(Set.of("SC1", "SC2")::contains)
                    .distinct()
                    .count());
    measures.put("Starts", () -> rows(care -> "S".equals(care.why())));
    measures.put(
        "Placements",
        () ->
            rows(
                care ->
                    care.why() != null && Set.of("S", "P", "T", "B", "U").contains(care.why())));
    measures.put(
        "Moves",
        () -> rows(care -> care.why() != null && Set.of("P", "T", "B", "U").contains(care.why())));
    measures.put(
        "Ends",
        () ->
            rows(
                care ->
                    care.ended().isPresent() && care.end() != null && !care.end().equals("X1")));
    measures.put("Episodes", () -> rows(care -> true));
    measures.put(
        "Episodes that began on an unknown day", () -> rows(care -> care.began().isEmpty()));
    measures.put("Episodes of an unknown placement", () -> rows(care -> care.place() == null));
    return measures;
  }

  private static Map<String, Measure> measures(String useCase) {
    return Measures.of(REGION.outputs(useCase, LocalDate.of(2026, 5, 4))).stream()
        .map(Measures.Of::measure)
        .collect(
            Collectors.toMap(
                Measure::name, one -> one, (one, other) -> one, () -> new TreeMap<>()));
  }

  @Test
  void each_measure_of_the_star_answers_what_the_submitted_episodes_say(@TempDir Path scratch)
      throws IOException {
    invent(new Random(20));
    Map<String, Measure> measures = measures("SUFFICIENCY");
    try (InventedStar star = new InventedStar(scratch)) {
      build(star);
      LocalDate last =
          LocalDate.parse(star.query(LAST_DAY.substring(1, LAST_DAY.length() - 1)).get(0));
      for (LocalDate day :
          List.of(
              LocalDate.of(2023, 3, 31),
              LocalDate.of(2023, 9, 30),
              LocalDate.of(2024, 3, 31),
              last)) {
        Map<String, Supplier<Double>> expected = inJava(day);
        assertThat(measures.keySet()).isEqualTo(new TreeMap<>(expected).keySet());
        for (Map.Entry<String, Supplier<Double>> one : expected.entrySet()) {
          String sql = Objects.requireNonNull(measures.get(one.getKey())).sql();
          String on =
              day.equals(last) ? sql : sql.replace(LAST_DAY, "(SELECT DATE '" + day + "' AS day)");
          double answer = Double.parseDouble(star.query(on).get(0));
          assertThat(answer).as("%s on %s", one.getKey(), day).isEqualTo(one.getValue().get());
        }
      }
    }
  }

  @Test
  void a_value_has_one_place_in_the_order_in_which_reports_show_it(@TempDir Path scratch)
      throws IOException {
    invent(new Random(22));
    int ordered = 0;
    try (InventedStar star = new InventedStar(scratch)) {
      build(star);
      for (StarTable table :
          Objects.requireNonNull(REGION.starSchemas().get("sufficiency")).tables()) {
        for (StarColumn column : table.columns()) {
          if (column.sortedBy().isPresent()) {
            ordered++;
            assertThat(
                    star.query(
                        "SELECT %1$s FROM %2$s GROUP BY %1$s HAVING count(DISTINCT %3$s) <> 1"
                            .formatted(column.name(), table.name(), column.sortedBy().get())))
                .as("%s.%s", table.name(), column.name())
                .isEmpty();
          }
        }
      }
    }
    assertThat(ordered).isGreaterThan(6);
  }

  @Test
  void ages_are_those_of_the_day_and_add_up_to_all(@TempDir Path scratch) throws IOException {
    invent(new Random(21));
    LocalDate day = LocalDate.of(2023, 9, 30);
    Map<String, Predicate<Integer>> bands = new LinkedHashMap<>();
    bands.put("Unknown", age -> age < 0);
    bands.put("Under 1", age -> age == 0);
    bands.put("1 to 4", age -> age >= 1 && age <= 4);
    bands.put("5 to 9", age -> age >= 5 && age <= 9);
    bands.put("10 to 15", age -> age >= 10 && age <= 15);
    bands.put("16 and 17", age -> age == 16 || age == 17);
    bands.put("18 and over", age -> age >= 18);
    String sql =
        Objects.requireNonNull(measures("SUFFICIENCY").get("Children looked after by age"))
            .sql()
            .replace(LAST_DAY, "(SELECT DATE '" + day + "' AS day)");
    try (InventedStar star = new InventedStar(scratch)) {
      build(star);
      double sum = 0;
      for (Map.Entry<String, Predicate<Integer>> band : bands.entrySet()) {
        double answer =
            Double.parseDouble(
                star.query(
                        sql.replace(
                            "FROM dimAgeBand)",
                            "FROM dimAgeBand WHERE AgeBand = '" + band.getKey() + "')"))
                    .get(0));
        assertThat(answer)
            .as(band.getKey())
            .isEqualTo(
                children(
                    day,
                    care ->
                        band.getValue()
                            .test(
                                care.child()
                                    .birth()
                                    .filter(birth -> !birth.isAfter(day))
                                    .map(birth -> Period.between(birth, day).getYears())
                                    .orElse(-1))));
        sum += answer;
      }
      assertThat(sum).isPositive().isEqualTo(children(day, care -> true));
      assertThat(star.rows("dimAgeBand", "AgeBand"))
          .containsExactlyInAnyOrderElementsOf(bands.keySet());
    }
  }

  @Test
  void each_measure_of_the_reports_on_children_in_need_answers_what_was_worked_out_by_hand(
      @TempDir Path scratch) throws IOException {
    Map<String, String> expected = new TreeMap<>();
    expected.put("Referrals", "5");
    expected.put("Re-referrals within 12 months", "2");
    expected.put("Children in two authorities", "1");
    expected.put("Assessments", "5");
    expected.put("Assessments within 45 working days", "2");
    expected.put("Section 47 enquiries", "4");
    expected.put("Median days from section 47 to plan", "15.0");
    Map<String, String> answers = new TreeMap<>();
    try (Database database = Database.open(scratch, "500MB")) {
      database.execute(
          "invent",
          """
          CREATE TABLE cin_census_referrals AS FROM (VALUES
            ('A', 'Luton', NULL), ('A', 'Luton', 365), ('A', 'Bedford', NULL), ('B', 'Luton', 366), (NULL, 'Luton', 1)
          ) AS t(UPN, LA, days_since_referral);
          -- Friday 1 March 2024 and 45 weekdays are Friday 3 May.
          CREATE TABLE cin_census_factors AS FROM (VALUES
            (DATE '2024-03-01', DATE '2024-05-03'), (DATE '2024-03-01', DATE '2024-05-06'),
            (DATE '2024-03-01', DATE '2024-03-01'), (NULL, DATE '2024-03-01'), (DATE '2024-03-02', DATE '2024-03-01')
          ) AS t(AssessmentActualStartDate, AssessmentAuthorisationDate);
          CREATE TABLE cin_census_s47_journeys AS FROM (VALUES
            ('S47 strategy discussion', 10), ('S47 strategy discussion', 20), ('S47 strategy discussion', 15),
            ('S47 strategy discussion', NULL), ('ICPC', 60)) AS t(Source, s47_to_cpp)
          """);
      measures("PAN")
          .forEach(
              (name, measure) ->
                  answers.put(
                      name, database.query(name, measure.sql(), row -> row.getString(1)).get(0)));
    }
    assertThat(answers).isEqualTo(expected);
  }
}
