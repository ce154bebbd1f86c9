package org.tributary.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the files for containers give to whom, and whether the operator's document is complete. */
class DeploymentTest {

  private static final Path DOCKER = Path.of("docker");
  private static final Pattern AREA =
      Pattern.compile("tributary\\.([a-z]+)\\.areas\\.([a-z-]+)\\.[a-z-]+");

  private final JsonNode compose =
      new YAMLMapper().readTree(DOCKER.resolve("compose.yaml").toFile());

  @ParameterizedTest
  @CsvSource({
    "upload, uploads workspace shared, s3-upload",
    "hub, shared hub-workspace outputs external, s3-upload s3-hub"
  })
  void a_role_is_given_the_areas_of_its_own_account_and_no_others(
      String role, String areas, String servers) throws IOException {
    Properties settings = settings(role);
    Set<String> named = new TreeSet<>();
    Set<String> reached = new TreeSet<>();
    for (String setting : settings.stringPropertyNames()) {
      Matcher area = AREA.matcher(setting);
      if (area.matches()) {
        assertThat(area.group(1)).isEqualTo(role);
        named.add(area.group(2));
      }
      if (setting.endsWith(".endpoint")) {
        reached.add(settings.getProperty(setting).replaceFirst("http://(.*):7070", "$1"));
      }
    }
    assertThat(named).containsExactlyInAnyOrder(areas.split(" "));
    assertThat(reached).containsExactlyInAnyOrder(servers.split(" "));
    for (String server : reached) {
      assertThat(texts(service(server).path("networks")))
          .as("%s reaches %s", role, server)
          .containsAnyElementsOf(texts(service(role).path("networks")));
    }
  }

  @Test
  void the_roles_share_no_secret_and_no_network_but_that_of_the_figures() throws IOException {
    assertThat(texts(service("upload").path("secrets")))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(texts(service("hub").path("secrets")));
    Set<String> both = texts(service("upload").path("networks"));
    both.retainAll(texts(service("hub").path("networks")));
    assertThat(both).containsExactly("figures");
    assertThat(texts(service("s3-upload").path("networks"))).doesNotContain("figures", "hub");
    assertThat(texts(service("s3-hub").path("networks"))).containsExactly("hub");
    assertThat(settings("hub").stringPropertyNames())
        .noneMatch(setting -> setting.contains("pseudonym"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"upload", "hub"})
  void a_role_has_exactly_the_secrets_that_its_settings_name(String role) throws IOException {
    Properties settings = settings(role);
    Set<String> named =
        settings.stringPropertyNames().stream()
            .map(settings::getProperty)
            .filter(value -> value.startsWith("/run/secrets/"))
            .map(value -> value.substring("/run/secrets/".length()))
            .collect(Collectors.toSet());
    assertThat(named).isEqualTo(texts(service(role).path("secrets")));
    assertThat(compose.path("secrets").propertyNames()).containsAll(named);
    assertThat(service(role).path("volumes").get(0).asString())
        .isEqualTo("./" + role + ".properties:/tributary/config/application.properties:ro");
  }

  @ParameterizedTest
  @ValueSource(strings = {"upload", "hub"})
  void a_role_runs_without_rights_it_does_not_need(String role) {
    JsonNode service = service(role);
    assertThat(service.path("user").asString()).isEqualTo("10001:10001");
    assertThat(service.path("read_only").asBoolean()).isTrue();
    assertThat(texts(service.path("cap_drop"))).containsExactly("ALL");
    assertThat(texts(service.path("security_opt"))).contains("no-new-privileges:true");
    assertThat(service.path("ulimits").path("core").asInt(-1)).isZero();
    assertThat(service.has("ports")).isFalse();
    assertThat(service.has("environment")).isFalse();
    assertThat(texts(service.path("command"))).contains("--roles", role);
  }

  @Test
  void what_is_published_is_published_on_this_machine_only() {
    List<String> ports =
        compose
            .path("services")
            .valueStream()
            .flatMap(service -> service.path("ports").valueStream())
            .map(JsonNode::asString)
            .toList();
    assertThat(ports).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @Test
  void prometheus_asks_both_roles_where_they_answer() throws IOException {
    JsonNode job =
        new YAMLMapper()
            .readTree(DOCKER.resolve("prometheus.yml").toFile())
            .path("scrape_configs")
            .get(0);
    assertThat(job.path("metrics_path").asString()).isEqualTo("/observe/metrics");
    for (String role : List.of("upload", "hub")) {
      String port = settings(role).getProperty("camel.management.port");
      assertThat(job.toString()).contains("\"" + role + ":" + port + "\"");
    }
  }

  @Test
  void the_image_keeps_memory_from_being_written_out() throws IOException {
    assertThat(Files.readString(DOCKER.resolve("Dockerfile")))
        .contains("-XX:+ExitOnOutOfMemoryError", "-XX:-HeapDumpOnOutOfMemoryError")
        .contains("-XX:+DisableAttachMechanism", "USER 10001:10001", "HEALTHCHECK");
  }

  @Test
  void the_operators_document_names_every_figure_and_no_other() throws IOException {
    AreaHealth health = new AreaHealth(new ChosenClock(), Duration.ofSeconds(60));
    health.waiting("822", "ssda903", 1);
    health.fault("store");
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new AreaMetrics(health).bindTo(registry);
    Set<String> figures = new TreeSet<>();
    for (Meter meter : registry.getMeters()) {
      figures.add(
          meter.getId().getName().replace('.', '_')
              + (meter.getId().getType() == Meter.Type.COUNTER ? "_total" : ""));
    }
    Matcher words =
        Pattern.compile("`(tributary_[a-z_]+)")
            .matcher(Files.readString(Path.of("docs/operating.md")));
    Set<String> documented =
        words.results().map(word -> word.group(1)).collect(Collectors.toCollection(TreeSet::new));
    assertThat(documented).isEqualTo(figures);
  }

  @Test
  void the_operators_document_names_every_state() throws IOException {
    String document = Files.readString(Path.of("docs/operating.md"));
    for (AreaHealth.State state : AreaHealth.State.values()) {
      assertThat(document).contains("| `" + state + "` |");
    }
  }

  private JsonNode service(String name) {
    JsonNode service = compose.path("services").path(name);
    assertThat(service.isObject()).as(name).isTrue();
    if (!service.has("<<")) {
      return service;
    }
    // Jackson leaves a YAML merge key as it stands.
    JsonNode merged = compose.path("x-hardened").deepCopy();
    service
        .properties()
        .forEach(property -> ((ObjectNode) merged).set(property.getKey(), property.getValue()));
    return merged;
  }

  private static Set<String> texts(JsonNode list) {
    return list.valueStream()
        .map(JsonNode::asString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Properties settings(String role) throws IOException {
    Properties settings = new Properties();
    try (Reader reader =
        Files.newBufferedReader(DOCKER.resolve(role + ".properties"), StandardCharsets.UTF_8)) {
      settings.load(reader);
    }
    return settings;
  }
}
