package org.tributary.clean;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tributary.config.Problems;
import org.tributary.errors.ErrorLog;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Meaning;
import org.tributary.schema.SchemaFiles;
import org.tributary.schema.Table;
import org.tributary.schema.Term;
import org.tributary.submission.CellText;

/** What people are told that the codes of the shipped schemas stand for. */
class WordsOfCodesTest {

  private static final Path CASES = Path.of("tests/cases/schema");

  /** A code that is words itself: {@code Bolton}, {@code a) Male}. */
  private static final Pattern WORDS = Pattern.compile("[A-Z][a-z].*|.* .*");

  private static final Pattern PLACEMENT = Pattern.compile("\\('(\\w+)', '((?:[^']|'')+)', '.*");

  private static SortedMap<String, Dataset> schemas;

  /** A code of one table's field, as the return of a year lists it. */
  private record Listed(Table table, Field field, int year, Code code) {

    boolean hasWords() {
      return WORDS.matcher(code.code()).matches() || !code.wordsIn(year).isEmpty();
    }
  }

  @BeforeAll
  static void load() {
    Problems problems = new Problems();
    schemas = SchemaFiles.load(Path.of("schemas"), problems);
    assertThat(problems.all()).isEmpty();
  }

  /** Each code of each year, once a field however many terms ask for it. */
  private static List<Listed> listed(Dataset dataset) {
    return IntStream.rangeClosed(dataset.firstYear(), dataset.newestYear())
        .boxed()
        .flatMap(
            year ->
                dataset.tables().stream()
                    .flatMap(
                        table ->
                            table.fieldsIn(year).stream()
                                .flatMap(
                                    field ->
                                        field.codesIn(year).stream()
                                            .map(code -> new Listed(table, field, year, code)))))
        .toList();
  }

  /** With {@code -DupdateExpected} the files are written anew, for a person to check. */
  private static void compare(String name, List<List<String>> rows) throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      rows.forEach(csv::writeRecord);
    }
    if (Boolean.getBoolean("updateExpected")) {
      Files.writeString(CASES.resolve(name), text.toString());
    }
    assertThat(text).hasToString(Files.readString(CASES.resolve(name)));
  }

  @Test
  void as_many_codes_have_no_words_as_are_counted_by_dataset() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("dataset", "codes_by_field_and_year", "without_words"));
    schemas.forEach(
        (name, dataset) -> {
          List<Listed> codes = listed(dataset);
          long without = codes.stream().filter(code -> !code.hasWords()).count();
          rows.add(List.of(name, Integer.toString(codes.size()), Long.toString(without)));
        });
    compare("words-of-codes.csv", rows);
  }

  @Test
  void the_codes_without_words_are_those_whose_words_nobody_knows() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("dataset", "table", "field", "code"));
    schemas.forEach(
        (name, dataset) ->
            listed(dataset).stream()
                .filter(code -> !code.hasWords())
                .map(code -> List.of(name, code.table.name(), code.field.name(), code.code.code()))
                .distinct()
                .forEach(rows::add));
    compare("codes-without-words.csv", rows);
  }

  @Test
  void no_cell_may_hold_the_words_that_explain_a_code() {
    int tried = 0;
    for (Dataset dataset : schemas.values()) {
      for (Listed listed : listed(dataset)) {
        for (Meaning meaning : listed.code.means()) {
          // Ewe is the code EWE in another case; Confidential is listed among what systems write.
          if (meaning.words().equalsIgnoreCase(listed.code.code())
              || listed.code.spellings().contains(meaning.words())) {
            continue;
          }
          ErrorLog errors = new ErrorLog();
          FieldCheck check =
              FieldCheck.compile(listed.table.name(), listed.field, 0, listed.year, "csv", errors);
          CellText cell = new CellText();
          String words = meaning.words();
          check.clean(words.toCharArray(), 0, words.length(), 2, cell);
          assertThat(cell.toString()).as(listed.field.name() + ": " + words).isEmpty();
          assertThat(errors.kept()).as(listed.field.name() + ": " + words).hasSize(1);
          tried++;
        }
      }
    }
    assertThat(tried).isGreaterThan(10_000);
  }

  @Test
  void one_code_of_one_field_is_explained_alike_in_every_table() {
    for (Dataset dataset : schemas.values()) {
      for (Optional<String> term : terms(dataset)) {
        Map<String, String> words = new HashMap<>();
        listed(dataset.in(term)).stream()
            .filter(listed -> !listed.code.means().isEmpty())
            .forEach(
                listed -> {
                  String of = listed.field.name() + " " + listed.code.code() + " " + listed.year;
                  String said = listed.code.wordsIn(listed.year);
                  assertThat(words.getOrDefault(of, said)).as(of).isEqualTo(said);
                  words.put(of, said);
                });
      }
    }
  }

  private static List<Optional<String>> terms(Dataset dataset) {
    return Stream.concat(
            Stream.of(Optional.<String>empty()).filter(none -> dataset.terms().isEmpty()),
            dataset.terms().keySet().stream().map(Term::word).map(Optional::of))
        .toList();
  }

  @Test
  void words_that_changed_are_those_of_the_year() {
    Dataset autumn = schemas.get("school-census").in(Optional.of("autumn"));
    assertThat(wordsOf(autumn, "termlysessiondetailsonroll", "attendancereason", "C", 2023))
        .isEqualTo("Authorised absence that no other code covers");
    assertThat(wordsOf(autumn, "termlysessiondetailsonroll", "attendancereason", "C", 2024))
        .isEqualTo("Leave for exceptional circumstances");
    Dataset spring = schemas.get("school-census").in(Optional.of("spring"));
    assertThat(wordsOf(spring, "termlysessiondetailsonroll", "attendancereason", "C", 2024))
        .isEqualTo("Authorised absence that no other code covers");
  }

  @Test
  void an_authority_that_leaves_is_found_in_the_words_of_a_code() {
    Code code =
        listed(schemas.get("school-census")).stream()
            .map(Listed::code)
            .filter(each -> each.code().equals("873"))
            .findFirst()
            .orElseThrow();
    assertThat(code.says("Cambridgeshire")).isTrue();
    assertThat(code.says("Essex")).isFalse();
  }

  private static String wordsOf(Dataset dataset, String table, String field, String code, int in) {
    return listed(dataset).stream()
        .filter(listed -> listed.year == in && listed.table.name().equals(table))
        .filter(listed -> listed.field.name().equals(field) && listed.code.code().equals(code))
        .findFirst()
        .orElseThrow()
        .code
        .wordsIn(in);
  }

  @Test
  void placements_are_called_as_the_star_schema_calls_them() throws IOException {
    String sql = Files.readString(Path.of("config/outputs/sufficiency/prepare.sql"));
    String labels = sql.substring(sql.indexOf("CREATE TABLE placement_labels"));
    Map<String, String> names = new HashMap<>();
    labels
        .lines()
        .map(line -> PLACEMENT.matcher(line.strip()))
        .filter(Matcher::matches)
        .forEach(line -> names.put(line.group(1), line.group(2).replace("''", "'")));
    assertThat(names).hasSizeGreaterThan(20);
    Dataset dataset = schemas.get("ssda903");
    Map<String, String> said = new HashMap<>();
    listed(dataset).stream()
        .filter(listed -> listed.field.name().equals("PLACE"))
        .forEach(listed -> said.put(listed.code.code(), listed.code.wordsIn(listed.year)));
    assertThat(said).containsAllEntriesOf(names);
  }
}
