package org.tributary.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.report.ErrorSummary.Errors;
import org.tributary.report.ErrorSummary.JoinedRows;
import org.tributary.report.ErrorSummary.TableRows;
import org.tributary.report.FileReport.Outcome;

class ErrorSummaryTest {

  private static List<Errors> errors(FileReport file) {
    return ErrorSummary.of(Reports.session(file)).files().get(0).errors();
  }

  @Test
  void it_is_the_same_after_the_json_that_the_route_writes() throws Exception {
    ErrorSummary summary = ErrorSummary.of(Reports.varied());
    byte[] json = new JsonMapper().writeValueAsBytes(summary);
    assertThat(ErrorSummary.read(json)).isEqualTo(summary);
    assertThat(new String(json, StandardCharsets.UTF_8))
        .startsWith(
            "{\"authority\":\"822\",\"dataset\":\"ssda903\",\"session\":\"822-ssda903-000012\","
                + "\"files\":[{\"number\":1,\"period\":\"2024\",\"outcome\":\"read\","
                + "\"tables\":[{\"table\":\"header\",\"read\":812,\"kept\":812,\"removed\":{}}]");
  }

  @Test
  void without_a_route_its_json_is_the_same_bytes() throws Exception {
    List<ErrorSummary> summaries =
        List.of(
            ErrorSummary.of(Reports.varied()),
            new ErrorSummary(
                "\"\\/", "\b\t\n\f\r\u0000\u001f", "é\u007f\u2028", List.of(), List.of()));
    for (ErrorSummary summary : summaries) {
      assertThat(new String(summary.toJson(), StandardCharsets.UTF_8))
          .isEqualTo(new JsonMapper().writeValueAsString(summary));
    }
  }

  @Test
  void the_rows_of_files_and_of_tables_together_are_told_with_their_reasons() {
    ErrorSummary summary = ErrorSummary.of(Reports.varied());
    assertThat(summary.files())
        .extracting(ErrorSummary.OfFile::number)
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(summary.files())
        .extracting(ErrorSummary.OfFile::outcome)
        .containsExactly("read", "read", "set aside", "held", "ignored");
    assertThat(summary.files().get(1).tables())
        .containsExactly(
            new TableRows("episodes", 9_432, 9_420, new TreeMap<>(Map.of("RaggedRow", 12L))));
    assertThat(summary.joins().get(0))
        .isEqualTo(
            new JoinedRows(
                "episodes",
                9_420,
                9_300,
                new TreeMap<>(Map.of("DuplicateRemoved", 117L, "EpisodeRepaired", 3L)),
                new TreeMap<>(Map.of("RULE_1", 14L, "RULE_3", 3L))));
  }

  @Test
  void errors_are_counted_by_kind_and_table_worst_first() {
    assertThat(errors(Reports.varied().files().get(1)).subList(0, 3))
        .containsExactly(
            new Errors("NotADate", "error", "episodes", 1),
            new Errors("RaggedRow", "error", "episodes", 12),
            new Errors("UnknownCode", "error", "episodes", 34));
  }

  @Test
  void what_is_not_listed_is_of_the_files_table_if_it_has_only_one() {
    DataError listed = DataError.ofRow(ErrorType.DUPLICATE_REMOVED, "", "header", 3);
    FileReport one =
        Reports.file(
                "a.csv", "2024", Outcome.READ, List.of(Reports.table("header", 5, 5, Map.of())))
            .with(ErrorType.DUPLICATE_REMOVED, 4, List.of(listed));
    assertThat(errors(one))
        .containsExactly(new Errors("DuplicateRemoved", "information", "header", 4));
    FileReport two =
        Reports.file(
                "a.xlsx",
                "2024",
                Outcome.READ,
                List.of(
                    Reports.table("header", 5, 5, Map.of()),
                    Reports.table("episodes", 5, 5, Map.of())))
            .with(ErrorType.DUPLICATE_REMOVED, 4, List.of(listed));
    assertThat(errors(two))
        .containsExactly(
            new Errors("DuplicateRemoved", "information", "", 3),
            new Errors("DuplicateRemoved", "information", "header", 1));
  }

  @Test
  void it_holds_no_name_of_a_file_no_field_and_no_sentence() throws Exception {
    FileReport file =
        Reports.file(
            "2024/Annie Invented.csv",
            "2024_mar",
            Outcome.READ,
            List.of(Reports.table("episodes", 5, 5, Map.of())),
            DataError.ofCell(
                ErrorType.UNKNOWN_CODE, "The nearest are C1.", "episodes", 4, 5, "LS"));
    assertThat(new JsonMapper().writeValueAsString(ErrorSummary.of(Reports.session(file))))
        .contains("2024_mar")
        .doesNotContain("Annie", "Invented", "nearest", "\"LS\"", ".csv");
  }

  @Test
  void what_is_no_summary_is_refused_without_a_word_of_it() {
    for (String other : List.of("", "[]", "{}", "canary", "{\"authority\":\"canary\"}")) {
      assertThatThrownBy(() -> ErrorSummary.read(other.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IOException.class)
          .hasMessage("a summary of errors is not the JSON that it should be")
          .hasNoCause();
    }
  }

  @Test
  void what_a_newer_version_says_besides_is_passed_over() throws Exception {
    assertThat(
            ErrorSummary.read(
                    ("{\"authority\":\"822\",\"dataset\":\"d\",\"session\":\"s\",\"files\":[],"
                            + "\"joins\":[],\"more\":1}")
                        .getBytes(StandardCharsets.UTF_8))
                .files())
        .isEmpty();
  }
}
