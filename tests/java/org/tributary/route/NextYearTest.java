package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.demo.CinCensusReturns;
import org.tributary.operate.AreaHealth;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.schema.Dataset;

/** Performs the edits of {@code docs/next-year.md}, and puts in files of the new year. */
class NextYearTest {

  private static final Clock MAY_2027 =
      Clock.fixed(Instant.parse("2027-05-01T09:00:00Z"), ZoneOffset.UTC);
  private static final String BEDFORD = "fons-a821f-bedford-822/";
  private static final String ORDERS =
      "CHILD,DOB,DOLO_START,DOLO_END\r\n"
          + "1001,17/05/2012,03/11/2026,02/02/2027\r\n1002,18/06/2011,20/01/2027,\r\n";

  @TempDir private Path folder;

  /** A census of the year with the new group in one child's details. */
  private static byte[] census() {
    Region shipped = Shipped.region();
    Dataset dataset = shipped.dataset("cin-census");
    String text =
        new String(
            new CinCensusReturns(dataset, shipped.authority("822"), 7, 20)
                .filesOf(2026)
                .values()
                .iterator()
                .next(),
            StandardCharsets.UTF_8);
    return text.replace(">2026<", ">2027<")
        .replace(">2026-03-31<", ">2027-03-31<")
        .replaceFirst(
            "<ReferralNFA>",
            "<PreProceedings><PreProceedingsStartDate>2026-12-01</PreProceedingsStartDate>"
                + "</PreProceedings><ReferralNFA>")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void the_return_year_2027_is_put_in_from_files_alone() throws Exception {
    try (TrialRegion region = new TrialRegion(folder, MAY_2027).signingOnly("PAN")) {
      region.upload(BEDFORD + "ssda903/2027/dolo.csv", ORDERS);
      region.upload(BEDFORD + "cin-census/2027/census.xml", census());
      region.work();
      for (String dataset : new String[] {"ssda903", "cin-census"}) {
        assertThat(region.errorReport("fons-a821f-bedford-822", dataset))
            .as("the file is held")
            .extracting(line -> line.get("type"))
            .containsOnly("SchemaNotLoaded");
      }

      for (WalkThrough.Edit edit : WalkThrough.of("next-year.md")) {
        edit.perform(folder);
      }
      region.start();
      assertThat(region.work()).allMatch(AreaHealth.Status::isWell);
      assertThat(region.output("PAN_ssda903_dolo.csv"))
          .extracting(row -> row.get("CHILD"), row -> row.get("DOB"), row -> row.get("YEAR"))
          .containsExactlyInAnyOrder(
              tuple("1001_822", "2012-05-01", "2027"), tuple("1002_822", "2011-06-01", "2027"));
      assertThat(region.output("PAN_cin_census_cin.csv"))
          .isNotEmpty()
          .allSatisfy(row -> assertThat(row).containsEntry("Year", "2027"))
          .allSatisfy(row -> assertThat(row).doesNotContainKey("PreProceedingsStartDate"));
      assertThat(region.errorReport("fons-a821f-bedford-822", "cin-census"))
          .extracting(line -> line.get("type"))
          .doesNotContain("UnknownElement", "SchemaNotLoaded");
    }
  }
}
