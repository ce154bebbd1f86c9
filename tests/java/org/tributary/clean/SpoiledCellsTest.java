package org.tributary.clean;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tributary.config.Problems;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.region.Region;
import org.tributary.region.RegionFiles;
import org.tributary.schema.Dataset;
import org.tributary.schema.Document;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Mark;
import org.tributary.schema.Table;
import org.tributary.submission.CellText;

/**
 * Every field of every shipped schema in every format: what programmes add to a value is taken off,
 * and what they write for nothing is nothing, with one error.
 */
class SpoiledCellsTest {

  private static final List<String> FORMATS = List.of("csv", "xlsx", "xml");

  private static final List<String> WORDS =
      List.of("NULL", "null", "(null)", "<NA>", "\\N", "#N/A", "#REF!", "#VALUE!", "#DIV/0!");

  /** Those of them that are no spelling of any code. */
  private static final List<String> ERRORS = List.of("#REF!", "#VALUE!", "#DIV/0!");

  private static final List<String> UNSEEN =
      List.of(
          "\u001f", "\u0000", "\u001a", "\u007f", "\u0081", "\u200b", "\u200e", "\ufeff", "\u00ad");

  private static final List<String> PLACEHOLDERS =
      List.of("1900-01-01", "1899-12-30", "1753-01-01", "0001-01-01", "9999-12-31", "2999-12-31");

  private record Shipped(String dataset, String table, Field field, int year) {

    @Override
    public String toString() {
      return dataset + " " + year + " " + table + " " + field.name();
    }

    boolean isIdentifier() {
      return field.kind() == Kind.STRING
          && (field.pattern().isPresent() || field.mark().equals(Optional.of(Mark.PERSON_ID)));
    }
  }

  private record Outcome(String text, FieldCheck.Cell cell, Map<ErrorType, Long> errors) {}

  private static Outcome clean(Shipped shipped, String format, String text) {
    ErrorLog errors = new ErrorLog();
    FieldCheck check =
        FieldCheck.compile(shipped.table(), shipped.field(), 0, shipped.year(), format, errors);
    CellText out = new CellText();
    char[] characters = ("," + text + ",").toCharArray();
    FieldCheck.Cell cell = check.clean(characters, 1, characters.length - 1, 2, out);
    return new Outcome(out.toString(), cell, errors.counts());
  }

  private static List<Shipped> fields() {
    Problems problems = new Problems();
    Region region =
        RegionFiles.load(Path.of("config"), Path.of("schemas"), problems)
            .orElseThrow(() -> new IllegalStateException(problems.all().toString()));
    List<Shipped> fields = new ArrayList<>();
    for (Dataset dataset : region.datasets().values()) {
      IntStream.of(dataset.firstYear(), dataset.newestYear())
          .forEach(
              year ->
                  dataset
                      .tablesIn(year)
                      .forEach(
                          table ->
                              fieldsOf(table, year)
                                  .map(
                                      field ->
                                          new Shipped(dataset.name(), table.name(), field, year))
                                  .forEach(fields::add)));
    }
    return fields;
  }

  private static Stream<Field> fieldsOf(Table table, int year) {
    return table
        .document()
        .map(
            document ->
                document.partsIn(year).stream().map(Document.Part::field).flatMap(Optional::stream))
        .orElseGet(() -> table.fieldsIn(year).stream());
  }

  @TestFactory
  Stream<DynamicTest> a_word_for_nothing_is_nothing_with_one_error() {
    return fields().stream()
        .map(
            shipped ->
                DynamicTest.dynamicTest(
                    shipped.toString(),
                    () -> {
                      for (String format : FORMATS) {
                        for (String word : hasCodeForNothing(shipped) ? ERRORS : WORDS) {
                          assertThat(clean(shipped, format, word))
                              .as(format + " " + word)
                              .isEqualTo(
                                  new Outcome(
                                      "",
                                      FieldCheck.Cell.BLANK,
                                      Map.of(ErrorType.WORD_FOR_NOTHING, 1L)));
                        }
                      }
                    }));
  }

  /** Whether the list of codes has a word for nothing, which then is the code. */
  private static boolean hasCodeForNothing(Shipped shipped) {
    return shipped.field().codes().stream()
        .flatMap(code -> Stream.concat(Stream.of(code.code()), code.labels().stream()))
        .anyMatch(word -> word.strip().matches("(?i)n/?a|none|null|nan|nil"));
  }

  @TestFactory
  Stream<DynamicTest> a_day_that_stands_for_none_is_none_with_one_error() {
    return fields().stream()
        .filter(shipped -> shipped.field().kind() == Kind.DATE)
        .map(
            shipped ->
                DynamicTest.dynamicTest(
                    shipped.toString(),
                    () -> {
                      for (String format : FORMATS) {
                        for (String day : PLACEHOLDERS) {
                          assertThat(clean(shipped, format, day))
                              .as(format + " " + day)
                              .isEqualTo(
                                  new Outcome(
                                      "", FieldCheck.Cell.BLANK, Map.of(ErrorType.NOT_A_DATE, 1L)));
                        }
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> an_identifier_is_what_a_person_sees() {
    Map<ErrorType, Long> note = Map.of(ErrorType.UNWRAPPED, 1L);
    return fields().stream()
        .filter(shipped -> shipped.isIdentifier() && number(shipped).isPresent())
        .map(
            shipped ->
                DynamicTest.dynamicTest(
                    shipped.toString(),
                    () -> {
                      String id = number(shipped).orElseThrow();
                      Outcome plain = new Outcome(id, FieldCheck.Cell.READ, Map.of());
                      Outcome noted = new Outcome(id, FieldCheck.Cell.READ, note);
                      for (String format : FORMATS) {
                        assertThat(clean(shipped, format, id)).isEqualTo(plain);
                        assertThat(clean(shipped, format, " \t" + id + "\u00a0\r\n\u3000"))
                            .isEqualTo(plain);
                        for (String unseen : UNSEEN) {
                          assertThat(clean(shipped, format, unseen + id)).isEqualTo(noted);
                          assertThat(clean(shipped, format, id + " " + unseen)).isEqualTo(noted);
                        }
                        assertThat(clean(shipped, format, "\u001f'" + id + ".0\u200b\u0081"))
                            .isEqualTo(noted);
                        assertThat(clean(shipped, format, "=\"" + id + "\"")).isEqualTo(noted);
                        assertThat(clean(shipped, format, "'" + id)).isEqualTo(noted);
                        assertThat(clean(shipped, format, id + ".0")).isEqualTo(noted);
                        assertThat(clean(shipped, format, id + ".00")).isEqualTo(noted);
                        assertThat(clean(shipped, format, "=\"" + id + ".00\"")).isEqualTo(noted);
                      }
                      String broken = id.charAt(0) + "\n" + id.substring(1);
                      assertThat(clean(shipped, "xml", broken)).isEqualTo(noted);
                      assertThat(clean(shipped, "csv", broken).text()).isEmpty();
                      assertThat(clean(shipped, "xlsx", broken).text()).isEmpty();
                    }));
  }

  /** A number that the field takes as its identifier, with a zero before it where it may be. */
  private static Optional<String> number(Shipped shipped) {
    return Stream.of("0012301", "0123456", "001", "012")
        .filter(
            id -> shipped.field().pattern().map(form -> form.matcher(id).matches()).orElse(true))
        .findFirst();
  }

  @Test
  void four_ways_to_write_an_identifier_are_four_identifiers() {
    List<Shipped> people =
        fields().stream()
            .filter(shipped -> shipped.isIdentifier() && shipped.field().mandatory())
            .filter(shipped -> number(shipped).isPresent() && !shipped.field().name().equals("LEA"))
            .toList();
    assertThat(people).hasSizeGreaterThan(10);
    for (Shipped shipped : people) {
      assertThat(
              Stream.of("0012", "12", "1E5", "100000").map(id -> clean(shipped, "csv", id).text()))
          .as(shipped.toString())
          .containsExactly("0012", "12", "1E5", "100000");
    }
  }

  @Test
  void a_message_names_the_fields_format_and_its_hint_names_no_other() {
    List<Shipped> written =
        fields().stream().filter(shipped -> !shipped.field().format().isEmpty()).toList();
    assertThat(written).hasSizeGreaterThan(50);
    for (Shipped shipped : written) {
      ErrorLog errors = new ErrorLog();
      FieldCheck.compile(shipped.table(), shipped.field(), 0, shipped.year(), "csv", errors)
          .clean(new char[] {'x'}, 0, 1, 2, new CellText());
      String words = new CalendarText(shipped.field().format()).inWords();
      assertThat(errors.kept()).as(shipped.toString()).hasSize(1);
      assertThat(errors.kept().get(0).detail()).isEqualTo("It is written " + words + ".");
      assertThat(errors.kept().get(0).type().hint()).doesNotContain("day/", "hours:", "-month");
    }
  }
}
