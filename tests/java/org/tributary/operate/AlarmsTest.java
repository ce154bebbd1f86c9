package org.tributary.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Alarms, figures, the dashboard and the runbook speak of the same things. */
class AlarmsTest {

  private static final Path ALARMS = Path.of("docker/alerts.yml");
  private static final Path RUNBOOK = Path.of("docs/runbook.md");
  private static final Pattern FIGURE = Pattern.compile("tributary_[a-z_]+");

  /** {@code figure == 0}, and {@code increase(figure[1h]) > 0}, of what was nothing before. */
  private static final Pattern CONDITION =
      Pattern.compile("(?:increase\\()?(tributary_[a-z_]+)(?:\\[1h]\\))? (==|>) ([01])");

  /** Asked by Prometheus itself, which no figure of ours tells. */
  private static final String DOWN = "TributaryDown";

  private static final Map<String, Consumer<AreaHealth>> PROVOKED =
      Map.of(
          "TributaryUnreachable", health -> health.unreachable("822", "the area cannot be reached"),
          "TributaryNotReady", health -> health.failed("822", "ssda903", "a session failed"),
          "TributaryFailing", health -> health.failed("822", "ssda903", "a session failed"),
          "TributaryFaults", health -> health.fault("store"),
          "TributaryFilesWaiting", health -> health.waiting("822", "ssda903", 2),
          "TributaryFilesSetAside", health -> health.setAside("822", "ssda903", 1),
          "TributaryStillPaused", health -> health.paused("822"));

  private final ChosenClock clock = new ChosenClock();
  private final AreaHealth health = new AreaHealth(clock, Duration.ofSeconds(60));
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  AlarmsTest() {
    new AreaMetrics(health).bindTo(registry);
    health.looked("822");
    health.waiting("822", "ssda903", 0);
  }

  static List<JsonNode> alarms() {
    return new YAMLMapper()
        .readTree(ALARMS.toFile())
        .path("groups")
        .get(0)
        .path("rules")
        .valueStream()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("alarms")
  void each_alarm_is_provoked_by_what_it_is_about_and_by_nothing_before(JsonNode alarm) {
    String name = alarm.path("alert").asString();
    String condition = alarm.path("expr").asString();
    if (name.equals(DOWN)) {
      assertThat(condition).isEqualTo("up{job=\"tributary\"} == 0");
      return;
    }
    assertThat(PROVOKED).containsKey(name);
    assertThat(isTrue(condition)).as("well").isFalse();
    PROVOKED.get(name).accept(health);
    assertThat(isTrue(condition)).as(condition).isTrue();
  }

  @Test
  void a_pause_provokes_no_alarm_but_the_reminder() {
    health.paused("822");
    clock.pass(Duration.ofDays(1));
    assertThat(alarms().stream().filter(alarm -> !alarm.path("alert").asString().equals(DOWN)))
        .filteredOn(alarm -> isTrue(alarm.path("expr").asString()))
        .extracting(alarm -> alarm.path("alert").asString())
        .containsExactly("TributaryStillPaused");
  }

  @Test
  void each_alarm_has_its_section_in_the_runbook_and_each_section_its_alarm() throws IOException {
    Set<String> sections =
        Files.readAllLines(RUNBOOK).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(alarms())
        .extracting(alarm -> alarm.path("alert").asString())
        .containsExactlyInAnyOrderElementsOf(sections);
    assertThat(alarms())
        .allSatisfy(
            alarm ->
                assertThat(alarm.path("annotations").path("runbook").asString())
                    .isEqualTo(
                        "docs/runbook.md#"
                            + alarm.path("alert").asString().toLowerCase(Locale.ROOT)));
  }

  @Test
  void the_dashboard_and_the_alarms_show_every_figure_and_no_other() throws IOException {
    PROVOKED.values().forEach(provoke -> provoke.accept(health));
    Set<String> registered =
        registry
            .scrape()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.replaceFirst("[{ ].*", ""))
            .filter(name -> name.startsWith("tributary_"))
            .collect(Collectors.toCollection(TreeSet::new));
    JsonNode dashboard =
        JsonMapper.builder().build().readTree(Path.of("docker/grafana/tributary.json").toFile());
    Set<String> shown = new TreeSet<>();
    dashboard
        .path("panels")
        .forEach(panel -> shown.addAll(figures(panel.path("targets").get(0).path("expr"))));
    assertThat(shown).isEqualTo(registered);
    assertThat(alarms())
        .allSatisfy(alarm -> assertThat(registered).containsAll(figures(alarm.path("expr"))));
  }

  @Test
  void prometheus_is_given_the_alarms() throws IOException {
    assertThat(Files.readString(Path.of("docker/prometheus.yml")))
        .contains("rule_files: [/etc/prometheus/alerts.yml]");
    assertThat(Files.readString(Path.of("docker/compose.yaml")))
        .contains("./alerts.yml:/etc/prometheus/alerts.yml:ro");
  }

  private static Set<String> figures(JsonNode expression) {
    return FIGURE
        .matcher(expression.asString())
        .results()
        .map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean isTrue(String condition) {
    Matcher matcher = CONDITION.matcher(condition);
    assertThat(matcher.matches()).as(condition).isTrue();
    double than = Double.parseDouble(matcher.group(3));
    return registry
        .scrape()
        .lines()
        .filter(line -> line.startsWith(matcher.group(1) + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .anyMatch(value -> matcher.group(2).equals("==") ? value == than : value > than);
  }
}
