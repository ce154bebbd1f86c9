package org.tributary.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.jspecify.annotations.Nullable;

/**
 * An S3 server in this process that keeps its objects in a folder; it stands for one account. It
 * listens on loopback only and knows one pair of credentials. A file that somebody puts into a
 * bucket's folder by hand is an object like any other.
 */
public final class EmbeddedS3 implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  /**
   * Somebody who may call.
   *
   * @param buckets those that the caller sees; empty for all
   */
  public record User(String accessKey, String secretKey, Set<String> buckets) {

    /** A user of every bucket. */
    public static User ofAll(String accessKey, String secretKey) {
      return new User(accessKey, secretKey, Set.of());
    }

    /** A user of one bucket, to whom the others do not exist. */
    public static User ofOne(String bucket, String accessKey, String secretKey) {
      return new User(accessKey, secretKey, Set.of(bucket));
    }

    private boolean sees(@Nullable String bucket) {
      return buckets.isEmpty() || (bucket != null && buckets.contains(bucket));
    }
  }

  private final S3Proxy server;
  private final BlobStore blobs;

  private EmbeddedS3(S3Proxy server, BlobStore blobs) {
    this.server = server;
    this.blobs = blobs;
  }

  /** Starts on a port, or on a free one if it is 0, with these buckets; existing ones are kept. */
  public static EmbeddedS3 start(
      Path folder, int port, String accessKey, String secretKey, Collection<String> buckets) {
    return start(folder, port, buckets, List.of(User.ofAll(accessKey, secretKey)));
  }

  /** The same for several users; the first sees every bucket. */
  public static EmbeddedS3 start(
      Path folder, int port, Collection<String> buckets, List<User> users) {
    BlobStore blobs = blobsIn(folder);
    for (String bucket : buckets) {
      if (!blobs.containerExists(bucket)) {
        blobs.createContainer(bucket);
      }
    }
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(blobs)
            .endpoint(URI.create("http://" + LOOPBACK + ":" + port))
            .awsAuthentication(
                AuthenticationType.AWS_V2_OR_V4, users.get(0).accessKey(), users.get(0).secretKey())
            .build();
    server.setBlobStoreLocator(
        (identity, bucket, key) ->
            users.stream()
                .filter(user -> user.accessKey().equals(identity) && user.sees(bucket))
                .findFirst()
                .map(user -> new AccessGrant(user.secretKey(), blobs))
                .orElse(null));
    try {
      server.start();
    } catch (Exception failure) {
      blobs.close();
      throw new IllegalStateException(
          "the embedded S3 server does not start; is port " + port + " taken?", failure);
    }
    return new EmbeddedS3(server, blobs);
  }

  private static BlobStore blobsIn(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Properties properties = new Properties();
    properties.setProperty("jclouds.filesystem.basedir", folder.toAbsolutePath().toString());
    return new DroppedFiles(
        BlobStores.create("filesystem-nio2", properties), folder.toAbsolutePath());
  }

  /** Where it answers, such as {@code http://127.0.0.1:43210}. */
  public URI endpoint() {
    return URI.create("http://" + LOOPBACK + ":" + server.getPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("the embedded S3 server does not stop", failure);
    } finally {
      blobs.close();
    }
  }
}
