package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that every route file keeps; they are the operator's map, so they must be readable. */
class RouteFilesTest {

  private static final Path ROUTES = Path.of("routes");
  private static final Pattern STEP_WITHOUT_ID =
      Pattern.compile("- (process|to|marshal|setBody): \\{(?!id: )");

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

  @Test
  void all_routes_start_and_every_one_has_the_failure_handling() throws Exception {
    Properties properties = new Properties();
    properties.setProperty("tributary.retain.cron", "0 0 3 * * ?");
    properties.setProperty("tributary.sessions.at-a-time", "2");
    Main main = new Main();
    main.configure()
        .withRoutesIncludePattern(
            "file:routes/*.camel.yaml,file:routes/upload/*.camel.yaml,file:routes/hub/*.camel.yaml");
    main.setDefaultPropertyPlaceholderLocation("false");
    main.setOverrideProperties(properties);
    var workers = Executors.newFixedThreadPool(1);
    main.bind("fileWorkers", workers);
    for (String ref : refs()) {
      main.bind(ref, (Processor) exchange -> {});
    }
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterConfigure(BaseMainSupport configured) {
            TemplatedRouteBuilder.builder(configured.getCamelContext(), "look")
                .routeId("look-822")
                .parameters(
                    Map.of("authority", "822", "lookEvery", 3_600_000, "firstLook", 3_600_000))
                .add();
            TemplatedRouteBuilder.builder(configured.getCamelContext(), "look")
                .routeId("look-873")
                .parameters(
                    Map.of("authority", "873", "lookEvery", 3_600_000, "firstLook", 3_600_000))
                .add();
            TemplatedRouteBuilder.builder(configured.getCamelContext(), "compile")
                .routeId("compile-PAN")
                .parameters(
                    Map.of("useCase", "PAN", "lookEvery", 3_600_000, "firstLook", 3_600_000))
                .add();
          }
        });
    try {
      main.start();
      assertThat(main.getCamelContext().getRoutes())
          .extracting(Route::getId)
          .contains("look-822", "look-873", "compile-PAN", "session", "release");
      assertThat(main.getCamelContext().getRoutes())
          .allSatisfy(route -> assertThat(route.getConfigurationId()).isNotNull());
    } finally {
      main.stop();
      workers.shutdown();
    }
  }

  private static Set<String> refs() throws IOException {
    Set<String> refs = new TreeSet<>();
    for (Path file : files().toList()) {
      refs.addAll(all("\\bref: ([a-z-]+)", Files.readString(file)));
    }
    return refs;
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
