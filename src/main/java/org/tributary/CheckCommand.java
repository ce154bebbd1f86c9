package org.tributary;

import static org.tributary.page.Words.counted;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tributary.authority.LocalAuthority;
import org.tributary.check.local.FilesCheck;
import org.tributary.check.local.FilesCheck.NotChecked;
import org.tributary.check.workbook.WorkbookFiles;
import org.tributary.config.Problems;
import org.tributary.errors.Severity;
import org.tributary.region.Region;
import org.tributary.region.RegionFiles;
import org.tributary.report.Audience;
import org.tributary.report.Cause;
import org.tributary.report.CsvReport;
import org.tributary.report.ErrorSummary;
import org.tributary.report.FileReport;
import org.tributary.report.FileReport.Outcome;
import org.tributary.report.Help;
import org.tributary.report.HtmlReport;
import org.tributary.report.SessionReport;
import org.tributary.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks returns on this machine as the region would read them; nothing leaves it. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Checks an authority's files before they are uploaded, by the rules by which they are read.",
      "Nothing leaves this machine. The configuration is checked by 'check-config'."
    },
    exitCodeListHeading = "%nExit status%n",
    exitCodeList = {
      "0:nothing needs to be corrected",
      "1:errors were found",
      "2:something could not be checked; the last lines say what"
    })
final class CheckCommand implements Callable<Integer> {

  private static final long MILLIS_BETWEEN_WORDS = 1_000;

  @Spec private CommandSpec spec;
  @Mixin private Configured configured = new Configured();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files, or folders as they lie in the uploads area; any others with --dataset.")
  private List<Path> given = new ArrayList<>();

  @Option(names = "--la", paramLabel = "CODE", description = "Whose files they are.")
  private Optional<String> code = Optional.empty();

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "What they are of. Default: what their folder or their content says")
  private Optional<String> dataset = Optional.empty();

  @Option(names = "--csv", paramLabel = "FILE", description = "Writes a line for each place.")
  private Optional<Path> csv = Optional.empty();

  @Option(names = "--html", paramLabel = "FILE", description = "Writes the report as a page.")
  private Optional<Path> html = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the report in numbers.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--workbook",
      paramLabel = "FOLDER",
      description = {
        "Writes each file there as a workbook, what is wrong marked in it.",
        "It holds the file's own data."
      })
  private Optional<Path> workbook = Optional.empty();

  @Option(
      names = "--progress",
      description = "Says how it goes, even where nobody sits at a terminal.")
  private boolean progress;

  @Override
  public Integer call() {
    if (given.isEmpty()) {
      return cannot(
          "which files? 'tributary check FILE --la CODE' checks returns; the configuration is"
              + " checked by 'tributary check-config'.");
    }
    Problems problems = new Problems();
    Optional<Region> read = RegionFiles.load(configured.config, configured.schemas, problems);
    if (read.isEmpty() || problems.hasErrors()) {
      Configured.print(problems, spec.commandLine().getErr());
      return cannot(Configured.counted(problems) + "; nothing was done.");
    }
    Region region = read.get();
    if (code.isEmpty() || !region.authorities().containsKey(code.get())) {
      return cannot(
          "whose files are they? Give --la and one of "
              + String.join(", ", region.authorities().keySet())
              + ".");
    }
    if (dataset.isPresent() && !region.pipelines().containsKey(dataset.get())) {
      return cannot(
          "there is no such dataset; there are "
              + String.join(", ", region.pipelines().keySet())
              + ".");
    }
    for (Path path : given) {
      if (!Files.exists(path)) {
        return cannot("there is no " + path + "; nothing was checked.");
      }
    }
    return check(region, region.authority(code.get()));
  }

  private int check(Region region, LocalAuthority authority) {
    FilesCheck.Result result;
    try {
      result =
          new FilesCheck(region, authority, dataset, LocalDate.now(configured.clock))
              .check(given, isAsked() ? new Words() : FilesCheck.Progress.SILENT);
    } catch (IOException | UncheckedIOException unreadable) {
      return cannot("a folder cannot be read; nothing was checked.");
    }
    SessionReport report = result.report();
    List<Cause> causes = Cause.of(report, Audience.LOCAL_AUTHORITY);
    print(report, causes, result.notChecked());
    try {
      write(report);
    } catch (IOException refused) {
      return cannot("a report cannot be written where it was asked for.");
    }
    int refused = 0;
    if (workbook.isPresent()) {
      try {
        refused = writeWorkbooks(workbook.get(), result);
      } catch (IOException | UncheckedIOException failed) {
        return cannot("a workbook cannot be written where it was asked for.");
      }
    }
    if (!result.notChecked().isEmpty()) {
      return cannot(
          result.notChecked().size()
              + " of "
              + (report.files().size() + result.notChecked().size())
              + " files could not be checked.");
    }
    if (report.files().isEmpty()) {
      return cannot("there are no files there.");
    }
    if (refused > 0) {
      return cannot(
          counted(refused, "workbook") + " not written, for what lies in the place of each.");
    }
    return verdict(report, causes);
  }

  private int writeWorkbooks(Path folder, FilesCheck.Result result) throws IOException {
    WorkbookFiles.Made made = WorkbookFiles.write(folder, result);
    PrintWriter out = spec.commandLine().getOut();
    made.sentences().forEach(out::println);
    out.flush();
    return made.refused();
  }

  private int verdict(SessionReport report, List<Cause> causes) {
    long errors = Cause.countOf(causes, Severity.ERROR);
    String files = counted(report.files().size(), "file");
    if (errors > 0) {
      return end(1, files + ", " + counted(errors, "error") + " to correct.");
    }
    return end(0, files + ", nothing needs to be corrected.");
  }

  private int cannot(String why) {
    return end(2, why);
  }

  /** As the other commands end; the status says what came of the files, not of the programme. */
  private int end(int status, String howItWent) {
    Main.Status.DONE.end(spec, howItWent);
    return status;
  }

  /** Where help is, as the region's settings say; its areas are not needed here. */
  private Help help() {
    Settings settings =
        configured.settings(Settings.Unset.NOTED, Settings.Others.REFUSED, new Problems());
    return new Help(settings.contact(), settings.guide());
  }

  private boolean isAsked() {
    return progress || System.console() != null;
  }

  private void write(SessionReport report) throws IOException {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    csv.ifPresent(to -> files.put(to, CsvReport.of(report.lines(Audience.LOCAL_AUTHORITY))));
    html.ifPresent(to -> files.put(to, HtmlReport.of(report, Audience.LOCAL_AUTHORITY, help())));
    json.ifPresent(to -> files.put(to, ErrorSummary.of(report).toJson()));
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
  }

  private void print(SessionReport report, List<Cause> causes, List<NotChecked> notChecked) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, "%s, %s%n", report.authorityName(), report.dataset());
    for (Outcome outcome : Outcome.values()) {
      List<FileReport> files =
          report.files().stream().filter(file -> file.outcome() == outcome).toList();
      if (!files.isEmpty()) {
        long rows = files.stream().mapToLong(FileReport::rowsRead).sum();
        long kept = files.stream().mapToLong(FileReport::rowsKept).sum();
        out.printf(
            Locale.ROOT,
            outcome == Outcome.READ ? "  %s %s: %s, %,d of them good for the hub%n" : "  %s %s%n",
            counted(files.size(), "file"),
            outcome.words(),
            counted(rows, "row"),
            kept);
      }
    }
    Optional<Cause.Cost> said = Optional.empty();
    for (Cause cause : causes) {
      if (!said.equals(Optional.of(cause.cost()))) {
        out.println();
        out.println(cause.cost().words());
        said = Optional.of(cause.cost());
      }
      out.printf(
          Locale.ROOT,
          "  %,d × in %s: %s%n",
          cause.count(),
          counted(cause.files(), "file"),
          words(cause));
      out.println("      what to do: " + cause.type().hint());
      if (!cause.places().isEmpty()) {
        out.println(
            "      where: "
                + String.join("; ", cause.places())
                + (cause.count() > cause.places().size() ? "; …" : ""));
      }
    }
    out.println();
    for (NotChecked file : notChecked) {
      out.println("Not checked: " + file.file() + ": " + file.why() + ".");
    }
    out.println(
        "Not checked here, since only the region sees all files together: rows that stand in two"
            + " files.");
    out.flush();
  }

  private static String words(Cause cause) {
    return String.join(" / ", cause.sentences());
  }

  /** Says to whoever sits and waits which file and row it is at, at most once a second. */
  private final class Words implements FilesCheck.Progress {

    private final PrintWriter err = spec.commandLine().getErr();
    private long next = System.currentTimeMillis() + MILLIS_BETWEEN_WORDS;
    private int file;
    private int files;

    @Override
    public void file(String name, int number, int of) {
      file = number;
      files = of;
      say("");
    }

    @Override
    public void row(long number) {
      // The clock is asked seldom: rows are many.
      if ((number & 0xFFF) == 0) {
        say(String.format(Locale.ROOT, ", row %,d", number));
      }
    }

    private void say(String where) {
      long now = System.currentTimeMillis();
      if (now >= next || progress && where.isEmpty()) {
        next = now + MILLIS_BETWEEN_WORDS;
        err.println("checking file " + file + " of " + files + where);
        err.flush();
      }
    }
  }
}
