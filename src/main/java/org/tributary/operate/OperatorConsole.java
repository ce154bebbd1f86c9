package org.tributary.operate;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.login.Configuration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.InetAccessHandler;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.config.Problems;

/**
 * Hawtio on a port of its own, for one operator with a password. It shows the routes of this
 * process and starts and stops them, and it does nothing else: {@code
 * WEB-INF/classes/jolokia-access.xml} beside it says what a browser may ask. Nothing depends on it;
 * health, figures and logs come without.
 */
public final class OperatorConsole implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorConsole.class);
  private static final String CONTEXT = "/hawtio";
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
  private static final long LARGEST_REQUEST = 256 * 1024;
  private static final int THREADS = 12;
  private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

  /**
   * Where the console listens.
   *
   * @param port 0 for any free one
   * @param bind the address listened on; {@code 127.0.0.1} unless a container's port is published
   * @param allowedFrom addresses or networks ({@code 172.30.0.0/24}) that may connect; none for all
   * @param webApp the folder that the build unpacks Hawtio into
   */
  public record Place(int port, String bind, List<String> allowedFrom, Path webApp) {

    public Place {
      allowedFrom = List.copyOf(allowedFrom);
    }

    /** This machine only, with the console that lies beside the program. */
    public static Place onThisMachine(int port) {
      return new Place(port, "127.0.0.1", LOOPBACK, besideTheProgram());
    }
  }

  private final Server server;
  private final ServerConnector connector;

  private OperatorConsole(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * The folder {@code hawtio} beside the jar, or beside {@code classes} where there is no jar yet.
   */
  static Path besideTheProgram() {
    try {
      Path program =
          Path.of(
              OperatorConsole.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return program.resolveSibling("hawtio");
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("the program's own place is not an address", impossible);
    }
  }

  /**
   * Starts the console, or says why not. There is no way to start it without a secret.
   *
   * @throws IllegalStateException when Hawtio or its policy is not where {@code place} says, or the
   *     port is taken
   */
  public static OperatorConsole start(Place place, OperatorAccess access) {
    for (String needed : List.of("WEB-INF/web.xml", "WEB-INF/classes/jolokia-access.xml")) {
      // Without its policy Jolokia would allow everything.
      if (!Files.isRegularFile(place.webApp().resolve(needed))) {
        throw new IllegalStateException(
            "the console is incomplete: " + needed + " is not in " + place.webApp());
      }
    }
    closeHawtio(access);
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
    threads.setName("console");
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(place.bind());
    connector.setPort(place.port());
    server.addConnector(connector);

    WebAppContext hawtio = new WebAppContext();
    hawtio.setContextPath(CONTEXT);
    hawtio.setBaseResourceAsPath(place.webApp());
    hawtio.setThrowUnavailableOnStartupException(true);
    InetAccessHandler fromWhere =
        new InetAccessHandler(
            new SizeLimitHandler(LARGEST_REQUEST, -1) {
              {
                setHandler(hawtio);
              }
            });
    place.allowedFrom().forEach(fromWhere::include);
    server.setHandler(new Doorkeeper(place.bind(), fromWhere));
    server.setErrorHandler(
        (request, response, callback) -> {
          callback.succeeded();
          return true;
        });
    try {
      server.start();
    } catch (Exception failure) {
      try {
        server.stop();
      } catch (Exception suppressed) {
        failure.addSuppressed(suppressed);
      }
      throw new IllegalStateException("the console could not be started", failure);
    }
    OperatorConsole console = new OperatorConsole(server, connector);
    LOG.info("the operator's console is at {}", console.url());
    return console;
  }

  /** Where a browser on this machine finds it. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort() + CONTEXT + "/");
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failure) {
      LOG.warn("the console did not stop in order", failure);
    }
  }

  /**
   * Starts the console on an address and port with the secret of a file. Where there is no such
   * file yet, one is made with a random password, readable by its owner only.
   *
   * @param host the address listened on; from any but the machine's own it is open to the network
   * @param port 0 for any free one
   * @throws IOException in our own words, when the secret cannot be used or made, the console is
   *     incomplete or the port is taken
   */
  public static OperatorConsole start(String host, int port, Path secretFile) throws IOException {
    return start(host, port, secretFile, (verdict, wrongTries) -> {});
  }

  /** The same, with a book of who was let in. */
  public static OperatorConsole start(
      String host, int port, Path secretFile, OperatorAccess.Doorbook doorbook) throws IOException {
    SecureRandom random = new SecureRandom();
    if (OperatorSecret.makeIfAbsent(secretFile, random)) {
      LOG.info("the operator's name and password were made; they are in {}", secretFile);
    }
    Problems problems = new Problems();
    Optional<OperatorSecret> secret = OperatorSecret.read(secretFile, random, problems);
    if (secret.isEmpty()) {
      throw new IOException(
          problems.errors().stream().map(Object::toString).collect(Collectors.joining("; ")));
    }
    Place place =
        LOOPBACK.contains(host)
            ? new Place(port, host, LOOPBACK, besideTheProgram())
            : new Place(port, host, List.of(), besideTheProgram());
    try {
      return start(place, new OperatorAccess(secret.get(), Clock.systemUTC(), doorbook));
    } catch (IllegalStateException failure) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  /** Hawtio reads its settings from system properties only; none of them is a secret. */
  private static void closeHawtio(OperatorAccess access) {
    System.setProperty("hawtio.authenticationEnabled", "true");
    System.setProperty(
        "hawtio.authenticationThrottled", "false"); // OperatorAccess does it, by a clock
    System.setProperty("hawtio.keycloakEnabled", "false");
    System.setProperty("hawtio.realm", OperatorLogin.REALM);
    System.setProperty("hawtio.roles", OperatorLogin.ROLE);
    System.setProperty("hawtio.rolePrincipalClasses", OperatorLogin.Role.class.getName());
    System.setProperty("hawtio.authenticationContainerDiscoveryClasses", "");
    System.setProperty("hawtio.sessionTimeout", "1800");
    Configuration.setConfiguration(OperatorLogin.configuration(access));
  }

  /**
   * Turns away, before any of Hawtio's code runs, what no browser of an operator sends: other
   * methods, a foreign host name (a web site that has its name point to this machine), a foreign
   * origin, and what would make a script of Jolokia's answer, which a page of another origin may
   * load: {@code callback}, in the address or in a form.
   */
  private static final class Doorkeeper extends Handler.Wrapper {

    private final Set<String> hosts;

    Doorkeeper(String bind, Handler inner) {
      super(inner);
      Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
      names.add(bind.contains(":") ? "[" + bind + "]" : bind.toLowerCase(Locale.ROOT));
      hosts = Set.copyOf(names);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (METHODS.contains(request.getMethod()) && isOurs(request) && !asksForScript(request)) {
        return super.handle(request, response, callback);
      }
      Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
      return true;
    }

    /** The console's own requests carry JSON and no form; a form could hold the same parameter. */
    private static boolean asksForScript(Request request) {
      String type =
          Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE))
              .orElse("")
              .toLowerCase(Locale.ROOT);
      return type.contains("form")
          || Request.extractQueryParameters(request).getNames().stream()
              .anyMatch(name -> name.strip().equalsIgnoreCase("callback"));
    }

    private boolean isOurs(Request request) {
      List<HttpField> given = request.getHeaders().getFields(HttpHeader.HOST);
      if (given.size() != 1) {
        return false;
      }
      String host = given.get(0).getValue().toLowerCase(Locale.ROOT);
      if (!hosts.contains(host.replaceFirst(":[0-9]{1,5}$", ""))) {
        return false;
      }
      return request.getHeaders().getValuesList(HttpHeader.ORIGIN).stream()
          .allMatch(origin -> origin.equals("http://" + host));
    }
  }
}
