package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.authority.LocalAuthority;
import org.tributary.demo.AnnexAReturns;
import org.tributary.demo.InventedWorkbook;
import org.tributary.demo.InventedWorkbook.Cell;
import org.tributary.region.Region;
import org.tributary.settings.Role;

/** The lists of Annex A through the routes as they are shipped, from workbooks to the outputs. */
class AnnexARoutesTest {

  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-04T09:00:00Z"), ZoneOffset.UTC);

  private static final String BEDFORD = "fons-a821f-bedford-822/annex-a/";

  private static final String[] CONTACTS = {
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age of Child (Years)",
    "Date of Contact",
    "Contact Source"
  };

  @TempDir private Path folder;
  private TrialRegion region;

  @BeforeEach
  void start() {
    region = new TrialRegion(folder, MAY_2026).signingOnly("PAN");
  }

  @AfterEach
  void stop() {
    region.close();
  }

  private static List<Cell> headers() {
    return List.of(CONTACTS).stream().map(Cell::text).toList();
  }

  private static List<Cell> contact(Cell child, String gender, LocalDate day, String source) {
    return List.of(
        child,
        Cell.text(gender),
        Cell.text("WBRI - White British"),
        Cell.day(LocalDate.of(2015, 6, 17)),
        Cell.number(8),
        Cell.day(day),
        Cell.text(source));
  }

  @SafeVarargs
  private static byte[] workbook(List<Cell>... rows) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InventedWorkbook workbook = new InventedWorkbook(bytes)) {
      workbook.sheet("Notes of Jane Canary");
      workbook.row(List.of(Cell.text("How to fill this in")));
      workbook.sheet("Contacts");
      for (List<Cell> row : rows) {
        workbook.row(row);
      }
    }
    return bytes.toByteArray();
  }

  private static final LocalDate DAY = LocalDate.of(2024, 3, 4);

  @Test
  void a_workbook_becomes_current_concatenated_and_compiled_lists() throws Exception {
    region.upload(
        BEDFORD + "Annex_A_2024_Mar.xlsx",
        workbook(headers(), contact(Cell.number(123), "F", DAY, "Police")));
    region.work();
    SortedMap<String, byte[]> shared = region.everything(Role.UPLOAD, "shared");
    assertThat(shared.keySet())
        .anyMatch(key -> key.endsWith("822_2024_mar_list_1.csv"))
        .anyMatch(key -> key.endsWith("concatenated/annex-a/822_annex-a_list_1.csv"));
    assertThat(region.output("PAN_annex_a_list_1.csv"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("Child Unique ID", "123_822")
                    .containsEntry("Gender", "b) Female")
                    .containsEntry("Ethnicity", "a) White")
                    .containsEntry("Date of Birth", "2015-06-01")
                    .containsEntry("Age of Child (Years)", "8")
                    .containsEntry("Date of Contact", "2024-03-04")
                    .containsEntry("Contact Source", "g) Police")
                    .containsEntry("LA", "Bedford")
                    .containsEntry("Month", "3")
                    .containsEntry("Year", "2024"));
    List<Map<String, String>> report = region.errorReport("fons-a821f-bedford-822", "annex-a");
    assertThat(report)
        .extracting(line -> line.get("type"))
        .containsExactlyInAnyOrder("ReadAs", "SheetIgnored");
    assertThat(report.toString()).contains("sheet 1").doesNotContain("Canary");
  }

  @Test
  void the_same_list_may_come_as_a_csv_file_too() throws Exception {
    region.upload(
        BEDFORD + "2024/april/contacts.csv",
        String.join(",", CONTACTS).toUpperCase(Locale.ROOT)
            + "\r\n45,2 - Female,A1 White British,17/06/2015,8.884,04/04/2024,6 - Police\r\n");
    region.work();
    assertThat(region.output("PAN_annex_a_list_1.csv"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("Child Unique ID", "45_822")
                    .containsEntry("Gender", "b) Female")
                    .containsEntry("Ethnicity", "a) White")
                    .containsEntry("Age of Child (Years)", "8")
                    .containsEntry("Contact Source", "g) Police")
                    .containsEntry("Month", "4"));
  }

  @Test
  void yes_and_no_are_published_as_the_guide_has_them_and_nothing_else_is_either()
      throws Exception {
    String child = ",b) Female,a) White,17/06/2015,8,04/04/2024,g) Police,";
    region.upload(
        BEDFORD + "2024/april/referrals.csv",
        "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date of referral,"
            + "Referral Source,Referral NFA?,Number of Referrals in Last 12 Months,"
            + "Allocated Team,Allocated Worker\r\n"
            + Stream.of("Y", "No", "NFA", "N/A", "P/T", "1.0")
                .map(nfa -> nfa.codePointAt(0) + nfa.length() + child + nfa + ",0,Team,Canary")
                .collect(Collectors.joining("\r\n")));
    region.work();
    assertThat(region.output("PAN_annex_a_list_3.csv"))
        .extracting(row -> row.get("Referral NFA?"))
        .containsExactlyInAnyOrder("Yes", "No", "Yes", "", "", "");
    assertThat(region.errorReport("fons-a821f-bedford-822", "annex-a"))
        .filteredOn(line -> line.get("field").equals("Referral NFA?"))
        .extracting(line -> line.get("type"))
        .containsExactlyInAnyOrder("WordForNothing", "UnknownCode", "UnknownCode");
  }

  @Test
  void a_row_of_a_list_that_can_be_told_from_no_other_is_set_aside() throws Exception {
    List<Cell> blank = List.of(Cell.text(""), Cell.text(""), Cell.text(""), Cell.text(""));
    List<Cell> total = new ArrayList<>(List.of(Cell.text("TOTAL Canary")));
    total.addAll(blank);
    total.addAll(blank.subList(0, 2));
    List<Cell> average = new ArrayList<>(total);
    average.set(4, Cell.number(2));
    List<Cell> undated = new ArrayList<>(contact(Cell.number(124), "F", DAY, "Police"));
    undated.set(5, Cell.text("soon"));
    List<Cell> nobodys = new ArrayList<>(contact(Cell.text(""), "F", DAY, "Police"));
    region.upload(
        BEDFORD + "Annex_A_2024_Mar.xlsx",
        workbook(
            headers(),
            contact(Cell.number(123), "F", DAY, "Police"),
            undated,
            nobodys,
            total,
            average));
    region.work();
    assertThat(region.output("PAN_annex_a_list_1.csv"))
        .extracting(row -> row.get("Child Unique ID"))
        .containsExactly("123_822");
    assertThat(region.errorReport("fons-a821f-bedford-822", "annex-a"))
        .filteredOn(line -> line.get("type").matches("KeyMissing|NotARow"))
        .extracting(line -> line.get("type") + " " + line.get("row") + " " + line.get("field"))
        .containsExactly(
            "KeyMissing 3 Date of Contact",
            "KeyMissing 4 Child Unique ID",
            // A text of two words is no identifier either.
            "KeyMissing 6 Child Unique ID",
            "NotARow 5 ");
    assertThat(region.commit("822/annex-a").orElseThrow().counts())
        .satisfies(
            counts -> {
              assertThat(counts.addUp()).isTrue();
              assertThat(counts.read()).isEqualTo(5);
              assertThat(counts.removed()).isEqualTo(Map.of("KeyMissing", 3L, "NotARow", 1L));
            });
  }

  @Test
  void a_file_without_a_month_is_set_aside() throws Exception {
    region.upload(
        BEDFORD + "Annex_A_2024.xlsx",
        workbook(headers(), contact(Cell.number(123), "F", DAY, "Police")));
    region.work();
    assertThat(region.errorReport("fons-a821f-bedford-822", "annex-a"))
        .extracting(line -> line.get("type"))
        .containsExactly("MissingMonth");
  }

  @Test
  void a_workbook_that_cannot_be_read_costs_nothing_but_itself() throws Exception {
    byte[] good = workbook(headers(), contact(Cell.number(123), "F", DAY, "Police"));
    region.upload(BEDFORD + "Annex_A_2024_Mar.xlsx", good);
    region.upload(BEDFORD + "Annex_A_2024_Apr.xlsx", Arrays.copyOf(good, 900));
    region.work();
    assertThat(region.output("PAN_annex_a_list_1.csv")).hasSize(1);
    assertThat(region.errorReport("fons-a821f-bedford-822", "annex-a"))
        .filteredOn(line -> line.get("filename").contains("Apr"))
        .extracting(line -> line.get("type"))
        .containsExactly("Unreadable");
  }

  @Test
  void two_sheets_of_one_list_are_both_read() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InventedWorkbook workbook = new InventedWorkbook(bytes)) {
      for (int sheet = 1; sheet <= 2; sheet++) {
        workbook.sheet("Team " + sheet);
        workbook.row(headers());
        workbook.row(contact(Cell.number(sheet), "M", DAY, "Police"));
      }
    }
    region.upload(BEDFORD + "Annex_A_2024_Mar.xlsx", bytes.toByteArray());
    region.work();
    assertThat(region.output("PAN_annex_a_list_1.csv"))
        .extracting(row -> row.get("Child Unique ID"))
        .containsExactlyInAnyOrder("1_822", "2_822");

    // The second row of either sheet is line 2, and only the first sheet's is sent again.
    region.upload(
        BEDFORD + "Annex_A_2024_Mar_later.xlsx",
        workbook(headers(), contact(Cell.number(1), "F", DAY, "Police")));
    region.work();
    assertThat(region.output("PAN_annex_a_list_1.csv"))
        .extracting(row -> row.get("Child Unique ID") + " " + row.get("Gender"))
        .containsExactlyInAnyOrder("1_822 b) Female", "2_822 a) Male");
  }

  @Test
  void what_is_submitted_month_after_month_stands_once_in_the_deduplicated_output()
      throws Exception {
    region.upload(
        BEDFORD + "Annex_A_2024_Mar.xlsx",
        workbook(
            headers(),
            contact(Cell.number(123), "F", DAY, "Police"),
            contact(Cell.number(124), "F", DAY, "Police")));
    region.upload(
        BEDFORD + "Annex_A_2024_Nov.xlsx",
        workbook(headers(), contact(Cell.number(123), "M", DAY, "Police")));
    region.upload(
        BEDFORD + "Annex_A_2023_Dec.xlsx",
        workbook(headers(), contact(Cell.number(123), "U", DAY, "Police")));
    region.upload(
        BEDFORD + "Annex_A_2025_Feb.xlsx",
        workbook(headers(), contact(Cell.number(123), "Neither", DAY, "Schools")));
    region.work();
    assertThat(region.output("PAN_annex_a_list_1.csv"))
        .extracting(AnnexARoutesTest::told)
        .containsExactly(
            "123_822 b) Female 2024 3",
            "124_822 b) Female 2024 3",
            "123_822 a) Male 2024 11",
            "123_822 d) Neither 2025 2");
    assertThat(region.output("PAN_DEDUP_annex_a_list_1.csv"))
        .extracting(AnnexARoutesTest::told)
        .containsExactly(
            "124_822 b) Female 2024 3", "123_822 a) Male 2024 11", "123_822 d) Neither 2025 2");
    assertThat(region.everything(Role.HUB, "outputs"))
        .containsKey("PAN_DEDUP_annex_a_list_1.parquet");
    assertThat(region.output("PAN_DEDUP_ssda903_episodes.csv")).isEmpty();
  }

  private static String told(Map<String, String> row) {
    return String.join(
        " ", row.get("Child Unique ID"), row.get("Gender"), row.get("Year"), row.get("Month"));
  }

  @Test
  void the_lists_of_several_authorities_stand_in_one_output_as_they_were_submitted()
      throws Exception {
    Region read = region.region();
    for (String code : List.of("822", "881")) {
      LocalAuthority authority = read.authorities().get(code);
      AnnexAReturns returns =
          new AnnexAReturns(read.datasets().get(AnnexAReturns.DATASET), authority, 7, 100);
      for (int month = 1; month <= 2; month++) {
        for (Map.Entry<String, byte[]> file :
            returns.filesOf(YearMonth.of(2026, month)).entrySet()) {
          region.upload(authority.folder() + "/annex-a/" + file.getKey(), file.getValue());
        }
      }
    }
    region.work();
    for (int list = 1; list <= 9; list++) {
      List<Map<String, String>> rows = region.output("PAN_annex_a_list_" + list + ".csv");
      assertThat(rows).extracting(row -> row.get("LA")).contains("Bedford", "Essex");
      assertThat(rows).extracting(row -> row.get("Month")).contains("1", "2");
    }
    assertThat(new String(everything("PAN_annex_a_list_8.csv"), StandardCharsets.UTF_8))
        .contains("a) Foster Placement")
        .doesNotContain("WBRI");
  }

  private byte[] everything(String output) throws Exception {
    return region.everything(Role.HUB, "outputs").get(output);
  }
}
