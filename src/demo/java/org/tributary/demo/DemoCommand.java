package org.tributary.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.tributary.Configured;
import org.tributary.Main;
import org.tributary.StopSignal;
import org.tributary.authority.LocalAuthority;
import org.tributary.demo.MessyFiles.MessyFile;
import org.tributary.hub.HubDelivery;
import org.tributary.hub.Release;
import org.tributary.output.Output;
import org.tributary.overview.Overview;
import org.tributary.pipeline.Pipeline;
import org.tributary.publish.CommitLog;
import org.tributary.publish.CommitLog.Head;
import org.tributary.publish.Counts;
import org.tributary.publish.PublishedFile;
import org.tributary.region.Region;
import org.tributary.route.Installation;
import org.tributary.schema.Dataset;
import org.tributary.schema.Layout;
import org.tributary.settings.Role;
import org.tributary.store.InUse;
import org.tributary.store.StoreException;
import org.tributary.store.s3.Areas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows it all at work on this machine, on invented data. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Shows it all at work on this machine: two S3 servers standing for the two accounts, invented",
      "uploads, some of them messy, through to the hub's outputs. Runs until stopped."
    })
public final class DemoCommand implements Callable<Integer> {

  private static final int YEARS = 5;
  private static final int MONTHS = 2;
  private static final int CHILDREN = 120;
  private static final int FORMS = 5;
  private static final long SEED = 903;

  @Spec private CommandSpec spec;
  @Mixin private Configured configured = new Configured();

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      defaultValue = "work/demo",
      description = "Where everything lies. Default: ${DEFAULT-VALUE}")
  private Path folder = Path.of("work/demo");

  @Option(names = "--once", description = "Do all the work there is, and end.")
  private boolean once;

  @Override
  public Integer call() throws IOException, InterruptedException, StoreException {
    // People read along; said before the first logger is made.
    System.setProperty("tributary.log", "plain");
    PrintWriter out = spec.commandLine().getOut();
    Optional<InUse> own = Optional.empty();
    try {
      own = InUse.take(folder.resolve("in-use"));
    } catch (IOException refused) {
      return Main.Status.NOT_CONFIGURED.end(
          spec, "the folder " + folder + " cannot be written to; name another with --folder.");
    }
    if (own.isEmpty()) {
      return Main.Status.NOT_CONFIGURED.end(
          spec,
          "another demo is running in "
              + folder
              + " and was left alone; stop it, or name another folder with --folder.");
    }
    try (StopSignal stop = StopSignal.open();
        InUse taken = own.get();
        Demo demo = new Demo(taken.folder())) {
      // The ledger says under which files it worked; other commands have to find the same.
      if (Files.isDirectory(configured.config)) {
        configured.config = demo.configuration(configured.config, configured.overrides);
      }
      Configured.Read read = configured.read();
      if (read.region().isPresent()) {
        out.println("Inventing uploads below " + demo.uploads("") + " …");
        out.flush();
        fill(demo, read.region().get());
      }
      Optional<Installation> assembled =
          read.region().isEmpty() || read.problems().hasErrors()
              ? Optional.empty()
              : Installation.assemble(
                  read.settings(),
                  read.region().get(),
                  configured.config,
                  configured.schemas,
                  configured.routes,
                  Clock.systemUTC(),
                  read.problems());
      if (assembled.isEmpty()) {
        return Configured.refuse(read.problems(), spec);
      }
      Configured.print(read.problems(), spec.commandLine().getErr());
      try (Installation installation = assembled.get()) {
        long begun = System.nanoTime();
        installation.start();
        installation.workUntilQuiet();
        long seconds = (System.nanoTime() - begun) / 1_000_000_000;
        summary(out, demo, read, seconds);
        if (once) {
          Main.Status status = Main.Status.of(installation.health());
          return status.end(
              spec,
              status == Main.Status.DONE
                  ? "All uploads are processed."
                  : "Something is left undone; the log says what.");
        }
        whereToLook(out, demo, read);
        installation.lookAgainAndAgain();
        stop.await();
        return Main.Status.DONE.end(spec, "Stopped when told to.");
      }
    }
  }

  private static void fill(Demo demo, Region region) {
    Collection<LocalAuthority> authorities = region.authorities().values();
    demo.fillLookups(SchoolCensusReturns.postcodeLookup(authorities));
    Map<String, byte[]> openData =
        new LinkedHashMap<>(SchoolCensusReturns.authorityLookup(authorities));
    openData.putAll(
        new InventedOpenData(
                authorities,
                region.datasets().values().stream().mapToInt(Dataset::newestYear).max().orElse(0))
            .files());
    demo.fillOpenData(openData);
    region
        .datasets()
        .values()
        .forEach(
            dataset -> {
              long seed = SEED;
              for (LocalAuthority authority : region.authorities().values()) {
                demo.fill(
                    authority.folder(),
                    dataset.name(),
                    invented(region, dataset, authority, seed++));
              }
            });
  }

  /** What an authority uploads of a dataset, by path. */
  private static Map<String, byte[]> invented(
      Region region, Dataset dataset, LocalAuthority authority, long seed) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    boolean isDocument = dataset.tables().stream().anyMatch(table -> table.document().isPresent());
    if (dataset.name().equals(AnnexAReturns.DATASET)) {
      AnnexAReturns lists = new AnnexAReturns(dataset, authority, seed, CHILDREN);
      for (int month = 1; month <= MONTHS; month++) {
        files.putAll(lists.filesOf(YearMonth.of(dataset.newestYear(), month)));
      }
    } else if (dataset.name().equals(SchoolCensusReturns.DATASET)) {
      // The files are many; those of the authorities that signed are enough to see what comes of
      // them.
      if (!region.signed(authority, dataset.name(), LocalDate.now(Clock.systemUTC())).isEmpty()) {
        files.putAll(
            new SchoolCensusReturns(dataset, authority, seed, CHILDREN)
                .filesOf(dataset.newestYear() - 1));
      }
    } else if (dataset.layout() == Layout.FORM) {
      InventedForms forms = new InventedForms(dataset, seed, FORMS);
      for (int month = 1; month <= MONTHS; month++) {
        files.putAll(forms.filesOf(YearMonth.of(dataset.newestYear(), month)));
      }
    } else if (dataset.changesWithinYears()) {
      InventedSnapshots snapshots =
          InventedSnapshots.of(
              dataset,
              authority,
              seed,
              new Ssda903Returns(
                  region.dataset(Ssda903Returns.DATASET), authority, seed, CHILDREN));
      for (int month = 1; month <= MONTHS; month++) {
        files.putAll(snapshots.filesOf(YearMonth.of(dataset.newestYear(), month)));
      }
    } else if (isDocument) {
      CinCensusReturns returns = new CinCensusReturns(dataset, authority, seed, CHILDREN);
      forEachYear(dataset, year -> files.putAll(returns.filesOf(year)));
      MessyCensuses.of(dataset, authority).forEach(messy -> files.put(messy.path(), messy.bytes()));
    } else {
      Ssda903Returns returns = new Ssda903Returns(dataset, authority, seed, CHILDREN);
      forEachYear(dataset, year -> files.putAll(returns.filesOf(year)));
      for (MessyFile messy : MessyFiles.of(dataset, authority)) {
        files.put(messy.path(), messy.bytes());
      }
    }
    return files;
  }

  private static void forEachYear(Dataset dataset, IntConsumer year) {
    IntStream.rangeClosed(dataset.newestYear() - YEARS + 1, dataset.newestYear()).forEach(year);
  }

  private void summary(PrintWriter out, Demo demo, Configured.Read read, long seconds)
      throws StoreException {
    out.println();
    out.println("All uploads are processed, in " + seconds + " s. What came out:");
    try (Areas areas = Areas.open(read.settings().areas(Role.HUB), read.problems())) {
      for (String useCase : read.region().orElseThrow().useCases().keySet()) {
        Optional<Head> head = new CommitLog(areas.store("outputs"), useCase).head();
        if (head.isEmpty()) {
          out.println("  " + useCase + ": nothing yet");
          continue;
        }
        Counts counts = head.get().manifest().counts();
        out.printf(
            Locale.ROOT,
            "  %s, release %d: %d tables; %,d rows from the authorities, %,d kept%s%n",
            useCase,
            head.get().manifest().number(),
            head.get().manifest().files().stream()
                .map(PublishedFile::name)
                .filter(name -> !name.startsWith(Release.PACKAGE) && Output.isParquet(name))
                .count(),
            counts.read(),
            counts.kept(),
            counts.removed().isEmpty() ? "" : ", removed: " + counts.removed());
        out.println(
            "    " + demo.outputs().resolve(HubDelivery.PACKAGES + useCase).resolve(Overview.FILE));
      }
    }
    out.flush();
  }

  private void whereToLook(PrintWriter out, Demo demo, Configured.Read read) {
    LocalAuthority first = read.region().orElseThrow().authorities().values().iterator().next();
    String dataset = read.region().orElseThrow().datasets().firstKey();
    String management =
        "http://127.0.0.1:" + read.settings().camel().getOrDefault("camel.management.port", "9876");
    out.println();
    out.println("Where to look:");
    out.println("  outputs        " + demo.outputs());
    String useCase = read.region().orElseThrow().useCases().lastKey();
    Path ofUseCase = demo.outputs().resolve(HubDelivery.PACKAGES + useCase);
    out.println("  overview       " + ofUseCase.resolve(Overview.FILE));
    out.println("  audit          " + ofUseCase.resolve("audit.html"));
    out.println("  what changed   " + ofUseCase.resolve("release-note.html"));
    out.println("  dictionary     " + ofUseCase.resolve("dictionary.html"));
    out.println("  Power BI       " + ofUseCase.resolve("power-bi").resolve(useCase + ".pbip"));
    out.println(
        "  error report   "
            + demo.uploads(first.folder())
                .resolve("error-reports")
                .resolve(dataset)
                .resolve("error_report.html"));
    out.println(
        "  Hawtio         http://127.0.0.1:"
            + read.settings().consolePort()
            + "/hawtio  (user operator, password in "
            + demo.consoleSecret()
            + ")");
    out.println("  health         " + management + "/observe/health");
    out.println("  metrics        " + management + "/observe/metrics");
    out.println();
    out.println("Ask it, from another terminal:");
    Pipeline pipeline = read.region().get().pipeline(read.region().get().pipelines().lastKey());
    String explain =
        "explain "
            + pipeline.useCases().stream().sorted().findFirst().orElse(useCase)
            + " "
            + pipeline.dataset()
            + " "
            + pipeline.tables().get(0).name()
            + " --row 1";
    Path config = configured.config;
    for (String command :
        List.of(
            explain,
            "audit --outputs",
            "lineage",
            "verify",
            "status --la " + first.code() + " --page " + folder.resolve("status.html"))) {
      out.println("  java -jar target/tributary.jar " + command + " --config " + config);
    }
    out.println();
    out.println(
        "Let an authority leave a use case. This says first what to write where; when that is");
    out.println("done, stop the demo, start it again by its own configuration, and ask once more:");
    String leaves = first.signatures().isEmpty() ? useCase : first.signatures().get(0).useCase();
    out.println(
        "  java -jar target/tributary.jar withdraw "
            + first.code()
            + " "
            + leaves
            + " --approved-by \"A. Officer\" --wait 600 --config "
            + config);
    out.println("  java -jar target/tributary.jar demo --folder " + folder + " --config " + config);
    out.println();
    out.println("Put another file into an authority's folder, and it flows through by itself:");
    out.println("  " + demo.uploads(first.folder()).resolve(dataset));
    out.println("Stop with Ctrl-C.");
    out.flush();
  }
}
