package org.tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.dataformat.bindy.csv.BindyCsvDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.tributary.route.ErrorReportRecord;

class CsvReportTest {

  private static byte[] byTheRoutes(List<ReportLine> lines) throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext();
        BindyCsvDataFormat bindy = new BindyCsvDataFormat(ErrorReportRecord.class)) {
      bindy.setCamelContext(camel);
      camel.start();
      bindy.start();
      java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
      bindy.marshal(
          new DefaultExchange(camel), lines.stream().map(ErrorReportRecord::of).toList(), out);
      return out.toByteArray();
    }
  }

  @Test
  void the_table_is_the_one_that_the_routes_write() throws Exception {
    List<ReportLine> lines = Reports.varied().lines(Audience.LOCAL_AUTHORITY);
    assertThat(new String(CsvReport.of(lines), StandardCharsets.UTF_8))
        .isEqualTo(new String(byTheRoutes(lines), StandardCharsets.UTF_8));
  }

  @Test
  void nothing_in_it_is_a_formula() {
    ReportLine line =
        new ReportLine("t", "error", "m \"q\"", "h", "=A1.csv", "", "", "", "", "", "", "s");
    assertThat(new String(CsvReport.of(List.of(line)), StandardCharsets.UTF_8))
        .contains("\"'=A1.csv\"")
        .contains("\"m \"\"q\"\"\"");
  }
}
