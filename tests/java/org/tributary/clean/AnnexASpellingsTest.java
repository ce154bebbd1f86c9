package org.tributary.clean;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tributary.config.Problems;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.SchemaFiles;
import org.tributary.submission.CellText;

/** Everything that systems are known to write into the lists, and that nothing else is guessed. */
class AnnexASpellingsTest {

  private static final int YEAR = 2024;
  private static final Path LISTED = Path.of("schemas/annex-a/spellings.csv");
  private static final Path NONSENSE = Path.of("tests/cases/annex-a/nonsense.txt");
  private static final Dataset LISTS =
      SchemaFiles.load(Path.of("schemas"), new Problems()).get("annex-a");

  /** The categories by name; a field has the same codes in every list. */
  private static final Map<String, Field> FIELDS =
      LISTS.tables().stream()
          .flatMap(table -> table.fields().stream())
          .filter(field -> field.kind() == Kind.CATEGORY)
          .collect(
              Collectors.toMap(
                  Field::name, field -> field, (one, other) -> one, LinkedHashMap::new));

  private record Spelling(String field, String written, String value) {}

  private static List<Spelling> listed() throws IOException {
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(LISTED)) {
      return rows.stream()
          .map(row -> new Spelling(row.getField(0), row.getField(1), row.getField(2)))
          .toList();
    }
  }

  /** What cells of a field become; a blank is one that gave its one error. */
  private static final class Reading {

    private final ErrorLog errors = new ErrorLog();
    private final FieldCheck check;
    private final CellText cell = new CellText();

    Reading(Field field) {
      check = FieldCheck.compile("list", field, 0, YEAR, "xlsx", errors);
    }

    private long told() {
      return errors.counts().values().stream().mapToLong(Long::longValue).sum();
    }

    String of(String raw) {
      long before = told();
      check.clean(raw.toCharArray(), 0, raw.length(), 2, cell);
      String read = cell.toString();
      assertThat(told() - before).as(raw).isEqualTo(read.isEmpty() ? 1 : 0);
      return read;
    }
  }

  private static Map<String, Reading> readings() {
    Map<String, Reading> readings = new HashMap<>();
    FIELDS.forEach((name, field) -> readings.put(name, new Reading(field)));
    return readings;
  }

  /** The code that the schema has for an official value. */
  private static Code code(Field field, String value) {
    return field.codes().stream()
        .filter(code -> code.code().equals(value))
        .findFirst()
        .or(() -> field.codes().stream().filter(code -> code.names().contains(value)).findFirst())
        .orElseThrow();
  }

  @Test
  void the_same_field_has_the_same_codes_in_every_list() {
    LISTS.tables().stream()
        .flatMap(table -> table.fields().stream())
        .filter(field -> field.kind() == Kind.CATEGORY)
        .forEach(
            field ->
                assertThat(field.codes())
                    .as(field.name())
                    .isEqualTo(FIELDS.get(field.name()).codes()));
  }

  @Test
  void every_listed_spelling_is_read_as_its_value() throws IOException {
    List<Spelling> listed = listed();
    // With what a cell that is ticked says in the eight fields of which no system was seen to.
    assertThat(listed).hasSize(10_165 + 2 * 8);
    Map<String, Reading> readings = readings();
    List<Spelling> otherwise = new ArrayList<>();
    for (Spelling spelling : listed) {
      Code code = code(FIELDS.get(spelling.field()), spelling.value());
      if (!readings.get(spelling.field()).of(spelling.written()).equals(code.code())) {
        otherwise.add(spelling);
      }
    }
    // An official value itself: the authority that was made from half of the county.
    assertThat(otherwise)
        .containsExactly(
            new Spelling("LA of Placement", "West Northamptonshire", "Northamptonshire"));
    assertThat(readings.get("LA of Placement").of("West Northamptonshire"))
        .isEqualTo("West Northamptonshire");
  }

  @Test
  void every_official_value_is_read_as_its_own() {
    Map<String, Reading> readings = readings();
    FIELDS.forEach(
        (name, field) ->
            field
                .codes()
                .forEach(
                    code ->
                        Stream.concat(Stream.of(code.code()), code.labels().stream())
                            .forEach(
                                value ->
                                    assertThat(readings.get(name).of(value))
                                        .as(name + ": " + value)
                                        .isEqualTo(code.code()))));
  }

  @Test
  void no_two_codes_of_a_field_are_one_value_written_twice() {
    FIELDS.forEach(
        (name, field) -> {
          Map<String, String> codes = new HashMap<>();
          for (Code code : field.codes()) {
            String mark = code.code().replaceFirst("^([a-z])\\) .*|.*", "$1");
            for (String value :
                Stream.concat(Stream.of(code.code()), code.labels().stream()).toList()) {
              String meant =
                  bare(mark.isEmpty() ? value : value.replaceFirst("^" + mark + "\\) ", ""));
              assertThat(codes.getOrDefault(meant, code.code()))
                  .as(name + ": " + value)
                  .isEqualTo(code.code());
              codes.put(meant, code.code());
            }
          }
        });
  }

  /** Changes of a text that leave it the same to a reader. */
  private static final Map<String, UnaryOperator<String>> MANNERS =
      Map.of(
          "capitals", text -> text.toUpperCase(Locale.ROOT),
          "small letters", text -> text.toLowerCase(Locale.ROOT),
          "wide", text -> "\u00a0" + text.replace(" ", "  ") + " ",
          "other dashes", text -> text.replace(" - ", " – "),
          "dashes close", text -> text.replace(" - ", "-"),
          "other apostrophes", text -> text.replace("'", "’"),
          "underscores", text -> text.replace(" ", "_"),
          "a point behind", text -> text + ".");

  @Test
  void a_spelling_written_a_little_otherwise_is_read_as_the_same_or_not_at_all()
      throws IOException {
    Map<String, Reading> readings = readings();
    Map<String, Integer> refused = new HashMap<>();
    Set<String> known = new TreeSet<>();
    listed().forEach(one -> known.add(key(one.field(), one.written())));
    for (Spelling spelling : listed()) {
      String expected = code(FIELDS.get(spelling.field()), spelling.value()).code();
      MANNERS.forEach(
          (manner, change) -> {
            String changed = change.apply(spelling.written());
            String read = readings.get(spelling.field()).of(changed);
            // Changed so, it may be another that is listed.
            boolean another =
                !changed.strip().equalsIgnoreCase(spelling.written())
                    && known.contains(key(spelling.field(), changed.strip()));
            // The official value of another authority, as which it is read.
            boolean official = bare(spelling.written()).equals("westnorthamptonshire");
            if (!another && !official && !read.equals(expected)) {
              assertThat(read).as(spelling.field() + ": " + changed).isEmpty();
              refused.merge(manner, 1, Integer::sum);
            }
          });
    }
    // Numbers with a point behind them, letters that are the list's own in another case, and texts
    // that fit two values once their punctuation does not count.
    assertThat(refused)
        .isEqualTo(
            Map.of(
                "a point behind", 240,
                "dashes close", 8,
                "other apostrophes", 1,
                "other dashes", 8,
                "small letters", 10,
                "underscores", 22,
                "wide", 22));
  }

  private static String key(String field, String written) {
    return field + ": " + written.toLowerCase(Locale.ROOT);
  }

  /** All that may be read into a field: what is listed, by its bare letters and digits. */
  private static Map<String, Set<String>> allowed(Field field) {
    Map<String, Set<String>> allowed = new HashMap<>();
    for (Code code : field.codes()) {
      List<String> written = new ArrayList<>(code.spellings());
      written.add(code.code());
      written.addAll(code.labels());
      String mark = code.code().replaceFirst("^([a-z])\\) .*|^([A-Z]\\d): .*|.*", "$1$2");
      for (String text : written) {
        allow(allowed, bare(text), code);
        if (!mark.isEmpty()) {
          String lead = "(?i)^\\(?" + mark + "\\s*[).:-]+";
          allow(allowed, bare(text.replaceFirst(lead, "")), code);
          allow(allowed, bare(mark + text), code);
          allow(allowed, bare(mark), code);
        }
      }
    }
    return allowed;
  }

  private static void allow(Map<String, Set<String>> allowed, String bare, Code code) {
    allowed.computeIfAbsent(bare, unseen -> new TreeSet<>()).add(code.code());
  }

  private static String bare(String text) {
    String letters =
        text.toLowerCase(Locale.ROOT).replace("&", "and").replaceAll("[^\\p{L}\\p{N}]", "");
    return letters.isEmpty() ? text.strip() : letters;
  }

  @Test
  void what_is_listed_for_another_field_is_never_guessed() throws IOException {
    Set<String> texts = new TreeSet<>(Files.readAllLines(NONSENSE));
    listed().forEach(spelling -> texts.add(spelling.written()));
    FIELDS.values().stream()
        .flatMap(field -> field.codes().stream())
        .forEach(
            code -> {
              texts.add(code.code());
              texts.addAll(code.labels());
            });
    texts.remove("");
    assertThat(texts).hasSizeGreaterThan(7_000);
    Map<String, Reading> readings = readings();
    FIELDS.forEach(
        (name, field) -> {
          Map<String, Set<String>> allowed = allowed(field);
          for (String text : texts) {
            String read = readings.get(name).of(text);
            if (!read.isEmpty()) {
              assertThat(allowed.getOrDefault(bare(text), Set.of()))
                  .as(name + ": " + text)
                  .contains(read);
            }
          }
        });
  }

  @Test
  void nonsense_is_read_only_where_it_is_listed_to_the_letter() throws IOException {
    Map<String, Reading> readings = readings();
    List<String> words = Files.readAllLines(NONSENSE);
    assertThat(words).hasSizeGreaterThan(60);
    FIELDS.forEach(
        (name, field) -> {
          for (String word : words) {
            Optional<Code> listed =
                field.codes().stream()
                    .filter(
                        code ->
                            code.names().contains(word)
                                // An official value of one field, without its punctuation.
                                || (code.names().contains("<blank>") && bare(word).equals("blank"))
                                || code.code().equalsIgnoreCase(word)
                                || code.spellings().stream().anyMatch(word::equalsIgnoreCase))
                    .findFirst();
            assertThat(readings.get(name).of(word))
                .as(name + ": " + word)
                .isEqualTo(listed.map(Code::code).orElse(""));
          }
        });
  }

  @Test
  void an_unknown_value_is_told_once_without_the_value() {
    ErrorLog errors = new ErrorLog();
    FieldCheck check =
        FieldCheck.compile("list", FIELDS.get("Referral NFA?"), 0, YEAR, "xlsx", errors);
    check.clean("P/T".toCharArray(), 0, 3, 2, new CellText());
    assertThat(errors.kept())
        .singleElement()
        .extracting(DataError::type, DataError::detail)
        .containsExactly(ErrorType.UNKNOWN_CODE, "One of: No, Yes.");
  }
}
