package org.tributary.schema;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.config.YamlMap;

/**
 * Reads how the systems of authorities write the codes of a dataset: a CSV file of field, spelling
 * and value, where the value is a code of the field or a label of one. A field of that name is
 * spelt so in every table that has it.
 */
final class SpellingFile {

  private static final List<String> COLUMNS = List.of("field", "spelling", "value");

  private record Spelling(String written, String value, int line) {}

  private final String shown;
  private final Problems problems;
  private final Map<String, List<Spelling>> byField = new HashMap<>();

  private SpellingFile(Path file, Problems problems) {
    shown = YamlFiles.shown(file);
    this.problems = problems;
  }

  /** The tables with their codes as the file spells them. */
  static List<Table> read(Path file, List<Table> tables, Problems problems) {
    SpellingFile spellings = new SpellingFile(file, problems);
    Set<String> categories = new TreeSet<>();
    for (Table table : tables) {
      table.fields().stream()
          .filter(field -> field.kind() == Kind.CATEGORY)
          .forEach(field -> categories.add(field.name()));
    }
    spellings.read(file, categories);
    Set<Integer> refused = new HashSet<>();
    return tables.stream().map(table -> spellings.applied(table, refused)).toList();
  }

  private void read(Path file, Set<String> categories) {
    Set<List<String>> seen = new HashSet<>();
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord row : rows) {
        int line = Math.toIntExact(row.getStartingLineNumber());
        if (!row.getHeader().equals(COLUMNS) || row.getFieldCount() != COLUMNS.size()) {
          problem(line, "A row is not field, spelling, value.", "Give it these three columns.");
          return;
        }
        String field = row.getField(0);
        String written = row.getField(1);
        if (!categories.contains(field)) {
          problem(
              line,
              "No table has a category called '" + field + "'.",
              YamlMap.advice(field, categories));
        } else if (written.isBlank() || !written.equals(written.strip())) {
          problem(line, "A spelling is blank, or has space around it.", "Cells are trimmed.");
        } else if (!seen.add(List.of(field, written))) {
          problem(line, "The spelling '" + written + "' stands twice.", "Delete one.");
        } else {
          byField
              .computeIfAbsent(field, unseen -> new ArrayList<>())
              .add(new Spelling(written, row.getField(2).strip(), line));
        }
      }
    } catch (IOException | UncheckedIOException | CsvParseException unreadable) {
      problem(0, "The file cannot be read.", "Check that it exists, and that it is CSV in UTF-8.");
    }
  }

  private Table applied(Table table, Set<Integer> refused) {
    return table.withFields(
        table.fields().stream()
            .map(
                field ->
                    field.kind() == Kind.CATEGORY && byField.containsKey(field.name())
                        ? spelt(field, refused)
                        : field)
            .toList());
  }

  private Field spelt(Field field, Set<Integer> refused) {
    Map<String, List<String>> byValue = new HashMap<>();
    Set<String> names = new HashSet<>();
    field.codes().forEach(code -> names.addAll(code.names()));
    for (Spelling spelling : byField.getOrDefault(field.name(), List.of())) {
      if (names.contains(spelling.value())) {
        byValue
            .computeIfAbsent(spelling.value(), unseen -> new ArrayList<>())
            .add(spelling.written());
      } else if (refused.add(spelling.line())) {
        problem(
            spelling.line(),
            "'" + spelling.value() + "' is neither a code of this field nor a label of one.",
            "Write it as the field's codes have it.");
      }
    }
    return field.withCodes(field.codes().stream().map(code -> spelt(code, byValue)).toList());
  }

  private static Code spelt(Code code, Map<String, List<String>> byValue) {
    List<String> written = new ArrayList<>(byValue.getOrDefault(code.code().strip(), List.of()));
    code.labels().stream()
        .map(String::strip)
        .filter(label -> !label.equals(code.code().strip()))
        .distinct()
        .forEach(label -> written.addAll(byValue.getOrDefault(label, List.of())));
    return code.spelt(written);
  }

  private void problem(int line, String message, String advice) {
    problems.error(shown, line, message, advice);
  }
}
