package org.tributary.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What a browser may ask of the console, and what it may not. Requests go out as bytes, because
 * clients tidy up a path before they send it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ChosenClock clock = new ChosenClock();
  private final AreaHealth health = new AreaHealth(clock, Duration.ofSeconds(60));
  private final RecordedActions actions = new RecordedActions();
  private RunningConsole console;
  private AreaBeans beans;
  private String session;

  /** An HTTP response: its status, its header in small letters, its body. */
  private record Answer(int status, String header, String body) {

    /** Jolokia refuses inside a response that HTTP calls good. */
    int verdict() {
      if (status != 200 || !body.startsWith("{") && !body.startsWith("[")) {
        return status;
      }
      JsonNode json = JSON.readTree(body);
      return (json.isArray() ? json.get(0) : json).path("status").asInt(status);
    }

    String cookie() {
      return header
          .lines()
          .filter(line -> line.startsWith("set-cookie: "))
          .map(line -> line.substring("set-cookie: ".length()))
          .findFirst()
          .orElse("");
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    console = new RunningConsole(folder, clock);
    beans = AreaBeans.show(health, actions);
    health.looked("822");
    Answer welcome = logIn(RunningConsole.PASSWORD);
    assertThat(welcome.status()).isEqualTo(200);
    // The header was put into small letters; a session's name is not in small letters only.
    session = welcome.cookie().replaceFirst(";.*", "");
    assertThat(session).isNotEmpty();
  }

  @AfterAll
  void stop() {
    beans.close();
    console.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      files = "tests/cases/operate/hostile-requests.csv",
      numLinesToSkip = 1,
      quoteCharacter = '\'',
      maxCharsPerColumn = 2000)
  void is_refused(
      String what, String who, String method, String path, String origin, String body, int expected)
      throws IOException {
    Answer answer = ask(who, method, path, origin, body);
    assertThat(answer.verdict()).as(answer.body()).isEqualTo(expected);
    assertThat(answer.body())
        .doesNotContain(System.getProperty("java.home"), "stacktrace", "\tat ", "root:x:");
    assertThat(console.camel().getCamelContext().getRouteController().getRouteStatus("look-822"))
        .isEqualTo(ServiceStatus.Started);
    assertThat(console.camel().getCamelContext().isStarted()).isTrue();
    assertThat(actions.asked).isEmpty();
  }

  @Test
  void there_are_at_least_thirty_hostile_requests() throws IOException {
    assertThat(Files.readAllLines(Path.of("tests/cases/operate/hostile-requests.csv")))
        .hasSizeGreaterThan(30);
  }

  @Test
  void an_operator_stops_and_starts_one_route() throws IOException {
    String route =
        "{\"type\":\"exec\",\"mbean\":\"org.apache.camel:context=tributary-test,type=routes,"
            + "name=\\\"clean\\\"\",\"operation\":\"%s()\"}";
    for (String operation : List.of("stop", "start", "suspend", "resume")) {
      String body = String.format(Locale.ROOT, route, operation);
      Answer answer = ask("operator", "POST", "/hawtio/jolokia/", null, body);
      assertThat(answer.verdict()).as(answer.body()).isEqualTo(200);
      assertThat(console.camel().getCamelContext().getRouteController().getRouteStatus("clean"))
          .isEqualTo(
              switch (operation) {
                case "stop" -> ServiceStatus.Stopped;
                case "suspend" -> ServiceStatus.Suspended;
                default -> ServiceStatus.Started;
              });
    }
  }

  @ParameterizedTest
  @CsvSource({"lookNow,look now", "pause,pause", "resume,resume", "status,status"})
  void an_operator_does_about_an_authority_what_the_commands_do(String operation, String done)
      throws IOException {
    String body =
        "{\"type\":\"exec\",\"mbean\":\"org.tributary:type=Area,name=822\",\"operation\":\"%s()\"}";
    Answer answer =
        ask(
            "operator",
            "POST",
            "/hawtio/jolokia/",
            null,
            String.format(Locale.ROOT, body, operation));
    assertThat(answer.verdict()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("822: " + done);
    assertThat(actions.asked).containsExactly(done + " 822");
    actions.asked.clear();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          org.apache.camel:context=tributary-test,type=routes,name="clean"    | State
          org.apache.camel:context=tributary-test,type=context,name="tributary-test" | CamelVersion
          org.tributary:type=Area,name=822 | State
          """)
  void an_operator_reads_what_is_meant_for_operators(String bean, String attribute)
      throws IOException {
    String body =
        JSON.writeValueAsString(
            java.util.Map.of("type", "read", "mbean", bean, "attribute", attribute));
    Answer answer = ask("operator", "POST", "/hawtio/jolokia/", null, body);
    assertThat(answer.verdict()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void what_is_refused_of_a_bean_is_left_out_where_all_of_it_is_asked_for() throws IOException {
    String all = "{\"type\":\"read\",\"mbean\":\"%s\",\"config\":{\"ignoreErrors\":\"true\"}}";
    for (String bean : List.of("%s,name=\\\"clean\\\"", "%s,*")) {
      String named = String.format(bean, "org.apache.camel:context=tributary-test,type=routes");
      Answer answer =
          ask("operator", "POST", "/hawtio/jolokia/", null, String.format(Locale.ROOT, all, named));
      assertThat(answer.verdict()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body())
          .contains("\"RouteId\":\"clean\"", "\"ExchangesTotal\":")
          .doesNotContain("forbidden", "LastError", "EndpointUri");
    }
  }

  @Test
  void the_list_of_beans_names_nothing_but_what_is_meant_for_operators() throws IOException {
    Answer answer = ask("operator", "POST", "/hawtio/jolokia/", null, "{\"type\":\"list\"}");
    assertThat(answer.verdict()).isEqualTo(200);
    JsonNode domains = JSON.readTree(answer.body()).path("value");
    assertThat(domains.propertyNames())
        .contains("org.apache.camel", "org.tributary")
        .doesNotContain("java.lang", "com.sun.management", "java.util.logging", "jolokia");
  }

  @Test
  void a_host_name_that_somebody_points_at_this_machine_is_refused() throws IOException {
    Answer answer = send("GET", "/hawtio/", "Host: attacker.example\r\n", "");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(send("GET", "/hawtio/", "", "").status()).isEqualTo(400);
  }

  @Test
  void a_request_that_is_too_long_is_refused() throws IOException {
    // Only announced, not sent: the console refuses and closes before it would have read it all.
    String headers =
        headers()
            + ("Cookie: " + session + "\r\n")
            + ("Origin: http://127.0.0.1:" + console.url().getPort() + "\r\n");
    assertThat(send("POST", "/hawtio/jolokia/", headers, 300_000, new byte[0]).status())
        .isEqualTo(413);
  }

  @Test
  void pages_may_not_be_framed_sniffed_or_kept_and_the_server_does_not_introduce_itself()
      throws IOException {
    Answer answer = ask("operator", "GET", "/hawtio/index.html", null, null);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header())
        .contains("x-frame-options:", "x-content-type-options: nosniff")
        .contains("content-security-policy:", "referrer-policy:", "cache-control:")
        .doesNotContain("server:", "x-powered-by");
  }

  @Test
  void the_session_is_a_strict_cookie_that_no_script_reads() throws IOException {
    String cookie = logIn(RunningConsole.PASSWORD).cookie();
    assertThat(cookie.toLowerCase(Locale.ROOT))
        .startsWith("tributary_operator=")
        .contains("httponly", "samesite=strict");
  }

  @Test
  void a_session_that_was_logged_out_opens_nothing() throws IOException {
    String cookie = logIn(RunningConsole.PASSWORD).cookie().replaceFirst(";.*", "");
    String headers =
        headers()
            + "Cookie: "
            + cookie
            + "\r\nOrigin: http://127.0.0.1:"
            + console.url().getPort()
            + "\r\n";
    String body = "{\"type\":\"version\"}";
    assertThat(send("POST", "/hawtio/jolokia/", headers, body).verdict()).isEqualTo(200);
    assertThat(send("GET", "/hawtio/auth/logout", headers, "").status()).isEqualTo(302);
    assertThat(send("POST", "/hawtio/jolokia/", headers, body).verdict()).isEqualTo(403);
  }

  @Test
  void guessing_closes_the_door_for_a_while_even_for_the_right_password() throws IOException {
    for (int guess = 0; guess < OperatorAccess.FREE_TRIES; guess++) {
      assertThat(logIn("a guess " + guess).status()).isNotEqualTo(200);
    }
    assertThat(logIn(RunningConsole.PASSWORD).status()).isNotEqualTo(200);
    clock.pass(OperatorAccess.FIRST_WAIT);
    assertThat(logIn(RunningConsole.PASSWORD).status()).isEqualTo(200);
  }

  private Answer logIn(String password) throws IOException {
    String body =
        "{\"username\":\"" + RunningConsole.NAME + "\",\"password\":\"" + password + "\"}";
    return send("POST", "/hawtio/auth/login", headers(), body);
  }

  private Answer ask(String who, String method, String path, String origin, String body)
      throws IOException {
    String headers = headers();
    if (who.equals("operator")) {
      headers += "Cookie: " + session + "\r\n";
    }
    // A browser names its own origin; without that, Jolokia would refuse all before it looks.
    String own = "http://127.0.0.1:" + console.url().getPort();
    headers += "Origin: " + (origin == null ? own : origin) + "\r\n";
    return send(method, path, headers, body == null ? "" : body);
  }

  private String headers() {
    return "Host: 127.0.0.1:" + console.url().getPort() + "\r\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "Application/X-WWW-Form-URLencoded; charset=utf-8",
        "multipart/form-data; boundary=x"
      })
  void a_form_which_could_ask_for_an_answer_as_a_script_is_refused(String type) throws IOException {
    String headers =
        headers()
            + ("Cookie: " + session + "\r\n")
            + ("Origin: http://127.0.0.1:" + console.url().getPort() + "\r\n");
    byte[] form = "callback=run".getBytes(StandardCharsets.UTF_8);
    Answer answer = send("POST", "/hawtio/jolokia/", headers, type, form.length, form);
    assertThat(answer.verdict()).as(answer.body()).isEqualTo(403);
  }

  private Answer send(String method, String path, String headers, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return send(method, path, headers, bytes.length, bytes);
  }

  private Answer send(String method, String path, String headers, int announced, byte[] bytes)
      throws IOException {
    return send(method, path, headers, "application/json", announced, bytes);
  }

  private Answer send(
      String method, String path, String headers, String type, int announced, byte[] bytes)
      throws IOException {
    URI url = console.url();
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(20_000);
      String head =
          method
              + " "
              + path
              + " HTTP/1.1\r\n"
              + headers
              + "Connection: close\r\nContent-Type: "
              + type
              + "\r\nContent-Length: "
              + announced
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return answer(socket);
    }
  }

  private static Answer answer(Socket socket) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      int status = Integer.parseInt(reader.readLine().split(" ", 3)[1]);
      StringBuilder header = new StringBuilder();
      for (String line = reader.readLine(); line != null && !line.isEmpty(); ) {
        int colon = line.indexOf(':');
        header
            .append(line.substring(0, colon).toLowerCase(Locale.ROOT))
            .append(line.substring(colon))
            .append('\n');
        line = reader.readLine();
      }
      String body = reader.lines().collect(Collectors.joining("\n"));
      if (header.indexOf("transfer-encoding: chunked") >= 0) {
        body = body.replaceAll("(?m)^[0-9a-f]+\r?$", "").strip();
      }
      return new Answer(status, header.toString(), body);
    }
  }
}
