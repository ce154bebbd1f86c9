package org.tributary.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.store.Contents;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;
import org.tributary.store.s3.S3ObjectStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class EmbeddedS3Test {

  private static final String MD5_OF_ONE = "f97c5d29941bfb1b2fdab0874906ab82";

  @TempDir private Path folder;
  private EmbeddedS3 server;
  private S3Client client;
  private ObjectStore store;
  private Path bucket;

  @BeforeEach
  void start() {
    server = EmbeddedS3.start(folder, 0, "test-key", "test-secret", List.of("uploads"));
    client =
        S3Client.builder()
            .endpointOverride(server.endpoint())
            .forcePathStyle(true)
            .region(Region.EU_WEST_2)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("test-key", "test-secret")))
            .build();
    store = new S3ObjectStore(client, "uploads", "");
    bucket = folder.resolve("uploads");
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private StoredObject only() throws StoreException {
    List<StoredObject> objects = store.list("");
    assertThat(objects).hasSize(1);
    return objects.get(0);
  }

  private String read(StoredObject object) throws StoreException, IOException {
    try (InputStream bytes = store.read(object.key(), Optional.of(object.etag()))) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String bare(String etag) {
    return etag.replace("\"", "");
  }

  @Test
  void a_file_put_into_the_folder_by_hand_has_the_etag_of_its_content() throws Exception {
    Files.createDirectories(bucket.resolve("bedford"));
    Files.writeString(bucket.resolve("bedford/episodes 2024.csv"), "one");

    StoredObject object = only();

    assertThat(object.key()).isEqualTo("bedford/episodes 2024.csv");
    assertThat(bare(object.etag())).isEqualTo(MD5_OF_ONE);
    assertThat(only()).isEqualTo(object);
    assertThat(read(object)).isEqualTo("one");
  }

  @Test
  void a_file_written_over_by_hand_becomes_another_object() throws Exception {
    Files.writeString(bucket.resolve("a.csv"), "one");
    StoredObject before = only();
    Files.writeString(bucket.resolve("a.csv"), "two!");

    assertThatThrownBy(() -> read(before))
        .isInstanceOfSatisfying(
            StoreException.class,
            failure -> assertThat(failure.reason()).isEqualTo(StoreException.Reason.CHANGED));
    assertThat(only().etag()).isNotEqualTo(before.etag());
    assertThat(read(only())).isEqualTo("two!");
  }

  @Test
  void an_uploaded_object_written_over_by_hand_becomes_another_object() throws Exception {
    store.create("a.csv", Contents.of("one".getBytes(StandardCharsets.UTF_8)));
    Files.writeString(bucket.resolve("a.csv"), "two!");
    StoredObject byHand = only();
    Files.writeString(folder.resolve("elsewhere"), "three");
    Files.move(
        folder.resolve("elsewhere"), bucket.resolve("a.csv"), StandardCopyOption.REPLACE_EXISTING);
    StoredObject moved = only();
    store.replace("a.csv", Contents.of("one".getBytes(StandardCharsets.UTF_8)));

    assertThat(bare(byHand.etag())).isNotEqualTo(MD5_OF_ONE);
    assertThat(moved.etag()).isNotEqualTo(byHand.etag());
    assertThat(bare(only().etag())).isEqualTo(MD5_OF_ONE);
  }

  @Test
  void a_copy_stays_what_it_was_when_its_original_becomes_another_object() throws Exception {
    store.create("a.csv", Contents.of("one".getBytes(StandardCharsets.UTF_8)));
    String etag = store.copy("a.csv", "copies/b.csv");
    assertThat(store.copy("a.csv", "copies/b.csv")).isEqualTo(etag);
    store.replace("a.csv", Contents.of("two!".getBytes(StandardCharsets.UTF_8)));

    List<StoredObject> objects = store.list("");
    assertThat(objects).extracting(StoredObject::key).containsExactly("a.csv", "copies/b.csv");
    assertThat(objects.get(1).etag()).isEqualTo(etag);
    assertThat(bare(etag)).isEqualTo(MD5_OF_ONE);
    assertThat(read(objects.get(0))).isEqualTo("two!");
    assertThat(read(objects.get(1))).isEqualTo("one");
    store.delete("a.csv");
    assertThat(read(only())).isEqualTo("one");
    assertThat(folder).isDirectoryNotContaining("glob:**/.copy*");
  }

  @Test
  void the_etag_outlives_the_server() throws Exception {
    Files.writeString(bucket.resolve("a.csv"), "one");
    StoredObject before = only();
    stop();
    start();
    assertThat(only()).isEqualTo(before);
    stop();
    Files.writeString(bucket.resolve("a.csv"), "two!");
    start();
    assertThat(only().etag()).isNotEqualTo(before.etag());
  }

  @Test
  void a_key_that_leads_out_of_the_bucket_reads_nothing() throws Exception {
    Files.writeString(folder.resolve("secret"), "one");

    assertThatThrownBy(() -> store.read("../secret", Optional.empty()).close())
        .isInstanceOf(StoreException.class);
  }
}
