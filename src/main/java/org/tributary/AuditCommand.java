package org.tributary;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.tributary.audit.AuditCsv;
import org.tributary.audit.AuditJson;
import org.tributary.audit.AuditMatrix;
import org.tributary.audit.AuditPage;
import org.tributary.audit.Change;
import org.tributary.audit.ConfigurationDifference;
import org.tributary.audit.ConfigurationVersion;
import org.tributary.audit.DifferencePage;
import org.tributary.audit.Effect;
import org.tributary.audit.FieldPage;
import org.tributary.audit.Standing;
import org.tributary.audit.UseCaseAudit;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.proof.OutputsProof;
import org.tributary.proof.ProofPage;
import org.tributary.proof.ProofReport;
import org.tributary.proof.ProofStores;
import org.tributary.proof.ProofText;
import org.tributary.publish.CommitLog;
import org.tributary.publish.PublishedFile;
import org.tributary.region.Region;
import org.tributary.region.RegionFiles;
import org.tributary.settings.Area;
import org.tributary.settings.Role;
import org.tributary.settings.Settings;
import org.tributary.store.StoreException;
import org.tributary.store.s3.Areas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes what the configuration keeps and under which clause, and what a new version changes. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Writes what is kept of which field, how, for how long and under which clause of which agreement.",
      "With --against it writes what this configuration changes against another, to be signed off.",
      "With --outputs it reads everything that is published and shows whether it obeys all that.",
      "It contacts nothing unless --outputs or --count-rows asks for what is published."
    })
final class AuditCommand implements Callable<Integer> {

  /** What is written. */
  enum Format {
    HTML,
    CSV,
    JSON
  }

  @Spec private CommandSpec spec;
  @Mixin private Configured configured = new Configured();

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "The day on which it is asked what holds. Default: today")
  private Optional<String> date = Optional.empty();

  @Option(
      names = "--authority",
      paramLabel = "CODE",
      description = "What holds for this local authority alone.")
  private Optional<String> authority = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      split = ",",
      description = "html, csv or json. Default: all three")
  private List<Format> formats = List.of(Format.values());

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      defaultValue = "work/audit",
      description = "Where it is written. Default: ${DEFAULT-VALUE}")
  private Path to = Path.of("work/audit");

  @Option(
      names = "--against",
      paramLabel = "FOLDER",
      description = {
        "The configuration before: a folder like config, or one that holds config and schemas.",
        "Without schemas of its own it is read with those of --schemas."
      })
  private Optional<Path> against = Optional.empty();

  @Option(
      names = "--count-rows",
      description = "With --against: read the commits of the outputs area for today's row counts.")
  private boolean countRows;

  @Option(
      names = "--outputs",
      description =
          "Read what is published, and prove from it alone that it obeys the agreements on that day.")
  private boolean outputs;

  @Option(
      names = "--field",
      paramLabel = "DATASET/TABLE/FIELD",
      description =
          "Write one page on this field alone: what is done with it, under which clause, who may see"
              + " it, and what an upload of it must look like. Such as ssda903/episodes/HOME_POST.")
  private Optional<String> field = Optional.empty();

  @Override
  public Integer call() throws IOException, StoreException {
    Problems problems = new Problems();
    Optional<Region> now = RegionFiles.load(configured.config, configured.schemas, problems);
    Optional<LocalDate> day = day(problems);
    now.ifPresent(region -> knows(region, problems));
    Optional<ConfigurationVersion> before = before(problems);
    if (now.isEmpty() || day.isEmpty() || problems.hasErrors()) {
      return Configured.refuse(problems, spec);
    }
    Files.createDirectories(to);
    AuditMatrix matrix = AuditMatrix.of(now.get(), day.get(), authority);
    if (field.isPresent()) {
      return fieldPage(now.get(), matrix, field.get(), problems);
    }
    write(
        "audit",
        Map.of(
            Format.HTML, AuditPage.of(matrix),
            Format.CSV, AuditCsv.of(matrix),
            Format.JSON, AuditJson.of(matrix)));
    summary(matrix);
    if (before.isPresent()) {
      ConfigurationDifference difference =
          ConfigurationDifference.of(
              before.get(),
              ConfigurationVersion.read(configured.config, configured.schemas, problems),
              day.get(),
              rows(now.get(), problems));
      write(
          "changes",
          Map.of(
              Format.HTML, DifferencePage.of(difference),
              Format.CSV, AuditCsv.of(difference),
              Format.JSON, AuditJson.of(difference)));
      summary(difference);
    }
    boolean holds = !outputs || proves(now.get(), day.get(), problems);
    Configured.print(problems, spec.commandLine().getErr());
    if (!holds) {
      return Main.Status.LEFT_UNDONE.end(spec, "It is not proved that what is published obeys.");
    }
    return problems.all().isEmpty()
        ? Main.Status.DONE.end(spec, "Done; the pages are in " + to + ".")
        : Main.Status.LEFT_UNDONE.end(
            spec, "Done, with " + Configured.counted(problems) + "; the pages are in " + to + ".");
  }

  private int fieldPage(Region region, AuditMatrix matrix, String path, Problems problems)
      throws IOException {
    Optional<String> guide =
        configured.settings(Settings.Unset.NOTED, Settings.Others.LEFT_OUT, new Problems()).guide();
    Optional<FieldPage> page = FieldPage.of(region, matrix, path, guide);
    if (page.isEmpty()) {
      List<String> like = FieldPage.like(matrix, path);
      problems.error(
          "--field",
          0,
          "There is no field '" + path + "'.",
          like.isEmpty()
              ? "Write it as DATASET/TABLE/FIELD; audit.csv lists them all."
              : "Perhaps one of these: " + String.join(", ", like) + ".");
      return Configured.refuse(problems, spec);
    }
    Path file = to.resolve(page.get().fileName());
    Files.write(file, page.get().page());
    spec.commandLine().getOut().println("wrote " + file);
    return Main.Status.DONE.end(spec, page.get().summary());
  }

  /** The version of {@code --against}, which need not be one that could be started. */
  private Optional<ConfigurationVersion> before(Problems problems) {
    if (against.isEmpty()) {
      return Optional.empty();
    }
    Path root = against.get();
    boolean whole = Files.isDirectory(root.resolve("config"));
    Path config = whole ? root.resolve("config") : root;
    Path schemas = root.resolve("schemas");
    if (!Files.isDirectory(config.resolve("use-cases"))) {
      problems.error(
          YamlFiles.shown(config),
          0,
          "There is no configuration here: the folder use-cases is missing.",
          "Name a folder like config, or one that holds config and schemas.");
    }
    return Optional.of(
        ConfigurationVersion.read(
            config, whole && Files.isDirectory(schemas) ? schemas : configured.schemas, problems));
  }

  /** Whether what is published obeys the agreements; what was found is written and printed. */
  private boolean proves(Region region, LocalDate day, Problems problems)
      throws IOException, StoreException {
    Problems own = new Problems();
    Settings settings = configured.settings(own);
    Map<Role, Areas> opened = new EnumMap<>(Role.class);
    try {
      for (Role role : settings.areas().keySet()) {
        opened.put(role, Areas.open(settings.areas(role), own));
      }
      own.all()
          .forEach(
              problem ->
                  problems.error(
                      problem.file(), problem.line(), problem.message(), problem.advice()));
      if (own.hasErrors()) {
        return false;
      }
      Optional<Areas> upload = Optional.ofNullable(opened.get(Role.UPLOAD));
      Optional<Areas> hub = Optional.ofNullable(opened.get(Role.HUB));
      ProofStores stores =
          new ProofStores(
              upload.or(() -> hub).map(areas -> areas.store("shared")),
              upload.map(areas -> areas.store("workspace")),
              hub.map(areas -> areas.store("outputs")),
              hub.map(areas -> areas.store("hub-workspace")));
      Files.createDirectories(settings.scratch());
      ProofReport report =
          OutputsProof.run(
              new OutputsProof.Work(
                  region,
                  OutputsProof.repairs(configured.config),
                  settings.scratch(),
                  settings.databaseMemory(),
                  settings.workers()),
              stores,
              day);
      write(
          "proof",
          Map.of(
              Format.HTML, ProofPage.of(report),
              Format.CSV, ProofText.csv(report),
              Format.JSON, ProofText.json(report)));
      ProofText.lines(report).forEach(spec.commandLine().getOut()::println);
      spec.commandLine().getOut().flush();
      return report.holds();
    } finally {
      opened.values().forEach(Areas::close);
    }
  }

  private Optional<LocalDate> day(Problems problems) {
    if (date.isEmpty()) {
      return Optional.of(LocalDate.now(configured.clock));
    }
    try {
      return Optional.of(LocalDate.parse(date.get()));
    } catch (DateTimeParseException notADay) {
      problems.error("--date", 0, "This is not a day.", "Write it as 2026-04-01.");
      return Optional.empty();
    }
  }

  private void knows(Region region, Problems problems) {
    if (authority.isPresent() && !region.authorities().containsKey(authority.get())) {
      problems.error(
          "--authority",
          0,
          "There is no local authority with the code '" + authority.get() + "'.",
          "Known: " + String.join(", ", region.authorities().keySet()) + ".");
    }
  }

  private void write(String name, Map<Format, byte[]> pages) throws IOException {
    for (Map.Entry<Format, byte[]> one : new EnumMap<>(pages).entrySet()) {
      if (formats.contains(one.getKey())) {
        Path file = to.resolve(name + "." + one.getKey().name().toLowerCase(Locale.ROOT));
        Files.write(file, one.getValue());
        spec.commandLine().getOut().println("wrote " + file);
      }
    }
  }

  private void summary(AuditMatrix matrix) {
    PrintWriter out = spec.commandLine().getOut();
    for (UseCaseAudit audit : matrix.useCases()) {
      String name = audit.useCase().name();
      long signed =
          audit.signatures().stream().filter(one -> one.standing() == Standing.HOLDS).count();
      out.println(
          name
              + ": "
              + matrix.agreed(name).size()
              + " fields kept under "
              + audit.clauses().size()
              + " clauses; signed on "
              + matrix.day()
              + " by "
              + signed
              + " of "
              + audit.signatures().size()
              + (audit.signatures().size() == 1 ? " authority" : " authorities"));
    }
    out.flush();
  }

  private void summary(ConfigurationDifference difference) {
    PrintWriter out = spec.commandLine().getOut();
    for (Effect effect : Effect.values()) {
      out.println("changes, " + effect.words() + ": " + difference.count(effect));
    }
    for (Change change : difference.changes()) {
      if (change.effect() == Effect.WIDENS) {
        out.println("  WIDENS " + (change.useCase() + " " + change.sentence()).strip());
      }
    }
    out.flush();
  }

  /** Rows of today's outputs, by name; empty where nobody asked or they are out of reach. */
  private Optional<SortedMap<String, Long>> rows(Region region, Problems problems) {
    if (!countRows) {
      return Optional.empty();
    }
    Problems own = new Problems();
    Settings settings = configured.settings(own);
    Map<String, Area> hub = settings.areas(Role.HUB);
    if (!hub.containsKey("outputs")) {
      own.warning("--count-rows", 0, "No outputs area is configured.", "Rows are not counted.");
    } else if (!own.hasErrors()) {
      try (Areas areas = Areas.open(Map.of("outputs", hub.get("outputs")), own)) {
        if (!own.hasErrors()) {
          SortedMap<String, Long> rows = new TreeMap<>();
          for (String useCase : region.useCases().keySet()) {
            new CommitLog(areas.store("outputs"), useCase)
                .head()
                .ifPresent(head -> head.manifest().files().forEach(file -> count(file, rows)));
          }
          return Optional.of(rows);
        }
      } catch (StoreException outOfReach) {
        own.warning(
            "--count-rows", 0, "The outputs area is out of reach.", "Rows are not counted.");
      }
    }
    own.all()
        .forEach(
            problem ->
                problems.warning(
                    problem.file(), problem.line(), problem.message(), problem.advice()));
    return Optional.empty();
  }

  private static void count(PublishedFile file, SortedMap<String, Long> rows) {
    if (file.name().endsWith(".csv")) {
      String name = file.name().substring(file.name().lastIndexOf('/') + 1);
      rows.put(name.substring(0, name.length() - ".csv".length()), file.rows());
    }
  }
}
