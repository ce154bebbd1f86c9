package org.tributary.hub;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.authority.LocalAuthority;
import org.tributary.operate.AreaHealth;
import org.tributary.operate.Fault;
import org.tributary.operate.LookFailure;
import org.tributary.operate.WorkFailure;
import org.tributary.output.Output;
import org.tributary.publish.CommitLog;
import org.tributary.publish.CommitLog.Head;
import org.tributary.publish.CommitLogs;
import org.tributary.publish.How;
import org.tributary.publish.Look;
import org.tributary.publish.Look.Begun;
import org.tributary.publish.Look.Found;
import org.tributary.publish.Look.Unchanged;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;

/**
 * Looks at what the authorities that signed a use case have published, and says whether its outputs
 * have to be compiled. What is remembered between looks only saves work.
 */
public final class HubLook {

  private static final Logger LOG = LoggerFactory.getLogger(HubLook.class);

  /** What health calls the one thing that a use case publishes. */
  private static final String OUTPUTS = "outputs";

  private final HubAccount account;
  private final Supplier<String> attemptIds;
  private final AreaHealth health;
  private final Map<String, String> published = new ConcurrentHashMap<>();
  private final Map<String, String> refused = new ConcurrentHashMap<>();

  /** Why the last release of a use case failed, in our own words. */
  private final Map<String, String> reasons = new ConcurrentHashMap<>();

  private final Remembered remembered = new Remembered();
  private final CommitLogs shared;
  private final Map<String, HubUnit> units = new ConcurrentHashMap<>();
  private final Map<String, Look> looks = new ConcurrentHashMap<>();

  /** Use cases that nobody signed and that have no release, by the rules of the day. */
  private final Map<String, HubUnit> ofNothing = new ConcurrentHashMap<>();

  public HubLook(HubAccount account, Supplier<String> attemptIds, AreaHealth health) {
    this.account = account;
    this.attemptIds = attemptIds;
    this.health = health;
    this.shared = new CommitLogs(account.shared(), account.workers());
  }

  /**
   * One LIST for all authorities and datasets, one for open data, no more where nothing changed;
   * none for a use case that nobody signed.
   */
  public List<Release> look(String useCase) throws StoreException {
    HubUnit unit = unit(useCase);
    if (unit.equals(ofNothing.get(useCase))) {
      health.looked(useCase);
      return List.of();
    }
    Look look =
        looks.computeIfAbsent(
            useCase, name -> new Look(new CommitLog(account.outputs(), name), account.workspace()));
    Found<ReleaseInputs> found = look.open(attemptIds, () -> inputs(unit));
    if (found instanceof Unchanged<ReleaseInputs> unchanged) {
      // What is left to do is to see that it was delivered, and whole: also after a release of our
      // own, whose listings may have been behind or whose copies somebody else replaced meanwhile.
      if (new HubDelivery(unit, look.log()).run()) {
        published.put(useCase, unchanged.inputs().fingerprint());
      }
    }
    if (!(found instanceof Begun<ReleaseInputs> begun)) {
      return List.of();
    }
    if (isOfNothing(begun)) {
      if (unit.authorities().isEmpty()) {
        ofNothing.put(useCase, unit);
      }
      return List.of();
    }
    return List.of(
        new Release(
            unit,
            look.log(),
            begun,
            remembered,
            (how, number) -> remember(useCase, begun.inputs().fingerprint(), how, number)));
  }

  /** With the rules of today, which are put together once a day and not at each look. */
  private HubUnit unit(String useCase) {
    LocalDate today = LocalDate.now(account.clock());
    return Objects.requireNonNull(
        units.compute(
            useCase,
            (name, known) ->
                known != null && known.today().equals(today)
                    ? known
                    : new HubUnit(account, name, today)));
  }

  private static boolean isOfNothing(Begun<ReleaseInputs> begun) {
    return begun.attempt().head().isEmpty() && begun.inputs().tables().isEmpty();
  }

  /** What a release would be made from now; empty where there is to be none. */
  private Optional<ReleaseInputs> inputs(HubUnit unit) throws StoreException {
    List<PublishedReturn> submitted = submitted(unit);
    List<SharedTable> tables = tables(unit, submitted);
    List<StoredObject> openData = openData(unit, tables);
    health.looked(unit.name());
    if (holdsPseudonymsOfTwoKeys(unit.name(), submitted)) {
      return Optional.empty();
    }
    String fingerprint = unit.fingerprint(tables, submitted, openData);
    if (fingerprint.equals(published.get(unit.name()))) {
      health.waiting(unit.name(), OUTPUTS, 0);
      return Optional.empty();
    }
    return fingerprint.equals(refused.get(unit.name()))
        ? Optional.empty()
        : Optional.of(new ReleaseInputs(tables, submitted, openData, fingerprint));
  }

  /** A look failed before there was a release; the next one tries again. */
  public void failed(String useCase, Throwable failure) {
    LookFailure.record(health, useCase, failure);
  }

  /** A step of a release failed; what is then remembered of the release says why. */
  public void failed(String useCase, String step, Throwable failure) {
    reasons.put(useCase, Fault.reason(failure));
    WorkFailure.record(health, useCase, OUTPUTS, step, failure);
  }

  /** What lies in the area of open data, where the use case has any use for it now. */
  private List<StoredObject> openData(HubUnit unit, List<SharedTable> tables)
      throws StoreException {
    boolean isOfUse =
        !unit.outputs().stars().isEmpty()
            || unit.outputs().derived().stream()
                .filter(output -> !output.output().openData().isEmpty())
                .anyMatch(
                    output ->
                        tables.stream()
                            .anyMatch(table -> table.dataset().equals(output.source().dataset())));
    return !isOfUse || account.external().isEmpty()
        ? List.of()
        : account.external().get().list(account.region().openData());
  }

  /** What every authority that signed has published. */
  private List<PublishedReturn> submitted(HubUnit unit) throws StoreException {
    record Asked(LocalAuthority authority, String dataset) {
      String unit() {
        return authority.code() + "/" + dataset;
      }
    }
    List<Asked> asked =
        unit.authorities().stream()
            .flatMap(
                authority ->
                    unit.pipelines().stream()
                        .filter(pipeline -> unit.isSigned(authority, pipeline.dataset()))
                        .map(pipeline -> new Asked(authority, pipeline.dataset())))
            .toList();
    SortedMap<String, Head> heads = shared.heads(asked.stream().map(Asked::unit).toList());
    return asked.stream()
        .flatMap(
            of ->
                Optional.ofNullable(heads.get(of.unit())).stream()
                    .map(
                        head ->
                            new PublishedReturn(
                                of.authority(),
                                of.dataset(),
                                head.manifest(),
                                shared.of(of.unit()))))
        .toList();
  }

  /** The concatenated tables of which the use case keeps anything. */
  private static List<SharedTable> tables(HubUnit unit, List<PublishedReturn> submitted) {
    List<SharedTable> tables = new ArrayList<>();
    for (PublishedReturn from : submitted) {
      for (Output.OfReturn output : unit.outputs().ofAllRows()) {
        if (output.dataset().equals(from.dataset())) {
          from.commit()
              .file(from.authority().sharedTable(from.dataset(), output.table()))
              .ifPresent(file -> tables.add(new SharedTable(from, output.table(), file)));
        }
      }
    }
    return tables;
  }

  /**
   * While a key is being replaced, some authorities' tables have the new pseudonyms and some the
   * old. Together they would make one child two; the release before stays until all have followed.
   */
  private boolean holdsPseudonymsOfTwoKeys(String useCase, List<PublishedReturn> submitted) {
    SortedMap<String, SortedMap<String, SortedSet<String>>> keys = new TreeMap<>();
    for (PublishedReturn from : submitted) {
      from.pseudonymKeysOf(useCase)
          .forEach(
              (identifier, key) ->
                  keys.computeIfAbsent(identifier, kind -> new TreeMap<>())
                      .computeIfAbsent(key, version -> new TreeSet<>())
                      .add(from.authority().code() + "/" + from.dataset()));
    }
    keys.values().removeIf(versions -> versions.size() == 1);
    if (keys.isEmpty()) {
      return false;
    }
    LOG.warn("{}: waits until all pseudonyms are of one key; now they are {}", useCase, keys);
    health.waiting(useCase, OUTPUTS, keys.size());
    return true;
  }

  private void remember(String useCase, String fingerprint, How how, long number) {
    switch (how) {
      case PUBLISHED -> health.committed(useCase, OUTPUTS, number);
      case REFUSED -> {
        refused.put(useCase, fingerprint);
        health.failed(useCase, OUTPUTS, "the outputs did not pass the gate");
        WorkFailure.refused(health, useCase, OUTPUTS);
      }
      case LOOK_AGAIN -> LOG.info("{}: something changed meanwhile; looking again", useCase);
      case FAILED ->
          health.failed(useCase, OUTPUTS, reasons.getOrDefault(useCase, "a release failed"));
    }
  }
}
