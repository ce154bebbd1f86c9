package org.tributary.upload;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.authority.LocalAuthority;
import org.tributary.operate.AreaHealth;
import org.tributary.operate.AreaHealth.Passed;
import org.tributary.operate.AreaHealth.RowStage;
import org.tributary.operate.LookFailure;
import org.tributary.operate.Pauses;
import org.tributary.operate.WorkFailure;
import org.tributary.publish.CommitLog;
import org.tributary.publish.Look;
import org.tributary.region.Digests;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;

/**
 * Looks at one authority's folder and says for which datasets there is work. The listing is the
 * truth: what is remembered between looks only saves work, and all of it may be lost.
 */
public final class UploadLook {

  private static final Logger LOG = LoggerFactory.getLogger(UploadLook.class);
  private static final Duration REFUSED_STATE_AGAIN_AFTER = Duration.ofHours(1);

  /** What one unit was like at the last look. */
  private static final class Memory {
    String seen = "";
    Instant seenSince = Instant.MIN;
    String published = "";
    String refused = "";
    Instant refusedAt = Instant.MIN;
    Optional<Instant> emptySince = Optional.empty();
  }

  private final UploadAccount account;
  private final Supplier<String> attemptIds;
  private final AreaHealth health;
  private final ReadingTurns turns;
  private final Map<String, String> schemaDigests = new HashMap<>();
  private final Map<String, UploadUnit> units = new ConcurrentHashMap<>();
  private final Map<String, Memory> memories = new ConcurrentHashMap<>();
  private final Map<String, Look> looks = new ConcurrentHashMap<>();
  private final Pauses pauses;
  private volatile Optional<String> only = Optional.empty();

  public UploadLook(UploadAccount account, Supplier<String> attemptIds, AreaHealth health) {
    this.account = account;
    this.attemptIds = attemptIds;
    this.health = health;
    this.pauses = new Pauses(account.workspace(), account.clock());
    this.turns = new ReadingTurns(account.workspace());
    account
        .region()
        .datasets()
        .forEach((name, dataset) -> schemaDigests.put(name, Digests.dataset(dataset)));
  }

  /**
   * One LIST of the authority's folder, and no more where nothing changed; a session for each
   * dataset whose state is not the published one.
   */
  public List<UploadSession> look(String authorityCode) throws StoreException {
    LocalAuthority authority = account.region().authority(authorityCode);
    if (pauses.isPaused(authorityCode)) {
      health.paused(authorityCode);
      return List.of();
    }
    String folder = authority.folder() + "/";
    Map<String, List<StoredObject>> byDataset = new TreeMap<>();
    account.region().pipelines().keySet().stream()
        .filter(dataset -> only.map(dataset::equals).orElse(true))
        .forEach(dataset -> byDataset.put(dataset, new ArrayList<>()));
    for (StoredObject object : account.uploads().list(folder)) {
      String path = object.key().substring(folder.length());
      int end = path.indexOf('/');
      if (end > 0 && !object.key().endsWith("/")) {
        Optional.ofNullable(byDataset.get(path.substring(0, end)))
            .ifPresent(listed -> listed.add(object));
      }
    }
    List<UploadSession> sessions = new ArrayList<>();
    for (Map.Entry<String, List<StoredObject>> listed : byDataset.entrySet()) {
      lookAt(unit(authority, listed.getKey()), listed.getValue()).ifPresent(sessions::add);
    }
    health.looked(authorityCode);
    return sessions;
  }

  /** From now on looks leave everything but one dataset alone. */
  public void onlyAt(String dataset) {
    only = Optional.of(dataset);
  }

  /** Somebody paused or resumed an authority in this programme. */
  public void pausesChanged() {
    pauses.forget();
  }

  /** With the rules of today, which are put together once a day and not at each look. */
  private UploadUnit unit(LocalAuthority authority, String dataset) {
    LocalDate today = LocalDate.now(account.clock());
    String schema = Objects.requireNonNull(schemaDigests.get(dataset), "a pipeline has no schema");
    return Objects.requireNonNull(
        units.compute(
            authority.code() + "/" + dataset,
            (name, known) ->
                known != null && known.today().equals(today)
                    ? known
                    : new UploadUnit(account, authority, dataset, schema, today)));
  }

  /** The programme was told to stop: what follows is no file's fault. */
  public void stop() throws StoreException {
    turns.stop();
  }

  /** A look failed before there was a session; the next one tries again. */
  public void failed(String authorityCode, Throwable failure) {
    LookFailure.record(health, authorityCode, failure);
  }

  /** A step of a session failed; the session tells how it ended by itself. */
  public void failed(String authorityCode, String dataset, String step, Throwable failure) {
    WorkFailure.record(health, authorityCode, dataset, step, failure);
  }

  private Optional<UploadSession> lookAt(UploadUnit unit, List<StoredObject> listing)
      throws StoreException {
    Memory memory = memories.computeIfAbsent(unit.name(), name -> new Memory());
    // Where no file is, nothing is looked up in anything, and nobody is asked.
    String lookup = listing.isEmpty() ? "" : LookedUp.of(unit).digest();
    String fingerprint = unit.fingerprint(listing, lookup);
    if (!listing.isEmpty()) {
      memory.emptySince = Optional.empty();
    }
    if (fingerprint.equals(memory.published)) {
      health.waiting(unit.authority().code(), unit.dataset(), 0);
      return Optional.empty();
    }
    Instant now = account.clock().instant();
    if (!fingerprint.equals(memory.seen)) {
      memory.seen = fingerprint;
      memory.seenSince = now;
    }
    if (memory.seenSince.plus(account.settle()).isAfter(now)
        || (fingerprint.equals(memory.refused)
            && memory.refusedAt.plus(REFUSED_STATE_AGAIN_AFTER).isAfter(now))) {
      health.waiting(unit.authority().code(), unit.dataset(), listing.size());
      return Optional.empty();
    }
    Look look =
        looks.computeIfAbsent(
            unit.name(),
            name -> new Look(new CommitLog(account.shared(), name), account.workspace()));
    Look.Published published = look.published(fingerprint);
    if (published == Look.Published.NOTHING && listing.isEmpty()) {
      memory.published = fingerprint;
      return Optional.empty();
    }
    if (published == Look.Published.FROM_THESE) {
      // What is left to do is to see that it was delivered, and whole: also after a session of our
      // own, whose listings may have been behind or whose copies somebody else replaced meanwhile.
      if (new UploadDelivery(unit, look.log()).run()) {
        memory.published = fingerprint;
      }
      health.waiting(unit.authority().code(), unit.dataset(), 0);
      return Optional.empty();
    }
    health.waiting(unit.authority().code(), unit.dataset(), listing.size());
    if (listing.isEmpty() && stillWaitsEmpty(memory, now, unit)) {
      return Optional.empty();
    }
    return Optional.of(
        new UploadSession(
            unit,
            look,
            attemptIds.get(),
            turns,
            rows -> count(unit, rows),
            ended -> remember(unit, memory, ended)));
  }

  private void count(UploadUnit unit, RowsThrough rows) {
    String authority = unit.authority().code();
    health.passed(authority, unit.dataset(), Passed.READ, rows.read());
    health.passed(authority, unit.dataset(), Passed.CLEANED, rows.cleaned());
    health.passed(authority, unit.dataset(), Passed.ENRICHED, rows.enriched());
    health.passed(authority, unit.dataset(), Passed.DEGRADED, rows.degraded());
  }

  private void remember(UploadUnit unit, Memory memory, UploadSession.Ended ended) {
    String authority = unit.authority().code();
    switch (ended.how()) {
      case PUBLISHED -> {
        memory.emptySince = Optional.empty();
        if (ended.number() > 0) {
          health.committed(authority, unit.dataset(), ended.number());
          health.rows(authority, unit.dataset(), RowStage.READ, ended.rowsRead());
          health.rows(authority, unit.dataset(), RowStage.KEPT, ended.rowsKept());
        }
        health.waiting(authority, unit.dataset(), 0);
        health.setAside(authority, unit.dataset(), ended.setAside());
      }
      case REFUSED -> {
        memory.refused = ended.fingerprint();
        memory.refusedAt = account.clock().instant();
        health.failed(authority, unit.dataset(), "the outputs did not pass the gate");
        WorkFailure.refused(health, authority, unit.dataset());
      }
      case LOOK_AGAIN -> LOG.info("{}: something changed meanwhile; looking again", unit.name());
      case FAILED -> health.failed(authority, unit.dataset(), ended.failure());
    }
  }

  /** An emptied folder may be a mistake, so its outputs are emptied only when it stays empty. */
  private boolean stillWaitsEmpty(Memory memory, Instant now, UploadUnit unit) {
    if (memory.emptySince.isEmpty()) {
      memory.emptySince = Optional.of(now);
      LOG.warn(
          "{}: every file was removed; the outputs will be emptied if the folder stays empty for {}",
          unit.name(),
          account.emptiedFolderWait());
    }
    return memory.emptySince.get().plus(account.emptiedFolderWait()).isAfter(now);
  }
}
