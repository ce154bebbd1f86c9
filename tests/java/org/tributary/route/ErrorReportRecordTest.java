package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dataformat.bindy.csv.BindyCsvDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.tributary.report.ReportLine;

class ErrorReportRecordTest {

  private static final List<String> COLUMNS =
      List.of(
          "type",
          "severity",
          "message",
          "hint",
          "filename",
          "table",
          "row",
          "column_letter",
          "field",
          "xml_line",
          "xml_path",
          "session");

  private static ReportLine line(String filename, String message) {
    return new ReportLine(
        "UnknownCode",
        "error",
        message,
        "Mend it, please.",
        filename,
        "episodes",
        "14",
        "F",
        "LS",
        "",
        "",
        "822-ssda903-000012");
  }

  private static String marshal(List<ReportLine> lines) throws Exception {
    CamelContext camel = new DefaultCamelContext();
    try {
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:report").marshal(new BindyCsvDataFormat(ErrorReportRecord.class));
            }
          });
      camel.start();
      return camel
          .createProducerTemplate()
          .requestBody(
              "direct:report", lines.stream().map(ErrorReportRecord::of).toList(), String.class);
    } finally {
      camel.stop();
    }
  }

  private static List<List<String>> read(String csv) throws Exception {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv)) {
      return reader.stream().map(CsvRecord::getFields).toList();
    }
  }

  @Test
  void a_line_is_the_columns_in_their_order() throws Exception {
    String csv = marshal(List.of(line("a.csv", "Said.")));
    assertThat(read(csv))
        .containsExactly(
            COLUMNS,
            List.of(
                "UnknownCode",
                "error",
                "Said.",
                "Mend it, please.",
                "a.csv",
                "episodes",
                "14",
                "F",
                "LS",
                "",
                "",
                "822-ssda903-000012"));
    assertThat(csv.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
    assertThat(csv).endsWith("\r\n");
  }

  @Test
  void quotes_commas_and_line_ends_come_back_as_they_went() throws Exception {
    for (String nasty :
        List.of(
            "a \"quoted\" name",
            "\"",
            "\"\"",
            "a,b",
            "a\r\nb",
            "a\nb",
            "\\",
            "\\\"",
            "$1 \\1",
            " spaced ",
            "Größe ☃ 𝄞",
            "",
            "'single'")) {
      List<List<String>> rows = read(marshal(List.of(line(nasty, "x" + nasty), line("b", "y"))));
      assertThat(rows).hasSize(3);
      assertThat(rows.get(1)).hasSize(12);
      assertThat(rows.get(1).get(4)).isEqualTo(nasty);
      assertThat(rows.get(1).get(2)).isEqualTo("x" + nasty);
    }
  }

  @Test
  void a_spreadsheet_takes_no_cell_for_a_formula() throws Exception {
    for (String formula :
        List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=\"a\"", "＝1")) {
      List<List<String>> rows = read(marshal(List.of(line(formula, formula))));
      assertThat(rows.get(1).get(4)).isEqualTo("'" + formula);
      assertThat(rows.get(1).get(2)).isEqualTo("'" + formula);
    }
  }

  @Test
  void a_report_of_nothing_has_its_headers() throws Exception {
    assertThat(read(marshal(List.of()))).containsExactly(COLUMNS);
  }
}
