package org.tributary.store.s3;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BiFunction;
import org.apache.camel.component.aws2.s3.AWS2S3Configuration;
import org.apache.camel.component.aws2.s3.client.AWS2S3ClientFactory;
import org.tributary.config.Problems;
import org.tributary.config.SecretFile;
import org.tributary.settings.Area;
import org.tributary.store.NamedStore;
import org.tributary.store.ObjectStore;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The stores of an account's areas. Clients come from Camel's own aws2-s3 factory and
 * configuration; objects are read and created through {@link ObjectStore}, for the reasons in
 * {@code docs/decisions/0004-camel-s3-endpoints-are-not-used-for-data.md}.
 */
public final class Areas implements AutoCloseable {

  private final Map<String, ObjectStore> stores = new LinkedHashMap<>();
  private final List<S3Client> clients = new ArrayList<>();

  /**
   * Opens every area; nothing is contacted yet. Secrets that cannot be read go to {@code problems}.
   */
  public static Areas open(Map<String, Area> areas, Problems problems) {
    Areas opened = new Areas();
    areas.values().forEach(area -> opened.open(area, problems));
    return opened;
  }

  private void open(Area area, Problems problems) {
    AWS2S3Configuration configuration = new AWS2S3Configuration();
    configuration.setRegion(area.region());
    area.endpoint()
        .ifPresent(
            endpoint -> {
              configuration.setOverrideEndpoint(true);
              configuration.setUriEndpointOverride(endpoint.toString());
              configuration.setForcePathStyle(true);
            });
    if (area.credentials().isEmpty()) {
      configuration.setUseDefaultCredentialsProvider(true);
    } else {
      Optional<Properties> secret = secret(area.credentials().get(), area.name(), problems);
      if (secret.isEmpty()) {
        return;
      }
      configuration.setAccessKey(secret.get().getProperty("access-key"));
      configuration.setSecretKey(secret.get().getProperty("secret-key"));
    }
    S3Client client = AWS2S3ClientFactory.getS3Client(configuration);
    clients.add(client);
    stores.put(
        area.name(),
        new NamedStore(
            new S3ObjectStore(client, area.bucket(), area.prefix()),
            area.name() + " (bucket " + area.bucket() + ")"));
  }

  private static Optional<Properties> secret(Path file, String area, Problems problems) {
    if (!SecretFile.isClosedToOthers(file, "the credentials of the area " + area, problems)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException failure) {
      problems.error(
          file.toString(),
          0,
          "the credentials of the area " + area + " cannot be read.",
          "Check the file's place and rights.");
      return Optional.empty();
    }
    if (properties.getProperty("access-key", "").isBlank()
        || properties.getProperty("secret-key", "").isBlank()) {
      problems.error(
          file.toString(),
          0,
          "the credentials of the area " + area + " are not complete.",
          "Write the lines access-key=… and secret-key=….");
      return Optional.empty();
    }
    return Optional.of(properties);
  }

  /** Puts something between each store, by its area's name, and its callers. */
  public Areas with(BiFunction<String, ObjectStore, ObjectStore> between) {
    stores.replaceAll(between);
    return this;
  }

  /** The store of an area that is configured. */
  public ObjectStore store(String area) {
    ObjectStore store = stores.get(area);
    if (store == null) {
      throw new IllegalStateException("no area " + area);
    }
    return store;
  }

  @Override
  public void close() {
    clients.forEach(S3Client::close);
  }
}
