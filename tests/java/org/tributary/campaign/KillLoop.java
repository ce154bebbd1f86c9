package org.tributary.campaign;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.config.Problems;
import org.tributary.region.Region;
import org.tributary.region.RegionFiles;
import org.tributary.store.StoreException;

/**
 * Kills the packaged programme as a power cut would, again and again, while authorities change
 * their uploads; then lets it finish and compares all that it published with what a programme
 * published that was given the same last uploads and never killed.
 *
 * <p>{@code java -cp target/test-classes:target/classes:'target/lib/*:target/demo-lib/*'
 * org.tributary.campaign.KillLoop [rounds] [seed]}, from the project's folder after {@code mvn
 * package}.
 */
public final class KillLoop {

  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Duration AT_MOST = Duration.ofSeconds(30);

  /** No round lives long enough for the second compiler's work to be of use. */
  private static final List<String> JVM =
      List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dtributary.log=plain");

  /** After what the programme is killed, and how a log line says that it happened. */
  private enum Moment {
    STARTING("", 3_000),
    READING(" to read, for commit ", 4_000),
    PUBLISHED(" published", 1_000);

    private final String logged;
    private final int withinMillis;

    Moment(String logged, int withinMillis) {
      this.logged = logged;
      this.withinMillis = withinMillis;
    }

    static Moment any(Random random) {
      return List.of(STARTING, READING, READING, PUBLISHED, PUBLISHED).get(random.nextInt(5));
    }
  }

  private final Path project;
  private final Path folder;
  private final long seed;
  private final PrintStream out;
  private final Region region;
  private final Map<String, Integer> killed = new TreeMap<>();

  /**
   * A loop over the programme in {@code target} of the project.
   *
   * @param folder where the accounts and the programme's output lie
   * @param seed decides what is uploaded and when the programme is killed; the same seed meets the
   *     programme at about the same moments, not exactly, since it runs as fast as it can
   */
  KillLoop(Path project, Path folder, long seed, PrintStream out) {
    this.project = project;
    this.folder = folder;
    this.seed = seed;
    this.out = out;
    this.region = region(project);
  }

  private static Region region(Path project) {
    Problems problems = new Problems();
    return RegionFiles.load(project.resolve("config"), project.resolve("schemas"), problems)
        .orElseThrow(() -> new IllegalStateException(problems.all().toString()));
  }

  /** Kills so many times; what is then wrong, and empty if nothing is. */
  List<String> run(int rounds) throws IOException, StoreException {
    out.println("kill loop: seed " + seed + ", " + rounds + " rounds, in " + folder);
    List<String> wrong = new ArrayList<>();
    SortedMap<String, byte[]> last;
    SortedMap<String, String> published;
    try (TwoAccounts accounts = new TwoAccounts(folder.resolve("killed"))) {
      Path config = accounts.configuration(project.resolve("config"), Map.of());
      PublishedByTheProgramme seen = new PublishedByTheProgramme(accounts, region);
      ChangingUploads uploads = new ChangingUploads(accounts, region, seed);
      uploads.begin(new Random(seed));
      for (int round = 1; round <= rounds && wrong.isEmpty(); round++) {
        wrong.addAll(round(round, config, uploads, seen));
      }
      uploads.changeEveryFolder();
      wrong.addAll(finish(config, "last"));
      wrong.addAll(seen.findings());
      seen.garbage().forEach(key -> wrong.add("nobody names " + key));
      published = seen.contents();
      last = uploads.uploaded();
      out.println("killed: " + killed + "; " + seen.commits() + " commits");
    }
    wrong.addAll(differences(published, undisturbed(last, wrong)));
    wrong.forEach(line -> out.println("WRONG " + line));
    out.println(
        wrong.isEmpty()
            ? published.size() + " published objects are those of a programme never killed"
            : "failed; again with seed " + seed);
    return wrong;
  }

  private List<String> round(
      int round, Path config, ChangingUploads uploads, PublishedByTheProgramme seen)
      throws StoreException, IOException {
    Random random = new Random(seed * 1_000_003 + round);
    String changes = round == 1 ? "first uploads" : uploads.change(random);
    Moment moment = Moment.any(random);
    boolean changesMeanwhile = random.nextInt(3) == 0;
    Duration delay = Duration.ofMillis(random.nextInt(moment.withinMillis));
    List<String> wrong = new ArrayList<>();
    String said = "";
    try (RunningTributary running = start(config, "round-" + round, List.of())) {
      // The moment does not come where the last round died after all was done.
      said = running.prints(moment.logged, AT_MOST) ? moment.name() : "AT_REST";
      if (changesMeanwhile) {
        changes += ", meanwhile " + uploads.change(random);
      }
      Optional<Integer> ended = running.exitWithin(delay.dividedBy(2));
      wrong.addAll(seen.findingsOfAReader());
      if (ended.isEmpty()) {
        ended = running.exitWithin(delay.dividedBy(2));
      }
      if (ended.isPresent()) {
        wrong.add("round " + round + ": it ended by itself with status " + ended.get());
      } else {
        running.kill();
      }
    }
    killed.merge(said, 1, Integer::sum);
    wrong.addAll(seen.findings());
    out.println(
        "round "
            + round
            + ": killed "
            + delay.toMillis()
            + " ms after "
            + said
            + ", "
            + seen.commits()
            + " commits, "
            + changes);
    return wrong;
  }

  private RunningTributary start(Path config, String name, List<String> more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--config",
                config.toString(),
                "--schemas",
                project.resolve("schemas").toString(),
                "--routes",
                project.resolve("routes").toString()));
    arguments.addAll(more);
    Path output = folder.resolve(name + ".log");
    Files.deleteIfExists(output);
    return RunningTributary.ofJar(project.resolve("target"), JVM, output, arguments);
  }

  private List<String> finish(Path config, String name) throws IOException {
    try (RunningTributary running = start(config, name, List.of("--once"))) {
      int status = running.waitForExit(LONG);
      return status == 0 ? List.of() : List.of("the " + name + " run ended with status " + status);
    }
  }

  private SortedMap<String, String> undisturbed(
      SortedMap<String, byte[]> uploads, List<String> wrong) throws IOException, StoreException {
    try (TwoAccounts accounts = new TwoAccounts(folder.resolve("undisturbed"))) {
      Path config = accounts.configuration(project.resolve("config"), Map.of());
      uploads.forEach(accounts::put);
      wrong.addAll(finish(config, "undisturbed"));
      return new PublishedByTheProgramme(accounts, region).contents();
    }
  }

  private static List<String> differences(
      SortedMap<String, String> killed, SortedMap<String, String> undisturbed) {
    List<String> differences = new ArrayList<>();
    SortedMap<String, String> all = new TreeMap<>(undisturbed);
    all.putAll(killed);
    for (String name : all.keySet()) {
      if (!killed.containsKey(name)) {
        differences.add("lost: " + name);
      } else if (!undisturbed.containsKey(name)) {
        differences.add("too much: " + name);
      } else if (!killed.get(name).equals(undisturbed.get(name))) {
        differences.add("differs: " + name);
      }
    }
    return differences;
  }

  /** Runs so many rounds, 200 unless told, with a seed, the time unless told. */
  public static void main(String[] arguments) throws IOException, StoreException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.currentTimeMillis();
    Path folder = Files.createTempDirectory(Path.of("target"), "kill-loop-");
    List<String> wrong = new KillLoop(Path.of(""), folder, seed, System.out).run(rounds);
    System.exit(wrong.isEmpty() ? 0 : 1);
  }
}
