package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reports on children in need, against the same rules written in Java. */
class CinCensusReportsTest {

  private static final Path REPORTS = Path.of("config/outputs/cin-census");

  private static final int LAST_DAY = 30;
  private static final int FROM_CONFERENCE = 45;
  private static final int FROM_S47 = 60;

  /** One row of the compiled table; what no report reads is left out. */
  private record Event(
      String child,
      LocalDate date,
      String type,
      Optional<LocalDate> referral,
      Optional<LocalDate> conference,
      Optional<String> factors,
      Optional<LocalDate> birth,
      int year) {}

  private static final String FILL =
      """
      INSERT INTO cin (LAchildID, "Date", "Type", CINreferralDate, ReferralSource, PrimaryNeedCode, DateOfInitialCPC,
        Factors, PersonBirthDate, GenderCurrent, Ethnicity, LA, "Year") VALUES\s""";

  @TempDir private Path scratch;
  private Database database;

  @BeforeEach
  void open() throws IOException {
    database = Database.open(Files.createDirectories(scratch.resolve("db")), "500MB");
    database.execute(
        "prepare",
        """
        CREATE TABLE cin (LAchildID VARCHAR, "Date" DATE, "Type" VARCHAR, CINreferralDate DATE, ReferralSource VARCHAR,
          PrimaryNeedCode VARCHAR, DateOfInitialCPC DATE, Factors VARCHAR, PersonBirthDate DATE, GenderCurrent VARCHAR,
          Ethnicity VARCHAR, LA VARCHAR, "Year" BIGINT, CINclosureDate DATE, ReasonForClosure VARCHAR,
          ReferralNFA VARCHAR, AssessmentActualStartDate DATE, UPN VARCHAR, PersonSchoolYear BIGINT,
          Disabilities VARCHAR, InitialCPCtarget DATE, ICPCnotRequired VARCHAR, CPPstartDate DATE)
        """);
    database.execute(
        "prepare",
        "CREATE TABLE limits AS SELECT 0 AS first_day, "
            + LAST_DAY
            + " AS last_day, "
            + FROM_CONFERENCE
            + " AS from_conference, "
            + FROM_S47
            + " AS from_s47");
    database.execute(
        "prepare",
        "CREATE TABLE codes AS SELECT * FROM (VALUES ('Factors', '2A', 1, 0, 9999), ('Factors',"
            + " '10A', 2, 0, 9999), ('Factors', '18B', 3, 2021, 9999), ('Factors', '99', 4, 2030,"
            + " 9999), ('Ethnicity', 'WBRI', 5, 0, 9999)) t(field, code, position, since, before)");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void insert(List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    String values =
        events.stream()
            .map(
                event ->
                    String.join(
                        ", ",
                        quoted(Optional.of(event.child()).filter(child -> !child.isEmpty())),
                        quoted(Optional.of(event.date())),
                        quoted(Optional.of(event.type())),
                        quoted(event.referral()),
                        "'1A'",
                        "'N1'",
                        quoted(event.conference()),
                        quoted(event.factors()),
                        quoted(event.birth()),
                        "'F'",
                        "'WBRI'",
                        "'Bedford'",
                        Integer.toString(event.year())))
            .collect(Collectors.joining("), (", "(", ")"));
    database.execute("fill", FILL + values);
  }

  private static String quoted(Optional<?> value) {
    return value.map(present -> "'" + present + "'").orElse("NULL");
  }

  private List<String> report(String name, String columns) {
    database.execute(name, Fixture.text(REPORTS.resolve(name + ".sql")));
    return database.query(
        "read " + name,
        "SELECT concat_ws(' ', " + columns + ") FROM output",
        row -> row.getString(1));
  }

  private static Event event(String child, String date, String type) {
    return new Event(
        child,
        LocalDate.parse(date),
        type,
        type.equals("CINreferralDate") ? Optional.of(LocalDate.parse(date)) : Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(LocalDate.of(2014, 5, 1)),
        2024);
  }

  private static Event ofReferral(String day, Event event) {
    return new Event(
        event.child(),
        event.date(),
        event.type(),
        Optional.of(LocalDate.parse(day)),
        event.conference(),
        event.factors(),
        event.birth(),
        event.year());
  }

  private static Event withConference(Event event, String day) {
    return new Event(
        event.child(),
        event.date(),
        event.type(),
        event.referral(),
        Optional.of(LocalDate.parse(day)),
        event.factors(),
        event.birth(),
        event.year());
  }

  private static Event withFactors(Event event, String factors) {
    return new Event(
        event.child(),
        event.date(),
        event.type(),
        event.referral(),
        event.conference(),
        Optional.of(factors),
        event.birth(),
        event.year());
  }

  private static final String REFERRALS =
      "LAchildID, CINreferralDate, coalesce(CAST(days_to_s17 AS VARCHAR), '-'),"
          + " coalesce(CAST(days_to_s47 AS VARCHAR), '-'), referral_outcome,"
          + " coalesce(CAST(\"Age at referral\" AS VARCHAR), '-')";

  private static final String JOURNEYS =
      "LAchildID, S47ActualStartDate, Source, '->', Destination,"
          + " coalesce(CAST(\"Age at S47\" AS VARCHAR), '-')";

  @Test
  void a_referral_stays_one_row_and_its_first_assessment_in_time_counts() {
    insert(
        List.of(
            event("1_822", "2023-06-01", "CINreferralDate"),
            ofReferral("2023-06-01", event("1_822", "2023-05-31", "AssessmentActualStartDate")),
            ofReferral("2023-06-01", event("1_822", "2023-06-09", "AssessmentActualStartDate")),
            ofReferral("2023-06-01", event("1_822", "2023-06-20", "AssessmentActualStartDate")),
            ofReferral("2023-06-01", event("1_822", "2023-07-01", "S47ActualStartDate")),
            event("2_822", "2023-06-01", "CINreferralDate"),
            ofReferral("2023-06-01", event("2_822", "2023-07-02", "AssessmentActualStartDate")),
            event("3_822", "2023-04-30", "CINreferralDate"),
            ofReferral("2023-04-30", event("3_822", "2023-04-30", "AssessmentActualStartDate")),
            event("4_822", "2023-05-01", "CINreferralDate"),
            ofReferral("2023-05-01", event("4_822", "2023-05-11", "S47ActualStartDate")),
            event("4_873", "2023-05-01", "CINreferralDate")));
    assertThat(report("referrals", REFERRALS))
        .containsExactly(
            "1_822 2023-06-01 8 30 BOTH 9",
            "2_822 2023-06-01 - - NFA 9",
            "3_822 2023-04-30 0 - S17 8",
            "4_822 2023-05-01 - 10 S47 9",
            "4_873 2023-05-01 - - NFA 9");
  }

  @Test
  void a_referrals_outcome_counts_what_followed_from_that_very_referral() {
    insert(
        List.of(
            event("1_822", "2023-06-01", "CINreferralDate"),
            event("1_822", "2023-06-15", "CINreferralDate"),
            ofReferral("2023-06-15", event("1_822", "2023-06-20", "AssessmentActualStartDate")),
            ofReferral("2023-06-01", event("1_822", "2023-06-25", "S47ActualStartDate")),
            event("2_822", "2023-06-01", "CINreferralDate"),
            event("2_822", "2023-06-05", "AssessmentActualStartDate")));
    database.execute(
        "another authority's child of the same reference",
        "INSERT INTO cin SELECT * REPLACE ('Luton' AS LA) FROM cin WHERE LAchildID = '1_822' AND"
            + " \"Date\" = '2023-06-15'");
    assertThat(report("referrals", REFERRALS + ", LA"))
        .containsExactly(
            "1_822 2023-06-01 - 24 S47 9 Bedford",
            "1_822 2023-06-15 5 - S17 9 Bedford",
            "2_822 2023-06-01 - - NFA 9 Bedford",
            "1_822 2023-06-15 - - NFA 9 Luton");
  }

  @Test
  void an_enquiry_leads_to_a_conference_a_plan_nothing_or_is_too_recent() {
    insert(
        List.of(
            withConference(event("1_822", "2023-06-01", "S47ActualStartDate"), "2023-06-12"),
            event("1_822", "2023-07-27", "CPPstartDate"),
            withConference(event("2_822", "2023-06-01", "S47ActualStartDate"), "2023-06-30"),
            event("2_822", "2023-08-15", "CPPstartDate"),
            event("3_822", "2023-06-01", "S47ActualStartDate"),
            event("3_822", "2023-07-31", "CPPstartDate"),
            event("4_822", "2023-06-01", "S47ActualStartDate"),
            event("4_822", "2023-08-01", "CPPstartDate"),
            event("5_822", "2024-01-31", "S47ActualStartDate"),
            event("6_822", "2024-01-30", "S47ActualStartDate"),
            withConference(event("7_822", "2024-02-01", "S47ActualStartDate"), "2024-02-15"),
            withConference(event("8_822", "2024-02-01", "S47ActualStartDate"), "2024-02-14"),
            withConference(event("9_822", "2023-06-01", "S47ActualStartDate"), "2023-05-01")));
    assertThat(report("s47-journeys", JOURNEYS))
        .containsExactly(
            "1_822 2023-06-01 S47 strategy discussion -> ICPC 9",
            "1_822 2023-06-01 ICPC -> CPP Start 9",
            "2_822 2023-06-01 S47 strategy discussion -> ICPC 9",
            "2_822 2023-06-01 ICPC -> No CPP 9",
            "3_822 2023-06-01 S47 strategy discussion -> CPP Start 9",
            "4_822 2023-06-01 S47 strategy discussion -> No ICPC or CPP 9",
            "5_822 2024-01-31 S47 strategy discussion -> TBD - S47 too recent 9",
            "6_822 2024-01-30 S47 strategy discussion -> No ICPC or CPP 9",
            "7_822 2024-02-01 S47 strategy discussion -> ICPC 9",
            "7_822 2024-02-01 ICPC -> TBD - ICPC too recent 9",
            "8_822 2024-02-01 S47 strategy discussion -> ICPC 9",
            "8_822 2024-02-01 ICPC -> No CPP 9",
            "9_822 2023-06-01 S47 strategy discussion -> No ICPC or CPP 9");
  }

  @Test
  void what_an_assessment_found_is_a_column_for_each_factor_in_use() {
    insert(
        List.of(
            withFactors(event("1_822", "2023-06-01", "AssessmentAuthorisationDate"), "10A,2A"),
            withFactors(event("1_822", "2023-05-01", "AssessmentActualStartDate"), "2A"),
            event("2_822", "2023-06-01", "AssessmentAuthorisationDate")));
    assertThat(
            report("factors", "LAchildID, AssessmentAuthorisationDate, \"2A\", \"10A\", \"18B\""))
        .containsExactly("1_822 2023-06-01 1 1 0", "2_822 2023-06-01 0 0 0");
    assertThat(database.query("columns", "DESCRIBE output", row -> row.getString(1)))
        .containsSubsequence("Year", "2A", "10A", "18B")
        .doesNotContain("99", "WBRI");
  }

  /** The columns that readers of the older reports count on, in their order; ours stand behind. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          factors      | LAchildID Date Type CINreferralDate ReferralSource PrimaryNeedCode CINclosureDate ReasonForClosure ReferralNFA AssessmentActualStartDate AssessmentAuthorisationDate Factors UPN PersonBirthDate GenderCurrent PersonSchoolYear Ethnicity Disabilities LA Year 2A 10A 18B
          referrals    | LAchildID Date Type CINreferralDate ReferralSource PrimaryNeedCode CINclosureDate ReasonForClosure ReferralNFA UPN PersonBirthDate GenderCurrent PersonSchoolYear Ethnicity Disabilities LA Year AssessmentActualStartDate days_to_s17 S47ActualStartDate days_to_s47 referral_outcome Age at referral days_since_referral
          s47-journeys | LAchildID Date Type CINreferralDate ReferralSource PrimaryNeedCode CINclosureDate ReasonForClosure DateOfInitialCPC ReferralNFA S47ActualStartDate InitialCPCtarget ICPCnotRequired UPN PersonBirthDate GenderCurrent PersonSchoolYear Ethnicity Disabilities LA Year CPPstartDate icpc_to_cpp s47_to_cpp cin_census_close s47_max_date icpc_max_date Source Destination Age at S47 s47_to_icpc
          """)
  void a_report_has_the_columns_that_its_readers_count_on(String report, String columns) {
    insert(List.of(withFactors(event("1_822", "2023-06-01", "AssessmentAuthorisationDate"), "2A")));
    database.execute(report, Fixture.text(REPORTS.resolve(report + ".sql")));
    assertThat(database.query("columns", "DESCRIBE output", row -> row.getString(1)))
        .hasToString(
            "[" + String.join(", ", columns.split(" ")).replace("Age, at, ", "Age at ") + "]");
  }

  @Test
  void a_referral_tells_the_days_since_the_childs_referral_before_whatever_its_source() {
    insert(
        List.of(
            event("1_822", "2023-06-01", "CINreferralDate"),
            event("1_822", "2023-06-01", "CINreferralDate"),
            event("1_822", "2023-06-11", "CINreferralDate"),
            event("1_822", "2022-06-01", "CINreferralDate"),
            event("1_822", "2023-06-05", "AssessmentActualStartDate"),
            event("2_822", "2023-06-11", "CINreferralDate")));
    assertThat(report("referrals", "LAchildID, \"Date\", days_since_referral"))
        .containsExactly(
            "1_822 2022-06-01",
            "1_822 2023-06-01 365",
            "1_822 2023-06-01 365",
            "1_822 2023-06-11 10",
            "2_822 2023-06-11");
  }

  @Test
  void a_referral_tells_the_days_of_the_first_assessment_and_enquiry_that_count() {
    insert(
        List.of(
            event("1_822", "2023-06-01", "CINreferralDate"),
            ofReferral("2023-06-01", event("1_822", "2023-06-09", "AssessmentActualStartDate")),
            ofReferral("2023-06-01", event("1_822", "2023-06-20", "AssessmentActualStartDate")),
            ofReferral("2023-06-01", event("1_822", "2023-07-01", "S47ActualStartDate"))));
    assertThat(report("referrals", "AssessmentActualStartDate, S47ActualStartDate"))
        .containsExactly("2023-06-09 2023-07-01");
  }

  @Test
  void a_journey_tells_the_days_of_its_conference_and_plan_and_the_days_between() {
    insert(
        List.of(
            withConference(event("1_822", "2023-06-01", "S47ActualStartDate"), "2023-06-12"),
            event("1_822", "2023-06-20", "CPPstartDate"),
            event("1_822", "2023-07-01", "CPPstartDate")));
    database.execute(
        "another authority's child of the same reference",
        "INSERT INTO cin SELECT * REPLACE ('Luton' AS LA, DATE '2023-06-13' AS \"Date\") FROM cin"
            + " WHERE \"Date\" = '2023-06-20'");
    assertThat(
            report(
                "s47-journeys",
                "Destination, DateOfInitialCPC, CPPstartDate, icpc_to_cpp, s47_to_cpp,"
                    + " s47_to_icpc, cin_census_close, s47_max_date, icpc_max_date"))
        .containsExactly(
            "ICPC 2023-06-12 2023-06-20 8 19 11 2024-03-31 2024-01-31 2024-02-15",
            "CPP Start 2023-06-12 2023-06-20 8 19 11 2024-03-31 2024-01-31 2024-02-15");
  }

  @Test
  void a_report_on_nobody_is_empty() {
    assertThat(report("referrals", REFERRALS)).isEmpty();
    assertThat(report("s47-journeys", JOURNEYS)).isEmpty();
    assertThat(report("factors", "LAchildID")).isEmpty();
  }

  @Test
  void random_children_are_reported_as_the_same_rules_in_java_report_them() {
    Random random = new Random(20260401);
    for (int round = 0; round < 40; round++) {
      List<Event> events = events(random);
      database.execute("empty", "DELETE FROM cin");
      insert(events);
      assertThat(report("referrals", REFERRALS))
          .containsExactlyInAnyOrderElementsOf(referrals(events));
      assertThat(report("s47-journeys", JOURNEYS))
          .containsExactlyInAnyOrderElementsOf(journeys(events));
    }
  }

  private static List<Event> events(Random random) {
    List<String> types =
        List.of(
            "CINreferralDate", "AssessmentActualStartDate", "S47ActualStartDate", "CPPstartDate");
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int year = 2023 + random.nextInt(2);
      LocalDate day = LocalDate.of(year, 3, 31).minusDays(random.nextInt(150));
      int child = random.nextInt(4);
      String type = types.get(random.nextInt(types.size()));
      events.add(
          new Event(
              child == 0 ? "" : child + "_822",
              day,
              type,
              type.equals("CINreferralDate") ? Optional.of(day) : someReferral(random, events),
              random.nextBoolean()
                  ? Optional.empty()
                  : Optional.of(day.plusDays(random.nextInt(40) - 5)),
              Optional.empty(),
              child == 1 ? Optional.empty() : Optional.of(LocalDate.of(2010 + 2 * child, 2, 1)),
              year));
    }
    return events;
  }

  /** Often one of the same child, now and then of another, or none. */
  private static Optional<LocalDate> someReferral(Random random, List<Event> events) {
    if (events.isEmpty()) {
      return Optional.empty();
    }
    return events.get(random.nextInt(events.size())).referral();
  }

  private static boolean within(LocalDate from, LocalDate to, int days) {
    long between = ChronoUnit.DAYS.between(from, to);
    return between >= 0 && between <= days;
  }

  /** A blank child is nobody we know: nothing that happened to another is its own. */
  private static List<Event> ofTheSameChild(List<Event> events, Event event, String type) {
    return events.stream()
        .filter(other -> !event.child().isEmpty() && other.child().equals(event.child()))
        .filter(other -> other.type().equals(type))
        .toList();
  }

  private static String age(Event event) {
    return event
        .birth()
        .filter(birth -> !birth.isAfter(event.date()))
        .map(birth -> Integer.toString(Period.between(birth, event.date()).getYears()))
        .orElse("-");
  }

  private static String beginning(Event event) {
    return event.child().isEmpty() ? event.date().toString() : event.child() + " " + event.date();
  }

  private static List<String> referrals(List<Event> events) {
    List<String> lines = new ArrayList<>();
    for (Event event : events) {
      if (event.type().equals("CINreferralDate")) {
        Optional<Long> s17 = days(events, event, "AssessmentActualStartDate");
        Optional<Long> s47 = days(events, event, "S47ActualStartDate");
        String outcome =
            s17.isPresent() ? s47.isPresent() ? "BOTH" : "S17" : s47.isPresent() ? "S47" : "NFA";
        lines.add(
            String.join(
                " ",
                beginning(event),
                s17.map(Object::toString).orElse("-"),
                s47.map(Object::toString).orElse("-"),
                outcome,
                age(event)));
      }
    }
    return lines;
  }

  private static Optional<Long> days(List<Event> events, Event referral, String type) {
    return ofTheSameChild(events, referral, type).stream()
        .filter(event -> event.referral().equals(Optional.of(referral.date())))
        .filter(event -> within(referral.date(), event.date(), LAST_DAY))
        .map(event -> ChronoUnit.DAYS.between(referral.date(), event.date()))
        .min(Long::compare);
  }

  private static List<String> journeys(List<Event> events) {
    List<String> lines = new ArrayList<>();
    for (Event event : events) {
      if (!event.type().equals("S47ActualStartDate")) {
        continue;
      }
      Optional<LocalDate> conference =
          event.conference().filter(day -> !day.isBefore(event.date()));
      LocalDate yearEnd = LocalDate.of(event.year(), 3, 31);
      boolean plan =
          ofTheSameChild(events, event, "CPPstartDate").stream()
              .anyMatch(
                  start ->
                      within(event.date(), start.date(), FROM_S47)
                          || conference
                              .map(day -> within(day, start.date(), FROM_CONFERENCE))
                              .orElse(false));
      if (conference.isPresent()) {
        lines.add(step(event, "S47 strategy discussion", "ICPC"));
        boolean recent = !conference.get().plusDays(FROM_CONFERENCE).isBefore(yearEnd);
        lines.add(
            step(event, "ICPC", plan ? "CPP Start" : recent ? "TBD - ICPC too recent" : "No CPP"));
      } else {
        boolean recent = !event.date().plusDays(FROM_S47).isBefore(yearEnd);
        lines.add(
            step(
                event,
                "S47 strategy discussion",
                plan ? "CPP Start" : recent ? "TBD - S47 too recent" : "No ICPC or CPP"));
      }
    }
    return lines;
  }

  private static String step(Event event, String source, String destination) {
    return beginning(event) + " " + source + " -> " + destination + " " + age(event);
  }
}
