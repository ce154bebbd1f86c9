package org.tributary.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tributary.demo.EmbeddedS3;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;
import org.tributary.store.s3.S3ObjectStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The upload account and the hub account, each an S3 server in this process with credentials of its
 * own and its objects in a folder. They go on while the programme under test comes and goes.
 */
public final class TwoAccounts implements AutoCloseable {

  private static final List<String> UPLOAD = List.of("uploads", "workspace", "shared");
  private static final List<String> HUB = List.of("hub-workspace", "outputs");

  /** What lies among the outputs that is not there for people: commits, their files, markers. */
  private static final Pattern INTERNAL = Pattern.compile("(_.*|data|sessions)/.*");

  /** One server and how to get in. */
  private record Account(EmbeddedS3 server, S3Client client, Path credentials) {

    static Account start(Path folder, String name, List<String> buckets) {
      String access = "campaign-" + name;
      String secret = "not-secret-of-" + name;
      EmbeddedS3 server = EmbeddedS3.start(folder.resolve(name), 0, access, secret, buckets);
      S3Client client =
          S3Client.builder()
              .endpointOverride(server.endpoint())
              .forcePathStyle(true)
              .region(Region.EU_WEST_2)
              .credentialsProvider(
                  StaticCredentialsProvider.create(AwsBasicCredentials.create(access, secret)))
              .build();
      Path credentials = folder.resolve(name + "-credentials");
      write(credentials, "access-key=" + access + "\nsecret-key=" + secret + "\n");
      return new Account(server, client, credentials);
    }

    ObjectStore store(String bucket) {
      return new S3ObjectStore(client, bucket, "");
    }

    void settings(String role, String bucket, Map<String, String> settings) {
      String area = "tributary." + role + ".areas." + bucket + ".";
      settings.put(area + "bucket", bucket);
      settings.put(area + "endpoint", server.endpoint().toString());
      settings.put(area + "region", "eu-west-2");
      settings.put(area + "credentials-file", credentials.toAbsolutePath().toString());
    }

    void close() {
      client.close();
      server.close();
    }
  }

  private final Path folder;
  private final Account upload;
  private final Account hub;

  /** Starts both over what lies in the folder, which is made where it is not there. */
  public TwoAccounts(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    this.upload = Account.start(folder, "upload", UPLOAD);
    this.hub = Account.start(folder, "hub", HUB);
  }

  /** The settings for both roles that point to these accounts and wait for nothing. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    UPLOAD.forEach(bucket -> upload.settings("upload", bucket, settings));
    upload.settings("hub", "shared", settings);
    HUB.forEach(bucket -> hub.settings("hub", bucket, settings));
    settings.put("tributary.scratch", folder.resolve("scratch").toAbsolutePath().toString());
    settings.put("tributary.look-every", "1s");
    settings.put("tributary.settle", "0s");
    settings.put("tributary.emptied-folder-wait", "0s");
    settings.put("camel.management.enabled", "false");
    return settings;
  }

  /**
   * Copies a folder of configuration and puts these accounts' settings, and others that count
   * instead, into its {@code application.properties}; the copy to start the programme with.
   */
  public Path configuration(Path original, Map<String, String> others) {
    Path copy = folder.resolve("config");
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(original.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.write(target, Files.readAllBytes(file));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Map<String, String> settings = settings();
    settings.putAll(others);
    write(
        copy.resolve("application.properties"),
        settings.entrySet().stream()
            // A backslash in a path would begin an escape.
            .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\") + "\n")
            .collect(Collectors.joining()));
    return copy;
  }

  private static void write(Path file, String text) {
    try {
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** One area of the upload account. */
  public ObjectStore uploadArea(String bucket) {
    return upload.store(bucket);
  }

  /** One area of the hub account. */
  public ObjectStore hubArea(String bucket) {
    return hub.store(bucket);
  }

  /** Uploads a file, or another content for it; the key is the path in the uploads area. */
  public void put(String key, byte[] bytes) {
    put(key, Contents.of(bytes));
  }

  /** Uploads a file that lies on this machine, of any size. */
  public void put(String key, Path file) {
    put(key, Contents.of(file));
  }

  private void put(String key, ObjectStore.Content content) {
    try {
      uploadArea("uploads").replace(key, content);
    } catch (StoreException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Removes an upload; one that is not there is no error. */
  public void delete(String key) {
    try {
      uploadArea("uploads").delete(key);
    } catch (StoreException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The SHA-256 of each output under the name that its users know it by. */
  public SortedMap<String, String> outputs() {
    SortedMap<String, String> outputs = hashes(hubArea("outputs"));
    outputs.keySet().removeIf(key -> INTERNAL.matcher(key).matches());
    return outputs;
  }

  /** The SHA-256 of each object of an area by its key. */
  public static SortedMap<String, String> hashes(ObjectStore area) {
    SortedMap<String, String> hashes = new TreeMap<>();
    try {
      for (StoredObject object : area.list("")) {
        InputStream bytes = area.read(object.key(), Optional.of(object.etag()));
        hashes.put(object.key(), Digest.copy(bytes, OutputStream.nullOutputStream()).sha256());
      }
    } catch (StoreException | IOException failure) {
      throw new IllegalStateException(failure);
    }
    return hashes;
  }

  @Override
  public void close() {
    upload.close();
    hub.close();
  }
}
