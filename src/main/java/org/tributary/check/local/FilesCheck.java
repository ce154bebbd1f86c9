package org.tributary.check.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.tributary.authority.LocalAuthority;
import org.tributary.check.CheckedFile;
import org.tributary.check.Intake;
import org.tributary.check.Intake.NotRead;
import org.tributary.check.Intake.ToRead;
import org.tributary.check.Kept;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.pipeline.Pipeline;
import org.tributary.read.FileFormat;
import org.tributary.read.Limits;
import org.tributary.read.UnreadableFileException;
import org.tributary.region.Region;
import org.tributary.report.FileReport;
import org.tributary.report.FileReport.Outcome;
import org.tributary.report.FileReport.TableReport;
import org.tributary.report.SessionReport;
import org.tributary.schema.Dataset;
import org.tributary.submission.NamedContent;
import org.tributary.submission.Period;

/**
 * Checks an authority's files on a disk before they are uploaded, as its region would: what is said
 * of each is what the error report of an upload says of that file by itself.
 */
public final class FilesCheck {

  /** Stands where a report of an upload names its session. */
  private static final String SESSION = "check";

  /** Is told how it goes. */
  public interface Progress {

    Progress SILENT =
        new Progress() {
          @Override
          public void file(int number, int of) {}

          @Override
          public void row(long number) {}
        };

    /** A file is begun, the first being 1. */
    void file(int number, int of);

    /** A row of it is done. */
    void row(long number);
  }

  /**
   * What came of it.
   *
   * @param checked the files of the report that were opened, in its order
   * @param notChecked files of which nothing can be said, and why not
   */
  public record Result(SessionReport report, List<Checked> checked, List<NotChecked> notChecked) {

    public Result {
      checked = List.copyOf(checked);
      notChecked = List.copyOf(notChecked);
    }
  }

  /**
   * A file that was opened.
   *
   * @param path by which its period was found, below the dataset's folder
   * @param dataset as it was in the period
   * @param format what the dataset is submitted as
   * @param begins for each table in it, how many errors of the report stand before those of its
   *     rows
   */
  public record Checked(
      Path file,
      String path,
      Dataset dataset,
      String format,
      int returnYear,
      FileReport report,
      List<Integer> begins) {

    public Checked {
      begins = List.copyOf(begins);
    }
  }

  /**
   * @param why a sentence without its full stop
   */
  public record NotChecked(String file, String why) {}

  /** By what the files of a dataset are read. */
  private record Rules(
      Dataset dataset, String format, Intake intake, Function<String, Optional<Kept>> kept) {}

  private final LocalAuthority authority;
  private final Optional<String> told;
  private final SortedMap<String, Rules> rules = new TreeMap<>();
  private final LocalDate today;
  private final List<Checked> checked = new ArrayList<>();
  private final List<NotChecked> notChecked = new ArrayList<>();

  /**
   * @param dataset what all files are of; empty where their folders or their content say it
   */
  public FilesCheck(
      Region region, LocalAuthority authority, Optional<String> dataset, LocalDate today) {
    this.authority = authority;
    this.today = today;
    this.told = dataset;
    for (Pipeline pipeline : region.pipelines().values()) {
      String name = pipeline.dataset();
      rules.put(
          name,
          new Rules(
              region.dataset(name),
              pipeline.format(),
              UnitRules.intake(region, authority, name, today),
              UnitRules.kept(pipeline.purposeBound(), region.signed(authority, name, today))));
    }
  }

  /** Checks files and all that lies below folders. */
  public Result check(List<Path> given, Progress progress) throws IOException {
    List<FoundFile> files = new ArrayList<>();
    for (Path path : given) {
      files.addAll(FoundFile.below(path));
    }
    Map<FoundFile, String> named = new LinkedHashMap<>();
    for (FoundFile file : files) {
      named(file).ifPresent(dataset -> named.put(file, dataset));
    }
    Set<String> seen = new TreeSet<>(named.values());
    List<FileReport> reports = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      FoundFile file = files.get(i);
      progress.file(i + 1, files.size());
      Optional<String> dataset =
          Optional.ofNullable(named.get(file))
              .or(() -> seen.size() == 1 ? seen.stream().findFirst() : byExtension(file));
      if (dataset.isPresent()) {
        report(file, dataset.get(), progress::row).ifPresent(reports::add);
      } else if (isIgnored(file)) {
        reports.add(((NotRead) decision(file, rules.firstKey())).report());
      } else {
        notChecked.add(
            new NotChecked(
                file.name(),
                "nothing says which dataset it is of; give --dataset and one of "
                    + String.join(", ", rules.keySet())));
      }
    }
    return new Result(
        new SessionReport(
            authority.name(),
            authority.code(),
            String.join(" and ", told.map(Set::of).orElse(seen)),
            SESSION,
            today,
            reports,
            List.of()),
        checked,
        notChecked);
  }

  /** What was told, or its folder says, or its content. */
  private Optional<String> named(FoundFile file) {
    return told.or(() -> file.datasetFolder(rules.keySet())).or(() -> byContent(file));
  }

  private Optional<String> byContent(FoundFile file) {
    List<String> fitting = new ArrayList<>();
    for (String dataset : rules.keySet()) {
      if (decision(file, dataset) instanceof ToRead read && holds(file, dataset, read)) {
        fitting.add(dataset);
      }
    }
    return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
  }

  /** Whether any table of the dataset is in it, with rows or without. */
  private boolean holds(FoundFile file, String dataset, ToRead read) {
    try {
      ErrorLog errors = new ErrorLog();
      return !open(file, dataset, read, errors).open().isEmpty()
          || errors.counts().containsKey(ErrorType.NO_DATA_ROWS);
    } catch (IOException | UnreadableFileException | RuntimeException other) {
      return false;
    }
  }

  /** Where nothing else says it: the only dataset that is uploaded as such files. */
  private Optional<String> byExtension(FoundFile file) {
    List<String> fitting =
        rules.keySet().stream()
            .filter(dataset -> file.name().endsWith("." + rules(dataset).format()))
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
  }

  private boolean isIgnored(FoundFile file) {
    return rules.keySet().stream()
        .allMatch(
            dataset ->
                decision(file, dataset) instanceof NotRead not
                    && not.report().outcome() == Outcome.IGNORED);
  }

  private Rules rules(String dataset) {
    return Objects.requireNonNull(rules.get(dataset), "no such dataset");
  }

  private Intake.Decision decision(FoundFile file, String dataset) {
    Intake intake = rules(dataset).intake();
    Intake.Decision decision = intake.of(path(file, dataset));
    return decision instanceof NotRead refused
        ? new NotRead(named(file, refused.report()))
        : decision;
  }

  /** The first of its paths that says when it is of; where none does, the first of all. */
  private String path(FoundFile file, String dataset) {
    Intake intake = rules(dataset).intake();
    List<String> paths = file.paths(dataset);
    return paths.stream()
        .filter(path -> intake.of(path) instanceof ToRead)
        .findFirst()
        .orElse(paths.get(0));
  }

  private static Dataset in(Period period, Dataset dataset) {
    return dataset.in(period.year(), period.month()).in(period.term());
  }

  private static FileReport named(FoundFile file, FileReport report) {
    return new FileReport(
        file.name(),
        report.sha256(),
        report.period(),
        report.outcome(),
        report.tables(),
        report.counts(),
        report.errors(),
        report.namedTable());
  }

  private Optional<FileReport> report(FoundFile file, String dataset, LongConsumer rows) {
    Intake.Decision decision = decision(file, dataset);
    if (decision instanceof NotRead not) {
      return Optional.of(not.report());
    }
    ToRead read = (ToRead) decision;
    ErrorLog errors = new ErrorLog();
    read.notes().forEach(errors::add);
    CheckedFile checking =
        new CheckedFile(authority, read.period(), read.content(), rules(dataset).kept(), errors);
    List<TableReport> tables;
    try {
      tables = tables(checking, open(file, dataset, read, errors), errors, rows);
    } catch (IOException unreadable) {
      // Its message may quote anything.
      return cannot(file, "the disk does not give it (" + unreadable.getClass().getSimpleName());
    } catch (RuntimeException ours) {
      return cannot(file, "the programme failed at it (" + ours.getClass().getSimpleName());
    }
    FileReport report =
        new FileReport(
            file.name(),
            "",
            read.period().name(),
            tables.isEmpty() ? Outcome.SET_ASIDE : Outcome.READ,
            tables,
            errors.counts(),
            errors.kept(),
            read.content().map(NamedContent::table).orElse(""));
    Rules by = rules(dataset);
    checked.add(
        new Checked(
            file.file(),
            path(file, dataset),
            in(read.period(), by.dataset()),
            by.format(),
            read.period().year(),
            report,
            checking.begins()));
    return Optional.of(report);
  }

  private Optional<FileReport> cannot(FoundFile file, String why) {
    notChecked.add(new NotChecked(file.name(), why + ")"));
    return Optional.empty();
  }

  private static List<TableReport> tables(
      CheckedFile checking, CheckedFile.Opening opening, ErrorLog errors, LongConsumer rows)
      throws IOException {
    try {
      return checking.check(opening, (cells, unread, line) -> rows.accept(line));
    } catch (UnreadableFileException unreadable) {
      errors.add(CheckedFile.errorOf(unreadable));
      return List.of();
    }
  }

  private CheckedFile.Opening open(FoundFile file, String dataset, ToRead read, ErrorLog errors) {
    return () -> {
      if (!Files.isReadable(file.file())) {
        throw new AccessDeniedException("");
      }
      Rules by = rules(dataset);
      return FileFormat.of(file.file(), by.format(), Limits.USUAL)
          .open(
              file.file(),
              in(read.period(), by.dataset()),
              read.period().year(),
              Limits.USUAL,
              errors);
    };
  }
}
