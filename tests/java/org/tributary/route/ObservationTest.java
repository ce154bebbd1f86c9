package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tributary.operate.AreaHealth;
import org.tributary.operate.ChosenClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What the management port answers, with the settings that are shipped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObservationTest {

  private final AreaHealth health = new AreaHealth(new ChosenClock(), Duration.ofSeconds(60));
  private final Main camel = new Main();
  private int port;

  @BeforeAll
  void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Properties properties = new Properties();
    properties.setProperty("camel.management.enabled", "true");
    properties.setProperty("camel.management.host", "127.0.0.1");
    properties.setProperty("camel.management.port", Integer.toString(port));
    properties.setProperty("camel.management.healthCheckEnabled", "true");
    properties.setProperty("camel.management.metricsEnabled", "true");
    properties.setProperty("camel.health.enabled", "true");
    properties.setProperty("camel.metrics.enabled", "true");
    properties.setProperty("camel.metrics.enableMessageHistory", "false");
    camel
        .configure()
        .addRoutesBuilder(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("scheduler:look-822?initialDelay=1000000").routeId("look-822").stop();
              }
            });
    camel.setDefaultPropertyPlaceholderLocation("false");
    camel.setOverrideProperties(properties);
    camel.addMainListener(new Observation(health));
    camel.start();
    health.looked("822");
    health.setAside("822", "ssda903", 2);
  }

  @AfterAll
  void stop() {
    camel.stop();
  }

  @Test
  void readiness_says_which_authority_is_not_served_and_liveness_does_not_mind()
      throws IOException, InterruptedException {
    health.looked("301");
    assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);
    health.unreachable("301", "the area cannot be reached");
    assertThat(get("/observe/health/ready").body()).contains("301: the area cannot be reached");
    HttpResponse<String> ready = get("/observe/health/ready?data=true&stackTrace=true");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body())
        .contains("the area cannot be reached", "UNREACHABLE", "filesSetAside", "lastLook");
    JsonNode body = new ObjectMapper().readTree(ready.body());
    assertThat(body.path("status").asString()).isEqualTo("DOWN");
    assertThat(body.path("checks"))
        .extracting(check -> check.path("name").asString())
        .isSubsetOf("areas", "context");
    assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void our_figures_stand_beside_camels_own() throws IOException, InterruptedException {
    assertThat(get("/observe/metrics").body())
        .contains("tributary_files_set_aside{authority=\"822\",dataset=\"ssda903\"} 2.0")
        .contains("camel_");
  }

  @Test
  void what_would_open_the_process_is_not_there() throws IOException, InterruptedException {
    for (String path :
        new String[] {
          "/observe/jolokia",
          "/q/jolokia",
          "/q/dev",
          "/observe/dev",
          "/q/upload",
          "/q/download",
          "/q/send",
          "/q/info",
          "/observe/info",
          "/observe/upload",
          "/observe/send"
        }) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
