package org.tributary.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.demo.CinCensusReturns;
import org.tributary.errors.ErrorType;

/**
 * Right censuses, spoiled in the ways in which programs and people spoil them: the rows stay the
 * same, or what cannot be read is blank with one error each, or nothing of the census is published.
 */
class SpoiledCensusesTest {

  private static final long CHILDREN = 40;
  private static final int YEAR = 2026;
  private static final Pattern CHILD_NUMBER = Pattern.compile("(?<=<LAchildID>)\\d+(?=<)");
  private static final Pattern PUPIL_NUMBER = Pattern.compile("(?<=<UPN>)[^<]+(?=<)");
  private static final Pattern DAY = Pattern.compile("(?<=>)\\d{4}-\\d{2}-\\d{2}(?=</)");
  private static final Pattern BIRTH = Pattern.compile("(?<=<PersonBirthDate>)[^<]+(?=<)");
  private static final Pattern ETHNICITY = Pattern.compile("(?<=<Ethnicity>)[^<]+(?=<)");
  private static final Pattern VALUE = Pattern.compile("(?<=>)[^<>\\s]+(?=</)");

  @TempDir private Path scratch;

  private final Random random = new Random(18);

  /** A text of which some places were changed. */
  private record Spoiled(String text, long places) {}

  private static String right(long seed) {
    CinCensusReturns returns =
        new CinCensusReturns(CensusFile.dataset(), CensusFile.BEDFORD, seed, CHILDREN);
    return new String(returns.file(YEAR), StandardCharsets.UTF_8);
  }

  private CensusFile read(String text, Charset charset) throws IOException {
    Path file = Files.write(scratch.resolve("census.xml"), text.getBytes(charset));
    return CensusFile.read(file, YEAR, scratch);
  }

  private CensusFile read(String text) throws IOException {
    return read(text, StandardCharsets.UTF_8);
  }

  /** The rows without the lines that they stand on. */
  private static List<Map<String, String>> rows(CensusFile census) {
    return census.rows().stream().map(row -> without(row, "row")).toList();
  }

  private static Map<String, String> without(Map<String, String> row, String... columns) {
    Map<String, String> rest = new LinkedHashMap<>(row);
    // With what a column was before it was enriched or degraded.
    rest.keySet().removeIf(name -> Set.of(columns).contains(name.split("\\.")[0]));
    return rest;
  }

  /** All that was told but what the file was read as. */
  private static Map<ErrorType, Long> told(CensusFile census) {
    Map<ErrorType, Long> told = new TreeMap<>(census.errors().counts());
    told.remove(ErrorType.READ_AS);
    return told;
  }

  /** About every third place, and always the first. */
  private Spoiled spoil(String text, Pattern where, Function<MatchResult, String> change) {
    long[] places = {0};
    String spoiled =
        where
            .matcher(text)
            .replaceAll(
                found -> {
                  boolean changed = places[0] == 0 || random.nextInt(3) == 0;
                  places[0] += changed ? 1 : 0;
                  return Matcher.quoteReplacement(changed ? change.apply(found) : found.group());
                });
    return new Spoiled(spoiled, places[0]);
  }

  private static String broken(String value, int at, String end) {
    return value.substring(0, at) + end + value.substring(at);
  }

  private void is_read_as_it_was(
      Function<String, Spoiled> spoiling, Function<Spoiled, Map<ErrorType, Long>> expected)
      throws IOException {
    long places = 0;
    for (int seed = 0; seed < 5; seed++) {
      String right = right(seed);
      CensusFile unspoiled = read(right);
      assertThat(told(unspoiled)).isEmpty();
      List<Map<String, String>> rows = rows(unspoiled);
      Spoiled spoiled = spoiling.apply(right);
      CensusFile census = read(spoiled.text());
      assertThat(rows(census)).isEqualTo(rows);
      assertThat(told(census)).isEqualTo(expected.apply(spoiled));
      places += spoiled.places();
    }
    assertThat(places).isPositive();
  }

  private static Map<ErrorType, Long> at(ErrorType type, Spoiled spoiled) {
    return spoiled.places() == 0 ? Map.of() : Map.of(type, spoiled.places());
  }

  private static Map<ErrorType, Long> nothing(Spoiled spoiled) {
    return Map.of();
  }

  private static Map<ErrorType, Long> unwrapped(Spoiled spoiled) {
    return at(ErrorType.UNWRAPPED, spoiled);
  }

  static Stream<Function<String, String>> wrappers() {
    return Stream.of(
        value -> "=\"" + value + "\"",
        value -> "'" + value,
        value -> " '" + value + "\n",
        value -> "\u200b" + value,
        value -> " " + value + "\ufeff&#x85;",
        value -> "&#x86;" + value + "\n");
  }

  @ParameterizedTest
  @MethodSource("wrappers")
  void what_a_programme_puts_around_an_identifier_is_taken_off(Function<String, String> wrapper)
      throws IOException {
    for (Pattern identifier : List.of(CHILD_NUMBER, PUPIL_NUMBER)) {
      is_read_as_it_was(
          text -> spoil(text, identifier, found -> wrapper.apply(found.group())),
          SpoiledCensusesTest::unwrapped);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".0", ".00", ".000000"})
  void a_fraction_of_zeros_behind_a_childs_number_is_taken_off(String fraction) throws IOException {
    is_read_as_it_was(
        text -> spoil(text, CHILD_NUMBER, found -> found.group() + fraction),
        SpoiledCensusesTest::unwrapped);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void a_line_that_ends_within_an_identifier_is_no_part_of_it(String end) throws IOException {
    for (Pattern identifier : List.of(CHILD_NUMBER, PUPIL_NUMBER)) {
      is_read_as_it_was(
          text ->
              spoil(
                  text,
                  identifier,
                  found ->
                      broken(found.group(), 1 + random.nextInt(found.group().length() - 1), end)),
          SpoiledCensusesTest::unwrapped);
    }
  }

  @Test
  void white_space_around_any_value_is_no_part_of_it() throws IOException {
    List<String> spaces = List.of(" ", "\t", "\n        ", "\r\n", "\u00a0", "&#x85;", "");
    is_read_as_it_was(
        text -> spoil(text, VALUE, found -> within(spaces, found.group())),
        SpoiledCensusesTest::nothing);
  }

  @Test
  void what_nobody_sees_around_a_value_that_is_no_identifier_is_no_part_of_it() throws IOException {
    List<String> unseen = List.of("\u200b", "\ufeff", "\u00ad ", "&#x86;");
    for (Pattern value : List.of(DAY, ETHNICITY)) {
      is_read_as_it_was(
          text -> spoil(text, value, found -> within(unseen, found.group())),
          SpoiledCensusesTest::nothing);
    }
  }

  private String within(List<String> around, String value) {
    return around.get(random.nextInt(around.size()))
        + value
        + around.get(random.nextInt(around.size()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"T00:00:00", "T00:00:00.000", "T00:00:00Z", "T23:30:00+01:00", "Z", "-05:00"})
  void a_day_may_have_a_time_and_a_zone(String behind) throws IOException {
    is_read_as_it_was(
        text -> spoil(text, DAY, found -> found.group() + behind), SpoiledCensusesTest::nothing);
  }

  @Test
  void a_value_may_be_written_in_pieces() throws IOException {
    is_read_as_it_was(
        text ->
            spoil(
                text,
                VALUE,
                found ->
                    switch (random.nextInt(3)) {
                      case 0 -> "<![CDATA[" + found.group() + "]]>";
                      case 1 ->
                          broken(found.group(), random.nextInt(found.group().length()), "<!-- -->");
                      default ->
                          "&#" + (int) found.group().charAt(0) + ";" + found.group().substring(1);
                    }),
        SpoiledCensusesTest::nothing);
  }

  @Test
  void blank_lines_may_stand_before_the_declaration() throws IOException {
    is_read_as_it_was(
        text -> {
          int lines = 1 + random.nextInt(5);
          return new Spoiled((random.nextBoolean() ? "\n" : " \r\n").repeat(lines) + text, lines);
        },
        SpoiledCensusesTest::nothing);
  }

  @Test
  void another_encoding_changes_nothing() throws IOException {
    String right = right(1);
    List<Map<String, String>> rows = rows(read(right));
    String undeclared = right.replaceFirst("<\\?xml.*\\?>", "");
    assertThat(rows(read("\ufeff" + right))).isEqualTo(rows);
    assertThat(rows(read(undeclared, StandardCharsets.UTF_16))).isEqualTo(rows);
    assertThat(rows(read(right.replace("UTF-8", "UTF-16"), StandardCharsets.UTF_16)))
        .isEqualTo(rows);
    String western = right.replace("UTF-8", "windows-1252");
    assertThat(rows(read(western, Charset.forName("windows-1252")))).isEqualTo(rows);
  }

  @Test
  void a_group_in_two_parts_is_read_as_one() throws IOException {
    Map<String, String> ends =
        Map.of(
            "ChildIdentifiers", "(?=\\s*<(?:GenderCurrent|Sex)>)",
            "Reviews", "(?<=</CPPreviewDate>)(?=\\s*<CPPreviewDate>)",
            "FactorsIdentifiedAtAssessment",
                "(?<=</AssessmentFactors>)(?=\\s*<AssessmentFactors>)");
    for (Map.Entry<String, String> group : ends.entrySet()) {
      String split = "</" + group.getKey() + ">\n<" + group.getKey() + ">";
      is_read_as_it_was(
          text -> spoil(text, Pattern.compile(group.getValue()), found -> split),
          spoiled -> at(ErrorType.REPEATED_ELEMENT, spoiled));
    }
  }

  @Test
  void an_optional_group_with_nothing_in_it_is_a_note() throws IOException {
    Map<String, String> places =
        Map.of(
            "Disabilities", "(?<=</Ethnicity>)(?=\\s*</ChildCharacteristics>)",
            "FactorsIdentifiedAtAssessment",
                "(?<=</AssessmentInternalReviewDate>)(?=\\s*</Assessments>)",
            "CINPlanDates", "(?<=</Assessments>)(?=\\s*<(?:Section47|ReferralNFA)>)",
            "Section47", "(?<=>)(?=\\s*<ReferralNFA>)",
            "Assessments",
                "(?<=</PrimaryNeedCode>|</ReasonForClosure>)(?=\\s*<(?:CINPlanDates|Section47|ReferralNFA)>)",
            "ChildProtectionPlans", "(?<=</ReferralNFA>)(?=\\s*</CINdetails>)");
    for (Map.Entry<String, String> group : places.entrySet()) {
      String empty = "<" + group.getKey() + "/>";
      is_read_as_it_was(
          text -> spoil(text, Pattern.compile(group.getValue()), found -> empty),
          spoiled -> at(ErrorType.EMPTY_GROUP, spoiled));
    }
  }

  @Test
  void what_nobody_keeps_of_the_header_costs_nothing() throws IOException {
    is_read_as_it_was(
        text ->
            new Spoiled(
                text.replaceFirst("<SerialNo>[^<]*<", "<SerialNo>" + random.nextInt(100) + "<")
                    .replaceFirst("(<DateTime>.{10})T", "$1 "),
                2),
        spoiled -> Map.of(ErrorType.HEADER_VALUE, 2L));
    is_read_as_it_was(
        text ->
            spoil(
                text,
                Pattern.compile("(?<=>)(?=\\s*</(?:Source|CollectionDetails|Header)>)"),
                found -> random.nextBoolean() ? "<Supplier>A</Supplier>" : "<Of><Its/>own</Of>"),
        spoiled -> at(ErrorType.HEADER_ELEMENT, spoiled));
  }

  /** Some values of an element replaced by what is none: blank there, and all else as it was. */
  private void is_blank_with_one_error(
      Pattern element, Set<String> columns, String instead, ErrorType error) throws IOException {
    String right = right(3);
    List<Map<String, String>> rows = rows(read(right));
    Spoiled spoiled = spoil(right, element, found -> instead);
    CensusFile census = read(spoiled.text());
    assertThat(told(census)).as(instead).isEqualTo(Map.of(error, spoiled.places()));
    List<Map<String, String>> found = rows(census);
    assertThat(found).hasSameSizeAs(rows);
    int blank = 0;
    for (int i = 0; i < rows.size(); i++) {
      String[] others = columns.toArray(String[]::new);
      assertThat(without(found.get(i), others)).isEqualTo(without(rows.get(i), others));
      Map<String, String> row = found.get(i);
      if (!row.equals(rows.get(i))) {
        assertThat(columns).as(instead).noneMatch(row::containsKey);
        blank++;
      }
    }
    assertThat(blank).isPositive();
  }

  private static final Set<String> OF_BIRTH = Set.of("PersonBirthDate", "PersonSchoolYear");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NULL",
        "(null)",
        "&lt;NA&gt;",
        "\\N",
        "#N/A",
        "#REF!",
        "N/A",
        "nan",
        "NaT",
        "None"
      })
  void a_word_for_nothing_is_nothing(String word) throws IOException {
    ErrorType error = ErrorType.WORD_FOR_NOTHING;
    is_blank_with_one_error(BIRTH, OF_BIRTH, word, error);
    is_blank_with_one_error(ETHNICITY, Set.of("Ethnicity"), word, error);
    is_blank_with_one_error(PUPIL_NUMBER, Set.of("UPN"), word, error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1900-01-01", "1899-12-30", "9999-12-31", "2099-12-31", "1753-01-01"})
  void a_day_that_stands_for_none_is_none(String day) throws IOException {
    is_blank_with_one_error(BIRTH, OF_BIRTH, day, ErrorType.NOT_A_DATE);
  }

  @Test
  void a_line_that_ends_within_a_day_or_a_code_makes_it_none() throws IOException {
    is_blank_with_one_error(BIRTH, OF_BIRTH, "2015-0\n5-01", ErrorType.NOT_A_DATE);
    is_blank_with_one_error(ETHNICITY, Set.of("Ethnicity"), "WB\nRI", ErrorType.UNKNOWN_CODE);
  }

  @Test
  void what_people_type_into_an_identifier_is_refused() throws IOException {
    is_blank_with_one_error(
        PUPIL_NUMBER, Set.of("UPN"), "ask Q Inventedname", ErrorType.NOT_IN_PATTERN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NULL", "#N/A", "N/A", "ask Q Inventedname", "1.23E+11", "500\n    123"})
  void a_child_whose_number_is_none_is_no_row_and_harms_no_other(String instead)
      throws IOException {
    String right = right(4);
    List<Map<String, String>> rows = rows(read(right));
    Set<String> gone = new TreeSet<>();
    Spoiled spoiled =
        spoil(
            right,
            CHILD_NUMBER,
            found -> {
              gone.add(found.group() + "_822");
              return instead;
            });
    CensusFile census = read(spoiled.text());
    assertThat(rows(census))
        .isEqualTo(rows.stream().filter(row -> !gone.contains(row.get("LAchildID"))).toList());
    assertThat(told(census)).containsKey(ErrorType.KEY_MISSING).hasSize(2);
  }

  @Test
  void a_census_that_says_another_year_or_authority_is_not_published() throws IOException {
    String right = right(5);
    for (int i = 0; i < 5; i++) {
      int other = YEAR - 1 - random.nextInt(5);
      nothing_is_published(
          right.replaceFirst("<ReferenceDate>....", "<ReferenceDate>" + other),
          ErrorType.WRONG_YEAR);
      nothing_is_published(
          right.replaceFirst("<Year>....", "<Year>" + other), ErrorType.WRONG_YEAR);
    }
    nothing_is_published(right.replaceFirst("<LEA>...", "<LEA>873"), ErrorType.WRONG_AUTHORITY);
  }

  @Test
  void a_census_that_ends_too_early_is_not_published() throws IOException {
    String right = right(6).strip();
    for (int i = 0; i < 40; i++) {
      int end = 200 + random.nextInt(right.length() - 200);
      nothing_is_published(right.substring(0, end), ErrorType.UNREADABLE);
    }
  }

  private void nothing_is_published(String text, ErrorType reason) throws IOException {
    CensusFile census = read(text);
    assertThat(census.tables()).isEmpty();
    assertThat(told(census)).isEqualTo(Map.of(reason, 1L));
  }
}
