package org.tributary.campaign;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stands on loopback before a store and lets things go wrong as a plan says. Bytes pass as they
 * are, the Host header too, so that a request signed for the proxy's address is one that the store
 * accepts. Whole requests and answers are held in memory.
 */
final class FaultProxy implements AutoCloseable {

  private static final Charset LATIN = StandardCharsets.ISO_8859_1;
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final String LENGTH = "content-length";
  private static final String CHUNKED = "chunked";

  /** They are between two parties, not for the one behind; no signature holds them. */
  private static final Set<String> OF_ONE_CONNECTION = Set.of("connection", "expect");

  /** A message's first line and headers, the headers once as sent and once to look up. */
  private record Head(String first, String lines, SortedMap<String, String> headers) {

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** What the store answered. */
  private record Answer(Head head, byte[] body) {

    int status() {
      return Integer.parseInt(head.first().split(" ", 3)[1]);
    }

    boolean isSuccess() {
      return status() / 100 == 2;
    }

    byte[] bytes(byte[] otherBody) {
      byte[] lines = (head.first() + "\r\n" + head.lines() + "\r\n").getBytes(LATIN);
      byte[] all = Arrays.copyOf(lines, lines.length + otherBody.length);
      System.arraycopy(otherBody, 0, all, lines.length, otherBody.length);
      return all;
    }
  }

  private final URI store;
  private final FaultPlan plan;
  private final Duration silence;
  private final Duration latency;
  private final ServerSocket server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> requests = new ConcurrentHashMap<>();
  private final Map<String, Answer> listings = new ConcurrentHashMap<>();

  private FaultProxy(
      URI store, FaultPlan plan, Duration silence, Duration latency, ServerSocket server) {
    this.store = store;
    this.plan = plan;
    this.silence = silence;
    this.latency = latency;
    this.server = server;
  }

  /**
   * Starts before a store.
   *
   * @param silence how long nothing comes where an answer is lost or stalls; longer than the client
   *     waits, or it is only slow
   */
  static FaultProxy before(URI store, FaultPlan plan, Duration silence) {
    return start(store, plan, silence, Duration.ZERO);
  }

  /** Starts before a store, with nothing going wrong and every request taking longer by this. */
  static FaultProxy slow(URI store, Duration latency) {
    return start(store, FaultPlan.none(), Duration.ZERO, latency);
  }

  private static FaultProxy start(URI store, FaultPlan plan, Duration silence, Duration latency) {
    try {
      ServerSocket server = new ServerSocket();
      server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      FaultProxy proxy = new FaultProxy(store, plan, silence, latency, server);
      proxy.thread(proxy::accept);
      return proxy;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where it answers: what a client has for its endpoint instead of the store's. */
  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** How many requests came, by method; a listing counts as {@code LIST}. */
  SortedMap<String, Integer> requests() {
    return new TreeMap<>(requests);
  }

  private void thread(Runnable work) {
    Thread thread = new Thread(work, "fault-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (closing.getCount() > 0) {
      try {
        Socket client = server.accept();
        open.add(client);
        thread(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(client.getInputStream());
      boolean goesOn = true;
      while (goesOn) {
        Optional<Head> head = head(in);
        goesOn = head.isPresent() && exchange(head.get(), in, client);
      }
    } catch (IOException gone) {
      // The client hung up, as it may when it has waited long enough.
    } finally {
      open.remove(client);
    }
  }

  /** One request and what becomes of it; whether the connection goes on. */
  private boolean exchange(Head head, InputStream in, Socket client) throws IOException {
    OutputStream out = client.getOutputStream();
    if (head.header("expect").equalsIgnoreCase("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(LATIN));
      out.flush();
    }
    String[] words = head.first().split(" ");
    ProxiedRequest request =
        new ProxiedRequest(words[0], words[1], head.headers(), body(head, in, false));
    requests.merge(request.lists() ? "LIST" : request.method(), 1, Integer::sum);
    pause(latency);
    Optional<Fault> fault = plan.next(request);
    if (fault.isEmpty()) {
      out.write(whole(forward(head, request)));
      out.flush();
      return true;
    }
    return befall(fault.get(), head, request, client);
  }

  private boolean befall(Fault fault, Head head, ProxiedRequest request, Socket client)
      throws IOException {
    OutputStream out = client.getOutputStream();
    return switch (fault) {
      case INTERNAL_ERROR -> {
        plan.happened(fault);
        yield error(out, request, 500, "InternalError");
      }
      case SLOW_DOWN -> {
        plan.happened(fault);
        yield error(out, request, 503, "SlowDown");
      }
      case RESET_BEFORE -> {
        plan.happened(fault);
        yield reset(client);
      }
      case RESET_AFTER -> {
        forward(head, request);
        plan.happened(fault);
        yield reset(client);
      }
      case ERROR_AFTER -> {
        forward(head, request);
        plan.happened(fault);
        yield error(out, request, 500, "InternalError");
      }
      case LOST_ANSWER -> {
        forward(head, request);
        plan.happened(fault);
        pause(silence);
        yield false;
      }
      case STALLED, TRUNCATED -> {
        Answer answer = forward(head, request);
        if (answer.body().length == 0) {
          out.write(whole(answer));
          yield true;
        }
        byte[] whole = whole(answer);
        plan.happened(fault);
        out.write(whole, 0, whole.length - (answer.body().length + 1) / 2);
        out.flush();
        if (fault == Fault.STALLED) {
          pause(silence);
        }
        yield false;
      }
      case FAILED_BY_OWN_SUCCESS -> {
        Answer answer = forward(head, request);
        if (!answer.isSuccess()) {
          out.write(whole(answer));
          yield true;
        }
        plan.happened(fault);
        yield error(out, request, 412, "PreconditionFailed");
      }
      case FLIPPED_BIT -> {
        Answer answer = forward(head, request);
        byte[] body = answer.body().clone();
        if (answer.isSuccess() && body.length > 0) {
          plan.happened(fault);
          body[body.length / 2] ^= 1;
        }
        out.write(answer.bytes(body));
        yield true;
      }
      case STALE_LISTING -> {
        Optional<Answer> before = Optional.ofNullable(listings.get(request.target()));
        Answer now = forward(head, request);
        if (before.isPresent() && now.isSuccess()) {
          plan.happened(fault);
        }
        out.write(whole(before.orElse(now)));
        yield true;
      }
    };
  }

  private static byte[] whole(Answer answer) {
    return answer.bytes(answer.body());
  }

  private static boolean error(OutputStream out, ProxiedRequest request, int status, String code)
      throws IOException {
    byte[] body =
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>"
                + code
                + "</Code><Message>invented</Message></Error>")
            .getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + status
            + " "
            + code
            + "\r\nContent-Type: application/xml\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    out.write(head.getBytes(LATIN));
    if (!request.method().equals("HEAD")) {
      out.write(body);
    }
    out.flush();
    return true;
  }

  /** Closed so that the other side sees a reset and no orderly end. */
  private static boolean reset(Socket client) throws IOException {
    client.setSoLinger(true, 0);
    client.close();
    return false;
  }

  private void pause(Duration time) throws IOException {
    try {
      if (!time.isZero() && closing.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new EOFException("the proxy closes");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new EOFException("the proxy closes");
    }
  }

  private Answer forward(Head head, ProxiedRequest request) throws IOException {
    try (Socket socket = new Socket(store.getHost(), store.getPort())) {
      socket.setTcpNoDelay(true);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write((head.first() + "\r\n").getBytes(LATIN));
      for (String line : head.lines().split("\r\n")) {
        String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
        if (!OF_ONE_CONNECTION.contains(name)) {
          bytes.write((line + "\r\n").getBytes(LATIN));
        }
      }
      bytes.write("Connection: close\r\n\r\n".getBytes(LATIN));
      bytes.write(request.body());
      bytes.writeTo(socket.getOutputStream());
      socket.getOutputStream().flush();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Head answered = head(in).orElseThrow(() -> new EOFException("the store hung up"));
      boolean without =
          request.method().equals("HEAD") || answered.first().matches("\\S+ (204|304)( .*)?");
      Answer answer = kept(answered, without ? new byte[0] : body(answered, in, true), without);
      if (request.lists() && answer.isSuccess()) {
        listings.put(request.target(), answer);
      }
      return answer;
    }
  }

  /** The answer for a connection that goes on, its length said instead of its chunks. */
  private static Answer kept(Head head, byte[] body, boolean without) {
    StringBuilder lines = new StringBuilder();
    for (String line : head.lines().split("\r\n")) {
      String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
      boolean ofTheBody = name.equals(LENGTH) || name.equals("transfer-encoding");
      if (!OF_ONE_CONNECTION.contains(name) && (without || !ofTheBody)) {
        lines.append(line).append("\r\n");
      }
    }
    if (!without) {
      lines.append("Content-Length: ").append(body.length).append("\r\n");
    }
    return new Answer(new Head(head.first(), lines.toString(), head.headers()), body);
  }

  /** Empty where the other side has nothing more to say. */
  private static Optional<Head> head(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder lines = new StringBuilder();
    SortedMap<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      lines.append(line).append("\r\n");
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return Optional.of(new Head(first, lines.toString(), headers));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
      if (read != '\r') {
        line.write(read);
      }
    }
    return line.toString(LATIN);
  }

  /**
   * A message's body: of a request as it was sent, chunks and all, since the store reads them; of
   * an answer what the chunks hold.
   */
  private static byte[] body(Head head, InputStream in, boolean ofAnAnswer) throws IOException {
    if (head.header("transfer-encoding").equalsIgnoreCase(CHUNKED)) {
      return chunks(in, ofAnAnswer);
    }
    if (head.headers().containsKey(LENGTH)) {
      int length = Integer.parseInt(head.header(LENGTH));
      byte[] body = in.readNBytes(length);
      if (body.length < length) {
        throw new EOFException("a body ended early");
      }
      return body;
    }
    return ofAnAnswer ? in.readAllBytes() : new byte[0];
  }

  private static byte[] chunks(InputStream in, boolean joined) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size;
    do {
      String line = line(in);
      size = Integer.parseInt(line.replaceFirst(";.*", "").strip(), 16);
      byte[] chunk = in.readNBytes(size);
      line(in);
      if (!joined) {
        body.write((line + "\r\n").getBytes(LATIN));
      }
      body.write(chunk);
      if (!joined) {
        body.write(LINE_END);
      }
    } while (size > 0);
    return body.toByteArray();
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      server.close();
      for (Socket client : open) {
        client.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
