package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.authority.LocalAuthority;
import org.tributary.demo.CinCensusReturns;
import org.tributary.operate.AreaHealth;
import org.tributary.region.Region;
import org.tributary.settings.Role;

/** The census of children in need through the shipped routes, from an upload to the outputs. */
class CinCensusRoutesTest {

  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-04T09:00:00Z"), ZoneOffset.UTC);

  private static final String FOLDER = "fons-a821f-bedford-822/cin-census/";
  private static final String OUTPUT = "PAN_cin_census_cin.csv";

  @TempDir private Path folder;
  private TrialRegion region;

  private TrialRegion region() {
    region = new TrialRegion(folder, MAY_2026).signingOnly("PAN");
    return region;
  }

  @AfterEach
  void stop() {
    if (region != null) {
      region.close();
    }
  }

  private static String census(int year, String authority, String sex, String events) {
    return """
        <Message>
          <Header>
            <CollectionDetails><Collection>CIN</Collection><Year>%d</Year></CollectionDetails>
            <Source><SourceLevel>L</SourceLevel><LEA>%s</LEA></Source>
          </Header>
          <Children>
            <Child>
              <ChildIdentifiers>
                <LAchildID>77</LAchildID>
                <PersonBirthDate>2014-05-17</PersonBirthDate>
                %s
              </ChildIdentifiers>
              <ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>
              <CINdetails>
                <CINreferralDate>2023-06-01</CINreferralDate>
                <ReferralSource>1A</ReferralSource>
                %s
                <ReferralNFA>0</ReferralNFA>
              </CINdetails>
            </Child>
          </Children>
        </Message>
        """
        .formatted(year, authority, sex, events);
  }

  private static final String ASSESSMENT =
      "<Assessments><AssessmentActualStartDate>2023-06-05</AssessmentActualStartDate></Assessments>";

  @Test
  void a_census_reaches_current_concatenated_and_the_outputs() throws Exception {
    region()
        .upload(
            FOLDER + "2024/census.xml",
            census(2024, "822", "<GenderCurrent>2</GenderCurrent>", ASSESSMENT));
    List<AreaHealth.Status> health = region.work();
    assertThat(health).allMatch(AreaHealth.Status::isWell);
    List<Map<String, String>> rows = region.output(OUTPUT);
    assertThat(rows)
        .extracting(row -> row.get("Type"))
        .containsExactly("CINreferralDate", "AssessmentActualStartDate");
    assertThat(rows.get(1))
        .containsEntry("LAchildID", "77_822")
        .containsEntry("Date", "2023-06-05")
        .containsEntry("CINreferralDate", "2023-06-01")
        .containsEntry("PersonBirthDate", "2014-05-01")
        .containsEntry("PersonSchoolYear", "2013")
        .containsEntry("GenderCurrent", "F")
        .containsEntry("LA", "Bedford")
        .containsEntry("Year", "2024");
    assertThat(region.everything(Role.UPLOAD, "shared").keySet())
        .anyMatch(key -> key.endsWith("current/822_2024_cin.csv"))
        .anyMatch(key -> key.endsWith("concatenated/cin-census/822_cin-census_cin.csv"));
    assertThat(region.errorReport("fons-a821f-bedford-822", "cin-census"))
        .extracting(line -> line.get("type"))
        .containsOnly("ReadAs");
  }

  @Test
  void reports_are_made_from_the_compiled_table_and_made_anew_when_a_day_limit_changes()
      throws Exception {
    region()
        .upload(
            FOLDER + "2024/census.xml",
            census(2024, "822", "<GenderCurrent>2</GenderCurrent>", ASSESSMENT));
    assertThat(region.work()).allMatch(AreaHealth.Status::isWell);
    assertThat(region.output("PAN_cin_census_referrals.csv"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("LAchildID", "77_822")
                    .containsEntry("CINreferralDate", "2023-06-01")
                    .containsEntry("PersonBirthDate", "2014-05-01")
                    .containsEntry("days_to_s17", "4")
                    .containsEntry("days_to_s47", "")
                    .containsEntry("referral_outcome", "S17")
                    .containsEntry("Age at referral", "9"));
    assertThat(region.output("PAN_cin_census_factors.csv")).isEmpty();
    assertThat(region.output("PAN_cin_census_s47_journeys.csv")).isEmpty();
    assertThat(region.everything(Role.HUB, "outputs"))
        .containsKeys(
            "PAN_cin_census_referrals.parquet",
            "PAN_cin_census_factors.csv",
            "PAN_cin_census_s47_journeys.parquet");

    region.edit(
        region.config().resolve("outputs/cin-census/referrals.yaml"),
        "last_day: 30",
        "last_day: 3");
    region.start();
    assertThat(region.work()).allMatch(AreaHealth.Status::isWell);
    assertThat(region.output("PAN_cin_census_referrals.csv"))
        .extracting(row -> row.get("referral_outcome"))
        .containsExactly("NFA");
    assertThat(region.everything(Role.UPLOAD, "shared").keySet())
        .as("no authority's data was made again")
        .filteredOn(key -> key.matches("_commits/822/cin-census/.*"))
        .hasSize(1);
  }

  @Test
  void a_report_that_makes_a_column_that_it_does_not_name_is_not_published() throws Exception {
    region()
        .upload(
            FOLDER + "2024/census.xml",
            census(2024, "822", "<GenderCurrent>2</GenderCurrent>", ASSESSMENT));
    region.edit(
        region.config().resolve("outputs/cin-census/referrals.sql"),
        "  days_to_s47,\n",
        "  days_to_s47, 'more' AS more,\n");
    region.start();
    assertThat(region.work())
        .filteredOn(status -> status.name().equals("PAN"))
        .noneMatch(AreaHealth.Status::isWell);
    assertThat(region.everything(Role.HUB, "outputs").keySet())
        .noneMatch(key -> key.startsWith("PAN_"));
  }

  @Test
  void the_same_event_in_two_years_stays_once_with_the_newest_description() throws Exception {
    region()
        .upload(
            FOLDER + "cin 2024.xml", census(2024, "822", "<GenderCurrent>9</GenderCurrent>", ""));
    region.upload(FOLDER + "cin 2025.xml", census(2025, "822", "<Sex>F</Sex>", ASSESSMENT));
    region.work();
    assertThat(region.output(OUTPUT))
        .extracting(row -> row.get("Type") + " " + row.get("Year") + " " + row.get("GenderCurrent"))
        .containsExactlyInAnyOrder("CINreferralDate 2025 F", "AssessmentActualStartDate 2025 F");
    assertThat(region.errorReport("fons-a821f-bedford-822", "cin-census"))
        .filteredOn(line -> line.get("type").equals("DuplicateRemoved"))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .containsEntry("filename", "cin 2024.xml")
                    .containsEntry("row", "15"));
  }

  @Test
  void a_file_that_contradicts_its_place_is_set_aside_and_the_others_go_on() throws Exception {
    region()
        .upload(
            FOLDER + "2023/census.xml",
            census(2024, "823", "<GenderCurrent>1</GenderCurrent>", ASSESSMENT));
    region.upload(FOLDER + "2022/census.xml", "<!DOCTYPE Message [<!ENTITY a \"b\">]><Message/>");
    region.upload(
        FOLDER + "2024/census.xml", census(2024, "822", "<GenderCurrent>1</GenderCurrent>", ""));
    region.work();
    assertThat(region.output(OUTPUT)).hasSize(1);
    assertThat(region.errorReport("fons-a821f-bedford-822", "cin-census"))
        .filteredOn(line -> !line.get("type").equals("ReadAs"))
        .extracting(line -> line.get("type") + " " + line.get("filename"))
        .containsExactlyInAnyOrder(
            "WrongYear 2023/census.xml",
            "WrongAuthority 2023/census.xml",
            "Unreadable 2022/census.xml");
  }

  @Test
  void an_error_in_an_element_names_its_line_and_its_path_and_not_its_value() throws Exception {
    region()
        .upload(
            FOLDER + "2024/census.xml",
            census(2024, "822", "<GenderCurrent>CANARY7</GenderCurrent>", ASSESSMENT));
    region.work();
    assertThat(region.output(OUTPUT)).allMatch(row -> row.get("GenderCurrent").isEmpty());
    List<Map<String, String>> report = region.errorReport("fons-a821f-bedford-822", "cin-census");
    assertThat(report)
        .filteredOn(line -> line.get("type").equals("UnknownCode"))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .containsEntry("field", "GenderCurrent")
                    .containsEntry("row", "")
                    .containsEntry("xml_line", "11")
                    .containsEntry(
                        "xml_path", "Message/Children/Child/ChildIdentifiers/GenderCurrent"));
    assertThat(report.toString()).doesNotContain("CANARY7");
  }

  @Test
  void invented_censuses_of_several_authorities_and_years_come_together() throws Exception {
    region();
    Region shipped = region.region();
    long seed = 1;
    for (String code : List.of("822", "926")) {
      LocalAuthority authority = shipped.authorities().get(code);
      CinCensusReturns returns =
          new CinCensusReturns(shipped.datasets().get("cin-census"), authority, seed++, 100);
      for (int year = 2024; year <= 2026; year++) {
        for (Map.Entry<String, byte[]> file : returns.filesOf(year).entrySet()) {
          region.upload(authority.folder() + "/cin-census/" + file.getKey(), file.getValue());
        }
      }
    }
    region.work();
    List<Map<String, String>> rows = region.output(OUTPUT);
    assertThat(rows).hasSizeGreaterThan(200);
    assertThat(rows).extracting(row -> row.get("LA")).contains("Bedford", "Norfolk");
    assertThat(rows).extracting(row -> row.get("GenderCurrent")).containsOnly("M", "F", "U");
    SortedMap<String, byte[]> outputs = region.everything(Role.HUB, "outputs");
    assertThat(outputs).containsKey("PAN_cin_census_cin.parquet");
    assertThat(new String(outputs.get(OUTPUT), StandardCharsets.UTF_8).lines().findFirst())
        .hasValueSatisfying(header -> assertThat(header).startsWith("LAchildID,Date,Type,"));
  }
}
