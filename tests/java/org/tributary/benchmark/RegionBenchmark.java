package org.tributary.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.campaign.RunningTributary;
import org.tributary.compile.Database;
import org.tributary.config.Problems;
import org.tributary.publish.CommitLog;
import org.tributary.publish.CommitLog.Head;
import org.tributary.region.Region;
import org.tributary.region.RegionFiles;
import org.tributary.route.MeasuredInstallation;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.StoreException;

/**
 * From empty to the outputs of every use case for a region as it is: many small files. Then one of
 * them changes, then nothing. Says what each step took, the S3 servers apart, which are in another
 * process.
 *
 * <p>{@code java -Xmx1g -cp target/test-classes:target/classes:'target/lib/*'
 * org.tributary.benchmark.RegionBenchmark 10 10 8 0} from the project's folder after {@code mvn
 * package}: authorities, years, tables, and the milliseconds that every answer of a store is late.
 */
public final class RegionBenchmark {

  private static final int LOOKS = Integer.getInteger("looks", 30);
  private static final List<String> USE_CASES = List.of("PAN", "SUFFICIENCY");

  private final InventedRegion invented;
  private final Region region;
  private final MeasuredInstallation working;

  private RegionBenchmark(InventedRegion invented, Region region, MeasuredInstallation working) {
    this.invented = invented;
    this.region = region;
    this.working = working;
  }

  /** Ends with a status other than 0 unless every use case has its outputs. */
  public static void main(String[] arguments) throws IOException, StoreException {
    int authorities = Integer.parseInt(arguments[0]);
    int years = Integer.parseInt(arguments[1]);
    int tables = Integer.parseInt(arguments[2]);
    Duration latency = Duration.ofMillis(Integer.parseInt(arguments[3]));
    // Not within the servers' and the programme's time: what ends them would wait for this very
    // call.
    System.exit(measured(authorities, years, tables, latency) ? 0 : 1);
  }

  private static boolean measured(int authorities, int years, int tables, Duration latency)
      throws IOException, StoreException {
    Path folder = Files.createTempDirectory(Path.of("target"), "region-");
    try (RunningTributary servers =
        RunningTributary.ofClassPath(
            RegionServers.class,
            List.of("-Xmx512m", "-XX:+UseSerialGC"),
            folder.resolve("servers.txt"),
            List.of(folder.toString(), "" + authorities, "" + years, "" + tables))) {
      servers.waitForOutput(RegionServers.READY, Duration.ofMinutes(10));
      long start = processor();
      long begun = System.nanoTime();
      Path config = folder.resolve("config");
      Problems problems = new Problems();
      Region region =
          RegionFiles.load(config, Path.of("schemas"), problems)
              .orElseThrow(() -> new IllegalStateException(problems.all().toString()));
      try (MeasuredInstallation working =
          new MeasuredInstallation(
              region, config, Path.of("schemas"), Path.of("routes"), Map.of(), latency)) {
        working.start();
        System.out.printf(
            Locale.ROOT,
            "started: %.1f s, %.1f s of processor time since main; %.1f s since the process began%n",
            (System.nanoTime() - begun) / 1e9,
            (processor() - start) / 1e9,
            processor() / 1e9);
        return new RegionBenchmark(
                new InventedRegion(region.datasets().get("ssda903"), authorities, years, tables),
                region,
                working)
            .run();
      }
    }
  }

  private boolean run() throws IOException, StoreException {
    step("from empty to outputs", invented.files(), invented.rows());
    for (Map.Entry<String, byte[]> file : invented.changed().entrySet()) {
      working.area("uploads").replace(file.getKey(), Contents.of(file.getValue()));
    }
    step("one file changed", 1, InventedRegion.ROWS_OF_A_FILE);
    step("nothing changed", 0, 0);
    idle();
    System.out.println("published bytes: " + published());
    System.out.printf(Locale.ROOT, "peak memory: %s%n", peak());
    boolean right = true;
    for (String useCase : USE_CASES) {
      Optional<Head> head = new CommitLog(working.area("outputs"), useCase).head();
      right &= head.filter(release -> release.manifest().number() == 2).isPresent();
    }
    return right;
  }

  /** What looking costs an idle region, account for account, once it is warm. */
  private void idle() {
    for (int look = 0; look < LOOKS; look++) {
      working.workUntilQuiet();
    }
    long processor = processor();
    for (int look = 0; look < LOOKS; look++) {
      working.workUntilQuiet();
    }
    System.out.printf(
        Locale.ROOT,
        "a look at everything at which nothing changed: %.1f ms of processor time%n",
        (processor() - processor) / 1e6 / LOOKS);
  }

  private void step(String what, int files, long rows) {
    SortedMap<String, Long> requests = new TreeMap<>(working.requests());
    long statements = Database.statements();
    long processor = processor();
    long begun = System.nanoTime();
    working.workUntilQuiet();
    double seconds = (System.nanoTime() - begun) / 1e9;
    double ofProcessor = (processor() - processor) / 1e9;
    SortedMap<String, Long> asked = new TreeMap<>(working.requests());
    requests.forEach((kind, before) -> asked.merge(kind, -before, Long::sum));
    asked.values().removeIf(count -> count == 0);
    long all = asked.values().stream().mapToLong(Long::longValue).sum();
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f s, %.2f s of processor time; %d requests, %d statements%n",
        what,
        seconds,
        ofProcessor,
        all,
        Database.statements() - statements);
    if (files > 1) {
      System.out.printf(
          Locale.ROOT,
          "  a file: %.1f ms of processor time, %.1f requests, %.1f statements; %.1f files/s, %.0f"
              + " rows/s%n",
          1000 * ofProcessor / files,
          (double) all / files,
          (double) (Database.statements() - statements) / files,
          files / seconds,
          rows / seconds);
    }
    System.out.println("  " + asked);
  }

  /** One digest of the authorities' tables and one of the use cases' outputs. */
  private String published() throws StoreException {
    StringBuilder shared = new StringBuilder();
    for (String authority : region.authorities().keySet()) {
      append(new CommitLog(working.area("shared"), authority + "/ssda903"), shared);
    }
    StringBuilder outputs = new StringBuilder();
    for (String useCase : USE_CASES) {
      append(new CommitLog(working.area("outputs"), useCase), outputs);
    }
    return "shared " + digest(shared) + ", outputs " + digest(outputs);
  }

  private static void append(CommitLog log, StringBuilder text) throws StoreException {
    SortedMap<String, String> files = new TreeMap<>();
    log.head()
        .ifPresent(
            head -> head.manifest().files().forEach(file -> files.put(file.name(), file.sha256())));
    text.append(log.unit()).append(files);
  }

  private static String digest(StringBuilder text) {
    return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8)).sha256().substring(0, 16);
  }

  private static long processor() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** As Linux counts it; elsewhere nobody says. */
  private static String peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElse("unknown")
        : "unknown";
  }
}
