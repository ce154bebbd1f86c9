package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.compile.StarTables.Built;
import org.tributary.gate.Gate;
import org.tributary.output.StarColumn;
import org.tributary.output.StarSchema;
import org.tributary.output.StarTable;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.schema.Code;

/** The shipped star schema over awkward returns and open data. */
class StarTablesTest {

  private static final String USE_CASE = "SUFFICIENCY";

  private static final String HEADER =
      "CHILD VARCHAR, SEX VARCHAR, DOB DATE, ETHNIC VARCHAR, LA VARCHAR, \"YEAR\" BIGINT";
  private static final String EPISODES =
      "CHILD VARCHAR, DECOM DATE, RNE VARCHAR, LS VARCHAR, CIN VARCHAR, PLACE VARCHAR,"
          + " PLACE_PROVIDER VARCHAR, DEC DATE, REC VARCHAR, REASON_PLACE_CHANGE VARCHAR, HOME_POST"
          + " VARCHAR, PL_POST VARCHAR, URN VARCHAR, LA VARCHAR, \"YEAR\" BIGINT, YEAR_latest"
          + " BIGINT, Episode_source VARCHAR";
  private static final String UASC =
      "CHILD VARCHAR, SEX VARCHAR, DOB DATE, DUC DATE, LA VARCHAR, \"YEAR\" BIGINT";

  private static final String AREAS =
      "ward_code VARCHAR, ward_name VARCHAR, la_code VARCHAR, la_name VARCHAR, county_code VARCHAR,"
          + " county_name VARCHAR, region_code VARCHAR, region_name VARCHAR, country_code VARCHAR,"
          + " country_name VARCHAR";
  private static final String POSTCODES =
      "sector VARCHAR, la_code VARCHAR, lsoa11 VARCHAR, latitude DOUBLE, longitude DOUBLE, eastings"
          + " BIGINT, northings BIGINT, imd BIGINT";

  private static final String NEVER_UNACCOMPANIED =
      "Child was not an unaccompanied asylum-seeking child (UASC) at any time during the year";

  @TempDir Path scratch;

  private final Region region = Shipped.region();
  private final StarSchema schema = region.starSchemas().get("sufficiency");
  private final Map<String, Path> sources = new HashMap<>();
  private Databases databases;

  @BeforeEach
  void open() {
    databases = new Databases(scratch, "500MB", 2);
  }

  @AfterEach
  void close() {
    databases.close();
  }

  /** A source of these rows, each the values of an SQL row. */
  private void source(String name, String columns, String... rows) throws IOException {
    Path parquet = scratch.resolve(name + ".parquet");
    databases.use(
        database -> {
          database.execute("make", "CREATE TABLE made (" + columns + ")");
          if (rows.length > 0) {
            database.execute("fill", "INSERT INTO made VALUES (" + String.join("), (", rows) + ")");
          }
          database.execute("write", "COPY made TO " + Sql.path(parquet) + Sql.PARQUET);
          return database.execute("tidy up", "DROP TABLE made");
        });
    sources.put(name, parquet);
  }

  private static String episode(String child, String began, String rest) {
    return child
        + ", "
        + began
        + ", 'S', 'C2', 'N1', 'U1', 'PR1', NULL, NULL, NULL, 'LU1 1', 'LU1 2', "
        + rest
        + ", NULL, 'Original'";
  }

  private Map<String, Built> build() throws IOException {
    return build(schema);
  }

  private Map<String, Built> build(StarSchema of) throws IOException {
    return build(of, (output, parquet) -> StarTables.Standing.NEW);
  }

  private Map<String, Built> build(StarSchema of, StarTables.Before before) throws IOException {
    Path folder = Files.createTempDirectory(scratch, "built");
    Map<String, Built> built = new TreeMap<>();
    try (Database database = Database.open(scratch, "500MB")) {
      new StarTables(databases)
          .build(
              database,
              of,
              region.pipelines().get("ssda903"),
              region.datasets().get("ssda903"),
              sources,
              Map.of("821", "Luton", "822", "Bedford", "881", "Essex"),
              USE_CASE,
              before,
              folder)
          .forEach(table -> built.put(table.table().name(), table));
    }
    return built;
  }

  @Test
  void a_table_that_is_as_before_is_not_written_for_people_and_its_references_to_new_ones_hold()
      throws IOException {
    Map<String, Built> first = build();
    Map<String, Built> again =
        build(
            schema,
            (output, parquet) ->
                Files.mismatch(
                                parquet,
                                parquet(Objects.requireNonNull(first.get(output.star().name()))))
                            == -1
                        && !output.star().name().equals("dimDate")
                    ? StarTables.Standing.AS_BEFORE
                    : StarTables.Standing.NEW);

    assertThat(again.keySet()).isEqualTo(first.keySet());
    again.forEach(
        (name, built) ->
            assertThat(built.compiled().files())
                .as(name)
                .extracting(Compiled.File::name)
                .contains(USE_CASE + "_" + name + ".parquet")
                .hasSize(name.equals("dimDate") ? 2 : 1));
  }

  private static Path parquet(Built built) {
    List<Compiled.File> files = built.compiled().files();
    return files.get(files.size() - 1).path();
  }

  private List<String> rows(Built built, String select) throws IOException {
    return databases.use(
        database ->
            database.query(
                "read",
                "SELECT concat_ws('|', "
                    + select
                    + ") FROM read_parquet("
                    + Sql.path(parquet(built))
                    + ")",
                row -> row.getString(1)));
  }

  @Test
  void a_child_has_the_words_of_its_ethnic_origin_and_whether_it_was_unaccompanied_in_that_year()
      throws IOException {
    source(
        "header",
        HEADER,
        "'1_821', 'F', DATE '2010-01-01', 'WIRT', 'Luton', 2024",
        "'2_821', 'M', DATE '2010-01-01', NULL, 'Luton', 2024",
        "'3_821', 'M', DATE '2010-01-01', 'AOTH', 'Luton', 2024");
    source(
        "uasc",
        UASC,
        "'1_821', 'F', DATE '2010-01-01', DATE '2023-09-01', 'Luton', 2023",
        "'3_821', 'M', DATE '2010-01-01', NULL, 'Luton', 2024");

    assertThat(
            rows(
                build().get("dimLookedAfterChild"),
                "ChildIdentifier, EthnicDescription, UASCStatusCode, UASCStatusDescription"))
        .containsExactly(
            "Unknown|Unknown|-1|Unknown",
            "1_821|Traveller of Irish Heritage|0|" + NEVER_UNACCOMPANIED,
            "2_821|Unknown|0|" + NEVER_UNACCOMPANIED,
            "3_821|Any other Asian background|1|Child was an unaccompanied asylum-seeking child"
                + " (UASC) during the year");
  }

  @Test
  void a_placement_has_few_words_a_group_and_whether_and_how_far_it_is_from_home()
      throws IOException {
    source(
        "ons_areas",
        AREAS,
        "'W1', 'Ward', 'E06000032', 'Luton', NULL, NULL, 'R', 'East', 'E', 'England'",
        "'W2', 'Ward', 'E07000070', 'Chelmsford', 'E10000012', 'Essex', 'R', 'East', 'E', 'England'");
    source(
        "postcodes",
        POSTCODES,
        "'LU1 1', 'E06000032', NULL, NULL, NULL, 500000, 200000, NULL",
        "'LU1 2', 'E06000032', NULL, NULL, NULL, 508046, 200000, NULL",
        "'CM1 1', 'E07000070', NULL, NULL, NULL, 540000, 200000, NULL");
    source(
        "episodes",
        EPISODES,
        episode("'1_821'", "DATE '2024-01-01'", "NULL, 'Luton', 2024"),
        episode("'2_821'", "DATE '2024-01-01'", "NULL, 'Luton', 2024")
            .replace("'LU1 2'", "'CM1 1'"),
        episode("'3_881'", "DATE '2024-01-01'", "NULL, 'Essex', 2024")
            .replace("'LU1 2'", "'CM1 1'"),
        episode("'4_821'", "DATE '2024-01-01'", "NULL, 'Luton', 2024").replace("'LU1 2'", "NULL"),
        episode("'5_822'", "DATE '2024-01-01'", "NULL, 'Bedford', 2024")
            .replace("'LU1 2'", "'LU1 1'"));
    Map<String, Built> built = build();

    // 8,046 metres are a little less than five miles, 40,000 are more than twenty.
    assertThat(rows(built.get("factEpisode"), "PlacedOutside, DistanceBand"))
        .containsExactlyInAnyOrder(
            "Inside|Under 5 miles",
            "Outside|20 miles or more",
            "Inside|20 miles or more",
            "Unknown|Unknown",
            "Unknown|Under 5 miles");
    assertThat(
            rows(
                built.get("dimPlacementType"),
                "PlacementTypeCode, PlacementTypeShort, PlacementGroup"))
        .contains(
            "-1|Unknown|Unknown",
            "U1|Foster: relative or friend, long term|Foster",
            "Z11|Other: Z11|Other");
    assertThat(rows(built.get("dimPostcode"), "Sector, ONSAreaKey = -1"))
        .contains("Unknown|true", "CM1 1|false");
  }

  @Test
  void a_csv_for_people_keeps_a_code_as_it_is() throws IOException {
    Built grades = build().get("dimOfstedEffectiveness");

    assertThat(Files.readString(grades.compiled().files().get(0).path()))
        .startsWith("OfstedEffectivenessKey,Grade,OverallEffectiveness\r\n-1,-1,Unknown\r\n");
  }

  @Test
  void without_any_data_every_table_is_there_with_its_unknown_members() throws IOException {
    Map<String, Built> built = build();

    assertThat(built.keySet())
        .containsExactlyInAnyOrderElementsOf(
            schema.tables().stream().map(StarTable::name).toList());
    assertThat(built.get("factEpisode").compiled().rowsKept()).isZero();
    assertThat(rows(built.get("dimOfstedProvider"), "OfstedProviderKey, URN"))
        .containsExactly("-3|Unknown", "-2|XXXXXXX", "-1|Unknown");
    assertThat(rows(built.get("dimLookedAfterChild"), "LookedAfterChildKey, DateofBirthKey"))
        .containsExactly("-1|2999-12-31");
    assertThat(rows(built.get("dimDate"), "DateKey")).containsExactly("2999-12-31");
  }

  @Test
  void a_child_in_five_years_is_one_child_as_the_newest_return_says_and_no_episode_is_doubled()
      throws IOException {
    source(
        "header",
        HEADER,
        "'1_821', '1', DATE '2010-05-01', 'WBRI', 'Luton', 2021",
        "'1_821', '1', DATE '2010-05-01', 'WBRI', 'Luton', 2022",
        "'1_821', 'M', DATE '2010-06-01', 'MOTH', 'Luton', 2025",
        "'1_822', 'F', DATE '2012-01-01', 'WBRI', 'Bedford', 2023",
        "NULL, 'F', DATE '2012-01-01', 'WBRI', 'Bedford', 2023");
    source(
        "uasc",
        UASC,
        "'1_821', 'M', DATE '2010-06-01', DATE '2024-01-05', 'Luton', 2024",
        "'1_821', 'M', DATE '2010-06-01', DATE '2024-03-05', 'Luton', 2025");
    source(
        "episodes",
        EPISODES,
        episode("'1_821'", "DATE '2021-01-01'", "NULL, 'Luton', 2021"),
        episode("'1_821'", "DATE '2022-01-01'", "NULL, 'Luton', 2022"),
        episode("'1_822'", "DATE '2022-01-01'", "NULL, 'Bedford', 2022"),
        episode("'2_822'", "DATE '2022-01-01'", "NULL, 'Bedford', 2022"),
        episode("NULL", "DATE '2022-01-01'", "NULL, 'Bedford', 2022"),
        episode("NULL", "DATE '2022-01-01'", "NULL, 'Bedford', 2022"),
        episode("'1_822'", "NULL", "NULL, 'Bedford', 2022"));
    Map<String, Built> built = build();

    assertThat(
            rows(
                built.get("dimLookedAfterChild"),
                "ChildIdentifier, Gender, DateofBirthKey, UASCCeasedDateKey,"
                    + " SubmissionYearDateKey"))
        .containsExactly(
            "Unknown|Unknown|2999-12-31|2999-12-31|2999",
            "1_821|M|2010-06-01|2024-03-05|2025",
            "1_822|F|2012-01-01|2999-12-31|2023",
            "2_822|Unknown|2999-12-31|2999-12-31|2022");
    Built fact = built.get("factEpisode");
    assertThat(fact.compiled().rowsKept()).isEqualTo(7);
    List<String> children =
        rows(built.get("dimLookedAfterChild"), "LookedAfterChildKey, ChildIdentifier");
    Map<String, String> names =
        children.stream()
            .map(row -> row.split("\\|"))
            .collect(Collectors.toMap(row -> row[0], row -> row[1]));
    assertThat(rows(fact, "LookedAfterChildKey").stream().map(names::get))
        .containsExactlyInAnyOrder(
            "1_821", "1_821", "1_822", "2_822", "Unknown", "Unknown", "1_822");
    assertThat(new HashSet<>(rows(fact, "FactEpisodeKey"))).hasSize(7);
  }

  @Test
  void the_urn_says_which_provider_and_one_that_is_unknown_matches_nobody_else()
      throws IOException {
    source(
        "ofsted_providers",
        "urn VARCHAR, provider_type VARCHAR, sector VARCHAR, registration_date DATE, status"
            + " VARCHAR, closed_date DATE, places INTEGER, owner_name VARCHAR, la_name VARCHAR,"
            + " name VARCHAR",
        "'SC1', 'Children''s home', 'Private', DATE '2015-01-01', 'Active', NULL, 4, 'One', 'Luton', NULL",
        "'SC1', 'Children''s home', 'Private', DATE '2019-01-01', 'Active', NULL, 5, 'Two', 'Luton', 'The Elms'",
        "'SC2', 'Children''s home', 'Private', DATE '2015-01-01', 'Active', NULL, NULL, NULL, NULL, NULL");
    source(
        "ofsted_inspections",
        "urn VARCHAR, inspection_date DATE, effectiveness VARCHAR",
        "'SC1', DATE '2020-02-01', 'Good'",
        "'SC1', DATE '2019-03-01', 'requires improvement to be good'",
        "'SC1', DATE '2019-03-01', 'Good'",
        "'SC2', DATE '2018-01-01', 'a word that nobody knows'",
        "'SC9', DATE '2018-01-01', 'Good'");
    source(
        "episodes",
        EPISODES,
        episode("'1_821'", "DATE '2021-01-01'", "'SC1', 'Luton', 2021"),
        episode("'1_821'", "DATE '2021-02-01'", "'XXXXXXX', 'Luton', 2021"),
        episode("'1_821'", "DATE '2021-03-01'", "'SC7', 'Luton', 2021"),
        episode("'1_821'", "DATE '2021-04-01'", "NULL, 'Luton', 2021"));
    Map<String, Built> built = build();

    Map<String, String> urns =
        rows(built.get("dimOfstedProvider"), "OfstedProviderKey, URN, MaxUsers, OwnerName").stream()
            .map(row -> row.split("\\|", 2))
            .collect(Collectors.toMap(row -> row[0], row -> row[1]));
    assertThat(urns).containsValue("SC1|5|Two").hasSize(5);
    assertThat(rows(built.get("dimOfstedProvider"), "URN, ProviderName, CurrentGrade"))
        .containsExactlyInAnyOrder(
            "Unknown|Unknown|Unknown",
            "XXXXXXX|Unknown|Unknown",
            "Unknown|Unknown|Unknown",
            "SC1|The Elms|Good",
            "SC2|Unknown|Unknown");
    assertThat(
            rows(built.get("factEpisode"), "OfstedProviderKey").stream()
                .map(key -> Long.parseLong(key) < 0 ? key : urns.get(key)))
        .containsExactly("SC1|5|Two", "-2", "-3", "-1");
    assertThat(
            rows(
                built.get("factOfstedInspection"),
                "InspectionDateKey, EndDateKey, OfstedEffectivenessKey, IsLatest"))
        .containsExactly(
            "2019-03-01|2020-02-01|6|false",
            "2020-02-01|2999-12-31|5|true",
            "2018-01-01|2999-12-31|-1|true");
  }

  @Test
  void areas_stand_from_ward_to_country_and_authorities_are_found_among_districts_and_counties()
      throws IOException {
    source(
        "ons_areas",
        "ward_code VARCHAR, ward_name VARCHAR, la_code VARCHAR, la_name VARCHAR, county_code"
            + " VARCHAR, county_name VARCHAR, region_code VARCHAR, region_name VARCHAR,"
            + " country_code VARCHAR, country_name VARCHAR",
        "'W1', 'North', 'L1', 'Luton', NULL, NULL, 'R1', 'East', 'E', 'England'",
        "'W2', 'South', 'L1', 'Luton', NULL, NULL, 'R1', 'East', 'E', 'England'",
        "'W3', 'Mid', 'L2', 'Harlow', 'C1', 'Essex', 'R1', 'East', 'E', 'England'");
    source(
        "episodes",
        EPISODES,
        episode("'1_821'", "DATE '2021-01-01'", "NULL, 'Luton', 2021"),
        episode("'1_881'", "DATE '2021-01-01'", "NULL, 'Essex', 2021"),
        episode("'1_822'", "DATE '2021-01-01'", "NULL, 'Bedford', 2021"));
    Map<String, Built> built = build();

    List<String> areas =
        rows(built.get("dimONSArea"), "AreaType, AreaCode, AreaName, LAName, CountyName");
    assertThat(areas)
        .containsExactly(
            "Unknown|Unknown|Unknown|Unknown|Unknown",
            "Ward|W1|North|Luton|Unknown",
            "Ward|W2|South|Luton|Unknown",
            "Ward|W3|Mid|Harlow|Essex",
            "LA|L1|Luton|Luton|Unknown",
            "LA|L2|Harlow|Harlow|Essex",
            "County|C1|Essex|Unknown|Essex",
            "Region|R1|East|Unknown|Unknown",
            "Country|E|England|Unknown|Unknown",
            "LA|Unknown|Bedford|Bedford|Unknown");
    Map<String, String> names =
        rows(built.get("dimONSArea"), "ONSAreaKey, AreaName").stream()
            .map(row -> row.split("\\|"))
            .collect(Collectors.toMap(row -> row[0], row -> row[1]));
    assertThat(rows(built.get("factEpisode"), "ONSAreaKey").stream().map(names::get))
        .containsExactlyInAnyOrder("Luton", "Essex", "Bedford");
  }

  @Test
  void a_childs_ethnic_origin_is_a_dimension_in_the_order_of_the_guide() throws IOException {
    source(
        "header",
        HEADER,
        "'1_821', 'F', DATE '2010-01-01', 'WIRT', 'Luton', 2024",
        "'2_821', 'M', DATE '2010-01-01', NULL, 'Luton', 2024");
    Map<String, Built> built = build();

    assertThat(
            rows(
                built.get("dimEthnicity"),
                "EthnicityKey, EthnicityCode, EthnicityDescription, EthnicityGroup,"
                    + " EthnicityGroupOrder"))
        .contains(
            "-1|-1|Unknown|Not known|6",
            "4|WIRT|Traveller of Irish Heritage|White|1",
            "13|CHNE|Chinese|Asian|3",
            "20|NOBT|Information not yet obtained|Not known|6")
        .hasSize(21);
    assertThat(rows(built.get("dimLookedAfterChild"), "ChildIdentifier, EthnicityKey"))
        .containsExactly("Unknown|-1", "1_821|4", "2_821|-1");
  }

  @Test
  void every_code_that_a_return_may_carry_in_any_year_has_a_member_with_a_number_of_its_own()
      throws IOException {
    Map<String, Built> built = build();
    Map<String, String> fields =
        Map.of(
            "dimReasonForNewEpisode", "RNE",
            "dimLegalStatus", "LS",
            "dimCategoryOfNeed", "CIN",
            "dimPlacementType", "PLACE",
            "dimPlacementProvider", "PLACE_PROVIDER",
            "dimReasonEpisodeCeased", "REC",
            "dimReasonPlaceChange", "REASON_PLACE_CHANGE");
    for (Map.Entry<String, String> dimension : fields.entrySet()) {
      String word = dimension.getKey().substring(3);
      Set<String> codes =
          region.datasets().get("ssda903").tables().stream()
              .filter(table -> table.name().equals("episodes"))
              .flatMap(table -> table.fields().stream())
              .filter(field -> field.name().equals(dimension.getValue()))
              .flatMap(field -> field.codes().stream())
              .map(Code::code)
              .collect(Collectors.toSet());
      List<String> members =
          rows(built.get(dimension.getKey()), word + "Key, " + word + "Code").stream().toList();
      assertThat(members.stream().map(row -> row.split("\\|")[1]).toList())
          .as(dimension.getKey())
          .containsAll(codes)
          .contains("-1")
          .doesNotHaveDuplicates();
      assertThat(members.stream().map(row -> Long.parseLong(row.split("\\|")[0])))
          .as("numbers of %s", dimension.getKey())
          .allMatch(key -> key == -1 || key > 0 && key < 100);
    }
    assertThat(rows(built.get("dimPlacementType"), "PlacementTypeCode"))
        .contains("K3", "H5", "Z11", "Z14");
    assertThat(rows(built.get("dimReasonEpisodeCeased"), "ReasonEpisodeCeasedCode"))
        .contains("E99");
    assertThat(rows(built.get("dimReasonPlaceChange"), "ReasonPlaceChangeCode"))
        .contains("CUSTOD", "LIIAF");
  }

  @Test
  void the_calendar_has_no_gap_and_an_episode_of_an_unknown_day_is_outside_it_and_not_lost()
      throws IOException {
    source("header", HEADER, "'1_821', 'F', DATE '2018-05-01', 'WBRI', 'Luton', 2024");
    source(
        "episodes",
        EPISODES,
        episode("'1_821'", "DATE '2021-02-03'", "NULL, 'Luton', 2024"),
        episode("'1_821'", "DATE '0209-03-01'", "NULL, 'Luton', 2024"),
        episode("'1_821'", "NULL", "NULL, 'Luton', 2024"));
    Map<String, Built> built = build();

    Built days = built.get("dimDate");
    List<String> calendar =
        rows(days, "DateKey, IsInCalendar").stream()
            .filter(day -> day.endsWith("true"))
            .map(day -> day.substring(0, 10))
            .toList();
    assertThat(calendar)
        .isEqualTo(
            LocalDate.of(2018, 1, 1)
                .datesUntil(LocalDate.of(2022, 1, 1))
                .map(LocalDate::toString)
                .toList());
    assertThat(rows(days, "DateKey, IsUnknown, IsInCalendar"))
        .filteredOn(day -> day.endsWith("false"))
        .containsExactly("0209-03-01|false|false", "2999-12-31|true|false");
    assertThat(rows(built.get("factEpisode"), "EpisodeCommencedDateKey"))
        .containsExactlyInAnyOrder("2021-02-03", "0209-03-01", "2999-12-31");
  }

  @Test
  void keys_stay_the_same_when_others_come_before_them() throws IOException {
    source("episodes", EPISODES, episode("'5_821'", "DATE '2021-01-01'", "NULL, 'Luton', 2021"));
    Set<String> before = new HashSet<>(rows(build().get("factEpisode"), "#1, FactEpisodeKey"));
    source(
        "episodes",
        EPISODES,
        episode("'1_821'", "DATE '2020-01-01'", "NULL, 'Luton', 2021"),
        episode("'5_821'", "DATE '2021-01-01'", "NULL, 'Luton', 2021"));
    assertThat(rows(build().get("factEpisode"), "#1, FactEpisodeKey")).containsAll(before);
  }

  @Test
  void the_gate_lets_it_pass_and_stops_a_birth_date_that_is_not_on_the_first() throws IOException {
    source("header", HEADER, "'1_821', '1', DATE '2010-05-01', 'WBRI', 'Luton', 2024");
    source("episodes", EPISODES, episode("'1_821'", "DATE '2021-01-05'", "NULL, 'Luton', 2024"));
    for (Built table : build().values()) {
      assertThat(breaches(table)).as(table.table().name()).isEmpty();
    }
    source("header", HEADER, "'1_821', '1', DATE '2010-05-17', 'WBRI', 'Luton', 2024");
    assertThat(breaches(build().get("dimLookedAfterChild"))).hasSize(1);
  }

  @Test
  void the_gate_stops_a_full_postcode_a_child_without_its_authority_and_a_year_too_old()
      throws IOException {
    source("header", HEADER, "'1', '1', DATE '2010-05-01', 'WBRI', 'Luton', 2024");
    source(
        "episodes",
        EPISODES,
        episode("'1'", "DATE '2015-01-05'", "NULL, 'Luton', 2015").replace("'LU1 2'", "'LU1 2AB'"));
    Map<String, Built> built = build();
    for (String table : List.of("dimPostcode", "dimLookedAfterChild", "factEpisode")) {
      assertThat(breaches(built.get(table))).as(table).hasSize(1);
    }
  }

  private List<?> breaches(Built table) throws IOException {
    return Gate.output(
        table.compiled().files().get(0).path(),
        region.useCases().get(USE_CASE),
        table.rules(),
        region.authorities().values(),
        2020,
        StarSchema.UNKNOWN,
        Optional.empty());
  }

  @Test
  void a_table_that_does_not_keep_its_promises_is_not_made() throws IOException {
    source("episodes", EPISODES, episode("'1_821'", "DATE '2021-01-05'", "NULL, 'Luton', 2024"));
    assertThatThrownBy(
            () ->
                build(
                    with(
                        "factEpisode",
                        "FROM episodes_with_key AS episode\n",
                        "FROM episodes_with_key AS episode CROSS JOIN range(2)\n")))
        .isInstanceOf(DatabaseException.class);
    assertThatThrownBy(
            () -> build(with("factEpisode", "coalesce(home.PostcodeKey, -1)", "CAST(5 AS BIGINT)")))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("dimPostcode");
    assertThatThrownBy(
            () ->
                build(
                    with("dimDate", "ORDER BY day", "WHERE day > DATE '2022-01-01' ORDER BY day")))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("dimDate");
    assertThatThrownBy(() -> build(with("dimDate", "day AS DateKey", "day::VARCHAR AS DateKey")))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("columns");
  }

  /** The schema with one piece of a table's SQL replaced. */
  private StarSchema with(String name, String from, String to) {
    List<StarTable> tables =
        schema.tables().stream()
            .map(
                table ->
                    table.name().equals(name)
                        ? new StarTable(
                            table.name(),
                            table.description(),
                            table.grain(),
                            table.key(),
                            table.rowsOf(),
                            table.columns(),
                            table.reportRows(),
                            table.hierarchies(),
                            table.measures(),
                            table.pictures(),
                            replaced(table.sql(), from, to))
                        : table)
            .toList();
    return new StarSchema(
        schema.name(),
        schema.description(),
        schema.dataset(),
        schema.useCases(),
        schema.clause(),
        schema.reads(),
        schema.openData(),
        schema.prepare(),
        tables,
        schema.members());
  }

  private static String replaced(String sql, String from, String to) {
    assertThat(sql).contains(from);
    return sql.replace(from, to);
  }

  @Test
  void the_same_inputs_give_the_same_bytes() throws IOException {
    source("header", HEADER, "'1_821', '1', DATE '2010-05-01', 'WBRI', 'Luton', 2024");
    source("episodes", EPISODES, episode("'1_821'", "DATE '2021-01-05'", "NULL, 'Luton', 2024"));
    Map<String, Built> one = build();
    Map<String, Built> other = build();
    for (String table : one.keySet()) {
      for (int file = 0; file < 2; file++) {
        assertThat(one.get(table).compiled().files().get(file).path())
            .hasSameBinaryContentAs(other.get(table).compiled().files().get(file).path());
      }
    }
  }

  @Test
  void every_column_that_holds_a_childs_value_says_which_field_it_is() {
    Set<String> personal = Set.of("ChildIdentifier", "Gender", "DateofBirthKey", "EthnicCode");
    assertThat(
            schema.tables().stream()
                .flatMap(table -> table.columns().stream())
                .filter(column -> personal.contains(column.name())))
        .hasSize(4)
        .allMatch(column -> column.is().isPresent());
    assertThat(
            schema.tables().stream()
                .flatMap(table -> table.columns().stream())
                .map(StarColumn::description))
        .noneMatch(String::isBlank);
  }
}
