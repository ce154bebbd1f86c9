package org.tributary.campaign;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tributary.VerifiedInThisProcess;
import org.tributary.authority.LocalAuthority;
import org.tributary.config.Problems;
import org.tributary.demo.CinCensusReturns;
import org.tributary.demo.MessyFiles;
import org.tributary.demo.Ssda903Returns;
import org.tributary.region.Region;
import org.tributary.region.RegionFiles;
import org.tributary.route.ImpatientInstallation;
import org.tributary.schema.Dataset;
import org.tributary.store.Digest;
import org.tributary.store.SideBySide;
import org.tributary.store.StoreException;

/**
 * Lets a small region work while its stores fail it in every way that stores fail, then lets it
 * finish without, and compares all that it published with what a region published that was given
 * the same last uploads and never failed.
 *
 * <p>{@code java -cp target/test-classes:target/classes:'target/lib/*:target/demo-lib/*'
 * org.tributary.campaign.FaultMatrix}, from the project's folder after {@code mvn package}.
 */
public final class FaultMatrix {

  /** How long the clients wait for a byte while stores fail, and how long an answer stalls. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private static final Duration SILENCE = Duration.ofSeconds(1);

  /** So often everybody is looked at while the stores fail; then so often at most until quiet. */
  private static final int LOOKS = 3;

  private static final int LOOKS_AFTERWARDS = 3;

  /** Of a kind alone, which of the requests that it can befall it does. */
  private static final int EVERY = 3;

  private static final Set<String> AUTHORITIES = Set.of("822", "881");
  private static final List<String> DATASETS = List.of("ssda903", "cin-census");
  private static final List<String> FILES = List.of("header", "episodes", "reviews");
  private static final int CHILDREN = 8;

  private static final int AT_A_TIME = 3;

  /** The share of requests that a fault begins with. */
  private static final double RATE = 0.08;

  private final Path project;
  private final Path folder;
  private final PrintStream out;
  private final Region region;
  private final Path config;
  private final SortedMap<String, byte[]> first = new TreeMap<>();
  private final SortedMap<String, byte[]> last = new TreeMap<>();
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private final SortedMap<String, Integer> requests = new TreeMap<>();
  private SortedMap<String, String> neverFailed = Collections.emptySortedMap();

  /** A matrix over a part of the shipped configuration; accounts lie in the folder. */
  FaultMatrix(Path project, Path folder, PrintStream out) throws IOException {
    this.project = project;
    this.folder = folder;
    this.out = out;
    this.config = smallConfiguration();
    Problems problems = new Problems();
    this.region =
        RegionFiles.load(config, project.resolve("schemas"), problems)
            .filter(loaded -> !problems.hasErrors())
            .orElseThrow(() -> new IllegalStateException(problems.all().toString()));
    inventUploads();
  }

  /** Those that {@code -Dfault.kinds=lost-answer,…} names; else all. */
  static Set<Fault> kinds() {
    String named = System.getProperty("fault.kinds", "");
    return named.isEmpty()
        ? EnumSet.allOf(Fault.class)
        : Stream.of(named.split(",")).map(Fault::named).collect(Collectors.toSet());
  }

  /** How many seeds {@code -Dfault.seeds} asks for. */
  static int seeds(int otherwise) {
    return Integer.getInteger("fault.seeds", otherwise);
  }

  /** The first seed, from {@code -Dfault.seed}; else another each time. */
  static long firstSeed() {
    return Long.getLong("fault.seed", System.currentTimeMillis() / 1000);
  }

  /** The shipped configuration with two of its authorities. */
  private Path smallConfiguration() throws IOException {
    Path original = project.resolve("config");
    Path small = folder.resolve("config");
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = original.relativize(file);
        boolean left =
            name.startsWith("local-authorities")
                && AUTHORITIES.stream().noneMatch(file.getFileName().toString()::startsWith);
        if (!left) {
          Files.createDirectories(small.resolve(name.toString()).getParent());
          Files.write(small.resolve(name.toString()), Files.readAllBytes(file));
        }
      }
    }
    return small;
  }

  /** What is there first, and what lies there in the end: of one folder files come, change, go. */
  private void inventUploads() {
    long seed = 11;
    for (LocalAuthority authority : region.authorities().values()) {
      for (String name : DATASETS) {
        Dataset dataset = region.datasets().get(name);
        String below = authority.folder() + "/" + name + "/";
        long own = seed++;
        boolean isDocument =
            dataset.tables().stream().anyMatch(table -> table.document().isPresent());
        Map<String, byte[]> files =
            isDocument
                ? new CinCensusReturns(dataset, authority, own, CHILDREN)
                    .filesOf(dataset.newestYear())
                : new Ssda903Returns(dataset, authority, own, CHILDREN)
                    .filesOf(dataset.newestYear());
        files.forEach(
            (path, bytes) -> {
              if (isDocument || FILES.stream().anyMatch(path::contains)) {
                first.put(below + path, bytes);
              }
            });
      }
    }
    last.putAll(first);
    LocalAuthority changing = region.authorities().values().iterator().next();
    Dataset dataset = region.datasets().get("ssda903");
    String below = changing.folder() + "/" + dataset.name() + "/";
    new Ssda903Returns(dataset, changing, 99, CHILDREN)
        .filesOf(dataset.newestYear())
        .forEach(
            (path, bytes) -> {
              if (path.contains("episodes")) {
                last.put(below + path, bytes);
              } else if (path.contains("reviews")) {
                last.remove(below + path);
              }
            });
    MessyFiles.of(dataset, changing).stream()
        .limit(2)
        .forEach(messy -> last.put(below + messy.path(), messy.bytes()));
  }

  /** Mixed faults for each of these seeds; what is then wrong, and empty if nothing is. */
  List<String> mixed(long firstSeed, int seeds) throws IOException, StoreException {
    neverFailed();
    List<SideBySide.Work<List<String>>> runs = new ArrayList<>();
    for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
      String name = "seed-" + seed;
      String again = "-Dfault.seed=" + seed + " -Dfault.seeds=1";
      FaultPlan plan = FaultPlan.atRandom(kinds(), RATE, seed);
      runs.add(() -> run(name, again, plan));
    }
    // Each has accounts, proxies and a plan of its own, and spends a third of its time waiting.
    return SideBySide.run(AT_A_TIME, runs).stream().flatMap(List::stream).toList();
  }

  /** One kind alone, with every n-th request that it can befall. */
  List<String> everyNth(Fault kind, int nth) throws IOException, StoreException {
    neverFailed();
    return run(
        kind + "-" + nth, "-Dfault.seeds=0 -Dfault.kinds=" + kind, FaultPlan.every(nth, kind));
  }

  private List<String> run(String name, String again, FaultPlan plan)
      throws IOException, StoreException {
    long began = System.nanoTime();
    List<String> wrong = new ArrayList<>();
    Path own = folder.resolve(name);
    int rounds = 0;
    Map<String, Integer> asked = new TreeMap<>();
    try (TwoAccounts accounts = new TwoAccounts(own)) {
      Path direct = accounts.configuration(config, Map.of());
      PublishedByTheProgramme seen = new PublishedByTheProgramme(accounts, region);
      first.forEach(accounts::put);
      try (Proxies proxies = new Proxies(accounts.settings(), plan);
          ImpatientInstallation working = installation(direct, proxies.settings(), PATIENCE)) {
        working.start();
        for (int look = 0; look < LOOKS; look++) {
          if (look == 1) {
            change(accounts);
          }
          wrong.addAll(work(working));
          wrong.addAll(seen.findingsOfAReader());
          wrong.addAll(seen.findings());
        }
        plan.end();
        // A store that does not fail may answer a busy machine later than half a second.
        working.bePatient();
        do {
          wrong.addAll(work(working));
          rounds++;
        } while (rounds < LOOKS_AFTERWARDS && !isWell(working));
        wrong.addAll(unwell(working));
        proxies.requests().forEach((method, count) -> asked.merge(method, count, Integer::sum));
      }
      wrong.addAll(seen.findings());
      wrong.addAll(VerifiedInThisProcess.findings(direct, project.resolve("schemas")));
      seen.garbage().forEach(key -> wrong.add("nobody names " + key));
      wrong.addAll(differences(seen.contents()));
    }
    synchronized (faults) {
      plan.done().forEach((fault, count) -> faults.merge(fault, count, Integer::sum));
      asked.forEach((method, count) -> requests.merge(method, count, Integer::sum));
    }
    out.printf(
        Locale.ROOT,
        "%s: %s requests %s, faults %s, quiet after %d, %.1f s%n",
        name,
        asked.values().stream().mapToInt(count -> count).sum(),
        asked,
        plan.done(),
        rounds,
        (System.nanoTime() - began) / 1e9);
    List<String> told =
        wrong.stream().distinct().map(line -> name + " (again: " + again + "): " + line).toList();
    told.forEach(line -> out.println("WRONG " + line));
    if (told.isEmpty()) {
      delete(own);
    }
    return told;
  }

  /** No store's failure may come out of a look; the routes record it, and the next look is due. */
  private static List<String> work(ImpatientInstallation working) {
    try {
      working.workUntilQuiet();
      return List.of();
    } catch (RuntimeException failure) {
      Throwable cause = failure;
      while (cause.getCause() != null && !(cause instanceof StoreException)) {
        cause = cause.getCause();
      }
      return List.of("a look ended in " + cause + " at " + cause.getStackTrace()[2]);
    }
  }

  private ImpatientInstallation installation(
      Path configuration, Map<String, String> settings, Duration patience) {
    return new ImpatientInstallation(
        region,
        configuration,
        project.resolve("schemas"),
        project.resolve("routes"),
        settings,
        patience);
  }

  private static boolean isWell(ImpatientInstallation working) {
    return unwell(working).isEmpty();
  }

  private static List<String> unwell(ImpatientInstallation working) {
    return working.health().snapshot().stream()
        .filter(status -> !status.isWell())
        .map(status -> "is not well without faults: " + status)
        .toList();
  }

  private void change(TwoAccounts accounts) {
    first.keySet().stream().filter(key -> !last.containsKey(key)).forEach(accounts::delete);
    last.forEach(
        (key, bytes) -> {
          if (first.get(key) != bytes) {
            accounts.put(key, bytes);
          }
        });
  }

  /** What is published where nothing fails, found out once. */
  private void neverFailed() throws IOException, StoreException {
    if (!neverFailed.isEmpty()) {
      return;
    }
    try (TwoAccounts accounts = new TwoAccounts(folder.resolve("never-failed"))) {
      Path direct = accounts.configuration(config, Map.of());
      last.forEach(accounts::put);
      try (ImpatientInstallation working =
          installation(
              direct, calm(accounts.settings()), ImpatientInstallation.ORDINARY_PATIENCE)) {
        working.start();
        working.workUntilQuiet();
        if (!isWell(working)) {
          throw new IllegalStateException(working.health().snapshot().toString());
        }
      }
      neverFailed = new PublishedByTheProgramme(accounts, region).contents();
      out.println(neverFailed.size() + " objects are published where nothing fails");
    }
  }

  /** One thing at a time, so that the requests come in the same order for the same seed. */
  private static Map<String, String> calm(Map<String, String> settings) {
    Map<String, String> calm = new LinkedHashMap<>(settings);
    calm.put("tributary.workers", "1");
    calm.put("tributary.sessions.at-a-time", "1");
    return calm;
  }

  private List<String> differences(SortedMap<String, String> published) {
    List<String> differences = new ArrayList<>();
    SortedMap<String, String> all = new TreeMap<>(neverFailed);
    all.putAll(published);
    for (String name : all.keySet()) {
      if (!published.containsKey(name)) {
        differences.add("lost: " + name);
      } else if (!neverFailed.containsKey(name)) {
        differences.add("too much: " + name);
      } else if (!published.get(name).equals(neverFailed.get(name))) {
        differences.add("differs: " + name);
      }
    }
    last.forEach(
        (key, bytes) -> {
          if (!Digest.of(bytes).sha256().equals(published.get("uploads " + key))) {
            differences.add("the upload itself is another: " + key);
          }
        });
    return differences;
  }

  /** What all runs met until now, for whoever writes it down. */
  String figures() {
    int all = requests.values().stream().mapToInt(count -> count).sum();
    String kinds =
        faults.entrySet().stream()
            .map(
                fault ->
                    String.format(
                        Locale.ROOT,
                        "%n  %6d %-22s %s",
                        fault.getValue(),
                        fault.getKey(),
                        fault.getKey().sentence()))
            .collect(Collectors.joining());
    int met = faults.values().stream().mapToInt(count -> count).sum();
    return all + " requests " + requests + ", " + met + " faults" + kinds;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** One before each account, with one plan for both. */
  private static final class Proxies implements AutoCloseable {

    private final Map<String, FaultProxy> byEndpoint = new LinkedHashMap<>();
    private final Map<String, String> settings;

    Proxies(Map<String, String> direct, FaultPlan plan) {
      this.settings = calm(direct);
      settings.replaceAll(
          (name, value) ->
              name.endsWith(".endpoint")
                  ? byEndpoint
                      .computeIfAbsent(
                          value, store -> FaultProxy.before(URI.create(store), plan, SILENCE))
                      .endpoint()
                      .toString()
                  : value);
    }

    Map<String, String> settings() {
      return settings;
    }

    SortedMap<String, Integer> requests() {
      SortedMap<String, Integer> all = new TreeMap<>();
      byEndpoint
          .values()
          .forEach(
              proxy ->
                  proxy
                      .requests()
                      .forEach((method, count) -> all.merge(method, count, Integer::sum)));
      return all;
    }

    @Override
    public void close() {
      byEndpoint.values().forEach(FaultProxy::close);
    }
  }

  /**
   * Runs 200 seeds unless {@code -Dfault.seeds} says otherwise, from the one that {@code
   * -Dfault.seed} names, then each kind alone.
   */
  public static void main(String[] arguments) throws IOException, StoreException {
    int seeds = seeds(200);
    long seed = firstSeed();
    Path folder = Files.createTempDirectory(Path.of("target"), "fault-matrix-");
    System.out.println("fault matrix: " + seeds + " seeds from " + seed + ", in " + folder);
    FaultMatrix matrix = new FaultMatrix(Path.of(""), folder, System.out);
    long began = System.nanoTime();
    List<String> wrong = new ArrayList<>();
    wrong.addAll(matrix.mixed(seed, seeds));
    for (Fault kind : kinds()) {
      wrong.addAll(matrix.everyNth(kind, EVERY));
    }
    System.out.printf(
        Locale.ROOT,
        "%s%n%d violations in %.0f s%n",
        matrix.figures(),
        wrong.size(),
        (System.nanoTime() - began) / 1e9);
    System.exit(wrong.isEmpty() ? 0 : 1);
  }
}
