package org.tributary.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.agreement.UseCase;
import org.tributary.authority.LocalAuthority;
import org.tributary.output.Output;
import org.tributary.output.Recipient;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.Marked;
import org.tributary.pipeline.Origin;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;
import org.tributary.schema.Kind;
import org.tributary.schema.Mark;

class GateTest {

  private static final LocalAuthority BEDFORD =
      new LocalAuthority("822", "Bedford", "East", "bedford-822", List.of());
  private static final LocalAuthority LUTON =
      new LocalAuthority("821", "Luton", "East", "luton-821", List.of());
  private static final String HASH = "0123456789abcdef".repeat(4);

  private static final UseCase PAN =
      AgreedTo.useCase(
          "PAN", "keep", "add_la_suffix", "first_of_month", "short_postcode", "hash_sha256");
  private static final UseCase SUFFICIENCY = AgreedTo.useCase("SUFFICIENCY", "keep");

  private static final PipelineTable EPISODES =
      new PipelineTable(
          "episodes",
          List.of(
              field(
                  "CHILD", Kind.STRING, "PAN", null, EnrichRule.INTEGER, EnrichRule.ADD_LA_SUFFIX),
              field("DOB", Kind.DATE, "PAN", DegradeRule.FIRST_OF_MONTH),
              field("HOME_POST", Kind.POSTCODE, "PAN", DegradeRule.SHORT_POSTCODE),
              field("UPN", Kind.STRING, "PAN", DegradeRule.HASH_SHA256),
              field("LS", Kind.CATEGORY, "PAN", DegradeRule.REMOVE_ROW),
              field("URN", Kind.STRING, "SUFFICIENCY", null),
              field("LA", Kind.STRING, "PAN", null, EnrichRule.LA_NAME),
              field("LA_CODE", Kind.STRING, "PAN", null, EnrichRule.LA_CODE),
              field("YEAR", Kind.INTEGER, "PAN", null, EnrichRule.YEAR)),
          Optional.empty());

  private static final Map<String, String> SOUND =
      new TreeMap<>(
          Map.of(
              "CHILD", "123_822",
              "DOB", "2010-03-01",
              "HOME_POST", "OX1 2",
              "UPN", HASH,
              "LS", "C2",
              "LA", "Bedford",
              "LA_CODE", "822",
              "YEAR", "2024"));

  @TempDir private Path folder;

  private static OutputField field(
      String name, Kind kind, String useCase, DegradeRule degrade, EnrichRule... enrich) {
    return new OutputField(
        name,
        kind,
        Set.of(useCase),
        false,
        Arrays.asList(enrich),
        Optional.ofNullable(degrade),
        OptionalInt.empty(),
        false,
        "1");
  }

  /** A field that identifies somebody, and of which the pipeline says nothing more. */
  private static OutputField marked(String name, Kind type, Mark mark, DegradeRule degrade) {
    return new OutputField(
        name,
        type,
        Set.of("PAN"),
        false,
        List.of(),
        Optional.ofNullable(degrade),
        OptionalInt.empty(),
        false,
        "1",
        Origin.SUBMITTED,
        Optional.empty(),
        Optional.of(new Marked(mark, "1")));
  }

  /** What breaks where one value stands in a column of that mark. */
  private List<Rule> rules(UseCase agreed, OutputField field, String value) throws IOException {
    PipelineTable table = new PipelineTable("t", List.of(field), Optional.empty());
    Path csv = csv(field.name(), value.isEmpty() ? "\"\"" : value);
    List<Rule> shared =
        Gate.shared(csv, table, List.of(agreed), BEDFORD, Set.of(2024)).stream()
            .map(Breach::rule)
            .toList();
    assertThat(Gate.output(csv, agreed, table, List.of(BEDFORD), 2020))
        .extracting(Breach::rule)
        .as("output")
        .isEqualTo(shared);
    return shared;
  }

  private Path csv(String... lines) throws IOException {
    Path csv = folder.resolve("822_2024_episodes.csv");
    Files.writeString(csv, String.join("\r\n", lines) + "\r\n");
    return csv;
  }

  private Path with(Map<String, String> row) throws IOException {
    return csv(String.join(",", row.keySet()), String.join(",", row.values()));
  }

  private Path with(String column, String value) throws IOException {
    Map<String, String> row = new TreeMap<>(SOUND);
    row.put(column, value);
    return with(row);
  }

  private static List<Breach> shared(Path csv) throws IOException {
    return Gate.shared(csv, EPISODES, List.of(PAN), BEDFORD, Set.of(2023, 2024));
  }

  private static List<Breach> output(Path csv) throws IOException {
    return Gate.output(csv, PAN, EPISODES, List.of(BEDFORD, LUTON), 2020);
  }

  private static Breach breach(String column, Rule rule, long rows) {
    return new Breach("822_2024_episodes.csv", column, rule, rows);
  }

  private void refuses(String column, String value, Rule rule) throws IOException {
    Path csv = with(column, value);
    assertThat(shared(csv)).as("shared").containsExactly(breach(column, rule, 1));
    assertThat(output(csv)).as("output").containsExactly(breach(column, rule, 1));
  }

  @Test
  void what_the_agreement_allows_may_go() throws IOException {
    assertThat(shared(with(SOUND))).isEmpty();
    assertThat(output(with(SOUND))).isEmpty();
  }

  @Test
  void blanks_may_go_where_a_row_is_not_removed_for_them() throws IOException {
    Map<String, String> row = new TreeMap<>(SOUND);
    List.of("CHILD", "DOB", "HOME_POST", "UPN").forEach(column -> row.put(column, ""));
    assertThat(shared(with(row))).isEmpty();
  }

  @Test
  void a_table_without_rows_may_go() throws IOException {
    assertThat(shared(csv(String.join(",", SOUND.keySet())))).isEmpty();
  }

  @Test
  void a_column_that_nobody_may_see_is_refused() throws IOException {
    assertThat(output(with("URN", "1234567")))
        .containsExactly(breach("", Rule.COLUMN_NOT_ALLOWED, 0));
    assertThat(
            Gate.shared(
                with("URN", "1234567"), EPISODES, List.of(PAN, SUFFICIENCY), BEDFORD, Set.of(2024)))
        .isEmpty();
  }

  @Test
  void an_unknown_column_is_refused_and_not_quoted() throws IOException {
    assertThat(shared(with("ANNIE", "x"))).containsExactly(breach("", Rule.COLUMN_NOT_ALLOWED, 0));
  }

  @Test
  void a_missing_column_is_refused() throws IOException {
    Map<String, String> row = new TreeMap<>(SOUND);
    row.remove("LS");
    assertThat(shared(with(row))).containsExactly(breach("LS", Rule.COLUMN_MISSING, 0));
  }

  @Test
  void a_column_that_stands_twice_is_refused() throws IOException {
    assertThat(
            shared(
                csv(
                    String.join(",", SOUND.keySet()) + ",LS",
                    String.join(",", SOUND.values()) + ",C2")))
        .containsExactly(breach("LS", Rule.COLUMN_TWICE, 0));
  }

  @Test
  void an_empty_file_is_refused() throws IOException {
    Path csv = Files.createFile(folder.resolve("empty.csv"));
    assertThat(shared(csv)).containsExactly(new Breach("empty.csv", "", Rule.COLUMN_MISSING, 0));
  }

  @Test
  void rows_that_do_not_fit_the_header_are_refused() throws IOException {
    String header = String.join(",", SOUND.keySet());
    String row = String.join(",", SOUND.values());
    assertThat(shared(csv(header, row, row + ",more", "1,2", "", row)))
        .contains(breach("", Rule.NOT_A_TABLE, 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2010-03-31",
        "2010-03-02",
        "01/03/2010",
        "2010-13-01",
        "2010-00-01",
        "2010-03-01T00:00",
        "2010-3-01",
        "2010-03",
        " ",
        "٢٠١٠-03-01"
      })
  void a_date_that_is_not_the_first_of_its_month_is_refused(String value) throws IOException {
    refuses("DOB", value, Rule.FIRST_OF_MONTH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"OX1 2JD", "OX12JD", "OX12", "ox1 2", "OX1  2", "1OX 2", "OX1 J", "-", "O 1"})
  void a_postcode_that_is_no_sector_is_refused(String value) throws IOException {
    refuses("HOME_POST", value, Rule.SECTOR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"M1 1", "B33 8", "CR2 6", "DN55 1", "W1A 1", "EC1A 1", "GIR 0", "ZZ99 3"})
  void every_form_of_sector_may_go(String value) throws IOException {
    assertThat(shared(with("HOME_POST", value))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A820200108001",
        "0123456789abcdef",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg"
      })
  void an_id_that_is_not_hashed_is_refused(String value) throws IOException {
    refuses("UPN", value, Rule.HASHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123", "_822", "123_873", "123822", "123_"})
  void an_id_without_its_authority_is_refused(String value) throws IOException {
    refuses("CHILD", value, Rule.AUTHORITY_SUFFIX);
  }

  @Test
  void an_id_of_another_authority_may_go_to_the_outputs_only() throws IOException {
    Path csv = with("CHILD", "123_821");
    assertThat(shared(csv)).containsExactly(breach("CHILD", Rule.AUTHORITY_SUFFIX, 1));
    assertThat(output(csv)).isEmpty();
  }

  @Test
  void a_blank_where_the_row_should_have_gone_is_refused() throws IOException {
    refuses("LS", "", Rule.NOT_BLANK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hackney", ""})
  void a_row_of_an_authority_that_did_not_sign_is_refused(String value) throws IOException {
    refuses("LA", value, Rule.AUTHORITY);
    refuses("LA_CODE", value, Rule.AUTHORITY);
  }

  @Test
  void a_row_that_is_for_another_authority_is_refused() throws IOException {
    Path csv = csv(String.join(",", SOUND.keySet()), String.join(",", SOUND.values()));
    assertThat(handedOver(csv, "822")).isEmpty();
    assertThat(handedOver(csv, "821"))
        .containsExactly(new Breach(csv.getFileName().toString(), "LA_CODE", Rule.RECIPIENT, 1));
  }

  private static List<Breach> handedOver(Path csv, String giasCode) throws IOException {
    return Gate.output(
        csv,
        PAN,
        EPISODES,
        List.of(BEDFORD, LUTON),
        2020,
        List.of(),
        Optional.of(new Output.HandedOver("LA_CODE", new Recipient("821", giasCode, "Somewhere"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2019", "", "24", "20240", "x"})
  void a_year_that_may_not_be_kept_is_refused(String value) throws IOException {
    refuses("YEAR", value, Rule.RETURN_YEAR);
  }

  @Test
  void rows_are_counted_and_no_value_is_told() throws IOException {
    Map<String, String> row = new TreeMap<>(SOUND);
    row.put("DOB", "2010-03-17");
    List<Breach> breaches =
        shared(
            csv(
                String.join(",", row.keySet()),
                String.join(",", row.values()),
                String.join(",", SOUND.values()),
                String.join(",", row.values())));
    assertThat(breaches).containsExactly(breach("DOB", Rule.FIRST_OF_MONTH, 2));
    assertThat(breaches.toString()).doesNotContain("2010-03-17");
  }

  @Test
  void quoted_values_are_read_as_readers_would() throws IOException {
    Path csv =
        csv(
            "\"" + String.join("\",\"", SOUND.keySet()) + "\"",
            "\"" + String.join("\",\"", SOUND.values()) + "\"");
    assertThat(shared(csv)).isEmpty();
  }

  @Test
  void a_quote_that_is_never_closed_is_not_waved_through() throws IOException {
    Path csv =
        csv(
            String.join(",", SOUND.keySet()),
            String.join(",", SOUND.values()),
            "\"123_822,2010-03-17");
    assertThat(shared(csv)).extracting(Breach::rule).contains(Rule.NOT_A_TABLE);
  }

  @Test
  void every_rule_of_a_column_is_asked() throws IOException {
    PipelineTable table =
        new PipelineTable(
            "episodes",
            List.of(
                field(
                    "CHILD", Kind.STRING, "PAN", DegradeRule.REMOVE_ROW, EnrichRule.ADD_LA_SUFFIX)),
            Optional.empty());
    Path csv = csv("CHILD", "123_822", "\"\"", "123");
    assertThat(Gate.shared(csv, table, List.of(PAN), BEDFORD, Set.of(2024)))
        .containsExactly(
            breach("CHILD", Rule.NOT_BLANK, 1), breach("CHILD", Rule.AUTHORITY_SUFFIX, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "BIRTH_DATE, 2010-03-17, 2010-03-01, FIRST_OF_MONTH",
    "DEATH_DATE, 2010-03-17, 2010-03-01, FIRST_OF_MONTH",
    "EXPECTED_BIRTH_DATE, 2010-03-17, 2010-03-01, FIRST_OF_MONTH",
    "POSTCODE, OX1 2JD, OX1 2, SECTOR",
    "PERSON_ID, 123, 123_822, AUTHORITY_SUFFIX",
  })
  void what_identifies_somebody_leaves_as_its_clause_says_whatever_the_pipeline_calls_it(
      Mark mark, String full, String coarse, Rule rule) throws IOException {
    for (Kind type : Kind.values()) {
      OutputField field = marked("X", type, mark, null);
      assertThat(rules(PAN, field, full)).as("%s", type).containsExactly(rule);
      assertThat(rules(PAN, field, coarse)).as("%s", type).isEmpty();
      assertThat(rules(PAN, field, "")).as("%s", type).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Mark.class)
  void what_no_clause_instructs_does_not_leave(Mark mark) throws IOException {
    OutputField field = marked("X", mark.kind(), mark, null);
    for (String value : List.of("2010-03-01", "OX1 2", "123_822", HASH)) {
      assertThat(rules(AgreedTo.useCase("PAN", "keep"), field, value))
          .containsExactly(Rule.WITHHELD);
    }
    assertThat(rules(AgreedTo.useCase("PAN", "keep"), field, "")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Mark.class)
  void what_a_clause_lets_leave_in_full_may_go(Mark mark) throws IOException {
    OutputField field = marked("X", mark.kind(), mark, null);
    UseCase agreed = AgreedTo.useCase("PAN", "keep", "as-submitted: " + mark.word());
    assertThat(rules(agreed, field, "anything")).isEmpty();
  }

  @Test
  void a_name_leaves_as_a_pseudonym_only() throws IOException {
    assertThat(rules(PAN, marked("X", Kind.STRING, Mark.NAME, null), "Somebody"))
        .containsExactly(Rule.WITHHELD);
    OutputField hashed = marked("X", Kind.STRING, Mark.NAME, DegradeRule.HASH_SHA256);
    assertThat(rules(PAN, hashed, HASH)).isEmpty();
    assertThat(rules(PAN, hashed, "Somebody")).containsExactly(Rule.HASHED);
    assertThat(rules(AgreedTo.useCase("PAN", "keep"), hashed, HASH)).containsExactly(Rule.WITHHELD);
  }

  @Test
  void a_column_for_two_use_cases_leaves_as_both_agreed() throws IOException {
    OutputField field =
        new OutputField(
            "X",
            Kind.DATE,
            Set.of("PAN", "SUFFICIENCY"),
            false,
            List.of(),
            Optional.empty(),
            OptionalInt.empty(),
            false,
            "1",
            Origin.SUBMITTED,
            Optional.empty(),
            Optional.of(new Marked(Mark.BIRTH_DATE, "1")));
    PipelineTable table = new PipelineTable("t", List.of(field), Optional.empty());
    UseCase whole = AgreedTo.useCase("SUFFICIENCY", "keep", "as-submitted: birth-date");
    Path csv = csv("X", "2010-03-17");
    assertThat(Gate.shared(csv, table, List.of(whole), BEDFORD, Set.of(2024))).isEmpty();
    assertThat(Gate.shared(csv, table, List.of(PAN, whole), BEDFORD, Set.of(2024)))
        .extracting(Breach::rule)
        .containsExactly(Rule.WITHHELD);
  }

  @Test
  void a_year_between_those_that_were_read_is_refused_too() throws IOException {
    Path csv = with("YEAR", "2023");
    assertThat(Gate.shared(csv, EPISODES, List.of(PAN), BEDFORD, Set.of(2022, 2024)))
        .containsExactly(breach("YEAR", Rule.RETURN_YEAR, 1));
  }

  @Test
  void what_is_not_there_cannot_be_checked() {
    assertThatThrownBy(() -> shared(folder.resolve("none.csv"))).isInstanceOf(IOException.class);
  }
}
