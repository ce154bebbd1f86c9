package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that every route file keeps; they are the operator's map, so they must be readable. */
class RouteFilesTest {

  private static final Path ROUTES = Path.of("routes");
  private static final Pattern STEP_WITHOUT_ID =
      Pattern.compile(
          "- (process|to|marshal|unmarshal|setBody|setVariable|setHeader|log): \\{(?!id: )");
  private static final Pattern STEP =
      Pattern.compile(
          "- (process|to|marshal|unmarshal|setBody|setVariable|setHeader|choice|split|throttle): *(.*)");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> found = Files.walk(ROUTES)) {
      return found.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  static Stream<Path> routes() throws IOException {
    return files().filter(file -> !file.getFileName().toString().startsWith("failures"));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void a_file_holds_one_route_and_is_named_after_it(Path file) throws IOException {
    String id = file.getFileName().toString().replace(".camel.yaml", "");
    assertThat(all("^ {4}id: (.+)$", Files.readString(file)))
        .as("ids in %s", file)
        .containsExactly(id);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void a_route_says_which_account_it_belongs_to_and_what_it_is_for(Path file) throws IOException {
    String text = Files.readString(file);
    assertThat(all("^ +group: (.+)$", text))
        .containsExactly(file.getParent().getFileName().toString());
    assertThat(all("^ +description: (.+)$", text)).as("add a description to %s", file).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void every_step_has_an_id_so_that_a_failure_names_it(Path file) throws IOException {
    assertThat(
            STEP_WITHOUT_ID.matcher(Files.readString(file)).results().map(result -> result.group()))
        .as("begin the step with {id: …} in %s", file)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void every_step_says_what_it_is_for_unless_it_only_leads_to_a_route(Path file)
      throws IOException {
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      Matcher step = STEP.matcher(lines.get(i).strip());
      if (step.matches() && !step.group(2).contains("direct:")) {
        boolean inLine = step.group(2).contains("description: ");
        boolean below =
            step.group(2).isEmpty()
                && lines.stream().skip(i + 1L).limit(2).anyMatch(RouteFilesTest::isDescription);
        assertThat(inLine || below).as("describe the step in line %d of %s", i + 1, file).isTrue();
      }
    }
  }

  private static boolean isDescription(String line) {
    return line.strip().startsWith("description: ");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void a_route_has_the_failures_of_its_account(Path file) throws IOException {
    assertThat(all("^ +routeConfigurationId: (.+)$", Files.readString(file)))
        .containsExactly(file.getParent().getFileName() + "-failures");
  }

  /** A route is driven by a test of {@link RoutesTest} that says so. */
  @Test
  void every_route_has_a_test() throws IOException {
    assertThat(
            Arrays.stream(RoutesTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(OfRoute.class))
                .flatMap(method -> Arrays.stream(method.getAnnotation(OfRoute.class).value()))
                .distinct())
        .containsExactlyInAnyOrderElementsOf(
            routes()
                .map(file -> file.getFileName().toString().replace(".camel.yaml", ""))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_template_uses_every_parameter_that_it_declares(Path file) throws IOException {
    String text = Files.readString(file);
    for (String parameter : all("- \\{name: (\\w+), required", text)) {
      assertThat(text)
          .as("%s declares %s and does not use it", file, parameter)
          .contains("{{" + parameter + "}}");
    }
  }

  @Test
  void ids_are_distinct_over_all_files() throws IOException {
    List<String> ids = new ArrayList<>();
    for (Path file : files().toList()) {
      ids.addAll(all("\\bid: ([a-z-]+)", Files.readString(file)));
    }
    Set<String> seen = new HashSet<>();
    assertThat(ids.stream().filter(id -> !seen.add(id)).toList())
        .as("ids that stand twice")
        .isEmpty();
  }

  private static List<String> all(String pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
