package org.tributary.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two accounts on this machine for looking and trying: two S3 servers with different credentials,
 * their objects in a folder, and invented uploads. It is no way to run a region.
 */
public final class Demo implements AutoCloseable {

  private static final List<String> UPLOAD_BUCKETS =
      List.of("uploads", "workspace", "shared", "external");
  private static final List<String> HUB_BUCKETS = List.of("hub-workspace", "outputs", "external");

  private static final String PROPERTIES = "application.properties";

  private final Path folder;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final EmbeddedS3 upload;
  private final EmbeddedS3 hub;

  /** Starts the two servers over the objects in a folder, which is made where it is not there. */
  public Demo(Path folder) {
    this.folder = folder;
    Secret uploadSecret = secret("upload");
    Secret readerSecret = secret("hub-reads-shared");
    Secret hubSecret = secret("hub");
    this.upload =
        EmbeddedS3.start(
            folder.resolve("upload-account"),
            0,
            UPLOAD_BUCKETS,
            List.of(
                EmbeddedS3.User.ofAll(uploadSecret.access(), uploadSecret.key()),
                EmbeddedS3.User.ofOne("shared", readerSecret.access(), readerSecret.key())));
    this.hub =
        EmbeddedS3.start(
            folder.resolve("hub-account"),
            0,
            HUB_BUCKETS,
            List.of(EmbeddedS3.User.ofAll(hubSecret.access(), hubSecret.key())));
    UPLOAD_BUCKETS.forEach(bucket -> area("upload", bucket, upload, uploadSecret));
    area("hub", "shared", upload, readerSecret);
    HUB_BUCKETS.forEach(bucket -> area("hub", bucket, hub, hubSecret));
    settings.put("tributary.scratch", folder.resolve("scratch").toString());
    settings.put("tributary.look-every", "2s");
    settings.put("tributary.settle", "0s");
    settings.put("tributary.emptied-folder-wait", "10s");
    settings.put("tributary.console.secret-file", consoleSecret().toString());
  }

  /** What the settings of a demo are; they count instead of those in the file. */
  public Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  /**
   * Writes a configuration that leads to the demo's accounts while it runs: the demo works by it,
   * and other commands can be tried on it. Secrets stand in it as files only.
   *
   * @param original a folder of configuration; it may be the one that was written before
   * @param overrides settings that count instead of those of the demo and the original
   */
  public Path configuration(Path original, Map<String, String> overrides) {
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
      Map<String, String> all = new TreeMap<>(settings);
      all.putAll(overrides);
      Path properties = copy.resolve(PROPERTIES);
      List<String> others = others(properties, all.keySet());
      write(
          properties,
          Stream.concat(
                  others.stream(),
                  all.entrySet().stream()
                      // A backslash in a path would begin an escape.
                      .map(each -> each.getKey() + "=" + each.getValue().replace("\\", "\\\\")))
              .map(line -> line + "\n")
              .collect(Collectors.joining()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return copy;
  }

  /** The lines that set nothing of these. */
  private static List<String> others(Path properties, Set<String> settings) throws IOException {
    return Files.isRegularFile(properties)
        ? Files.readAllLines(properties).stream()
            .filter(line -> !settings.contains(line.split("[=:\\s]", 2)[0]))
            .toList()
        : List.of();
  }

  /** Where an authority's uploads lie; what is put there is an upload. */
  public Path uploads(String authorityFolder) {
    return folder.resolve("upload-account").resolve("uploads").resolve(authorityFolder);
  }

  /** Where the outputs lie. */
  public Path outputs() {
    return folder.resolve("hub-account").resolve("outputs");
  }

  /** Where the operator's password is. */
  public Path consoleSecret() {
    return folder.resolve("secrets").resolve("operator");
  }

  /** Puts invented files into an authority's folder, unless something lies there already. */
  public void fill(String authorityFolder, String dataset, Map<String, byte[]> files) {
    fill(uploads(authorityFolder).resolve(dataset), files);
  }

  /** Puts invented open data into the hub account, unless something lies there already. */
  public void fillOpenData(Map<String, byte[]> files) {
    fill(folder.resolve("hub-account").resolve("external"), files);
  }

  /** Puts what fields are looked up in into the upload account, unless something lies there. */
  public void fillLookups(Map<String, byte[]> files) {
    fill(folder.resolve("upload-account").resolve("external"), files);
  }

  private static void fill(Path area, Map<String, byte[]> files) {
    try {
      if (Files.isDirectory(area) && hasFiles(area)) {
        return;
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path place = area.resolve(file.getKey());
        Files.createDirectories(place.getParent());
        Files.write(place, file.getValue());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean hasFiles(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.anyMatch(Files::isRegularFile);
    }
  }

  private record Secret(Path file, String access, String key) {}

  private Secret secret(String name) {
    Path file = folder.resolve("secrets").resolve(name + "-credentials");
    String access = "demo-" + name;
    String key = random();
    write(file, "access-key=" + access + "\nsecret-key=" + key + "\n");
    return new Secret(file, access, key);
  }

  private void area(String role, String bucket, EmbeddedS3 server, Secret secret) {
    String prefix = "tributary." + role + ".areas." + bucket + ".";
    settings.put(prefix + "bucket", bucket);
    settings.put(prefix + "endpoint", server.endpoint().toString());
    settings.put(prefix + "region", "us-east-1");
    settings.put(prefix + "credentials-file", secret.file().toString());
  }

  private static String random() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Readable by nobody else, where the file system knows such rights. */
  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    upload.close();
    hub.close();
  }
}
