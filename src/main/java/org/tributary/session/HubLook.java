package org.tributary.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.publish.CommitLog;
import org.tributary.publish.CommitLog.Head;
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
  private final Map<String, CommitLog> commitLogs = new ConcurrentHashMap<>();

  public HubLook(HubAccount account, Supplier<String> attemptIds, AreaHealth health) {
    this.account = account;
    this.attemptIds = attemptIds;
    this.health = health;
  }

  /** One LIST for each authority and dataset, one for open data, no more where nothing changed. */
  public List<Release> look(String useCase) throws StoreException {
    HubUnit unit = new HubUnit(account, useCase);
    List<PublishedReturn> submitted = submitted(unit);
    List<SharedTable> inputs = inputs(unit, submitted);
    List<StoredObject> openData = openData(unit);
    health.looked(useCase);
    if (holdsPseudonymsOfTwoKeys(useCase, submitted)) {
      return List.of();
    }
    String fingerprint = unit.fingerprint(inputs, submitted, openData);
    if (fingerprint.equals(published.get(useCase))) {
      health.waiting(useCase, OUTPUTS, 0);
      return List.of();
    }
    if (fingerprint.equals(refused.get(useCase))) {
      return List.of();
    }
    CommitLog commits =
        commitLogs.computeIfAbsent(useCase, name -> new CommitLog(account.outputs(), name));
    Optional<Head> head = commits.head();
    if (head.isEmpty() && inputs.isEmpty()) {
      return List.of();
    }
    if (head.isPresent() && head.get().manifest().fingerprint().equals(fingerprint)) {
      // Published before this programme started; what is left to do is to see that it was
      // delivered.
      new HubDelivery(unit, commits).run();
      published.put(useCase, fingerprint);
      return List.of();
    }
    return List.of(
        new Release(
            unit,
            commits,
            attemptIds.get(),
            inputs,
            submitted,
            openData,
            fingerprint,
            (how, number) -> remember(useCase, fingerprint, how, number)));
  }

  /** A look failed before there was a release; the next one tries again. */
  public void failed(String useCase, Throwable failure) {
    LookFailure.record(health, useCase, failure);
  }

  /** What lies in the area of open data, where the use case has any use for it. */
  private List<StoredObject> openData(HubUnit unit) throws StoreException {
    return unit.starSchemas().isEmpty() || account.external().isEmpty()
        ? List.of()
        : account.external().get().list("");
  }

  /** What every authority that signed has published. */
  private List<PublishedReturn> submitted(HubUnit unit) throws StoreException {
    List<PublishedReturn> submitted = new ArrayList<>();
    for (LocalAuthority authority : unit.authorities()) {
      for (Pipeline pipeline : unit.pipelines()) {
        String dataset = pipeline.dataset();
        CommitLog commits =
            commitLogs.computeIfAbsent(
                authority.code() + "/" + dataset, name -> new CommitLog(account.shared(), name));
        commits
            .head()
            .ifPresent(
                head -> submitted.add(new PublishedReturn(authority, dataset, head.manifest())));
      }
    }
    return submitted;
  }

  /** The concatenated tables of which the use case keeps anything. */
  private static List<SharedTable> inputs(HubUnit unit, List<PublishedReturn> submitted) {
    List<SharedTable> inputs = new ArrayList<>();
    for (PublishedReturn from : submitted) {
      for (PipelineTable table : unit.tables(unit.pipeline(from.dataset()))) {
        from.commit()
            .file(from.authority().sharedTable(from.dataset(), table.name()))
            .ifPresent(
                file ->
                    inputs.add(
                        new SharedTable(from.authority(), from.dataset(), table.name(), file)));
      }
    }
    return inputs;
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

  private void remember(String useCase, String fingerprint, UploadSession.How how, long number) {
    switch (how) {
      case PUBLISHED -> {
        published.put(useCase, fingerprint);
        health.committed(useCase, OUTPUTS, number);
      }
      case REFUSED -> {
        refused.put(useCase, fingerprint);
        health.failed(useCase, OUTPUTS, "the outputs did not pass the gate");
      }
      case LOOK_AGAIN -> LOG.info("{}: something changed meanwhile; looking again", useCase);
      case FAILED -> health.failed(useCase, OUTPUTS, "a release failed; the log says where");
    }
  }
}
