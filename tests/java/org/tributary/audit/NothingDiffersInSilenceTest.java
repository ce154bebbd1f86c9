package org.tributary.audit;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.tributary.config.Problems;

/**
 * Whatever is changed in the shipped configuration, in whatever file, is told and names the file;
 * whatever changes nothing but comments and layout is not.
 */
class NothingDiffersInSilenceTest {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 1);
  private static final LoadSettings MARKED = LoadSettings.builder().setUseMarks(true).build();
  private static final Part SHIPPED = shipped();
  private static final Map<String, String> TEXTS = texts();

  @TempDir Path scratch;

  private static Part shipped() {
    Problems problems = new Problems();
    Part root = ConfigurationVersion.read(Path.of("config"), Path.of("schemas"), problems).root();
    assertThat(problems.all()).isEmpty();
    return root;
  }

  /** Every file of the shipped configuration, but the settings and what only editors read. */
  private static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String folder : List.of("config", "schemas")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          String name = file.toString().replace('\\', '/');
          if (!name.equals("config/application.properties")
              && !name.startsWith("config/json-schemas/")) {
            texts.put(name, Files.readString(file));
          }
        }
      } catch (IOException unreadable) {
        throw new IllegalStateException(unreadable);
      }
    }
    return texts;
  }

  private static List<String> files(String ending) {
    return TEXTS.keySet().stream().filter(file -> file.endsWith(ending)).toList();
  }

  private static final Map<String, Part> SHIPPED_FILES = new TreeMap<>();

  static {
    collect(SHIPPED);
  }

  private static void collect(Part part) {
    if (part instanceof Part.Branch branch && branch.shape() == Part.Branch.Shape.FOLDER) {
      branch.parts().values().forEach(NothingDiffersInSilenceTest::collect);
    } else {
      SHIPPED_FILES.put(part.file(), part);
    }
  }

  /** What is told when one file reads so. */
  private static List<Change> changes(String file, String text, Path folder) {
    try {
      Path written = folder.resolve(file.substring(file.lastIndexOf('/') + 1));
      Files.writeString(written, text);
      Problems problems = new Problems();
      Part part = ConfigurationVersion.file(written, file, problems);
      assertThat(problems.all()).as(text).isEmpty();
      return Comparison.changes(SHIPPED, with(SHIPPED, file, part), DAY);
    } catch (IOException unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }

  /** The same with one file replaced; all else is the very same, so that comparing is quick. */
  private static Part with(Part whole, String file, Part replacement) {
    if (!(whole instanceof Part.Branch folder)
        || folder.shape() != Part.Branch.Shape.FOLDER
        || !(folder.file().isEmpty() || file.startsWith(folder.file() + "/"))) {
      return whole.file().equals(file) ? replacement : whole;
    }
    Map<String, Part> parts = new LinkedHashMap<>();
    folder
        .parts()
        .forEach(
            (name, part) -> {
              Part one = with(part, file, replacement);
              boolean isAuthority = one != part && folder.file().endsWith("local-authorities");
              parts.put(isAuthority ? one.text("code") : name, one);
            });
    return new Part.Branch(folder.file(), 0, folder.shape(), parts);
  }

  private static boolean names(List<Change> changes, String file) {
    return changes.stream()
        .anyMatch(change -> change.where().equals(file) || change.where().startsWith(file + ":"));
  }

  @Test
  void every_file_is_compared() {
    assertThat(SHIPPED_FILES.keySet()).containsExactlyInAnyOrderElementsOf(TEXTS.keySet());
  }

  @Test
  void a_change_of_any_value_or_key_of_any_yaml_file_is_told() {
    List<String> silent = new ArrayList<>();
    int tried = 0;
    for (String file : files(".yaml")) {
      Part read = SHIPPED_FILES.get(file);
      for (Part changed : changedOnce(read)) {
        tried++;
        if (!names(Comparison.changes(SHIPPED, with(SHIPPED, file, changed), DAY), file)) {
          silent.add(file + ": " + changed.shown());
        }
      }
    }
    assertThat(silent).isEmpty();
    assertThat(tried).isGreaterThan(8000);
  }

  /** The same with one value or one key other than it was, for each of them. */
  private static List<Part> changedOnce(Part part) {
    if (part instanceof Part.Leaf leaf) {
      return List.of(new Part.Leaf(leaf.file(), leaf.line(), leaf.written() + "1", leaf.type()));
    }
    Part.Branch branch = (Part.Branch) part;
    boolean isList =
        branch.shape() == Part.Branch.Shape.LIST || branch.shape() == Part.Branch.Shape.SET;
    List<Part> changed = new ArrayList<>();
    branch
        .parts()
        .forEach(
            (name, inside) -> {
              for (Part one : changedOnce(inside)) {
                changed.add(
                    replaced(branch, name, isList ? ConfigurationVersion.name(one) : name, one));
              }
              if (!isList) {
                changed.add(replaced(branch, name, name + "1", inside));
              }
            });
    return changed;
  }

  private static Part replaced(Part.Branch branch, String name, String newName, Part part) {
    Map<String, Part> parts = new LinkedHashMap<>();
    branch
        .parts()
        .forEach(
            (key, inside) ->
                parts.put(key.equals(name) ? newName : key, key.equals(name) ? part : inside));
    return new Part.Branch(branch.file(), branch.line(), branch.shape(), parts);
  }

  /** The same from the file's text on, for some of all words. */
  @Test
  void a_change_of_a_word_in_the_text_of_any_yaml_file_is_told() {
    List<String> silent = new ArrayList<>();
    int seen = 0;
    for (String file : files(".yaml")) {
      String text = TEXTS.get(file);
      ParserImpl parser = new ParserImpl(MARKED, new StreamReader(MARKED, text));
      while (parser.hasNext()) {
        if (parser.next() instanceof ScalarEvent scalar && seen++ % 41 == 0) {
          int start = scalar.getStartMark().orElseThrow().getIndex();
          int end = scalar.getEndMark().orElseThrow().getIndex();
          // What follows a folded text on the next line is no part of it.
          String after = text.substring(start, end).endsWith("\n") ? "\n" : "";
          String changed = text.substring(0, start) + other(scalar) + after + text.substring(end);
          if (!names(changes(file, changed, scratch), file)) {
            silent.add(file + ":" + (scalar.getStartMark().orElseThrow().getLine() + 1));
          }
        }
      }
    }
    assertThat(silent).isEmpty();
    assertThat(seen).isGreaterThan(8000);
  }

  private static String other(ScalarEvent scalar) {
    String value = scalar.getValue();
    if (scalar.isPlain() && value.matches("[0-9]+")) {
      return value + "1";
    }
    if (scalar.isPlain() && value.matches("true|false")) {
      return value.equals("true") ? "false" : "true";
    }
    return "\"" + value.strip().replace("\\", "\\\\").replace("\"", "\\\"") + " otherwise\"";
  }

  @Test
  void a_change_of_any_line_of_any_sql_file_is_told() {
    List<String> silent = new ArrayList<>();
    for (String file : files(".sql")) {
      List<String> lines = TEXTS.get(file).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).strip();
        boolean isRead = line.matches("-- (needs|writes):.*");
        if (line.isEmpty() || line.startsWith("--") && !isRead) {
          continue;
        }
        List<String> changed = new ArrayList<>(lines);
        changed.set(i, isRead ? line + "X" : "X " + line);
        if (!names(changes(file, String.join("\n", changed), scratch), file)) {
          silent.add(file + ":" + (i + 1));
        }
      }
    }
    assertThat(silent).isEmpty();
  }

  @Property(tries = 200, seed = "20260501")
  void a_sign_taken_out_of_any_sql_file_is_told(
      @ForAll @IntRange(max = 1_000_000) int which, @ForAll @IntRange(max = 1_000_000) int place)
      throws IOException {
    List<String> files = files(".sql");
    String file = files.get(which % files.size());
    String text = TEXTS.get(file);
    int at = place % text.length();
    String line = text.substring(text.lastIndexOf('\n', at - 1) + 1, at);
    if (line.contains("--") || Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '-') {
      return;
    }
    Path folder = Files.createTempDirectory("one-sign");
    List<Change> changes = changes(file, text.substring(0, at) + text.substring(at + 1), folder);
    assertThat(names(changes, file)).as(file + ", character " + at).isTrue();
  }

  @Test
  void a_change_of_any_cell_of_any_csv_file_is_told() {
    List<String> silent = new ArrayList<>();
    for (String file : files(".csv")) {
      List<List<String>> rows = rows(file);
      List<String> lines =
          new ArrayList<>(rows.stream().map(NothingDiffersInSilenceTest::quoted).toList());
      // Of thousands of rows, which are all read alike, some.
      int step = rows.size() > 1_000 ? 4_999 : 1;
      for (int row = 0; row < rows.size(); row += step) {
        for (int cell = row % 2; cell < rows.get(row).size(); cell += 2) {
          List<String> cells = new ArrayList<>(rows.get(row));
          cells.set(cell, cells.get(cell) + "x");
          String line = lines.set(row, quoted(cells));
          if (!names(changes(file, String.join("\r\n", lines), scratch), file)) {
            silent.add(file + ":" + (row + 1));
          }
          lines.set(row, line);
        }
      }
    }
    assertThat(silent).isEmpty();
  }

  @Test
  void another_layout_and_other_comments_of_yaml_are_no_change() {
    DumpSettings flow =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.FLOW)
            .setWidth(40)
            // A code such as "01" is a text, and is written in quotes.
            .setSchema(new CoreSchema())
            .build();
    for (String file : files(".yaml")) {
      Object values = new Load(LoadSettings.builder().build()).loadFromString(TEXTS.get(file));
      String anew =
          "# Nobody reads this.\n" + new Dump(flow).dumpToString(values) + "\n# Nor this.";
      assertThat(changes(file, anew, scratch)).as(file).isEmpty();
      assertThat(changes(file, TEXTS.get(file).replace("\n", "\r\n"), scratch)).as(file).isEmpty();
    }
  }

  @Test
  void another_layout_and_other_comments_of_sql_are_no_change() {
    for (String file : files(".sql")) {
      String anew =
          TEXTS
              .get(file)
              .lines()
              .map(
                  line ->
                      line.matches("-- [a-z]+:.*")
                          ? line
                          : "\n/* SELECT /* 1 */ -- */\t" + line.strip() + " -- DELETE")
              .collect(Collectors.joining("\r\n"));
      assertThat(changes(file, anew, scratch)).as(file).isEmpty();
    }
  }

  @Test
  void another_layout_of_csv_is_no_change() {
    for (String file : files(".csv")) {
      String anew =
          rows(file).stream()
              .map(NothingDiffersInSilenceTest::quoted)
              .collect(Collectors.joining("\r\n"));
      assertThat(changes(file, anew, scratch)).as(file).isEmpty();
    }
  }

  @Test
  void what_stands_in_quotation_marks_in_sql_is_no_comment_and_no_layout() {
    for (List<String> pair :
        List.of(
            List.of("SELECT 'a -- b'", "SELECT 'a -- c'"),
            List.of("SELECT 'a  b'", "SELECT 'a b'"),
            List.of("SELECT 'it''s -- x'", "SELECT 'it''s -- y'"),
            List.of("SELECT E'\\' -- x'", "SELECT E'\\' -- y'"),
            List.of("SELECT \"a /* b */\"", "SELECT \"a /* c */\""),
            List.of("SELECT $$ -- x $$", "SELECT $$ -- y $$"),
            List.of("SELECT $a$ /* $$ x */ $a$", "SELECT $a$ /* $$ y */ $a$"),
            List.of("SELECT a b", "SELECT ab"))) {
      assertThat(SqlWords.of("x.sql", pair.get(0)).says(SqlWords.of("x.sql", pair.get(1))))
          .as(pair.toString())
          .isFalse();
    }
    assertThat(SqlWords.of("x.sql", "SELECT a,b FROM(c)--x\n").words())
        .containsExactly("SELECT", "a", ",", "b", "FROM", "(", "c", ")");
    assertThat(SqlWords.of("x.sql", "SELECT '" + "x".repeat(100_000) + "\n").words()).hasSize(2);
  }

  @Test
  void an_added_and_a_removed_file_is_told() {
    for (String file : TEXTS.keySet()) {
      Part without = without(SHIPPED, file);
      assertThat(names(Comparison.changes(SHIPPED, without, DAY), file)).as(file).isTrue();
      assertThat(names(Comparison.changes(without, SHIPPED, DAY), file)).as(file).isTrue();
    }
  }

  private static Part without(Part whole, String file) {
    if (!(whole instanceof Part.Branch folder) || folder.shape() != Part.Branch.Shape.FOLDER) {
      return whole;
    }
    Map<String, Part> parts = new LinkedHashMap<>();
    folder
        .parts()
        .forEach(
            (name, part) -> {
              if (!part.file().equals(file)) {
                parts.put(name, without(part, file));
              }
            });
    return new Part.Branch(folder.file(), 0, folder.shape(), parts);
  }

  private static List<List<String>> rows(String file) {
    try (Stream<CsvRecord> rows = CsvReader.builder().ofCsvRecord(TEXTS.get(file)).stream()) {
      return rows.map(row -> List.copyOf(row.getFields())).toList();
    }
  }

  private static String quoted(List<String> row) {
    return row.stream()
        .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
        .collect(Collectors.joining(","));
  }
}
