package org.tributary.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Document;
import org.tributary.schema.Document.Part;
import org.tributary.schema.Field;

/** What the guide of a year asked for is right in that year, for every year of the schema. */
class CensusOfEachYearTest {

  /** What no kind and no list of codes says. */
  private static final Map<String, String> TEXTS =
      Map.of(
          "LEA", CensusFile.BEDFORD.code(),
          "SoftwareCode", "Invented",
          "Release", "1.0",
          "SerialNo", "001",
          "CBDSLevel", "Child",
          "LAchildID", "0012301",
          "UPN", "A123456789012",
          "FormerUPN", "A123456789013");

  @TempDir private Path scratch;

  static IntStream years() {
    Dataset census = CensusFile.dataset();
    return IntStream.rangeClosed(census.firstYear(), census.newestYear());
  }

  @ParameterizedTest
  @MethodSource("years")
  void a_census_with_every_element_of_its_years_guide_has_no_error(int year) throws IOException {
    CensusFile census = read(year, document(year, part -> true), UnaryOperator.identity());
    assertThat(types(census)).containsExactly(ErrorType.READ_AS);
    assertThat(census.rows()).extracting(row -> row.get("LAchildID")).containsOnly("0012301_822");
    assertThat(census.rows()).extracting(row -> row.get("Type")).doesNotHaveDuplicates();
    assertThat(census.rows()).hasSize(year < 2022 ? 8 : 10);
  }

  @ParameterizedTest
  @MethodSource("years")
  void a_census_with_no_more_than_its_years_guide_asks_for_has_no_error(int year)
      throws IOException {
    Predicate<Part> asked = part -> part.occurs().isRequired();
    CensusFile census = read(year, document(year, asked), UnaryOperator.identity());
    assertThat(types(census)).containsExactly(ErrorType.READ_AS);
    assertThat(census.rows()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("years")
  void a_reference_date_of_another_year_sets_the_census_aside(int year) throws IOException {
    CensusFile census =
        read(
            year,
            document(year, part -> true),
            text ->
                text.replaceFirst(
                    "<ReferenceDate>.*</ReferenceDate>",
                    "<ReferenceDate>" + (year - 1) + "-03-31</ReferenceDate>"));
    assertThat(types(census)).contains(ErrorType.WRONG_YEAR);
    assertThat(census.tables()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("years")
  void what_nobody_keeps_of_the_header_is_a_note_however_it_is_written(int year)
      throws IOException {
    CensusFile census =
        read(
            year,
            document(year, part -> true),
            text ->
                text.replace("<SerialNo>001<", "<SerialNo>1<")
                    .replace("T09:30:00<", " 09:30:00<")
                    .replace("<SourceLevel>L<", "<SourceLevel>Local<"));
    assertThat(types(census))
        .containsExactly(
            ErrorType.READ_AS,
            ErrorType.HEADER_VALUE,
            ErrorType.HEADER_VALUE,
            ErrorType.HEADER_VALUE);
    assertThat(census.rows()).hasSize(year < 2022 ? 8 : 10);
  }

  @ParameterizedTest
  @MethodSource("years")
  void an_element_of_the_header_that_no_guide_has_is_a_note(int year) throws IOException {
    CensusFile census =
        read(
            year,
            document(year, part -> true),
            text ->
                text.replace("</Header>", "<Sender><Name>A</Name></Sender></Header>")
                    .replace("</SerialNo>", "<Of/></SerialNo><Batch>7</Batch>")
                    .replaceFirst("<Release>.*</Release>", "<Version>1</Version>"));
    assertThat(types(census))
        .containsExactly(
            ErrorType.READ_AS,
            ErrorType.HEADER_ELEMENT,
            ErrorType.HEADER_ELEMENT,
            ErrorType.HEADER_ELEMENT,
            ErrorType.HEADER_ELEMENT);
    assertThat(census.rows()).hasSize(year < 2022 ? 8 : 10);
  }

  @ParameterizedTest
  @MethodSource("years")
  void an_unknown_element_in_what_is_compared_or_beside_the_children_is_an_error(int year)
      throws IOException {
    CensusFile census =
        read(
            year,
            document(year, part -> true),
            text ->
                text.replace("</LEA>", "<Of/></LEA>")
                    .replace("<Children>", "<Staff/><Children><Adult/>"));
    assertThat(types(census))
        .containsExactly(
            ErrorType.READ_AS,
            ErrorType.UNKNOWN_ELEMENT,
            ErrorType.UNKNOWN_ELEMENT,
            ErrorType.UNKNOWN_ELEMENT);
  }

  @ParameterizedTest
  @MethodSource("years")
  void a_line_that_ends_within_an_identifier_is_healed_and_within_a_date_refused(int year)
      throws IOException {
    CensusFile census =
        read(
            year,
            document(year, part -> true),
            text ->
                text.replace("<LAchildID>0012301<", "<LAchildID>001\n2301<")
                    .replaceFirst("<PersonBirthDate>(....)", "<PersonBirthDate>$1\n"));
    assertThat(census.errors().counts())
        .containsEntry(ErrorType.UNWRAPPED, 1L)
        .containsEntry(ErrorType.NOT_A_DATE, 1L);
    assertThat(census.rows()).extracting(row -> row.get("LAchildID")).containsOnly("0012301_822");
    assertThat(census.rows()).noneMatch(row -> row.containsKey("PersonBirthDate"));
  }

  private CensusFile read(int year, String document, UnaryOperator<String> change)
      throws IOException {
    Path file = Files.writeString(scratch.resolve("census.xml"), change.apply(document));
    return CensusFile.read(file, year, scratch);
  }

  private static List<ErrorType> types(CensusFile census) {
    return census.errors().kept().stream().map(DataError::type).toList();
  }

  /** Each element of a year once, in the order of the guide, with a value that it asks for. */
  private static String document(int year, Predicate<Part> wanted) {
    Document document = CensusFile.dataset().tables().get(0).document().orElseThrow();
    List<Part> parts = document.partsIn(year);
    StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    append(parts.get(0), parts, year, wanted, text);
    return text.toString();
  }

  private static void append(
      Part part, List<Part> parts, int year, Predicate<Part> wanted, StringBuilder text) {
    text.append('<').append(part.name()).append('>');
    part.field().ifPresent(field -> text.append(value(part.name(), field, year)));
    for (Part inner : parts) {
      if (inner.parent().equals(part.path()) && wanted.test(inner)) {
        append(inner, parts, year, wanted, text);
      }
    }
    text.append("</").append(part.name()).append(">\n");
  }

  private static String value(String name, Field field, int year) {
    return switch (field.kind()) {
      case CATEGORY -> field.codesIn(year).stream().map(Code::code).findFirst().orElseThrow();
      case DATE -> name.equals("ReferenceDate") ? year + "-03-31" : year - 1 + "-06-01";
      case INTEGER -> name.equals("Year") ? Integer.toString(year) : "0";
      case STRING ->
          name.equals("DateTime") ? year + "-06-01T09:30:00" : TEXTS.getOrDefault(name, "");
      case TIME, DECIMAL, AGE, POSTCODE -> throw new IllegalStateException(field.name());
    };
  }
}
