package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.demo.EmbeddedS3;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreConformance;
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
}
