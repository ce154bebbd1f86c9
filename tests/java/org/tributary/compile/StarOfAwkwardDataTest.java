package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.compile.StarTables.Built;

/** What a star schema says, put together again, is what was submitted, however awkward it was. */
class StarOfAwkwardDataTest {

  private static final String PROVIDERS = "urn, registration_date, status, places";
  private static final String INSPECTIONS = "urn, inspection_date, effectiveness";

  // Few children and days, so that ids meet; each kind of value is also blank, odd or unlisted.
  private static final String EPISODES =
      """
      SELECT DISTINCT ON (coalesce(CHILD, i::VARCHAR), coalesce(DECOM::VARCHAR, i::VARCHAR)) * EXCLUDE (i)
      FROM (
        SELECT i,
          CASE WHEN i % 11 = 0 THEN NULL ELSE 'Unknown_' || i % 17 || '_' || la END AS CHILD,
          CASE WHEN i % 13 = 0 THEN NULL WHEN i % 101 = 0 THEN DATE '0209-03-01'
            ELSE DATE '2020-01-01' + CAST(i * 7 % 300 AS INTEGER) END AS DECOM,
          ['S', 'P', 'L', NULL][i % 4 + 1] AS RNE, ['C2', 'V4', 'D1', NULL][i // 2 % 4 + 1] AS LS,
          ['N1', 'N8', NULL][i % 3 + 1] AS CIN, ['K3', 'H5', 'Z11', 'Z14', 'U1', NULL][i % 6 + 1] AS PLACE,
          ['PR0', 'PR5', NULL][i // 3 % 3 + 1] AS PLACE_PROVIDER,
          CASE WHEN i % 5 = 0 THEN NULL WHEN i % 103 = 0 THEN DATE '2999-12-31'
            ELSE DATE '2021-01-01' + CAST(i % 300 AS INTEGER) END AS "DEC",
          ['X1', 'E99', 'E4A', NULL][i % 4 + 1] AS REC, ['LIIAF', 'CUSTOD', NULL][i % 3 + 1] AS REASON_PLACE_CHANGE,
          ['LU1 1', 'ZZ9 9', NULL][i % 3 + 1] AS HOME_POST, ['LU1 1', 'LU1 2', NULL][i // 5 % 3 + 1] AS PL_POST,
          ['SC1', 'XXXXXXX', 'SC404', NULL, 'Unknown'][i % 5 + 1] AS URN,
          CASE la WHEN 821 THEN 'Luton' WHEN 822 THEN 'Bedford' ELSE NULL END AS LA,
          2020 + i % 3 AS "YEAR", 2022 AS YEAR_latest, 'Original' AS Episode_source
        FROM (SELECT i, [821, 822, 881][i % 3 + 1] AS la FROM range(3000) rows(i)))
      ORDER BY ALL""";

  @TempDir Path scratch;
  private InventedStar star;

  @BeforeEach
  void open() {
    star = new InventedStar(scratch);
  }

  @AfterEach
  void close() {
    star.close();
  }

  private void awkwardSources(String order) throws IOException {
    star.source("episodes", "FROM (" + EPISODES + ") " + order);
    star.source(
        "header",
        "FROM (SELECT CHILD, ['M', 'F', NULL][i % 3 + 1] AS SEX, DATE '2010-01-01' + to_months(i) AS"
            + " DOB, ['WBRI', NULL][i % 2 + 1] AS ETHNIC, LA, 2018 + i // 2 AS \"YEAR\" FROM"
            + " (SELECT DISTINCT CHILD, LA FROM ("
            + EPISODES
            + ") WHERE CHILD NOT LIKE 'Unknown_3_%'), range(5) years(i)) "
            + order);
    star.source(
        "uasc",
        "FROM (SELECT CHILD, DATE '2024-01-01' + CAST(i AS INTEGER) AS DUC, LA, 2020 + i AS"
            + " \"YEAR\" FROM (SELECT DISTINCT CHILD, LA FROM ("
            + EPISODES
            + ") WHERE CHILD LIKE '%7_821'), range(3) years(i)) "
            + order);
    star.source(
        "postcodes",
        "SELECT * FROM (VALUES ('LU1 1', 'L1', 5), ('LU1 1', 'L1', 4), ('LU1 1', 'L2', 3), (NULL,"
            + " 'L1', 2)) AS t(sector, la_code, imd) "
            + order);
    star.source(
        "ofsted_providers",
        "SELECT * FROM (VALUES ('SC1', DATE '2015-01-01', 'Active', 4), ('SC1', DATE '2015-01-01',"
            + " 'Active', 5), ('XXXXXXX', DATE '2015-01-01', 'Active', 6), ('Unknown', NULL, NULL,"
            + " 7), (NULL, DATE '2015-01-01', 'Active', 8)) AS t("
            + PROVIDERS
            + ") "
            + order);
    star.source(
        "ofsted_inspections",
        "SELECT * FROM (VALUES ('SC1', DATE '2020-01-01', 'Good'), ('SC1', DATE '2020-01-01', 'good'),"
            + " ('SC1', DATE '2021-01-01', 'x'), ('SC1', DATE '2021-01-01', 'y'), ('XXXXXXX', DATE"
            + " '2020-01-01', 'Good'), ('Unknown', DATE '2020-01-01', 'Good'), ('SC404', DATE"
            + " '2020-01-01', 'Good'), (NULL, DATE '2020-01-01', 'Good')) AS t("
            + INSPECTIONS
            + ") "
            + order);
  }

  @Test
  void each_episode_put_together_from_the_dimensions_is_what_was_submitted() throws IOException {
    awkwardSources("");
    star.build();
    String said =
        """
        SELECT CASE WHEN child.LookedAfterChildKey > 0 THEN ChildIdentifier END AS CHILD,
          nullif(EpisodeCommencedDateKey, DATE '2999-12-31') AS DECOM,
          nullif(ReasonForNewEpisodeCode, '-1') AS RNE, nullif(LegalStatusCode, '-1') AS LS,
          nullif(CategoryOfNeedCode, '-1') AS CIN, nullif(PlacementTypeCode, '-1') AS PLACE,
          nullif(PlacementProviderCode, '-1') AS PLACE_PROVIDER,
          nullif(EpisodeCeasedDateKey, DATE '2999-12-31') AS "DEC",
          nullif(ReasonEpisodeCeasedCode, '-1') AS REC, nullif(ReasonPlaceChangeCode, '-1') AS REASON_PLACE_CHANGE,
          CASE WHEN home.PostcodeKey > 0 THEN home.Sector END AS HOME_POST,
          CASE WHEN placement.PostcodeKey > 0 THEN placement.Sector END AS PL_POST,
          CASE provider.OfstedProviderKey WHEN -1 THEN 'none' WHEN -2 THEN 'agency' WHEN -3 THEN 'unlisted'
            ELSE provider.URN END AS URN,
          CASE WHEN area.ONSAreaKey > 0 THEN AreaName END AS LA, SubmissionYear AS "YEAR"
        FROM (SELECT * RENAME (SubmissionYearDateKey AS SubmissionYear) FROM factEpisode) AS fact
        JOIN dimLookedAfterChild AS child USING (LookedAfterChildKey)
        JOIN dimDate AS began ON began.DateKey = EpisodeCommencedDateKey
        JOIN dimDate AS ended ON ended.DateKey = EpisodeCeasedDateKey
        JOIN dimReasonForNewEpisode USING (ReasonForNewEpisodeKey)
        JOIN dimLegalStatus USING (LegalStatusKey)
        JOIN dimCategoryOfNeed USING (CategoryOfNeedKey)
        JOIN dimPlacementType USING (PlacementTypeKey)
        JOIN dimPlacementProvider USING (PlacementProviderKey)
        JOIN dimReasonEpisodeCeased USING (ReasonEpisodeCeasedKey)
        JOIN dimReasonPlaceChange USING (ReasonPlaceChangeKey)
        JOIN dimPostcode AS home ON home.PostcodeKey = HomePostcodeKey
        JOIN dimPostcode AS placement ON placement.PostcodeKey = PlacementPostcodeKey
        JOIN dimOfstedProvider AS provider ON provider.OfstedProviderKey = fact.OfstedProviderKey
        JOIN dimONSArea AS area ON area.ONSAreaKey = fact.ONSAreaKey""";
    String submitted =
        """
        SELECT CHILD, DECOM, RNE, LS, CIN, PLACE, PLACE_PROVIDER, nullif("DEC", DATE '2999-12-31') AS "DEC", REC,
          REASON_PLACE_CHANGE, HOME_POST, PL_POST,
          CASE URN WHEN 'XXXXXXX' THEN 'agency' WHEN 'SC404' THEN 'unlisted' ELSE coalesce(upper(URN), 'none') END AS URN,
          LA, "YEAR"
        FROM episodes""";
    String count = "SELECT count(*) || '' FROM (";

    assertThat(star.query(count + submitted + ")")).isEqualTo(star.query(count + said + ")"));
    assertThat(Long.parseLong(star.query(count + said + ")").get(0))).isGreaterThan(1000);
    assertThat(star.query(count + submitted + " EXCEPT ALL " + said + ")")).containsExactly("0");
    assertThat(star.query(count + said + " EXCEPT ALL " + submitted + ")")).containsExactly("0");
  }

  @Test
  void each_child_is_there_once_as_its_newest_header_says() throws IOException {
    awkwardSources("");
    star.build();
    String children = "SELECT DISTINCT CHILD FROM episodes WHERE CHILD IS NOT NULL";

    assertThat(star.rows("dimLookedAfterChild", "ChildIdentifier"))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            star.query("(" + children + ") UNION ALL SELECT 'Unknown'"));
    assertThat(
            star.query(
                "SELECT DISTINCT concat_ws('|', SubmissionYearDateKey, Gender, DateofBirthKey) FROM"
                    + " dimLookedAfterChild WHERE ChildIdentifier IN (SELECT CHILD FROM header)"))
        .containsExactly("2020|F|2010-05-01");
    assertThat(
            star.query(
                "SELECT DISTINCT Gender || DateofBirthKey FROM dimLookedAfterChild WHERE"
                    + " ChildIdentifier NOT IN (SELECT CHILD FROM header)"))
        .containsExactly("Unknown2999-12-31");
    assertThat(
            star.query(
                "SELECT DISTINCT UASCCeasedDateKey::VARCHAR FROM dimLookedAfterChild WHERE"
                    + " ChildIdentifier IN (SELECT CHILD FROM uasc)"))
        .containsExactly("2024-01-03");
  }

  @Test
  void the_order_of_the_rows_that_come_in_does_not_matter() throws IOException {
    awkwardSources("");
    Map<String, Built> one = new TreeMap<>(star.build());
    awkwardSources("ORDER BY ALL DESC NULLS FIRST");
    Map<String, Built> other = star.build();

    for (Map.Entry<String, Built> table : one.entrySet()) {
      List<Compiled.File> files = table.getValue().compiled().files();
      for (int file = 0; file < files.size(); file++) {
        assertThat(files.get(file).path())
            .hasSameBinaryContentAs(other.get(table.getKey()).compiled().files().get(file).path());
      }
    }
  }

  @Test
  void words_that_stand_for_no_provider_are_no_providers_whoever_lists_them() throws IOException {
    awkwardSources("");
    star.build();

    assertThat(star.rows("dimOfstedProvider", "OfstedProviderKey < 0, URN"))
        .containsExactly(
            "true|Unknown", "true|XXXXXXX", "true|Unknown", "false|SC1", "false|UNKNOWN");
    assertThat(star.rows("factOfstedInspection", "InspectionDateKey, EndDateKey, IsLatest"))
        .contains("2020-01-01|2021-01-01|false", "2021-01-01|2999-12-31|true")
        .hasSize(3);
  }

  @Test
  void a_urn_is_found_however_it_is_spelt() throws IOException {
    star.source(
        "ofsted_providers",
        PROVIDERS,
        List.of(
            "'SC1', DATE '2015-01-01', 'Active', 4", "'1234567', DATE '2015-01-01', 'Active', 5"));
    star.source(
        "episodes",
        "CHILD, DECOM, URN",
        List.of(
            "'1_821', DATE '2021-01-01', 'sc1'",
            "'1_821', DATE '2021-01-02', '1234567.0'",
            "'1_821', DATE '2021-01-03', 'xxxxxxx'",
            "'1_821', DATE '2021-01-04', '1234567.05'"));
    star.build();

    assertThat(
            star.query(
                "SELECT concat_ws('|', URN, least(OfstedProviderKey, 0)) FROM factEpisode JOIN"
                    + " dimOfstedProvider USING (OfstedProviderKey) ORDER BY"
                    + " EpisodeCommencedDateKey"))
        .containsExactly("SC1|0", "1234567|0", "XXXXXXX|-2", "Unknown|-3");
  }

  @Test
  void two_authorities_of_one_name_are_one_area() throws IOException {
    star.source("episodes", "CHILD, DECOM, LA", List.of("'1_1', DATE '2021-01-01', 'Twin'"));
    star.build(Map.of("1", "Twin", "2", "Twin", "3", "Other"));

    assertThat(star.rows("dimONSArea", "AreaName")).containsExactly("Unknown", "Other", "Twin");
    assertThat(star.rows("factEpisode", "ONSAreaKey > 0")).containsExactly("true");
  }

  @Test
  void what_a_spreadsheet_would_take_for_a_formula_has_an_apostrophe_in_the_csv_alone()
      throws IOException {
    star.source(
        "ofsted_providers",
        "urn, owner_name",
        List.of("'SC1', '=cmd|''/c calc''!A1'", "'+SC2', 'Plain'"));
    Built providers = star.build().get("dimOfstedProvider");

    assertThat(Files.readString(providers.compiled().files().get(0).path()))
        .contains(",'=cmd|'/c calc'!A1,")
        .contains("'+SC2,");
    assertThat(star.rows("dimOfstedProvider", "URN, OwnerName"))
        .contains("SC1|=cmd|'/c calc'!A1", "+SC2|Plain");
  }

  @Test
  void keys_do_not_depend_on_who_else_is_there_or_on_what_else_is_known() throws IOException {
    star.source(
        "episodes",
        "CHILD, DECOM, LA, PL_POST",
        List.of("'5_821', DATE '2021-01-01', 'Luton', 'LU1 1'"));
    star.build();
    List<String> alone =
        star.query(
            "SELECT concat_ws('|', LookedAfterChildKey, PlacementPostcodeKey, FactEpisodeKey) FROM factEpisode");
    awkwardSources("");
    star.source(
        "episodes",
        "FROM ("
            + EPISODES
            + ") UNION ALL BY NAME SELECT '5_821' AS CHILD, DATE '2021-01-01' AS"
            + " DECOM, DATE '2021-05-01' AS \"DEC\", 'LU1 1' AS PL_POST, 2024 AS \"YEAR\"");
    star.build();

    assertThat(
            star.query(
                "SELECT concat_ws('|', LookedAfterChildKey, PlacementPostcodeKey, FactEpisodeKey) FROM factEpisode"))
        .containsAll(alone);
  }

  @Test
  void a_code_that_nobody_gave_a_number_gets_one_that_it_keeps_and_others_keep_theirs()
      throws IOException {
    star.source("episodes", "CHILD, DECOM, PLACE", List.of("'1_821', DATE '2021-01-01', 'K3'"));
    star.build();
    List<String> statuses = star.rows("dimLegalStatus", "LegalStatusKey, LegalStatusCode");
    star.forgetMembers("dimPlacementType");
    star.build();
    List<String> places = star.rows("dimPlacementType", "PlacementTypeKey, PlacementTypeCode");
    star.source("episodes", "CHILD, DECOM, PLACE", List.of("'2_822', DATE '2022-01-01', 'K3'"));
    star.build();

    assertThat(star.rows("dimPlacementType", "PlacementTypeKey, PlacementTypeCode"))
        .isEqualTo(places)
        .contains("-1|-1")
        .filteredOn(row -> !row.startsWith("-1"))
        .hasSizeGreaterThan(20)
        .allMatch(row -> Long.parseLong(row.split("\\|")[0]) > 100);
    assertThat(star.rows("dimLegalStatus", "LegalStatusKey, LegalStatusCode")).isEqualTo(statuses);
    assertThat(
            star.query(
                "SELECT PlacementTypeCode FROM factEpisode JOIN dimPlacementType USING"
                    + " (PlacementTypeKey)"))
        .containsExactly("K3");
  }
}
