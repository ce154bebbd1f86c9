package org.tributary.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tributary.config.Problems;
import org.tributary.demo.Demo;
import org.tributary.operate.AreaHealth;
import org.tributary.publish.CommitLog;
import org.tributary.publish.Manifest;
import org.tributary.region.ReadOnce;
import org.tributary.region.Region;
import org.tributary.settings.Role;
import org.tributary.settings.Settings;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;
import org.tributary.store.s3.Areas;

/**
 * The shipped routes, schemas and configuration at work on two S3 servers in this process, for
 * tests that say what goes in and look at what comes out. The configuration is a copy that a test
 * may change.
 */
public final class TrialRegion implements AutoCloseable {

  private static final Set<String> UPLOAD_ACCOUNT = Set.of("uploads", "workspace", "shared");

  private static final String UPLOAD_FOLDER = "upload-account";
  private static final String HUB_FOLDER = "hub-account";

  private final Path folder;
  private final Demo demo;
  private final Clock clock;
  private final Map<String, String> settings = new LinkedHashMap<>();

  /** What a test puts in and looks at goes by one client an account: each takes time to build. */
  private final Map<Role, Areas> open = new EnumMap<>(Role.class);

  private Optional<Installation> installation = Optional.empty();
  private BiFunction<String, ObjectStore, ObjectStore> between = (area, store) -> store;

  public TrialRegion(Path folder, Clock clock) {
    this(folder, clock, Optional.empty());
  }

  /**
   * A region that stands as another did when it was stopped, with its configuration and all that
   * lies in its areas, and may be changed without changing the other.
   */
  public TrialRegion(Path folder, Clock clock, TrialRegion other) {
    this(folder, clock, Optional.of(other));
  }

  private TrialRegion(Path folder, Clock clock, Optional<TrialRegion> other) {
    this.folder = folder;
    this.clock = clock;
    for (String account : List.of(UPLOAD_FOLDER, HUB_FOLDER)) {
      other.ifPresent(one -> copy(one.account(account), account(account)));
    }
    this.demo = new Demo(folder.resolve("s3"));
    settings.putAll(demo.settings());
    settings.put("tributary.emptied-folder-wait", "0s");
    settings.put("tributary.console.port", "0");
    settings.put("camel.management.enabled", "false");
    copy(other.map(TrialRegion::config).orElse(Path.of("config")), config());
    copy(other.map(TrialRegion::schemas).orElse(Path.of("schemas")), schemas());
  }

  public Path config() {
    return folder.resolve("config");
  }

  public Path schemas() {
    return folder.resolve("schemas");
  }

  /** What its configuration says now. */
  public Region region() {
    return ReadOnce.load(config(), schemas(), new Problems()).orElseThrow();
  }

  /** Where the server of an account keeps its objects. */
  private Path account(String name) {
    return folder.resolve("s3").resolve(name);
  }

  public TrialRegion with(String setting, String value) {
    settings.put(setting, value);
    closeAreas();
    return this;
  }

  /**
   * Leaves every authority no signature but those for these use cases. More than half of what a
   * region does is the star schema of SUFFICIENCY, which many tests do not look at.
   */
  public TrialRegion signingOnly(String... useCases) {
    Pattern others =
        Pattern.compile(
            "^ +- \\{use-case: (?!(?:%s),).*\\n".formatted(String.join("|", useCases)),
            Pattern.MULTILINE);
    try (Stream<Path> authorities = Files.list(config().resolve("local-authorities"))) {
      for (Path authority : authorities.toList()) {
        Files.writeString(authority, others.matcher(Files.readString(authority)).replaceAll(""));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return this;
  }

  /** Puts something between an area and the programme, from the next start on. */
  TrialRegion between(BiFunction<String, ObjectStore, ObjectStore> between) {
    this.between = between;
    return this;
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          // With what the server notes beside an object.
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Replaces words in a file of the configuration or the schemas. */
  public void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(from)) {
      throw new IllegalArgumentException(file + " does not say " + from);
    }
    Files.writeString(file, text.replace(from, to));
  }

  /** Starts the programme anew, as after a change of the configuration. */
  public Installation start() throws IOException {
    stop();
    Problems problems = new Problems();
    Settings read = settings(problems);
    Optional<Region> region = ReadOnce.load(config(), schemas(), problems);
    if (problems.hasErrors()) {
      throw new IllegalStateException(problems.all().toString());
    }
    Installation started =
        Installation.assemble(
                read,
                region.orElseThrow(),
                config(),
                schemas(),
                Path.of("routes"),
                clock,
                problems,
                between)
            .orElseThrow(() -> new IllegalStateException(problems.all().toString()));
    installation = Optional.of(started);
    started.start();
    return started;
  }

  private Settings settings(Problems problems) {
    return Settings.load(
        config().resolve("application.properties"), settings, EnumSet.allOf(Role.class), problems);
  }

  /** Does all the work there is; starts the programme if it is not running. */
  public List<AreaHealth.Status> work() throws IOException {
    Installation running = installation.isPresent() ? installation.get() : start();
    running.workUntilQuiet();
    return running.health().snapshot();
  }

  /** One look of one authority, with all that follows from it. */
  AreaHealth.Status look(String authority) throws IOException {
    Installation running = installation.isPresent() ? installation.get() : start();
    running.lookNow(Role.UPLOAD, authority);
    return running.health().snapshot().stream()
        .filter(status -> status.name().equals(authority))
        .findFirst()
        .orElseThrow();
  }

  public void stop() {
    installation.ifPresent(Installation::close);
    installation = Optional.empty();
  }

  private interface OnStore<T> {
    T run(ObjectStore store) throws StoreException, IOException;
  }

  private <T> T on(Role role, String area, OnStore<T> work) throws StoreException, IOException {
    return work.run(open.computeIfAbsent(role, this::areas).store(area));
  }

  private void closeAreas() {
    open.values().forEach(Areas::close);
    open.clear();
  }

  void upload(String key, String text) throws StoreException, IOException {
    upload(key, text.getBytes(StandardCharsets.UTF_8));
  }

  public void upload(String key, byte[] bytes) throws StoreException, IOException {
    on(
        Role.UPLOAD,
        "uploads",
        store -> {
          store.replace(key, Contents.of(bytes));
          return key;
        });
  }

  /** Puts published files of open data into the area of the hub. */
  void openData(Map<String, byte[]> files) throws StoreException, IOException {
    openData(Role.HUB, files);
  }

  /** Puts published files of open data into an account's area. */
  void openData(Role role, Map<String, byte[]> files) throws StoreException, IOException {
    on(
        role,
        "external",
        store -> {
          for (Map.Entry<String, byte[]> file : files.entrySet()) {
            store.replace(file.getKey(), Contents.of(file.getValue()));
          }
          return files.size();
        });
  }

  void remove(String key) throws StoreException, IOException {
    on(
        Role.UPLOAD,
        "uploads",
        store -> {
          store.delete(key);
          return key;
        });
  }

  /** Puts something into an area that nobody of ours put there; empty bytes take it away. */
  public void plant(Role role, String area, String key, byte[] bytes)
      throws StoreException, IOException {
    on(
        role,
        area,
        store -> {
          if (bytes.length == 0) {
            store.delete(key);
          } else {
            store.replace(key, Contents.of(bytes));
          }
          return key;
        });
  }

  /** What the settings are that differ from the shipped ones. */
  public Map<String, String> changedSettings() {
    return Map.copyOf(settings);
  }

  /** What the newest commit of a unit, such as {@code 822/ssda903}, says. */
  Optional<Manifest> commit(String unit) throws StoreException, IOException {
    return on(
        Role.UPLOAD,
        "shared",
        store -> new CommitLog(store, unit).head().map(CommitLog.Head::manifest));
  }

  /** Everything that lies in an area, as text, by key. */
  public SortedMap<String, byte[]> everything(Role role, String area)
      throws StoreException, IOException {
    return on(
        role,
        area,
        store -> {
          SortedMap<String, byte[]> all = new TreeMap<>();
          for (StoredObject object : store.list("")) {
            all.put(object.key(), bytes(store, area, object));
          }
          return all;
        });
  }

  /** From the server's own folder where it lies there as it is: a request for each takes long. */
  private byte[] bytes(ObjectStore store, String area, StoredObject object)
      throws StoreException, IOException {
    String account = UPLOAD_ACCOUNT.contains(area) ? UPLOAD_FOLDER : HUB_FOLDER;
    Path file = account(account).resolve(area).resolve(object.key());
    if (Files.isRegularFile(file) && Files.size(file) == object.size()) {
      return Files.readAllBytes(file);
    }
    try (InputStream in = store.read(object.key(), Optional.empty())) {
      return in.readAllBytes();
    }
  }

  /** How many files were fetched and read so far: the archive of a session says how each came. */
  long filesRead() throws StoreException, IOException {
    long files = 0;
    for (Map.Entry<String, byte[]> object : everything(Role.UPLOAD, "workspace").entrySet()) {
      if (object.getKey().endsWith("/incoming/files.json")) {
        files += new ObjectMapper().readTree(object.getValue()).get("files").size();
      }
    }
    return files;
  }

  /** The rows of a CSV file under a name that stays; empty if there is no such file. */
  public List<Map<String, String>> output(String name) throws StoreException, IOException {
    return rows(
        on(
            Role.HUB,
            "outputs",
            store -> {
              try (InputStream in = store.read(name, Optional.empty())) {
                return in.readAllBytes();
              } catch (StoreException failure) {
                if (failure.reason() == StoreException.Reason.NOT_FOUND) {
                  return new byte[0];
                }
                throw failure;
              }
            }));
  }

  /** The rows of the error report that an authority finds in its folder. */
  List<Map<String, String>> errorReport(String authorityFolder, String dataset)
      throws StoreException, IOException {
    return rows(
        everything(Role.UPLOAD, "uploads")
            .get(authorityFolder + "/error-reports/" + dataset + "/error_report.csv"));
  }

  /** The page that an authority finds beside it. */
  byte[] errorPage(String authorityFolder, String dataset) throws StoreException, IOException {
    return everything(Role.UPLOAD, "uploads")
        .get(authorityFolder + "/error-reports/" + dataset + "/error_report.html");
  }

  static List<Map<String, String>> rows(byte[] csv) throws IOException {
    if (csv == null || csv.length == 0) {
      return List.of();
    }
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().ofNamedCsvRecord(new String(csv, StandardCharsets.UTF_8))) {
      return reader.stream().map(NamedCsvRecord::getFieldsAsMap).toList();
    }
  }

  /** SHA-256 by name of what the hub's users download. */
  SortedMap<String, String> outputDigests() throws StoreException, IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    everything(Role.HUB, "outputs")
        .forEach(
            (key, bytes) -> {
              if (!key.contains("/")) {
                digests.put(key, Digest.of(bytes).sha256());
              }
            });
    return digests;
  }

  /** One look at what a use case's outputs are made from. */
  void lookAtOutputs(String useCase) {
    installation.orElseThrow().lookNow(Role.HUB, useCase);
  }

  /** An account's areas as the programme has them; whoever asks closes them. */
  Areas areas(Role role) {
    Problems problems = new Problems();
    return Areas.open(settings(problems).areas(role), problems);
  }

  @Override
  public void close() {
    stop();
    closeAreas();
    demo.close();
  }
}
