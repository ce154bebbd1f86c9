package org.tributary.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.compile.Databases;
import org.tributary.errors.Severity;
import org.tributary.overview.OverviewInput.Previous;
import org.tributary.overview.OverviewInput.Submission;
import org.tributary.overview.OverviewInput.TableFile;
import org.tributary.overview.ReleaseFacts.Change;
import org.tributary.overview.ReleaseFacts.DatasetFacts;
import org.tributary.overview.ReleaseFacts.Figure;
import org.tributary.overview.ReleaseFacts.Found;
import org.tributary.overview.ReleaseFacts.Received;
import org.tributary.overview.ReleaseFacts.Standing;
import org.tributary.overview.ReleaseFacts.WholeYear;
import org.tributary.publish.Counts;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.report.ErrorSummary;
import org.tributary.report.ErrorSummary.Errors;
import org.tributary.report.ErrorSummary.OfFile;

class FactsFromTablesTest {

  private static final LocalDate DAY = LocalDate.of(2026, 2, 3);
  private static final Region REGION = Shipped.region();

  @TempDir Path folder;
  private Databases databases;

  @BeforeEach
  void open() {
    databases = new Databases(folder, "500MB", 2);
  }

  @AfterEach
  void close() {
    databases.close();
  }

  /** A compiled table with a child, an authority and a year in each row. */
  private TableFile table(String name, Map<String, Long> removed, String rows) throws IOException {
    return table("ssda903", name, "CHILD, LA, YEAR", removed, rows);
  }

  private TableFile table(
      String dataset, String name, String columns, Map<String, Long> removed, String rows)
      throws IOException {
    Path file = folder.resolve(dataset + "_" + name + ".parquet");
    long kept =
        databases.use(
            database ->
                database.execute(
                    "write",
                    "COPY (SELECT * FROM (VALUES "
                        + rows
                        + ") AS t ("
                        + columns
                        + ")) TO '"
                        + file
                        + "' (FORMAT parquet)"));
    long all = kept + removed.values().stream().mapToLong(Long::longValue).sum();
    return new TableFile(dataset, name, file, new Counts(all, kept, new TreeMap<>(removed)));
  }

  private static OverviewInput input(
      String useCase, LocalDate day, List<TableFile> tables, List<Submission> submissions) {
    return new OverviewInput(
        REGION, useCase, 7, day, tables, submissions, List.of(), List.of(), Optional.empty());
  }

  private DatasetFacts sufficiency(List<TableFile> tables, List<Submission> submissions)
      throws IOException {
    return sufficiency(DAY, tables, submissions);
  }

  private DatasetFacts sufficiency(
      LocalDate day, List<TableFile> tables, List<Submission> submissions) throws IOException {
    List<DatasetFacts> datasets =
        new FactsFromTables(databases)
            .of(input("SUFFICIENCY", day, tables, submissions))
            .datasets();
    assertThat(datasets).extracting(DatasetFacts::name).containsExactly("ssda903");
    return datasets.get(0);
  }

  private static Received received(DatasetFacts dataset, String authority, int year) {
    return dataset.received().stream()
        .filter(each -> each.authorityCode().equals(authority) && each.year() == year)
        .findFirst()
        .orElseThrow();
  }

  private List<TableFile> twoTables() throws IOException {
    return List.of(
        table(
            "header",
            Map.of("RetentionPeriod", 4L),
            "('1_822', 'Bedford', 2024), ('2_822', 'Bedford', 2024), ('1_822', 'Bedford', 2025),"
                + " ('1_881', 'Essex', 2024)"),
        table(
            "episodes",
            Map.of(),
            "('1_822', 'Bedford', 2024), ('1_822', 'Bedford', 2024), ('3_822', 'Bedford', 2024),"
                + " (NULL, 'Bedford', 2024)"));
  }

  private static Submission submission(OfFile... files) {
    return new Submission(
        "822",
        "ssda903",
        new Counts(100, 90, new TreeMap<>(Map.of("DuplicateRemoved", 10L))),
        Map.of("header", 60L, "episodes", 30L),
        Optional.of(
            new ErrorSummary("822", "ssda903", "822-ssda903-000001", List.of(files), List.of())));
  }

  private static OfFile file(int number, String period, Errors... errors) {
    return new OfFile(number, period, "read", List.of(), List.of(errors));
  }

  @Test
  void rows_and_children_are_counted_by_table_authority_and_year() throws IOException {
    DatasetFacts dataset = sufficiency(twoTables(), List.of());
    assertThat(dataset.figures())
        .containsExactlyInAnyOrder(
            new Figure("header", "822", 2024, 0, 2, 2),
            new Figure("header", "822", 2025, 0, 1, 1),
            new Figure("header", "881", 2024, 0, 1, 1),
            new Figure("episodes", "822", 2024, 0, 4, 2));
    assertThat(dataset.wholeYears())
        .containsExactly(new WholeYear(2024, 7, 4, 2), new WholeYear(2025, 1, 1, 1));
  }

  @Test
  void a_child_in_several_tables_is_one_child_of_the_dataset() throws IOException {
    Received bedford = received(sufficiency(twoTables(), List.of()), "822", 2024);
    assertThat(bedford.standing()).isEqualTo(Standing.RECEIVED);
    assertThat(bedford.rows()).isEqualTo(6);
    assertThat(bedford.children()).isEqualTo(3);
    assertThat(bedford.tables()).isEqualTo(2);
    assertThat(bedford.tablesAskedFor()).isGreaterThan(5);
  }

  @Test
  void what_is_not_there_is_missing_not_due_or_not_signed() throws IOException {
    DatasetFacts dataset = sufficiency(twoTables(), List.of());
    assertThat(dataset.years()).containsExactly(2020, 2021, 2022, 2023, 2024, 2025, 2026);
    assertThat(received(dataset, "822", 2023).standing()).isEqualTo(Standing.MISSING);
    assertThat(received(dataset, "821", 2025).standing()).isEqualTo(Standing.MISSING);
    assertThat(received(dataset, "822", 2026).standing()).isEqualTo(Standing.NOT_YET_DUE);
    assertThat(received(dataset, "926", 2024).standing()).isEqualTo(Standing.NOT_SIGNED);
  }

  @Test
  void a_return_is_due_from_the_day_after_its_year_ended() throws IOException {
    DatasetFacts last = sufficiency(LocalDate.of(2026, 3, 31), List.of(), List.of());
    assertThat(received(last, "822", 2026).standing()).isEqualTo(Standing.NOT_YET_DUE);
    DatasetFacts first = sufficiency(LocalDate.of(2026, 4, 1), List.of(), List.of());
    assertThat(received(first, "822", 2026).standing()).isEqualTo(Standing.MISSING);
    assertThat(received(first, "822", 2025).standing()).isEqualTo(Standing.MISSING);
  }

  @Test
  void a_year_whose_form_is_not_set_up_here_is_not_due() throws IOException {
    DatasetFacts later = sufficiency(LocalDate.of(2027, 5, 1), List.of(), List.of());
    assertThat(received(later, "822", 2027).standing()).isEqualTo(Standing.NOT_YET_DUE);
    assertThat(received(later, "822", 2027).tablesAskedFor()).isZero();
  }

  @Test
  void a_file_of_which_nothing_is_used_is_not_missing() throws IOException {
    DatasetFacts dataset =
        sufficiency(
            List.of(),
            List.of(
                submission(
                    file(1, "2023_mar", new Errors("Unreadable", "error", "", 1)),
                    file(2, "2022"))));
    assertThat(received(dataset, "822", 2023).standing()).isEqualTo(Standing.NOT_USED);
    assertThat(received(dataset, "822", 2022).standing()).isEqualTo(Standing.MISSING);
    assertThat(received(dataset, "821", 2023).standing()).isEqualTo(Standing.MISSING);
  }

  @Test
  void errors_are_counted_by_kind_and_table_those_not_listed_too() throws IOException {
    DatasetFacts dataset =
        sufficiency(
            List.of(),
            List.of(
                submission(
                    file(1, "2009", new Errors("RetentionPeriod", "error", "", 1)),
                    file(
                        2,
                        "2024",
                        new Errors("UnknownCode", "error", "episodes", 42),
                        new Errors("SomethingNew", "error", "episodes", 1),
                        new Errors("DuplicateRemoved", "information", "", 3)),
                    file(3, "2025", new Errors("UnknownCode", "error", "episodes", 1)))));
    assertThat(dataset.quality()).hasSize(1);
    assertThat(dataset.quality().get(0).rowsRead()).isEqualTo(100);
    assertThat(dataset.quality().get(0).removed()).containsEntry("DuplicateRemoved", 10L);
    assertThat(dataset.quality().get(0).found())
        .containsExactly(
            new Found("RetentionPeriod", Severity.ERROR, "", 1),
            new Found("UnknownCode", Severity.ERROR, "episodes", 43),
            new Found("DuplicateRemoved", Severity.INFORMATION, "", 3));
    assertThat(dataset.retention().filesRefused()).isEqualTo(1);
  }

  @Test
  void no_errors_and_no_word_of_errors_are_two_things() throws IOException {
    DatasetFacts dataset = sufficiency(List.of(), List.of(submission()));
    assertThat(dataset.quality().get(0).told()).contains(List.of());
    Submission silent =
        new Submission(
            "822", "ssda903", new Counts(5, 5, new TreeMap<>()), Map.of(), Optional.empty());
    DatasetFacts notTold = sufficiency(List.of(), List.of(silent));
    assertThat(notTold.quality().get(0).told()).isEmpty();
    assertThat(received(notTold, "822", 2023).standing()).isEqualTo(Standing.MISSING);
  }

  @Test
  void retention_is_told_with_its_clause_and_what_it_removed() throws IOException {
    DatasetFacts dataset = sufficiency(twoTables(), List.of());
    assertThat(dataset.retention().years()).isEqualTo(7);
    assertThat(dataset.retention().oldestYear()).isEqualTo(2020);
    assertThat(dataset.retention().clause()).contains("5.1");
    assertThat(dataset.retention().words().orElseThrow()).contains("seven return years");
    assertThat(dataset.retention().removed())
        .containsEntry("header", 4L)
        .containsEntry("episodes", 0L);
  }

  @Test
  void the_months_of_a_monthly_dataset_are_told_and_a_child_of_two_months_is_one()
      throws IOException {
    TableFile contacts =
        table(
            "annex-a",
            "list_1",
            "\"Child Unique ID\", LA, Year, Month",
            Map.of(),
            "('1_822', 'Bedford', 2025, 3), ('1_822', 'Bedford', 2025, 6),"
                + " ('2_822', 'Bedford', 2025, 6)");
    List<DatasetFacts> datasets =
        new FactsFromTables(databases)
            .of(input("PAN", DAY, List.of(contacts), List.of()))
            .datasets();
    DatasetFacts annexA =
        datasets.stream().filter(each -> each.name().equals("annex-a")).findFirst().orElseThrow();
    assertThat(received(annexA, "822", 2025).months()).containsExactly(3, 6);
    assertThat(annexA.figures())
        .containsExactlyInAnyOrder(
            new Figure("list_1", "822", 2025, 0, 3, 2),
            new Figure("list_1", "822", 2025, 3, 1, 1),
            new Figure("list_1", "822", 2025, 6, 2, 2));
  }

  @Test
  void rows_that_name_no_authority_or_year_are_counted_all_the_same() throws IOException {
    DatasetFacts dataset =
        sufficiency(
            List.of(table("header", Map.of(), "('1', 'Nowhere', 2024), ('2', NULL, NULL)")),
            List.of());
    assertThat(received(dataset, ReleaseFacts.NO_AUTHORITY, 2024).rows()).isEqualTo(1);
    assertThat(received(dataset, ReleaseFacts.NO_AUTHORITY, ReleaseFacts.NO_YEAR).rows())
        .isEqualTo(1);
    String page =
        new String(
            OverviewPage.of(InventedFacts.facts(List.of(), List.of(dataset))),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(page).contains("Not told by the table").contains("No year");
  }

  @Test
  void the_release_before_is_compared_table_by_table() throws IOException {
    OverviewInput input =
        new OverviewInput(
            REGION,
            "SUFFICIENCY",
            7,
            DAY,
            twoTables(),
            List.of(),
            List.of(),
            List.of(),
            Optional.of(new Previous(6, Map.of("ssda903/header", 9L, "ssda903/uasc", 2L))));
    assertThat(new FactsFromTables(databases).of(input).since().orElseThrow().changes())
        .containsExactly(
            new Change("ssda903", "episodes", 0, 4),
            new Change("ssda903", "header", 9, 4),
            new Change("ssda903", "uasc", 2, 0));
  }

  @Test
  void the_same_release_is_the_same_page_whatever_the_order_locale_and_time_zone()
      throws IOException {
    List<TableFile> tables = twoTables();
    List<Submission> submissions =
        new ArrayList<>(
            List.of(
                submission(file(2, "2024", new Errors("UnknownCode", "error", "header", 4))),
                new Submission(
                    "881",
                    "ssda903",
                    new Counts(5, 5, new TreeMap<>()),
                    Map.of(),
                    Optional.empty())));
    byte[] page = Overview.of(input("SUFFICIENCY", DAY, tables, submissions), databases);
    List<TableFile> turned = new ArrayList<>(tables);
    Collections.reverse(turned);
    Collections.reverse(submissions);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertThat(Overview.of(input("SUFFICIENCY", DAY, turned, submissions), databases))
          .isEqualTo(page);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void no_value_of_a_record_reaches_the_page() throws IOException {
    TableFile header = table("header", Map.of(), "('canary-child', 'Bedford', 2024)");
    String page =
        new String(
            Overview.of(
                input(
                    "SUFFICIENCY",
                    DAY,
                    List.of(header),
                    List.of(
                        submission(
                            file(2, "2024", new Errors("UnknownCode", "error", "header", 4))))),
                databases),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(page).contains("UnknownCode").doesNotContain("canary");
  }

  /**
   * With {@code -Doverview.rows=20000000} in earnest; 30 children in a thousand rows, 150
   * authorities' worth of keys.
   */
  @Test
  void a_table_of_many_rows_is_counted_in_one_reading() throws IOException {
    long rows = Long.getLong("overview.rows", 20_000);
    Path file = folder.resolve("many.parquet");
    databases.use(
        database ->
            database.execute(
                "write",
                "COPY (SELECT CAST(i // 33 AS VARCHAR) || '_822' AS CHILD,"
                    + " ['Bedford', 'Essex', 'Luton', 'Cambridgeshire', 'Hertfordshire'][1 + i // 33 % 5] AS LA,"
                    + " 2020 + i % 7 AS YEAR FROM range("
                    + rows
                    + ") AS t (i)) TO '"
                    + file
                    + "' (FORMAT parquet)"));
    TableFile table =
        new TableFile("ssda903", "episodes", file, new Counts(rows, rows, new TreeMap<>()));
    long begin = System.nanoTime();
    DatasetFacts dataset = sufficiency(List.of(table), List.of());
    long milliseconds = (System.nanoTime() - begin) / 1_000_000;
    assertThat(dataset.wholeYears().stream().mapToLong(WholeYear::rows).sum()).isEqualTo(rows);
    if (Long.getLong("overview.rows") != null) {
      Files.writeString(
          Path.of("target/overview-benchmark.txt"), rows + " rows in " + milliseconds + " ms\n");
    }
  }
}
