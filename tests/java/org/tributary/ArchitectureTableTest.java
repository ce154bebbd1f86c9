package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What each package is and may use: a table that the classes are held to, and from which {@code
 * docs/architecture.md} is made.
 */
class ArchitectureTableTest {

  private static final String ROOT = "org.tributary";

  /** The package of the commands has no name of its own below the root. */
  private static final String COMMANDS = "(commands)";

  private static final String DEMO = "demo";
  private static final Path TABLE = Path.of("tests/resources/architecture/packages.txt");
  private static final Path DOCUMENT = Path.of("docs/architecture.md");
  private static final String HEADING = "| package | what it is | may use |\n|---|---|---|\n";

  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?org\\.tributary((?:\\.[a-z][a-z0-9]*)+)?\\.[A-Z]");

  private record Line(String name, String what, SortedSet<String> mayUse) {

    static Line of(String line) {
      String[] cells = line.split("\\|", -1);
      assertThat(cells).as(line).hasSize(3);
      SortedSet<String> mayUse = new TreeSet<>(List.of(cells[2].strip().split(" +")));
      mayUse.remove("");
      return new Line(cells[0].strip(), cells[1].strip(), mayUse);
    }
  }

  private static Map<String, Line> table() throws IOException {
    Map<String, Line> table = new LinkedHashMap<>();
    for (String line : Files.readAllLines(TABLE)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        Line read = Line.of(line);
        assertThat(table.put(read.name(), read)).as("twice: %s", read.name()).isNull();
      }
    }
    return table;
  }

  /**
   * Which packages each package uses, and where: by its classes, and by what its sources import,
   * since a constant of another package leaves no trace in a class.
   */
  private static SortedMap<String, SortedMap<String, String>> found() throws IOException {
    SortedMap<String, SortedMap<String, String>> uses = imports();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT)) {
      String from = nameOf(type);
      if (from.equals("demo")) {
        // The build compiles it among the tests, whose classes are not looked at: its imports tell.
        continue;
      }
      SortedMap<String, String> used = uses.computeIfAbsent(from, name -> new TreeMap<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (isOurs(target) && !nameOf(target).equals(from)) {
          used.putIfAbsent(nameOf(target), type.getSimpleName() + "→" + target.getSimpleName());
        }
      }
    }
    return uses;
  }

  private static SortedMap<String, SortedMap<String, String>> imports() throws IOException {
    SortedMap<String, SortedMap<String, String>> uses = new TreeMap<>();
    for (String sources : List.of("src/main/java", "src/demo/java")) {
      Path root = Path.of(sources, "org", "tributary");
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
          String folder =
              root.relativize(file.getParent()).toString().replace('\\', '.').replace('/', '.');
          String from = folder.isEmpty() ? COMMANDS : folder;
          SortedMap<String, String> used = uses.computeIfAbsent(from, name -> new TreeMap<>());
          Matcher imports = IMPORT.matcher(Files.readString(file));
          while (imports.find()) {
            String to = imports.group(1) == null ? COMMANDS : imports.group(1).substring(1);
            if (!to.equals(from)) {
              used.putIfAbsent(to, file.getFileName().toString());
            }
          }
        }
      }
    }
    return uses;
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
  }

  private static String nameOf(JavaClass type) {
    return type.getPackageName().equals(ROOT)
        ? COMMANDS
        : type.getPackageName().substring(ROOT.length() + 1);
  }

  private static SortedMap<String, SortedMap<String, String>> uses = new TreeMap<>();

  @BeforeAll
  static void look_at_every_class_once() throws IOException {
    uses = found();
  }

  @Test
  void every_package_is_in_the_table_and_every_line_has_a_package() throws IOException {
    Set<String> known = table().keySet();
    Set<String> there = new TreeSet<>(uses.keySet());
    assertThat(known).containsExactlyInAnyOrderElementsOf(there);
  }

  @Test
  void a_package_uses_only_what_its_line_names() throws IOException {
    Map<String, Line> table = table();
    List<String> wrong = new ArrayList<>();
    uses.forEach(
        (from, used) ->
            used.forEach(
                (to, where) -> {
                  Line line = table.get(from);
                  if (line == null || !line.mayUse().contains(to)) {
                    wrong.add(from + " uses " + to + " (" + where + ")");
                  }
                }));
    assertThat(wrong).isEmpty();
  }

  @Test
  void no_line_names_what_its_package_does_not_use() throws IOException {
    List<String> unused = new ArrayList<>();
    for (Line line : table().values()) {
      if (uses.containsKey(line.name())) {
        for (String allowed : line.mayUse()) {
          if (!uses.get(line.name()).containsKey(allowed)) {
            unused.add(line.name() + " does not use " + allowed);
          }
        }
      }
    }
    assertThat(unused).isEmpty();
  }

  @Test
  void nothing_of_a_region_uses_the_demo() throws IOException {
    assertThat(table().values())
        .filteredOn(line -> !line.name().equals(DEMO))
        .noneMatch(line -> line.mayUse().contains(DEMO));
  }

  @Test
  void the_document_shows_the_table() throws IOException {
    String rows =
        table().values().stream()
            .map(
                line ->
                    "| `"
                        + line.name()
                        + "` | "
                        + line.what()
                        + " | "
                        + (line.mayUse().isEmpty() ? "nothing" : String.join(" ", line.mayUse()))
                        + " |\n")
            .collect(Collectors.joining());
    String document = Files.readString(DOCUMENT);
    int from = document.indexOf(HEADING) + HEADING.length();
    assertThat(from).as("the table's heading").isGreaterThanOrEqualTo(HEADING.length());
    int to = from;
    while (document.startsWith("|", to)) {
      to = document.indexOf('\n', to) + 1;
    }
    if (Boolean.getBoolean("updateExpected")) {
      Files.writeString(DOCUMENT, document.substring(0, from) + rows + document.substring(to));
      return;
    }
    assertThat(document.substring(from, to)).isEqualTo(rows);
  }
}
