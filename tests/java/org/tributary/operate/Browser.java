package org.tributary.operate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A real Chromium without a window, driven over the W3C WebDriver protocol as chromedriver speaks
 * it. Needs Debian's packages {@code chromium} and {@code chromium-driver}; without them it fails
 * and says so. It ends the processes that it started.
 */
public final class Browser implements AutoCloseable {

  private static final List<Path> NEEDED =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromedriver"));
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
  private static final Duration PAGE_WITHIN = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final Path folder;
  private final URI base;
  private final String session;

  private Browser(Process driver, Path folder, URI base) {
    this.driver = driver;
    this.folder = folder;
    this.base = base;
    this.session = newSession();
  }

  /**
   * Skips a test where there is no browser, unless {@code -Dbrowser=required} says that there is.
   */
  public static void assumeInstalled() {
    if (!"required".equals(System.getProperty("browser"))) {
      assumeTrue(NEEDED.stream().allMatch(Files::isExecutable), "no chromium here");
    }
  }

  /** A new browser with a profile of its own. */
  public static Browser open() {
    for (Path needed : NEEDED) {
      if (!Files.isExecutable(needed)) {
        throw new AssertionError(
            needed + " is missing. Install it with: apt-get install chromium chromium-driver");
      }
    }
    try {
      Path folder = Files.createTempDirectory("tributary-browser");
      int port = freePort();
      Process driver =
          new ProcessBuilder("/usr/bin/chromedriver", "--port=" + port, "--allowed-ips=127.0.0.1")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("driver.log").toFile())
              .start();
      URI base = URI.create("http://127.0.0.1:" + port + "/");
      awaitReady(driver, base);
      return new Browser(driver, folder, base);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Goes to an address, {@code file:} included, and waits until it is loaded. */
  public void go(URI address) {
    post("url", Map.of("url", address.toString()));
  }

  public String address() {
    return get("url").asString();
  }

  public String title() {
    return get("title").asString();
  }

  /** The page's text as a person sees it. */
  public String text() {
    return text("body");
  }

  public String text(String css) {
    return get("element/" + await(css) + "/text").asString();
  }

  /** The texts of all elements that match now. */
  public List<String> texts(String css) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : post("elements", Map.of("using", "css selector", "value", css))) {
      texts.add(get("element/" + element.get(ELEMENT).asString() + "/text").asString());
    }
    return texts;
  }

  public void type(String css, String words) {
    post("element/" + await(css) + "/value", Map.of("text", words));
  }

  public void click(String css) {
    post("element/" + await(css) + "/click", Map.of());
  }

  /** Clicks the link or button that shows exactly these words. */
  public void clickWords(String words) {
    String path = "//*[self::a or self::button][normalize-space(.)='" + words + "']";
    post("element/" + awaitElement("xpath", path) + "/click", Map.of());
  }

  /** Clicks the node of a tree that shows exactly these words. */
  public void clickInTree(String words) {
    String path =
        "//*[contains(@class, 'tree-view__node-text')][normalize-space(.)='" + words + "']";
    post("element/" + awaitElement("xpath", path) + "/click", Map.of());
  }

  /** Waits until the page shows some words; fails with what it shows instead. */
  public void awaitWords(String words) {
    try {
      awaitElement("xpath", "//body[contains(., '" + words + "')]");
    } catch (AssertionError absent) {
      throw new AssertionError(
          "'" + words + "' is not on the page, which shows:\n" + text(), absent);
    }
  }

  /** What a script in the page returns. */
  public JsonNode run(String script) {
    return post("execute/sync", Map.of("script", script, "args", List.of()));
  }

  /** Makes the page so many pixels wide and high, as narrow as a telephone if need be. */
  public void size(int width, int height) {
    post(
        "goog/cdp/execute",
        Map.of(
            "cmd",
            "Emulation.setDeviceMetricsOverride",
            "params",
            Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false)));
  }

  /** From now on no request reaches a network. */
  public void offline() {
    post(
        "goog/cdp/execute",
        Map.of(
            "cmd",
            "Network.emulateNetworkConditions",
            "params",
            Map.of("offline", true, "latency", 0, "downloadThroughput", 0, "uploadThroughput", 0)));
  }

  /** What the page's console has said since this was last asked, worst things only. */
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (JsonNode line : post("se/log", Map.of("type", "browser"))) {
      complaints.add(line.path("level").asString() + " " + line.path("message").asString());
    }
    return complaints;
  }

  /** The page as a PNG. */
  public void screenshot(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, Base64.getDecoder().decode(get("screenshot").asString()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> started = new ArrayList<>(driver.descendants().toList());
    try {
      exchange(HttpRequest.newBuilder(uri("")).DELETE());
    } catch (AssertionError alreadyGone) {
      // the processes are ended below in any case
    }
    driver.descendants().forEach(started::add);
    driver.destroy();
    try {
      if (!driver.waitFor(10, TimeUnit.SECONDS)) {
        driver.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      driver.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    started.forEach(ProcessHandle::destroyForcibly);
    started.forEach(process -> process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    delete(folder);
  }

  private String newSession() {
    List<String> flags =
        List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1400,900",
            "--user-data-dir=" + folder.resolve("profile"));
    Map<String, Object> wanted =
        Map.of(
            "capabilities",
            Map.of(
                "alwaysMatch",
                Map.of(
                    "browserName",
                    "chrome",
                    "timeouts",
                    Map.of("implicit", PAGE_WITHIN.toMillis(), "pageLoad", PAGE_WITHIN.toMillis()),
                    "goog:chromeOptions",
                    Map.of("binary", "/usr/bin/chromium", "args", flags))));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve("session"))
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(wanted)));
    return exchange(request).get("sessionId").asString();
  }

  private String await(String css) {
    return awaitElement("css selector", css);
  }

  /** The driver itself waits for the element, up to the session's implicit timeout. */
  private String awaitElement(String using, String value) {
    return post("element", Map.of("using", using, "value", value)).get(ELEMENT).asString();
  }

  private JsonNode get(String command) {
    return exchange(HttpRequest.newBuilder(uri(command)).GET());
  }

  private JsonNode post(String command, Map<String, ?> body) {
    return exchange(
        HttpRequest.newBuilder(uri(command))
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private URI uri(String command) {
    return base.resolve("session/" + session + (command.isEmpty() ? "" : "/" + command));
  }

  private JsonNode exchange(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(
              request.timeout(ANSWER_WITHIN).header("Content-Type", "application/json").build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode value = JSON.readTree(response.body()).path("value");
      if (response.statusCode() != 200) {
        throw new AssertionError("the browser says: " + value.path("message").asString());
      }
      return value;
    } catch (IOException failure) {
      throw new AssertionError("the browser does not answer", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  private static void awaitReady(Process driver, URI base) throws IOException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest status =
        HttpRequest.newBuilder(base.resolve("status")).timeout(ANSWER_WITHIN).build();
    long until = System.nanoTime() + ANSWER_WITHIN.toNanos();
    while (System.nanoTime() < until && driver.isAlive()) {
      try {
        if (http.send(status, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notYet) {
        Thread.onSpinWait();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    driver.destroyForcibly();
    throw new AssertionError("chromedriver did not start");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
