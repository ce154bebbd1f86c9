package org.tributary.upload;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.read.Limits;
import org.tributary.read.UnreadableFileException;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.submission.Period;
import org.tributary.submission.StagedTable;

/**
 * The same invented rows as many programmes write them, in {@code tests/cases/other-hands}: each
 * file is read as its rows were meant, or its {@code expect.txt} says in which words it is refused.
 * {@code -DupdateExpected} writes those texts, for a person to check.
 */
class OtherHandsTest {

  private static final Path CASES = Path.of("tests/cases/other-hands");
  private static final Set<String> OURS = Set.of("meant", "kept");

  /** What a person wrote of a writer, and what made its files. */
  private static final Set<String> ABOUT = Set.of("why.md", "expect.txt");

  private static final Region REGION = Shipped.region();

  @TempDir private Path scratch;

  private record Outcome(List<Map<String, String>> rows, List<DataError> errors) {}

  @TestFactory
  Stream<DynamicTest> every_writers_files_are_read_as_they_were_meant_or_refused_in_words()
      throws IOException {
    List<Path> writers;
    try (Stream<Path> found = Files.list(CASES)) {
      writers =
          found
              .filter(Files::isDirectory)
              .filter(folder -> !OURS.contains(folder.getFileName().toString()))
              .sorted()
              .toList();
    }
    assertThat(writers).hasSizeGreaterThanOrEqualTo(11);
    return writers.stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
  }

  @Test
  void what_was_meant_is_kept_so() throws IOException {
    for (String table : List.of("list_3", "episodes", "oc2")) {
      Outcome outcome = read(CASES.resolve("meant/" + table + ".csv"));
      assertThat(outcome.rows()).as(table).isEqualTo(kept(table));
      assertThat(outcome.errors())
          .extracting(error -> error.type().code())
          .as(table)
          .containsOnly("ReadAs");
    }
  }

  private void check(Path folder) throws IOException {
    assertThat(folder.resolve("why.md")).isNotEmptyFile();
    List<String> told = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files =
          found
              .filter(file -> !ABOUT.contains(file.getFileName().toString()))
              .filter(file -> !file.getFileName().toString().matches("[Mm]ake\\..*"))
              .sorted()
              .toList();
    }
    for (Path file : files) {
      told.add("# " + file.getFileName());
      told.addAll(told(file));
      told.add("");
    }
    Path expected = folder.resolve("expect.txt");
    if (System.getProperty("updateExpected") != null) {
      Files.write(expected, told);
    }
    assertThat(told).isEqualTo(Files.readAllLines(expected));
  }

  private List<String> told(Path file) throws IOException {
    Outcome outcome = read(file);
    List<Map<String, String>> meant = kept(table(file));
    List<String> told = new ArrayList<>();
    if (outcome.rows().equals(meant)) {
      told.add("every row as it was meant");
    } else {
      long asMeant = outcome.rows().stream().filter(meant::contains).count();
      told.add(asMeant + " of " + meant.size() + " rows as they were meant");
      outcome.rows().stream()
          .filter(row -> !meant.contains(row))
          .map(
              row ->
                  row.entrySet().stream()
                      .map(cell -> cell.getKey() + "=" + cell.getValue())
                      .collect(Collectors.joining(", ", "otherwise: ", "")))
          .forEach(told::add);
    }
    Map<String, Long> errors = new TreeMap<>();
    for (DataError error : outcome.errors()) {
      errors.merge(
          "%s (%s)%s%s"
              .formatted(
                  error.type().code(),
                  error.type().severity(),
                  error.field().isEmpty() ? "" : " [" + error.field() + "]",
                  error.detail().isEmpty() ? "" : ": " + error.detail()),
          1L,
          Long::sum);
    }
    errors.forEach((error, times) -> told.add(times + " × " + error));
    return told;
  }

  private static String table(Path file) {
    return file.getFileName().toString().split("[-.]", 2)[0];
  }

  private static List<Map<String, String>> kept(String table) throws IOException {
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().ofNamedCsvRecord(CASES.resolve("kept/" + table + ".csv"))) {
      return reader.stream().map(record -> filled(record.getFieldsAsMap())).toList();
    }
  }

  private static Map<String, String> filled(Map<String, String> row) {
    Map<String, String> filled = new TreeMap<>(row);
    filled.values().removeIf(String::isEmpty);
    return filled;
  }

  private Outcome read(Path file) throws IOException {
    boolean list = table(file).startsWith("list");
    String dataset = list ? "annex-a" : "ssda903";
    ErrorLog errors = new ErrorLog();
    FilePass pass =
        new FilePass(
            CensusFile.BEDFORD,
            REGION.datasets().get(dataset),
            REGION.pipelines().get(dataset),
            Set.of("PAN"),
            list
                ? new Period(2026, OptionalInt.of(1), Optional.empty(), Optional.empty())
                : Period.ofYear(2026),
            file,
            scratch,
            Limits.USUAL,
            PseudonymKeys.NONE,
            errors);
    List<StagedTable> staged = List.of();
    try {
      if (pass.read() > 0) {
        pass.prepare();
        staged = pass.write();
      }
    } catch (UnreadableFileException reason) {
      errors.add(FilePass.errorOf(reason));
    }
    List<Map<String, String>> rows = new ArrayList<>();
    for (StagedTable table : staged) {
      assertThat(table.table()).isEqualTo(table(file));
      try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(table.text())) {
        reader.forEach(
            record -> {
              Map<String, String> row = new TreeMap<>();
              for (int i = 0; i < table.columns().size(); i++) {
                String name = table.columns().get(i);
                if (!name.equals("row") && !name.contains(".") && !name.startsWith("_")) {
                  row.put(name, record.getField(i));
                }
              }
              rows.add(filled(row));
            });
      }
    }
    return new Outcome(rows, errors.kept());
  }
}
