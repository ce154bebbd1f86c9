package org.tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.page.ReadPage;
import org.tributary.report.FileReport.Outcome;

class HtmlReportTest {

  private static String page(SessionReport report, Audience audience) {
    return new String(
        HtmlReport.of(
            report,
            audience,
            new Help(Optional.of("the region's data team, data@example.org"), Optional.empty())),
        StandardCharsets.UTF_8);
  }

  @Test
  void what_was_found_leads_to_what_the_field_must_be_where_the_region_has_a_guide() {
    String page =
        new String(
            HtmlReport.of(
                Reports.varied(),
                Audience.LOCAL_AUTHORITY,
                new Help(Optional.empty(), Optional.of("https://example.org/guide"))),
            StandardCharsets.UTF_8);
    assertThat(page)
        .contains(
            "<a href=\"https://example.org/guide/ssda903-2024.html#episodes-LS\">What it must be</a>")
        .contains("<a href=\"https://example.org/guide/ssda903-2024.html\">Headers, formats");
    assertThat(page(Reports.varied(), Audience.LOCAL_AUTHORITY)).doesNotContain("What it must be");
  }

  @Test
  void the_hub_which_corrects_no_file_is_not_led_to_the_guide() {
    Help help = new Help(Optional.empty(), Optional.of("guide/"));
    assertThat(
            new String(HtmlReport.of(Reports.varied(), Audience.HUB, help), StandardCharsets.UTF_8))
        .doesNotContain("guide/");
  }

  @Test
  void a_return_of_a_term_or_a_month_leads_to_the_page_of_its_term_or_year() {
    Help help = new Help(Optional.empty(), Optional.of("guide/"));
    assertThat(help.page("school-census", "2024_autumn_la"))
        .contains("guide/school-census-2024-autumn.html");
    assertThat(help.page("annex-a", "2026_mar")).contains("guide/annex-a-2026.html");
    assertThat(help.page("ssda903", "")).isEmpty();
    assertThat(Help.NONE.page("ssda903", "2026")).isEmpty();
  }

  @Test
  void it_says_first_what_became_of_the_files_and_what_needs_attention() {
    String page = page(Reports.varied(), Audience.LOCAL_AUTHORITY);
    assertThat(page)
        .contains("5 files: 2 read, 1 set aside, 1 held, 1 ignored.")
        .contains("10,244 rows read, 10,232 kept, 12 not kept.")
        .contains("<strong>48 errors need your attention.</strong>");
    String byFile = page.substring(page.indexOf("File by file"));
    assertThat(byFile.indexOf("revews.csv")).isLessThan(byFile.indexOf("episodes 2024.csv"));
    assertThat(byFile.indexOf("episodes 2024.csv")).isLessThan(byFile.indexOf("header 2024.csv"));
    assertThat(page).contains("episodes row 14 (column F, LS)").contains("and 26 more");
    assertThat(page).contains("117 DuplicateRemoved").contains("3 repaired by RULE_3");
  }

  @Test
  void the_page_says_which_day_it_covers_and_whom_to_ask() {
    assertThat(page(Reports.varied(), Audience.LOCAL_AUTHORITY))
        .contains("It covers all files of the folder as they were on 1 May 2026.")
        .contains("data@example.org");
    assertThat(page(Reports.varied(), Audience.HUB)).doesNotContain("data@example.org");
  }

  @Test
  void what_the_authority_cannot_mend_is_not_counted_among_its_errors() {
    FileReport unsigned =
        Reports.file(
            "a.csv",
            "2024",
            Outcome.SET_ASIDE,
            List.of(),
            DataError.ofFile(ErrorType.NOT_SIGNED, ""));
    assertThat(page(Reports.session(unsigned), Audience.LOCAL_AUTHORITY))
        .contains("Nothing needs to be corrected.")
        .doesNotContain("your attention");
  }

  @Test
  void a_file_that_has_nothing_to_report_is_received() {
    FileReport empty =
        Reports.file(
            "a.csv",
            "2024",
            Outcome.SET_ASIDE,
            List.of(),
            DataError.ofFile(ErrorType.NO_DATA_ROWS, ""));
    assertThat(page(Reports.session(empty), Audience.LOCAL_AUTHORITY))
        .contains("<td>received, without any rows</td>");
  }

  @Test
  void each_file_has_one_line_that_leads_to_its_part() {
    ReadPage page = ReadPage.of(page(Reports.varied(), Audience.LOCAL_AUTHORITY));
    String html = page(Reports.varied(), Audience.LOCAL_AUTHORITY);
    assertThat(html)
        .contains("set aside: nothing of it is used")
        .contains("received and fine: ")
        .contains("received, with ")
        .contains("href=\"#file-1\"")
        .contains("id=\"file-1\"");
    assertThat(page.texts("h2"))
        .contains("What to correct", "What happens next", "The files", "File by file");
  }

  @Test
  void what_costs_a_file_stands_above_what_costs_rows_and_that_above_cells() {
    String page = page(Reports.varied(), Audience.LOCAL_AUTHORITY);
    assertThat(page.indexOf("Files or tables lost whole"))
        .isPositive()
        .isLessThan(page.indexOf("Cells lost"));
  }

  @Test
  void whoever_has_nothing_to_do_is_told_so() {
    FileReport fine =
        Reports.file(
            "h.csv", "2024", Outcome.READ, List.of(Reports.table("header", 1, 1, Map.of())));
    assertThat(page(Reports.session(fine), Audience.LOCAL_AUTHORITY))
        .contains("You have nothing to do.")
        .doesNotContain("What to correct");
  }

  @Test
  void the_hub_is_told_whose_attention_it_needs_and_no_name() {
    assertThat(page(Reports.varied(), Audience.HUB))
        .contains("48 errors need the authority's attention.")
        .doesNotContain("revews")
        .contains("2024/file-03");
  }

  @Test
  void no_files_and_nothing_wrong_are_said_in_words() {
    assertThat(page(Reports.session(), Audience.LOCAL_AUTHORITY))
        .contains("There are no files in this folder");
    FileReport fine =
        Reports.file(
            "h.csv", "2024", Outcome.READ, List.of(Reports.table("header", 1, 1, Map.of())));
    assertThat(page(Reports.session(fine), Audience.LOCAL_AUTHORITY))
        .contains("1 file: 1 read. 1 row read, 1 kept.")
        .contains("Nothing needs to be corrected.");
  }

  @Test
  void a_failure_of_ours_asks_nothing_of_the_authority() {
    FileReport failed =
        Reports.file(
            "h.csv",
            "2024",
            Outcome.SET_ASIDE,
            List.of(),
            DataError.ofFile(ErrorType.TRANSFORM_FAILED, ""));
    assertThat(page(Reports.session(failed), Audience.LOCAL_AUTHORITY))
        .doesNotContain("your attention")
        .contains("the operators are told");
  }

  @Test
  void many_different_sentences_are_cut_short_and_the_rest_is_counted() {
    DataError[] errors =
        IntStream.range(0, 900)
            .mapToObj(
                row -> DataError.ofRow(ErrorType.RAGGED_ROW, row + " cells", "episodes", row + 2))
            .toArray(DataError[]::new);
    FileReport file = Reports.file("e.csv", "2024", Outcome.READ, List.of(), errors);
    String page = page(Reports.session(file), Audience.LOCAL_AUTHORITY);
    assertThat(page).contains("And 892 more of this kind.");
    String ofTheFile = page.substring(page.indexOf("File by file"));
    assertThat(ofTheFile.split("does not fit the headers", -1)).hasSize(9);
  }

  @Test
  void what_was_only_counted_is_said_too() {
    FileReport file =
        Reports.file("e.csv", "2024", Outcome.READ, List.of())
            .with(ErrorType.DUPLICATE_REMOVED, 3, List.of());
    assertThat(page(Reports.session(file), Audience.LOCAL_AUTHORITY))
        .contains(
            "The row was removed: another row has the same key, and is newer or comes first.");
  }

  @Test
  void nothing_of_a_name_or_a_word_becomes_markup() {
    String nasty = "<script>alert('1')</script>\"&.csv";
    FileReport file =
        Reports.file(
            nasty,
            "2024",
            Outcome.SET_ASIDE,
            List.of(),
            new DataError(ErrorType.UNREADABLE, nasty, nasty, 1, 1, nasty, 1, nasty));
    SessionReport report =
        new SessionReport(nasty, nasty, nasty, nasty, Reports.DAY, List.of(file), List.of());
    String page = page(report, Audience.LOCAL_AUTHORITY);
    assertThat(page).doesNotContain("<script");
    assertThat(ReadPage.of(page).texts("h3")).containsExactly(nasty);
  }

  @Test
  void it_runs_nothing_and_loads_nothing() {
    String page = page(Reports.varied(), Audience.LOCAL_AUTHORITY);
    assertThat(page)
        .contains("default-src 'none'")
        .doesNotContainPattern("(?i)<(script|link|img|iframe|object|form|base)\\b")
        .doesNotContainPattern("(?i)\\son[a-z]+=|https?:|url\\(|@import|javascript:");
    assertThat(page).startsWith("<!doctype html>\n<html lang=\"en-GB\">");
  }

  @Test
  void the_same_report_is_the_same_page() {
    assertThat(page(Reports.varied(), Audience.HUB))
        .isEqualTo(page(Reports.varied(), Audience.HUB));
  }

  @Test
  void it_can_be_written_to_look_at(@TempDir Path folder) throws Exception {
    Path where = Path.of(System.getProperty("report.folder", folder.toString()));
    Path page = where.resolve("varied.html");
    Files.writeString(page, page(Reports.varied(), Audience.LOCAL_AUTHORITY));
    assertThat(page).isNotEmptyFile();
  }
}
