package org.tributary.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tributary.demo.EmbeddedS3;
import org.tributary.store.Contents;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.Created;
import org.tributary.store.s3.S3ObjectStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Each kind of fault by plain HTTP: what the client sees, and what the store did. */
class FaultProxyTest {

  private static final Duration SILENCE = Duration.ofMillis(500);
  private static final Duration AN_HOUR = Duration.ofHours(1);
  private static final StaticCredentialsProvider SECRET =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test-key", "test-secret"));

  @TempDir private Path folder;
  private EmbeddedS3 server;
  private S3Client direct;
  private ObjectStore store;
  private final List<AutoCloseable> opened = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    server = EmbeddedS3.start(folder, 0, "test-key", "test-secret", List.of("area"));
    direct = client(server.endpoint());
    store = new S3ObjectStore(direct, "area", "");
    store.create("here", Contents.of("0123456789"));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable resource : opened) {
      resource.close();
    }
    server.close();
  }

  private S3Client client(URI endpoint) {
    S3Client client =
        S3Client.builder()
            .endpointOverride(endpoint)
            .forcePathStyle(true)
            .region(Region.EU_WEST_2)
            .credentialsProvider(SECRET)
            .build();
    opened.add(client);
    return client;
  }

  private FaultProxy always(Fault kind) {
    return every(1, kind);
  }

  private FaultProxy every(int nth, Fault kind) {
    return opened(FaultProxy.before(server.endpoint(), FaultPlan.every(nth, kind), SILENCE));
  }

  private FaultProxy opened(FaultProxy proxy) {
    opened.add(proxy);
    return proxy;
  }

  private S3Presigner presigner(FaultProxy proxy) {
    S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(proxy.endpoint())
            .region(Region.EU_WEST_2)
            .credentialsProvider(SECRET)
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build();
    opened.add(presigner);
    return presigner;
  }

  private HttpResponse<byte[]> get(FaultProxy proxy) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(
                URI.create(
                    presigner(proxy)
                        .presignGetObject(
                            sign ->
                                sign.signatureDuration(AN_HOUR)
                                    .getObjectRequest(get -> get.bucket("area").key("here")))
                        .url()
                        .toString()))
            .build());
  }

  /** Writes {@code new} with {@code If-None-Match: *}. */
  private HttpResponse<byte[]> create(FaultProxy proxy) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(
                URI.create(
                    presigner(proxy)
                        .presignPutObject(
                            sign ->
                                sign.signatureDuration(AN_HOUR)
                                    .putObjectRequest(
                                        put -> put.bucket("area").key("new").ifNoneMatch("*")))
                        .url()
                        .toString()))
            .header("If-None-Match", "*")
            .PUT(HttpRequest.BodyPublishers.ofString("written"))
            .build());
  }

  /** Of a client that keeps no connection, waits for a minute and never tries again. */
  private static HttpResponse<byte[]> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(
            HttpRequest.newBuilder(request, (name, value) -> true)
                .timeout(Duration.ofMinutes(1))
                .build(),
            BodyHandlers.ofByteArray());
  }

  private boolean isWritten() throws Exception {
    return store.list("").stream().anyMatch(object -> object.key().equals("new"));
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void without_a_fault_everything_passes_as_it_is_and_is_counted() throws Exception {
    FaultProxy proxy =
        opened(FaultProxy.before(server.endpoint(), FaultPlan.none(), Duration.ZERO));
    ObjectStore through = new S3ObjectStore(client(proxy.endpoint()), "area", "");

    assertThat(through.create("a/ü 1", Contents.of("one"))).isEqualTo(Created.CREATED);
    assertThat(through.create("a/ü 1", Contents.of("two"))).isEqualTo(Created.EXISTED);
    through.replace("b", Contents.of("three"));
    through.copy("b", "c");
    assertThat(through.list("")).isEqualTo(store.list(""));
    through.delete("c");

    assertThat(new String(through.read("a/ü 1", Optional.empty()).readAllBytes())).isEqualTo("one");
    assertThat(text(get(proxy))).isEqualTo("0123456789");
    assertThat(create(proxy).statusCode()).isEqualTo(200);
    assertThat(create(proxy).statusCode()).isEqualTo(412);
    assertThat(proxy.requests())
        .containsExactlyEntriesOf(
            new TreeMap<>(Map.of("DELETE", 1, "GET", 2, "LIST", 1, "PUT", 6)));
  }

  @Test
  void a_large_object_passes_both_ways() throws Exception {
    FaultProxy proxy =
        opened(FaultProxy.before(server.endpoint(), FaultPlan.none(), Duration.ZERO));
    ObjectStore through = new S3ObjectStore(client(proxy.endpoint()), "area", "");
    byte[] bytes = new byte[3_000_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    through.replace("large", Contents.of(bytes));
    assertThat(store.read("large", Optional.empty()).readAllBytes()).isEqualTo(bytes);
    assertThat(through.read("large", Optional.empty()).readAllBytes()).isEqualTo(bytes);
  }

  @Test
  void every_request_takes_longer_by_the_latency() throws Exception {
    FaultProxy proxy = opened(FaultProxy.slow(server.endpoint(), Duration.ofMillis(60)));
    long began = System.nanoTime();
    assertThat(text(get(proxy))).isEqualTo("0123456789");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(60));
  }

  @ParameterizedTest
  @EnumSource(names = {"INTERNAL_ERROR", "SLOW_DOWN"})
  void a_refusal_is_an_answer_and_the_store_never_saw_the_request(Fault kind) throws Exception {
    HttpResponse<byte[]> answer = create(always(kind));
    assertThat(answer.statusCode()).isEqualTo(kind == Fault.SLOW_DOWN ? 503 : 500);
    assertThat(text(answer))
        .contains(kind == Fault.SLOW_DOWN ? "<Code>SlowDown" : "<Code>InternalError");
    assertThat(isWritten()).isFalse();
  }

  @Test
  void a_reset_before_leaves_nothing_done() throws Exception {
    FaultProxy proxy = always(Fault.RESET_BEFORE);
    assertThatThrownBy(() -> create(proxy))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
    assertThat(isWritten()).isFalse();
  }

  @Test
  void a_reset_after_leaves_it_done_and_nobody_told() throws Exception {
    FaultProxy proxy = always(Fault.RESET_AFTER);
    assertThatThrownBy(() -> create(proxy))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
    assertThat(isWritten()).isTrue();
  }

  @Test
  void an_error_after_is_told_although_it_is_done() throws Exception {
    assertThat(create(always(Fault.ERROR_AFTER)).statusCode()).isEqualTo(500);
    assertThat(isWritten()).isTrue();
  }

  @Test
  void a_lost_answer_is_waited_for_in_vain() throws Exception {
    FaultProxy proxy = always(Fault.LOST_ANSWER);
    long began = System.nanoTime();
    assertThatThrownBy(() -> create(proxy)).isInstanceOf(IOException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(SILENCE);
    assertThat(isWritten()).isTrue();
  }

  @Test
  void a_stalled_answer_begins_and_does_not_go_on_while_the_client_waits() throws Exception {
    FaultProxy proxy = always(Fault.STALLED);
    long began = System.nanoTime();
    assertThatThrownBy(() -> get(proxy))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("received: 5");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(SILENCE);
  }

  @Test
  void a_truncated_answer_announces_more_than_comes() throws Exception {
    FaultProxy proxy = always(Fault.TRUNCATED);
    assertThatThrownBy(() -> get(proxy))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class)
        .hasMessageContaining("received: 5");
  }

  @Test
  void a_conditional_write_fails_by_its_own_success() throws Exception {
    FaultProxy proxy = always(Fault.FAILED_BY_OWN_SUCCESS);
    HttpResponse<byte[]> answer = create(proxy);
    assertThat(answer.statusCode()).isEqualTo(412);
    assertThat(text(answer)).contains("<Code>PreconditionFailed");
    assertThat(isWritten()).isTrue();
    assertThat(text(get(proxy))).isEqualTo("0123456789");
  }

  @Test
  void a_flipped_bit_changes_one_byte_and_no_header() throws Exception {
    HttpResponse<byte[]> right = get(opened(FaultProxy.slow(server.endpoint(), Duration.ZERO)));
    HttpResponse<byte[]> wrong = get(always(Fault.FLIPPED_BIT));
    assertThat(text(wrong)).isEqualTo("0123446789");
    for (String header : List.of("etag", "content-length", "content-type")) {
      assertThat(wrong.headers().firstValue(header))
          .isPresent()
          .isEqualTo(right.headers().firstValue(header));
    }
  }

  @Test
  void a_stale_listing_is_the_one_before_and_no_older() throws Exception {
    FaultProxy proxy = every(2, Fault.STALE_LISTING);
    ObjectStore through = new S3ObjectStore(client(proxy.endpoint()), "area", "");
    assertThat(through.list("")).hasSize(1);
    store.create("second", Contents.of("2"));
    assertThat(through.list("")).as("as it was").hasSize(1);
    assertThat(through.list("")).as("as it is").hasSize(2);
    store.create("third", Contents.of("3"));
    assertThat(through.list("s")).as("never asked for before").hasSize(1);
    store.delete("third");
    assertThat(through.list("")).as("as it is").hasSize(2);
  }

  @Test
  void a_plan_follows_from_its_seed_and_the_order_of_requests() {
    assertThat(drawn(FaultPlan.atRandom(EnumSet.allOf(Fault.class), 0.2, 7)))
        .isEqualTo(drawn(FaultPlan.atRandom(EnumSet.allOf(Fault.class), 0.2, 7)))
        .isNotEqualTo(drawn(FaultPlan.atRandom(EnumSet.allOf(Fault.class), 0.2, 8)))
        .contains(Optional.empty())
        .hasSizeGreaterThan(100);
    FaultPlan ended = FaultPlan.every(1, Fault.SLOW_DOWN);
    ended.end();
    assertThat(drawn(ended)).containsOnly(Optional.empty());
  }

  @Test
  void every_nth_request_that_a_kind_can_befall_is_met() {
    FaultPlan plan = FaultPlan.every(3, Fault.STALE_LISTING);
    List<Optional<Fault>> drawn = drawn(plan);
    assertThat(drawn.stream().filter(Optional::isPresent)).hasSize(100 / 3);
    assertThat(drawn.get(2 * 4)).contains(Fault.STALE_LISTING);
  }

  /** What befalls a hundred times a listing, a reading, a creating and a deleting. */
  private static List<Optional<Fault>> drawn(FaultPlan plan) {
    List<Optional<Fault>> drawn = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      for (ProxiedRequest request :
          List.of(
              request("GET", "/area?list-type=2&prefix=a", Map.of()),
              request("GET", "/area/a", Map.of()),
              request("PUT", "/area/a", Map.of("if-none-match", "*")),
              request("DELETE", "/area/a", Map.of()))) {
        Optional<Fault> fault = plan.next(request);
        fault.ifPresent(kind -> assertThat(kind.befalls(request)).isTrue());
        drawn.add(fault);
      }
    }
    return drawn;
  }

  private static ProxiedRequest request(String method, String target, Map<String, String> headers) {
    return new ProxiedRequest(method, target, new TreeMap<>(headers), new byte[0]);
  }
}
