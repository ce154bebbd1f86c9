package org.tributary.status;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.tributary.authority.LocalAuthority;
import org.tributary.errors.Severity;
import org.tributary.pipeline.Due;
import org.tributary.publish.CommitLog;
import org.tributary.publish.CommitLogs;
import org.tributary.publish.Manifest;
import org.tributary.publish.PublishedFile;
import org.tributary.publish.PublishedState;
import org.tributary.region.Region;
import org.tributary.region.Retained;
import org.tributary.report.Audience;
import org.tributary.report.ErrorSummary;
import org.tributary.report.FileReport.Outcome;
import org.tributary.report.ReportFile;
import org.tributary.schema.Dataset;
import org.tributary.store.ObjectStore;
import org.tributary.store.SideBySide;
import org.tributary.store.StoreException;

/**
 * Reads how a region stands out of what is published: commits, and error reports in numbers. Both
 * accounts may read all of it.
 */
public final class StatusReader {

  /** Requests that wait for an answer at the same time. */
  private static final int AT_A_TIME = 8;

  /** Releases of a use case that are told. */
  private static final int RELEASES = 5;

  /** What is asked for; empty for all. */
  public record Only(Optional<String> authority, Optional<String> dataset) {

    /** Everything. */
    public static final Only ALL = new Only(Optional.empty(), Optional.empty());

    boolean takes(String oneAuthority, String oneDataset) {
      return authority.map(oneAuthority::equals).orElse(true)
          && dataset.map(oneDataset::equals).orElse(true);
    }
  }

  private final Region region;
  private final LocalDate today;

  public StatusReader(Region region, LocalDate today) {
    this.region = region;
    this.today = today;
  }

  /** What each authority has shared, and what it has not. */
  public List<ReturnStatus> returns(ObjectStore shared, Only only)
      throws StoreException, IOException {
    SortedMap<String, SortedMap<Long, Instant>> written = CommitLogs.written(shared);
    List<SideBySide.Work<List<ReturnStatus>>> work = new ArrayList<>();
    for (LocalAuthority authority : region.authorities().values()) {
      for (String dataset : region.pipelines().keySet()) {
        if (only.takes(authority.code(), dataset)) {
          String unit = authority.code() + "/" + dataset;
          SortedMap<Long, Instant> commits = written.getOrDefault(unit, new TreeMap<>());
          work.add(() -> returns(shared, authority, dataset, commits));
        }
      }
    }
    return SideBySide.run(AT_A_TIME, work).stream().flatMap(List::stream).toList();
  }

  /** The newest releases of each use case. */
  public List<ReleaseStatus> releases(ObjectStore outputs) throws StoreException {
    SortedMap<String, SortedMap<Long, Instant>> written = CommitLogs.written(outputs);
    List<ReleaseStatus> releases = new ArrayList<>();
    for (String useCase : region.useCases().keySet()) {
      SortedMap<Long, Instant> commits = written.getOrDefault(useCase, new TreeMap<>());
      long newest = commits.isEmpty() ? 0 : commits.lastKey();
      CommitLog log = new CommitLog(outputs, useCase);
      for (long number = newest; number > Math.max(0, newest - RELEASES); number--) {
        Optional<Instant> when = Optional.ofNullable(commits.get(number));
        if (when.isPresent()) {
          Manifest manifest = log.manifest(number);
          releases.add(
              new ReleaseStatus(
                  useCase,
                  number,
                  when.get(),
                  manifest.counts().read(),
                  manifest.counts().kept(),
                  manifest.counts().removed()));
        }
      }
    }
    return releases;
  }

  /** The numbers of the report that a unit's newest commit holds. */
  private static Optional<ErrorSummary> summary(ObjectStore shared, String unit)
      throws StoreException, IOException {
    return new PublishedState(new CommitLog(shared, unit))
        .read(
            commit -> {
              Optional<PublishedFile> file =
                  commit.manifest().file(Audience.HUB.name(ReportFile.SUMMARY));
              return file.isEmpty()
                  ? Optional.<ErrorSummary>empty()
                  : Optional.of(ErrorSummary.read(commit.bytes(file.get())));
            })
        .flatMap(found -> found);
  }

  private List<ReturnStatus> returns(
      ObjectStore shared,
      LocalAuthority authority,
      String dataset,
      SortedMap<Long, Instant> commits)
      throws StoreException, IOException {
    Optional<ErrorSummary> summary =
        commits.isEmpty() ? Optional.empty() : summary(shared, authority.code() + "/" + dataset);
    Optional<Instant> changed =
        commits.isEmpty() ? Optional.empty() : Optional.ofNullable(commits.get(commits.lastKey()));
    Map<Integer, List<ErrorSummary.OfFile>> byYear = new TreeMap<>();
    summary.stream()
        .flatMap(told -> told.files().stream())
        .filter(file -> !file.outcome().equals(Outcome.IGNORED.words()))
        .forEach(file -> byYear.computeIfAbsent(year(file), none -> new ArrayList<>()).add(file));
    Set<String> signed = region.signed(authority, dataset, today);
    int retention = region.retentionYears(signed, dataset);
    Set<Integer> years = new TreeSet<>(byYear.keySet());
    years.addAll(askedFor(dataset, retention));
    List<ReturnStatus> all = new ArrayList<>();
    for (int year : years) {
      all.add(
          of(authority, dataset, year, byYear.getOrDefault(year, List.of()), changed, retention));
    }
    return all;
  }

  /** None where nothing that was signed keeps anything of it. */
  private Set<Integer> askedFor(String dataset, int retention) {
    Dataset schema = region.dataset(dataset);
    int first =
        Math.max(
            Math.max(schema.firstYear(), today.getYear() - retention + 1),
            region.pipeline(dataset).due().map(Due::from).orElse(0));
    Set<Integer> years = new TreeSet<>();
    for (int year = first; year <= Math.min(schema.newestYear(), today.getYear()); year++) {
      if (retention > 0) {
        years.add(year);
      }
    }
    return years;
  }

  private static int year(ErrorSummary.OfFile file) {
    String year = file.period().split("_", 2)[0];
    return year.isEmpty() ? 0 : Integer.parseInt(year);
  }

  private ReturnStatus of(
      LocalAuthority authority,
      String dataset,
      int year,
      List<ErrorSummary.OfFile> files,
      Optional<Instant> changed,
      int retention) {
    Optional<LocalDate> goes =
        retention > 0 && year > 0 ? Optional.of(Retained.goes(year, retention)) : Optional.empty();
    Optional<LocalDate> due = region.pipeline(dataset).due().map(day -> day.of(year));
    long setAside =
        files.stream().filter(file -> file.outcome().equals(Outcome.SET_ASIDE.words())).count();
    long errors =
        files.stream()
            .flatMap(file -> file.errors().stream())
            .filter(error -> error.severity().equals(Severity.ERROR.word()))
            .mapToLong(ErrorSummary.Errors::count)
            .sum();
    Standing standing;
    if (retention == 0) {
      standing = Standing.NOT_SIGNED;
    } else if (goes.filter(day -> !day.isAfter(today)).isPresent()) {
      standing = Standing.PAST_RETENTION;
    } else if (files.isEmpty()) {
      standing = standingOfNothing(year, due);
    } else if (setAside > 0) {
      standing = Standing.SET_ASIDE;
    } else {
      standing = errors > 0 ? Standing.WITH_ERRORS : Standing.RECEIVED;
    }
    return new ReturnStatus(
        authority.code(),
        authority.name(),
        dataset,
        year,
        standing,
        files.stream()
            .map(ErrorSummary.OfFile::period)
            .filter(p -> !p.isEmpty())
            .distinct()
            .toList(),
        files.size(),
        setAside,
        errors,
        rows(files, ErrorSummary.TableRows::read),
        rows(files, ErrorSummary.TableRows::kept),
        year == 0 ? Optional.empty() : due,
        files.isEmpty() ? Optional.empty() : changed,
        goes);
  }

  private static long rows(
      List<ErrorSummary.OfFile> files, ToLongFunction<ErrorSummary.TableRows> count) {
    return files.stream().flatMap(file -> file.tables().stream()).mapToLong(count).sum();
  }

  private Standing standingOfNothing(int year, Optional<LocalDate> due) {
    if (due.isPresent()) {
      return today.isAfter(due.get()) ? Standing.LATE : Standing.NOT_YET_DUE;
    }
    // A return year ends on 31 March; nothing can be asked for before that.
    return today.isBefore(LocalDate.of(year, Month.APRIL, 1))
        ? Standing.NOT_YET_DUE
        : Standing.MISSING;
  }
}
