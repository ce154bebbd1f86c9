package org.tributary.clean;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.submission.CellText;

/** Every case under tests/cases/clean: one cell, what it becomes, and which error it gives. */
class CellCasesTest {

  private static final Path CASES = Path.of("tests/cases/clean");
  private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9a-f]{4})");
  private static final Pattern REPEATED = Pattern.compile("\\{(.)\\*(\\d+)}");

  record Case(String where, NamedCsvRecord given) {

    String raw() {
      return spelledOut(given.getField("raw"));
    }

    Outcome outcome() {
      return outcomeOf(raw());
    }

    Outcome outcomeOf(String text) {
      String definition = given.getField("definition");
      ErrorLog errors = new ErrorLog();
      FieldCheck check =
          FieldCheck.compile(
              "table",
              FieldOf.definition(given.getField("kind"), definition),
              2,
              Integer.parseInt(given.getField("year")),
              definition.contains("file=xlsx")
                  ? "xlsx"
                  : definition.contains("file=xml") ? "xml" : "csv",
              errors);
      CellText out = new CellText();
      // Other cells stand around this one, as they do in a row.
      char[] row = ("before" + text + "after").toCharArray();
      check.clean(row, 6, row.length - 5, 7, out);
      return new Outcome(out.toString(), errors.kept());
    }
  }

  record Outcome(String text, List<DataError> errors) {}

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".csv")).sorted().toList()) {
        try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(file)) {
          for (NamedCsvRecord given : records) {
            String where =
                file.getFileName()
                    + ", line "
                    + given.getStartingLineNumber()
                    + ": "
                    + given.getField("why");
            cases.add(new Case(where, given));
          }
        }
      }
    }
    return cases;
  }

  @TestFactory
  Stream<DynamicTest> every_case_becomes_what_it_should() throws IOException {
    return cases().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.where(),
                    () -> {
                      Outcome outcome = one.outcome();
                      assertThat(outcome.text())
                          .isEqualTo(spelledOut(one.given().getField("expected")));
                      String error = one.given().getField("error");
                      assertThat(outcome.errors().stream().map(found -> said(found, error)))
                          .isEqualTo(error.isEmpty() ? List.of() : List.of(error));
                    }));
  }

  private static String said(DataError found, String expected) {
    return expected.contains(":")
        ? found.type().code() + ":" + found.detail()
        : found.type().code();
  }

  @Test
  void there_are_enough_cases() throws IOException {
    assertThat(cases()).hasSizeGreaterThan(150);
  }

  @Test
  void no_error_holds_anything_of_a_value_that_is_not_in_the_schema() throws IOException {
    for (Case one : cases()) {
      String raw = one.raw().strip();
      String definition = one.given().getField("definition");
      // Values of one or two characters and codes of the schema may stand there by chance.
      if (raw.length() < 3
          || definition.toLowerCase(Locale.ROOT).contains(raw.toLowerCase(Locale.ROOT))) {
        continue;
      }
      for (DataError error : one.outcome().errors()) {
        assertThat(error.detail().toLowerCase(Locale.ROOT))
            .as(one.where())
            .doesNotContain(raw.toLowerCase(Locale.ROOT));
      }
    }
  }

  @Test
  void what_was_cleaned_stays_as_it_is_when_it_is_cleaned_again() throws IOException {
    for (Case one : cases()) {
      String cleaned = one.outcome().text();
      if (!one.given().getField("kind").equals("time")) {
        assertThat(one.outcomeOf(cleaned).text()).as(one.where()).isEqualTo(cleaned);
      }
    }
  }

  @Test
  void nothing_depends_on_the_locale_or_the_time_zone_of_the_machine() throws IOException {
    List<Outcome> usual = new ArrayList<>();
    for (Case one : cases()) {
      usual.add(one.outcome());
    }
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      List<Outcome> elsewhere = new ArrayList<>();
      for (Case one : cases()) {
        elsewhere.add(one.outcome());
      }
      assertThat(elsewhere).isEqualTo(usual);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  private static String spelledOut(String text) {
    String spelled =
        REPEATED
            .matcher(text)
            .replaceAll(found -> found.group(1).repeat(Integer.parseInt(found.group(2))));
    spelled =
        UNICODE
            .matcher(spelled)
            .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)));
    return spelled.replace("\\t", "\t").replace("\\n", "\n").replace("\\r", "\r").replace('_', ' ');
  }
}
