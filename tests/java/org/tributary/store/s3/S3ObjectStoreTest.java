package org.tributary.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.demo.EmbeddedS3;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreConformance;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;
import org.tributary.store.s3.TroubledLine.Trouble;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class S3ObjectStoreTest {

  @TempDir static Path folder;
  private static EmbeddedS3 server;
  private static S3Client client;

  @BeforeAll
  static void start() {
    server = EmbeddedS3.start(folder, 0, "test-key", "test-secret", List.of("area"));
    client = client(server.endpoint(), "test-secret");
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  static S3Client client(URI endpoint, String secret) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.EU_WEST_2)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test-key", secret)))
        .build();
  }

  @Test
  void the_embedded_server_keeps_every_promise_that_the_protocol_needs() {
    ObjectStore store = new S3ObjectStore(client, "area", "shared/");

    assertThat(new StoreConformance(store, "_doctor/").run())
        .allSatisfy(
            check ->
                assertThat(check.verdict())
                    .as(check.promise() + ": " + check.observed())
                    .isEqualTo(StoreConformance.Verdict.PASSED));
  }

  private static final byte[] MARK =
      "a mark that nothing else holds".getBytes(StandardCharsets.UTF_8);

  /** Large enough for several packets, with a mark in its middle. */
  private static byte[] large() {
    byte[] bytes = new byte[300_000];
    Arrays.fill(bytes, (byte) 'x');
    System.arraycopy(MARK, 0, bytes, 150_000, MARK.length);
    return bytes;
  }

  private static byte[] readOver(TroubledLine line) throws StoreException, IOException {
    new S3ObjectStore(client, "area", "").replace("large", Contents.of(large()));
    try (S3Client troubled = client(line.endpoint(), "test-secret")) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Digest.copy(new S3ObjectStore(troubled, "area", "").read("large", Optional.empty()), bytes);
      return bytes.toByteArray();
    }
  }

  @Test
  void one_flipped_bit_is_noticed_and_told_without_a_key() throws Exception {
    try (TroubledLine line = new TroubledLine(server.endpoint(), MARK, Trouble.FLIPPED_BIT, 1)) {
      assertThatThrownBy(() -> readOver(line))
          .isInstanceOfSatisfying(
              StoreException.class,
              failure -> assertThat(failure.reason()).isEqualTo(Reason.DIFFERENT_BYTES))
          .hasMessageContaining("the bytes that arrived are not those that the store holds")
          .hasMessageNotContaining("large");
      assertThat(readOver(line)).isEqualTo(large());
    }
  }

  @Test
  void an_answer_that_breaks_off_is_gone_on_with() throws Exception {
    try (TroubledLine line = new TroubledLine(server.endpoint(), MARK, Trouble.BROKEN_OFF, 1)) {
      assertThat(readOver(line)).isEqualTo(large());
      assertThat(line.left()).isZero();
    }
  }

  /** A listing's answer is about 300 bytes for each object; the mark is one of the keys. */
  private static List<StoredObject> listedOver(TroubledLine line) throws StoreException {
    ObjectStore store = new S3ObjectStore(client, "area", "");
    for (int i = 0; i < 5; i++) {
      store.replace("listed/" + i, Contents.of("x"));
    }
    try (S3Client troubled = client(line.endpoint(), "test-secret")) {
      return new S3ObjectStore(troubled, "area", "").list("listed/");
    }
  }

  @Test
  void a_listing_that_breaks_off_is_asked_for_again() throws Exception {
    byte[] mark = "listed/3".getBytes(StandardCharsets.UTF_8);
    try (TroubledLine line = new TroubledLine(server.endpoint(), mark, Trouble.BROKEN_OFF, 2)) {
      assertThat(listedOver(line)).hasSize(5);
      assertThat(line.left()).isZero();
    }
    try (TroubledLine line =
        new TroubledLine(server.endpoint(), mark, Trouble.BROKEN_OFF, Integer.MAX_VALUE)) {
      assertThatThrownBy(() -> listedOver(line))
          .isInstanceOfSatisfying(
              StoreException.class,
              failure -> assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE));
    }
  }

  @Test
  void a_store_whose_answers_always_break_off_is_away() throws Exception {
    byte[] letter = {'x'};
    try (TroubledLine line =
        new TroubledLine(server.endpoint(), letter, Trouble.BROKEN_OFF, Integer.MAX_VALUE)) {
      assertThatThrownBy(() -> readOver(line))
          .isInstanceOfSatisfying(
              StoreException.class,
              failure -> assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE));
    }
  }
}
