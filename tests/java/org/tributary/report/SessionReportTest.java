package org.tributary.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.report.FileReport.Outcome;

class SessionReportTest {

  @Test
  void rows_that_do_not_add_up_are_refused() {
    assertThatThrownBy(() -> Reports.table("episodes", 10, 8, Map.of(ErrorType.RAGGED_ROW, 1L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new JoinReport("episodes", 10, 9, new TreeMap<>(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_file_report_is_the_same_after_json() throws Exception {
    JsonMapper json = new JsonMapper();
    for (FileReport file : Reports.varied().files()) {
      FileReport back = json.readValue(json.writeValueAsBytes(file), FileReport.class);
      assertThat(back).isEqualTo(file);
      assertThat(json.writeValueAsString(back)).isEqualTo(json.writeValueAsString(file));
    }
  }

  @Test
  void what_is_found_later_is_added_and_counted() {
    FileReport file =
        Reports.file(
            "a.csv", "2024", Outcome.READ, List.of(Reports.table("header", 5, 5, Map.of())));
    DataError first = DataError.ofRow(ErrorType.DUPLICATE_REMOVED, "", "header", 3);
    FileReport more = file.with(ErrorType.DUPLICATE_REMOVED, 4, List.of(first));
    assertThat(more.counts()).containsExactly(Map.entry(ErrorType.DUPLICATE_REMOVED, 4L));
    assertThat(more.errors()).containsExactly(first);
    assertThat(Reports.session(more).lines(Audience.HUB))
        .extracting(ReportLine::message)
        .last()
        .isEqualTo("And 3 more of this kind, not listed one by one.");
  }

  @Test
  void no_more_than_a_thousand_of_a_type_are_listed_and_the_rest_is_counted() {
    ErrorLog log = new ErrorLog();
    for (int row = 2; row < 1_503; row++) {
      log.add(DataError.ofCell(ErrorType.UNKNOWN_CODE, "", "episodes", row, 5, "LS"));
    }
    FileReport file =
        new FileReport("e.csv", "", "2024", Outcome.READ, List.of(), log.counts(), log.kept());
    List<ReportLine> lines = Reports.session(file).lines(Audience.LOCAL_AUTHORITY);
    assertThat(lines).hasSize(1_001);
    assertThat(lines.get(1_000).message()).contains("501 more");
    assertThat(lines.get(1_000).type()).isEqualTo("UnknownCode");
    List<DataError> more = new ArrayList<>(log.kept().subList(0, 10));
    assertThat(file.with(ErrorType.UNKNOWN_CODE, 10, more).errors()).hasSize(1_000);
  }

  @Test
  void what_is_worse_stands_first_then_file_by_file_and_row_by_row() {
    FileReport file =
        Reports.file(
            "a.csv",
            "2024",
            Outcome.READ,
            List.of(),
            DataError.ofFile(ErrorType.READ_AS, "x"),
            DataError.ofCell(ErrorType.NOT_A_DATE, "", "t", 9, 1, "DOB"),
            DataError.ofCell(ErrorType.MONTH_FIRST, "", "t", 0, 1, "DOB"),
            DataError.ofCell(ErrorType.UNKNOWN_CODE, "", "t", 4, 2, "SEX"));
    FileReport other =
        Reports.file(
            "b.csv",
            "2023",
            Outcome.SET_ASIDE,
            List.of(),
            DataError.ofFile(ErrorType.EMPTY_FILE, ""));
    List<ReportLine> lines = Reports.session(file, other).lines(Audience.LOCAL_AUTHORITY);
    assertThat(lines)
        .extracting(ReportLine::type)
        .containsExactly("UnknownCode", "NotADate", "EmptyFile", "MonthFirst", "ReadAs");
    assertThat(lines.get(0))
        .isEqualTo(
            new ReportLine(
                "UnknownCode",
                "error",
                "SEX is not one of the codes of this year.",
                "Use one of the codes of the guide.",
                "a.csv",
                "t",
                "4",
                "C",
                "SEX",
                "",
                "",
                "822-ssda903-000012"));
  }

  @Test
  void the_hub_never_sees_what_a_file_is_called() {
    FileReport file =
        Reports.file(
            "2024/Annie Invented.csv",
            "2024_mar",
            Outcome.SET_ASIDE,
            List.of(),
            DataError.ofFile(ErrorType.EMPTY_FILE, ""));
    FileReport noYear =
        Reports.file(
            "Annie Invented.csv",
            "",
            Outcome.SET_ASIDE,
            List.of(),
            DataError.ofFile(ErrorType.MISSING_YEAR, ""));
    SessionReport report = Reports.session(file, noYear);
    assertThat(report.lines(Audience.HUB))
        .extracting(ReportLine::filename)
        .containsExactly("2024/file-01", "file-02");
    assertThat(
            new String(
                HtmlReport.of(report, Audience.HUB, Help.NONE),
                java.nio.charset.StandardCharsets.UTF_8))
        .doesNotContain("Annie")
        .doesNotContain("Invented");
    assertThat(report.lines(Audience.LOCAL_AUTHORITY).get(0).filename())
        .isEqualTo("2024/Annie Invented.csv");
  }

  @Test
  void of_a_name_that_tells_of_a_child_the_hub_sees_the_table_and_the_period() {
    FileReport named =
        new FileReport(
            "Annie/Annie_1A2B_6_21_2024_mar_Invented.XLSX",
            "",
            "2024_mar",
            Outcome.READ,
            List.of(),
            Map.of(ErrorType.MISSING_YEAR, 1L),
            List.of(DataError.ofFile(ErrorType.MISSING_YEAR, "")),
            "6_21");
    assertThat(Reports.session(named).lines(Audience.HUB))
        .extracting(ReportLine::filename)
        .containsExactly("***_6_21_2024_mar.xlsx");
  }

  @Test
  void what_cannot_be_seen_in_a_name_is_made_visible() {
    FileReport file =
        Reports.file(
            "a\r\nb\u202Efdp.csv",
            "2024",
            Outcome.SET_ASIDE,
            List.of(),
            DataError.ofFile(ErrorType.EMPTY_FILE, ""));
    assertThat(Reports.session(file).lines(Audience.LOCAL_AUTHORITY).get(0).filename())
        .isEqualTo("a\uFFFD\uFFFDb\uFFFDfdp.csv");
  }
}
