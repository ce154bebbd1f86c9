package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.settings.Role;

/** What people type where an identifier belongs, through the routes as they are shipped. */
class FreeTextTest {

  private static final String BEDFORD = "fons-a821f-bedford-822";
  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-04T09:00:00Z"), ZoneOffset.UTC);

  /** Invented; each holds the word by which it is searched. */
  private static final List<String> TYPED =
      List.of(
          "ask Mrs Q Inventedname at the school",
          "carers Q and R Inventedname 12 Nowhere Lane",
          "Q Inventedname 07000 000000",
          "Inventedname (07000 000000)",
          "12 Nowhere Lane Inventedtown ZZ1 1ZZ");

  private static final List<String> SEARCHED =
      List.of("nventedname", "Nowhere", "07000", "nventedtown");

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

  @Test
  void names_telephone_numbers_and_addresses_typed_as_identifiers_are_published_nowhere()
      throws Exception {
    StringBuilder header = new StringBuilder("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\r\n");
    StringBuilder episodes =
        new StringBuilder(
            "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,"
                + "PL_POST,URN\r\n");
    StringBuilder earlier = new StringBuilder("CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\r\n");
    StringBuilder children = new StringBuilder();
    int child = 7715100;
    for (String typed : TYPED) {
      child++;
      header.append(child + ",M,04/05/2012,WBRI," + typed + ",,\r\n");
      header.append(typed + ",M,04/05/2012,WBRI,A822000000001,,\r\n");
      episodes.append(child + ",03/02/2026,S,C2,N1,U1,PR1,,,,MK40 1AA,MK41 9AB," + typed + "\r\n");
      earlier.append(child + ",04/05/2012,P1," + typed + ",01/02/2015\r\n");
      children.append(census(typed, "A822000000001")).append(census("" + child, typed));
    }
    region.upload(BEDFORD + "/ssda903/2026/header.csv", header.toString());
    region.upload(BEDFORD + "/ssda903/2026/episodes.csv", episodes.toString());
    region.upload(BEDFORD + "/ssda903/2026/prev_perm.csv", earlier.toString());
    region.upload(
        BEDFORD + "/cin-census/2025/cin.xml",
        "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year>"
            + "<ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails><Source>"
            + "<SourceLevel>L</SourceLevel><LEA>822</LEA></Source></Header><Children>"
            + children
            + "</Children></Message>");
    region.work();

    assertThat(region.output("PAN_ssda903_header.csv"))
        .as("children with such a number")
        .filteredOn(row -> row.get("CHILD").startsWith("77151"))
        .hasSize(TYPED.size())
        .allSatisfy(row -> assertThat(row).containsEntry("UPN", ""));
    assertThat(region.output("PAN_cin_census_cin.csv")).isNotEmpty();
    Map<String, byte[]> published = new TreeMap<>();
    region.everything(Role.UPLOAD, "shared").forEach((key, all) -> published.put("s " + key, all));
    region.everything(Role.HUB, "outputs").forEach((key, all) -> published.put("o " + key, all));
    assertThat(published).hasSizeGreaterThan(20);
    published.forEach(
        (key, bytes) ->
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .as(key)
                .doesNotContain(SEARCHED)
                .doesNotContainIgnoringCase("inventedname"));
    assertThat(region.errorReport(BEDFORD, "ssda903"))
        .filteredOn(line -> line.get("type").equals("NotInPattern"))
        .extracting(line -> line.get("field"))
        .contains("CHILD", "UPN", "URN", "LA_PERM");
    assertThat(region.errorReport(BEDFORD, "cin-census"))
        .filteredOn(line -> line.get("type").equals("NotInPattern"))
        .extracting(line -> line.get("field"))
        .contains("LAchildID", "UPN");
  }

  @Test
  void what_guides_and_spreadsheets_write_is_published() throws Exception {
    region.upload(
        BEDFORD + "/ssda903/2026/header.csv",
        """
        CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
        7715101.0,M,04/05/2012,WBRI,A82200000000B,,
        ab/12-3_4.C,M,04/05/2012,WBRI,un1,,
        12345678901234567890,M,04/05/2012,WBRI,UN5,,
        """);
    region.upload(
        BEDFORD + "/ssda903/2026/episodes.csv",
        """
        CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
        7715101,03/02/2026,S,C2,N1,U1,PR1,,,,MK40 1AA,MK41 9AB,SC123456
        7715102,03/02/2026,S,C2,N1,U1,PR1,,,,MK40 1AA,MK41 9AB,2512345
        7715103,03/02/2026,S,C2,N1,U1,PR1,,,,MK40 1AA,MK41 9AB,XXXXXXX
        """);
    region.work();
    assertThat(region.output("PAN_ssda903_header.csv"))
        .extracting(row -> row.get("CHILD") + " " + row.get("UPN"))
        .containsExactlyInAnyOrder(
            "7715101_822 A82200000000B", "AB/12-3_4.C_822 UN1", "12345678901234567890_822 UN5");
    assertThat(region.output("PAN_ssda903_episodes.csv"))
        .extracting(row -> row.get("URN"))
        .containsExactlyInAnyOrder("SC123456", "2512345", "XXXXXXX");
    assertThat(region.errorReport(BEDFORD, "ssda903"))
        .noneMatch(line -> line.get("type").equals("NotInPattern"));
  }

  private static String census(String child, String upn) {
    return "<Child><ChildIdentifiers><LAchildID>"
        + child
        + "</LAchildID><UPN>"
        + upn
        + "</UPN><PersonBirthDate>2012-05-04</PersonBirthDate><Sex>M</Sex></ChildIdentifiers>"
        + "<CINdetails><CINreferralDate>2024-06-03</CINreferralDate>"
        + "<ReferralSource>1A</ReferralSource></CINdetails></Child>";
  }
}
