package org.tributary.operate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each authority, or each use case of the hub, is like now, as the looks and sessions tell it.
 * It holds codes, datasets, counts, times and our own fixed words; never the name of a file. That a
 * route is started says nothing about an area that cannot be reached, so it counts what was seen,
 * not what runs. Safe for many threads.
 */
public final class AreaHealth {

  /** After how many missed looks a name counts as late. */
  static final int LOOKS_UNTIL_LATE = 3;

  /** What a name is like; the worse stands later. */
  public enum State {
    WELL,
    /** An operator said that nobody is to look for now. */
    PAUSED,
    /** Nothing failed, but nobody has looked for more than three intervals. */
    LATE,
    /** A session or release of at least one dataset failed, and none has ended well since. */
    FAILED,
    /** The last look could not see the area. */
    UNREACHABLE
  }

  /** Where rows are counted: as they stand in the files, and as they are kept for the hub. */
  public enum RowStage {
    READ,
    KEPT
  }

  /** How far rows of a file came in the step {@code transform}; none is counted past its last. */
  public enum Passed {
    READ,
    CLEANED,
    ENRICHED,
    DEGRADED
  }

  /**
   * One dataset of one name.
   *
   * @param lastCommit number of the last commit seen here, 0 before the first
   * @param lastCommitAt absent before the first commit since this process began
   * @param failure our own words, empty where the last session ended well
   */
  public record DatasetStatus(
      String dataset,
      int waiting,
      int setAside,
      long lastCommit,
      Optional<Instant> lastCommitAt,
      long commits,
      long failures,
      Optional<String> failure) {}

  /**
   * One authority or use case.
   *
   * @param reason our own words for a state that is not {@link State#WELL}, else empty
   * @param lastLook the last look that could see the area, absent before the first
   */
  public record Status(
      String name,
      State state,
      Optional<String> reason,
      Optional<Instant> lastLook,
      List<DatasetStatus> datasets) {

    public Status {
      datasets = List.copyOf(datasets);
    }

    /** Whether nothing failed; the clock has no say, so it holds for a single run too. */
    public boolean isWell() {
      return state == State.WELL || state == State.PAUSED || state == State.LATE;
    }

    /**
     * Whether the name is served as it should be: in time and without failure, or not on purpose.
     */
    public boolean isReady() {
      return state == State.WELL || state == State.PAUSED;
    }

    public int waiting() {
      return datasets.stream().mapToInt(DatasetStatus::waiting).sum();
    }

    public int setAside() {
      return datasets.stream().mapToInt(DatasetStatus::setAside).sum();
    }

    /** When anything of this name was last committed, absent where that was before this process. */
    public Optional<Instant> lastCommitAt() {
      return datasets.stream()
          .flatMap(dataset -> dataset.lastCommitAt().stream())
          .max(Instant::compareTo);
    }
  }

  /** Is told of every name and dataset once: of those known already, and of later ones. */
  interface Watcher {
    void name(String name);

    void dataset(String name, String dataset);

    void fault(String fault);
  }

  private static final class Area {
    Instant waitingSince;
    Optional<Instant> lastLook = Optional.empty();
    Optional<String> unreachable = Optional.empty();
    boolean paused;
    final Map<String, Dataset> datasets = new TreeMap<>();

    Area(Instant waitingSince) {
      this.waitingSince = waitingSince;
    }
  }

  private static final class Dataset {
    int waiting;
    int setAside;
    long lastCommit;
    Optional<Instant> lastCommitAt = Optional.empty();
    long commits;
    long failures;
    Optional<String> failure = Optional.empty();
    final Map<RowStage, Long> rows = new EnumMap<>(RowStage.class);
    final Map<Passed, Long> passed = new EnumMap<>(Passed.class);

    DatasetStatus status(String name) {
      return new DatasetStatus(
          name, waiting, setAside, lastCommit, lastCommitAt, commits, failures, failure);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(AreaHealth.class);

  private final Clock clock;
  private final Repetitions repetitions;
  private final Map<String, String> titles = new HashMap<>();
  private final Duration lateAfter;
  private final Map<String, Area> areas = new TreeMap<>();
  private final Map<String, Long> faults = new TreeMap<>();
  private final List<Watcher> watchers = new ArrayList<>();

  /**
   * Knows nobody at first.
   *
   * @param lookEvery how often each name is looked at
   */
  public AreaHealth(Clock clock, Duration lookEvery) {
    this.clock = clock;
    this.repetitions = new Repetitions(clock);
    this.lateAfter = lookEvery.multipliedBy(LOOKS_UNTIL_LATE);
  }

  /** That looks of this name are to come; one that never comes is then late too. */
  public synchronized void expect(String name) {
    area(name);
  }

  /** How a person calls a name. */
  public synchronized void called(String name, String title) {
    titles.put(name, title.equals(name) ? name : name + " " + title);
  }

  /** {@code 822 Bedford}; the name alone where nobody said what it is called. */
  public synchronized String title(String name) {
    return titles.getOrDefault(name, name);
  }

  /** What happened again and again, which is not said each time. */
  Repetitions repetitions() {
    return repetitions;
  }

  /** A look saw the area. */
  public synchronized void looked(String name) {
    Area area = area(name);
    area.unreachable.ifPresent(
        reason ->
            LOG.info(
                "{}: the look sees the area again; {} failed before: {}",
                title(name),
                repetitions.over(name + reason),
                reason));
    area.lastLook = Optional.of(clock.instant());
    area.unreachable = Optional.empty();
    area.paused = false;
  }

  /** A look was left out because an operator paused the name. */
  public synchronized void paused(String name) {
    Area area = area(name);
    area.paused = true;
    // When it is resumed nobody is late at once.
    area.waitingSince = clock.instant();
  }

  /** How many files wait for a session; where it is 0, the published state is the uploaded one. */
  public synchronized void waiting(String name, String dataset, int files) {
    Dataset known = dataset(name, dataset);
    known.waiting = files;
    if (files == 0) {
      known.failure = Optional.empty();
    }
  }

  /** A commit was published. */
  public synchronized void committed(String name, String dataset, long number) {
    long failedBefore = repetitions.allOver(WorkFailure.beginning(name, dataset));
    if (failedBefore > 0) {
      LOG.info("{} {}: published again; {} failed before", title(name), dataset, failedBefore);
    }
    Dataset known = dataset(name, dataset);
    known.lastCommit = number;
    known.lastCommitAt = Optional.of(clock.instant());
    known.commits++;
    known.failure = Optional.empty();
  }

  /** How many files of the published state were set aside. */
  public synchronized void setAside(String name, String dataset, int files) {
    dataset(name, dataset).setAside = files;
  }

  /**
   * A session or release ended without a commit.
   *
   * @param reason our own fixed words, never an exception's
   */
  public synchronized void failed(String name, String dataset, String reason) {
    Dataset known = dataset(name, dataset);
    known.failures++;
    known.failure = Optional.of(reason);
  }

  /**
   * A look could not see the area.
   *
   * @param reason our own fixed words, never an exception's
   */
  public synchronized void unreachable(String name, String reason) {
    area(name).unreachable = Optional.of(reason);
  }

  /** Rows that went through a stage, added to those before. */
  public synchronized void rows(String name, String dataset, RowStage stage, long rows) {
    dataset(name, dataset).rows.merge(stage, rows, Long::sum);
  }

  /** Rows of one file that came so far, added to those before. */
  public synchronized void passed(String name, String dataset, Passed so, long rows) {
    dataset(name, dataset).passed.merge(so, rows, Long::sum);
  }

  /**
   * Something of ours failed, wherever it was.
   *
   * @param fault a word out of a closed list, never an exception's
   */
  public synchronized void fault(String fault) {
    if (faults.merge(fault, 1L, Long::sum) == 1) {
      watchers.forEach(watcher -> watcher.fault(fault));
    }
  }

  synchronized long faults(String fault) {
    return faults.getOrDefault(fault, 0L);
  }

  /** All names, sorted, each with its datasets, sorted. */
  public synchronized List<Status> snapshot() {
    Instant now = clock.instant();
    return areas.entrySet().stream()
        .map(area -> status(area.getKey(), area.getValue(), now))
        .toList();
  }

  /** One name; absent where nobody has told of it. */
  synchronized Optional<Status> status(String name) {
    return Optional.ofNullable(areas.get(name)).map(area -> status(name, area, clock.instant()));
  }

  /** One dataset of one name; absent where nobody has told of it. */
  synchronized Optional<DatasetStatus> status(String name, String dataset) {
    return Optional.ofNullable(areas.get(name))
        .map(area -> area.datasets.get(dataset))
        .map(known -> known.status(dataset));
  }

  synchronized long rows(String name, String dataset, RowStage stage) {
    return dataset(name, dataset).rows.getOrDefault(stage, 0L);
  }

  synchronized long passed(String name, String dataset, Passed so) {
    return dataset(name, dataset).passed.getOrDefault(so, 0L);
  }

  synchronized void watch(Watcher watcher) {
    areas.forEach(
        (name, area) -> {
          watcher.name(name);
          area.datasets.keySet().forEach(dataset -> watcher.dataset(name, dataset));
        });
    faults.keySet().forEach(watcher::fault);
    watchers.add(watcher);
  }

  synchronized void unwatch(Watcher watcher) {
    watchers.remove(watcher);
  }

  private Status status(String name, Area area, Instant now) {
    List<DatasetStatus> datasets =
        area.datasets.entrySet().stream()
            .map(dataset -> dataset.getValue().status(dataset.getKey()))
            .toList();
    Optional<String> failure =
        datasets.stream()
            .filter(dataset -> dataset.failure().isPresent())
            .map(dataset -> dataset.dataset() + ": " + dataset.failure().orElseThrow())
            .findFirst();
    if (area.paused) {
      Optional<String> paused = Optional.of("paused by an operator");
      return new Status(name, State.PAUSED, paused, area.lastLook, datasets);
    }
    if (area.unreachable.isPresent()) {
      return new Status(name, State.UNREACHABLE, area.unreachable, area.lastLook, datasets);
    }
    if (failure.isPresent()) {
      return new Status(name, State.FAILED, failure, area.lastLook, datasets);
    }
    if (now.isAfter(since(area).plus(lateAfter))) {
      Optional<String> late = Optional.of("nobody has looked for more than three intervals");
      return new Status(name, State.LATE, late, area.lastLook, datasets);
    }
    return new Status(name, State.WELL, Optional.empty(), area.lastLook, datasets);
  }

  /** The last look, or since when one is to come. */
  private static Instant since(Area area) {
    return area.lastLook.filter(look -> look.isAfter(area.waitingSince)).orElse(area.waitingSince);
  }

  private Area area(String name) {
    Area known = areas.get(name);
    if (known == null) {
      known = new Area(clock.instant());
      areas.put(name, known);
      watchers.forEach(watcher -> watcher.name(name));
    }
    return known;
  }

  private Dataset dataset(String name, String dataset) {
    Area area = area(name);
    Dataset known = area.datasets.get(dataset);
    if (known == null) {
      known = new Dataset();
      area.datasets.put(dataset, known);
      watchers.forEach(watcher -> watcher.dataset(name, dataset));
    }
    return known;
  }
}
