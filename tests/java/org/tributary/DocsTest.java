package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine.Model.CommandSpec;

/** The documents say what is so: their links, commands, packages, routes, settings and figures. */
class DocsTest {

  private static final Path README = Path.of("README.md");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern COMMAND =
      Pattern.compile("java -jar [^ ]*tributary\\.jar ([^`\\n&|]*)");
  private static final Pattern SETTING =
      Pattern.compile("`(tributary\\.(?!jar|log)[a-z][a-z.-]*[a-z])`?");
  private static final Pattern METRIC = Pattern.compile("\\btributary_[a-z_]+");
  private static final Pattern DECISION = Pattern.compile("([0-9]{4})-[a-z0-9-]+\\.md");
  private static final Pattern CITED = Pattern.compile("decisions/([0-9]{4}-[a-z0-9-]+(?:\\.md)?)");
  private static final Pattern CITING = Pattern.compile(".*\\.(java|md|yaml|sql|properties)");
  private static final Pattern DOCUMENT =
      Pattern.compile("(docs/[a-z/-]+\\.md)(?:, \"([^\"]+)\")?");
  private static final Pattern CELL = Pattern.compile("`([^`]+)`");

  private static List<Path> documents() throws IOException {
    List<Path> all = new ArrayList<>(List.of(README, Path.of("CHANGELOG.md")));
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(all::add);
    }
    return all;
  }

  @TestFactory
  Stream<DynamicTest> every_link_leads_somewhere() throws IOException {
    return documents().stream()
        .map(document -> DynamicTest.dynamicTest(document.toString(), () -> followLinks(document)));
  }

  private static void followLinks(Path document) throws IOException {
    Matcher links = LINK.matcher(Files.readString(document));
    while (links.find()) {
      String link = links.group(1);
      if (link.matches("[a-z]+:.*")) {
        continue;
      }
      String[] parts = link.split("#", 2);
      Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
      assertThat(target).as("%s in %s", link, document).exists();
      if (parts.length == 2) {
        assertThat(anchors(target)).as("%s in %s", link, document).contains(parts[1]);
      }
    }
  }

  /** As GitHub makes them of headings. */
  private static Set<String> anchors(Path document) throws IOException {
    return Files.readAllLines(document).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @TestFactory
  Stream<DynamicTest> every_command_and_option_exists() throws IOException {
    CommandSpec programme = Main.commandLine().getCommandSpec();
    return documents().stream()
        .map(
            document ->
                DynamicTest.dynamicTest(
                    document.toString(), () -> tryCommands(document, programme)));
  }

  private static void tryCommands(Path document, CommandSpec programme) throws IOException {
    Matcher commands = COMMAND.matcher(Files.readString(document));
    while (commands.find()) {
      String[] words = commands.group(1).strip().split("\\s+");
      if (words[0].isEmpty() || words[0].equals("and")) {
        continue;
      }
      assertThat(programme.subcommands()).as("in %s", document).containsKey(words[0]);
      CommandSpec command = programme.subcommands().get(words[0]).getCommandSpec();
      for (String word : words) {
        if (word.startsWith("--")) {
          assertThat(command.optionsMap())
              .as("%s in %s", words[0], document)
              .containsKey(word.replaceFirst("=.*", ""));
        }
      }
    }
  }

  @Test
  void the_readme_lists_every_command() throws IOException {
    Set<String> commands = new TreeSet<>(Main.commandLine().getSubcommands().keySet());
    commands.remove("help");
    assertThat(firstColumn("command")).containsExactlyInAnyOrderElementsOf(commands);
  }

  @Test
  void the_readme_lists_every_package() throws IOException {
    List<String> packages = new ArrayList<>();
    for (String sources : List.of("src/main/java", "src/demo/java")) {
      try (Stream<Path> folders = Files.list(Path.of(sources, "org/tributary"))) {
        folders
            .filter(Files::isDirectory)
            .forEach(folder -> packages.add(folder.getFileName().toString()));
      }
    }
    assertThat(firstColumn("package of `org.tributary`"))
        .containsExactlyInAnyOrderElementsOf(packages);
  }

  /** The words in code font of the first column of the README's table with this heading. */
  private static List<String> firstColumn(String heading) throws IOException {
    List<String> words = new ArrayList<>();
    List<String> lines = Files.readAllLines(README);
    int at = 0;
    while (!lines.get(at).startsWith("| " + heading + " |")) {
      at++;
    }
    for (String line : lines.subList(at + 2, lines.size())) {
      if (!line.startsWith("|")) {
        break;
      }
      Matcher cell = CELL.matcher(line.split("\\|")[1]);
      while (cell.find()) {
        words.add(cell.group(1));
      }
    }
    return words;
  }

  @Test
  void the_index_of_decisions_lists_each_by_its_number_and_title() throws IOException {
    Path folder = Path.of("docs/decisions");
    List<String> expected = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        Matcher numbered = DECISION.matcher(name);
        if (!name.equals("README.md")) {
          assertThat(numbered.matches()).as(name).isTrue();
          int number = Integer.parseInt(numbered.group(1));
          String title = Files.readAllLines(file).get(0);
          assertThat(title).as(name).startsWith("# " + number + ". ");
          expected.add(
              "- " + number + ". [" + title.substring(title.indexOf(". ") + 2) + "](" + name + ")");
        }
      }
    }
    assertThat(
            Files.readAllLines(folder.resolve("README.md")).stream()
                .filter(line -> line.startsWith("- ")))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void every_decision_that_is_cited_is_there() throws IOException {
    List<Path> citing = new ArrayList<>(documents());
    for (String sources : List.of("src", "tests/java", "routes", "config")) {
      try (Stream<Path> files = Files.walk(Path.of(sources))) {
        files.filter(file -> CITING.matcher(file.toString()).matches()).forEach(citing::add);
      }
    }
    for (Path file : citing) {
      Matcher cited = CITED.matcher(Files.readString(file));
      while (cited.find()) {
        assertThat(Path.of("docs/decisions", cited.group(1).replaceFirst("(\\.md)?$", ".md")))
            .as("cited in %s", file)
            .exists();
      }
    }
  }

  @Test
  void a_case_cites_only_what_is_here() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("tests/cases"))) {
      for (Path why : files.filter(file -> file.endsWith("why.md")).toList()) {
        String text = Files.readString(why);
        assertThat(text).as("%s", why).doesNotContainPattern("\\b(RULES|[CVXMFG][0-9]{2})\\b");
        Matcher cited = DOCUMENT.matcher(text);
        while (cited.find()) {
          Path document = Path.of(cited.group(1));
          assertThat(document).as("cited in %s", why).exists();
          if (cited.group(2) != null) {
            assertThat(Files.readAllLines(document))
                .as("cited in %s", why)
                .contains("## " + cited.group(2));
          }
        }
      }
    }
  }

  @Test
  void the_operators_document_tells_of_every_route() throws IOException {
    String text = Files.readString(Path.of("docs/operating.md"));
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".camel.yaml"))
                  .map(name -> name.replace(".camel.yaml", ""))
                  .filter(name -> !name.equals("failures"))
                  .toList())
          .allSatisfy(route -> assertThat(text).containsPattern("`" + route + "[-`<]"));
    }
  }

  @Test
  void every_setting_that_a_document_names_is_one() throws IOException {
    Properties settings = new Properties();
    settings.load(Files.newBufferedReader(Path.of("config/application.properties")));
    for (Path document : documents()) {
      Matcher named = SETTING.matcher(Files.readString(document));
      while (named.find()) {
        String name = named.group(1);
        assertThat(settings.stringPropertyNames())
            .as("%s in %s", name, document)
            .anyMatch(known -> known.equals(name) || known.startsWith(name + "."));
      }
    }
  }

  @Test
  void every_metric_that_a_document_names_is_registered() throws IOException {
    String source =
        Files.readString(Path.of("src/main/java/org/tributary/operate/AreaMetrics.java"));
    for (Path document : documents()) {
      Matcher named = METRIC.matcher(Files.readString(document));
      while (named.find()) {
        String name = named.group().replaceFirst("_(total|seconds)$", "").replace('_', '.');
        assertThat(source).as("%s in %s", named.group(), document).contains(name);
      }
    }
  }
}
