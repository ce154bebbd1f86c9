package org.tributary.publish;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tributary.store.SimulatedStore;
import org.tributary.store.SimulatedStore.Call;
import org.tributary.store.SimulatedStore.Held;
import org.tributary.store.SimulatedStore.Operation;
import org.tributary.store.StoreException;

/**
 * What must hold of the stores of one account whatever happens: after every call that changes one,
 * and more of it when all is quiet. It looks at the stores themselves, not through the code under
 * test.
 */
final class Checker {

  /** Something did not hold. */
  static final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Violation(String what) {
      super(what, null, false, false);
    }
  }

  private record Head(Manifest manifest, String sha256) {}

  private final Reality reality;
  private final String unit;
  private final String current;
  private final SimulatedStore inputs;
  private final SimulatedStore published;
  private final SimulatedStore workspace;
  private final Variant variant;
  private final List<Head> commits = new ArrayList<>();
  private Optional<String> violation = Optional.empty();

  Checker(
      Reality reality,
      String unit,
      String current,
      SimulatedStore inputs,
      SimulatedStore published,
      SimulatedStore workspace,
      Variant variant) {
    this.reality = reality;
    this.unit = unit;
    this.current = current;
    this.inputs = inputs;
    this.published = published;
    this.workspace = workspace;
    this.variant = variant;
  }

  /** The first thing that did not hold. */
  Optional<String> violation() {
    return violation;
  }

  /** A reader has read these files, name and SHA-256. */
  void read(Map<String, String> visible) {
    watch(() -> require(reality.wasReal(visible), "I2: a reader saw what never was"));
  }

  private void watch(Runnable checks) {
    try {
      if (violation.isEmpty()) {
        checks.run();
      }
    } catch (Violation found) {
      violation = Optional.of(found.getMessage());
    }
  }

  /** A call has been served. */
  void after(Call call) {
    if (call.operation().changes()) {
      watch(() -> check(call));
    }
  }

  private void check(Call call) {
    require(call.store() != inputs, "I7: what is read was written to");
    Optional<Held> held = call.store().object(call.key());
    if (call.store() == published && held.isPresent()) {
      require(
          !new String(held.get().bytes(), StandardCharsets.UTF_8).contains(UploadWorker.RAW),
          "I3: what no reader may see was published");
    }
    if (variant == Variant.CURRENT_REWRITTEN) {
      checkCurrent();
      return;
    }
    boolean committed =
        call.operation() == Operation.CREATE
            && call.store() == published
            && call.key().startsWith(commits());
    if (committed) {
      checkCommits();
    }
    if (committed || call.operation() == Operation.DELETE) {
      checkReadable();
    }
  }

  private void checkCurrent() {
    Map<String, String> visible = new HashMap<>();
    published
        .objects(current)
        .forEach((key, held) -> visible.put(key.substring(current.length()), held.sha256()));
    require(reality.wasReal(visible), "I2: half a set is visible");
  }

  private void checkCommits() {
    List<Map.Entry<String, Held>> stored = List.copyOf(published.objects(commits()).entrySet());
    if (stored.size() == commits.size()) {
      return;
    }
    require(stored.size() == commits.size() + 1, "I5: a commit is gone");
    Held newest = stored.get(stored.size() - 1).getValue();
    Manifest manifest = Manifest.parse(newest.bytes()).orElseThrow();
    require(manifest.number() == stored.size(), "I5: the numbers have a gap");
    require(
        manifest
            .previous()
            .equals(commits.isEmpty() ? "" : commits.get(commits.size() - 1).sha256()),
        "I5: the chain is broken");
    require(
        commits.stream()
            .noneMatch(commit -> commit.manifest().attempt().equals(manifest.attempt())),
        "I5: one attempt committed twice");
    require(manifest.counts().addUp(), "I6: the counts do not add up");
    commits.add(new Head(manifest, newest.sha256()));
    String objection = reality.objectionTo(manifest);
    require(objection.isEmpty(), objection);
  }

  private String commits() {
    return "_commits/" + unit + "/";
  }

  private void checkReadable() {
    if (commits.isEmpty()) {
      return;
    }
    readable().forEach(this::checkFiles);
  }

  private void checkFiles(Manifest manifest) {
    for (Area area : Area.values()) {
      SimulatedStore store = area == Area.PUBLISHED ? published : workspace;
      for (PublishedFile file : manifest.in(area)) {
        Optional<Held> held = store.object(file.key());
        require(held.isPresent(), "I1: a commit names an object that is not there");
        require(
            held.get().sha256().equals(file.sha256()), "I1: an object is not what its commit says");
      }
    }
  }

  /** After looks without faults: everything is published, delivered and cleared. */
  void quiet() {
    watch(
        () -> {
          if (variant == Variant.CURRENT_REWRITTEN) {
            checkCurrent();
            return;
          }
          checkReadable();
          Map<String, String> now = reality.now();
          Manifest newest = commits.get(commits.size() - 1).manifest();
          require(
              Reality.visible(newest).equals(now), "I4: what is published is not what there is");
          checkDelivered(now);
          checkNoGarbage(newest.number());
          verify();
        });
  }

  private void verify() {
    try {
      require(
          Verification.of(new CommitLog(published, unit), workspace).findings().isEmpty(),
          "the verification found something");
    } catch (StoreException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void checkDelivered(Map<String, String> now) {
    Map<String, String> delivered = new HashMap<>();
    published
        .objects(current)
        .forEach((key, held) -> delivered.put(key.substring(current.length()), held.sha256()));
    require(delivered.equals(now), "the copies for people are not those of the newest commit");
  }

  private void checkNoGarbage(long newest) {
    if (!variant.hasHub()) {
      return;
    }
    Set<String> named = new HashSet<>();
    for (Manifest manifest : readable()) {
      manifest.files().forEach(file -> named.add(file.key()));
      manifest.workspace().forEach(file -> named.add(file.key()));
    }
    String data = "data/" + unit + "/";
    for (SimulatedStore store : List.of(published, workspace)) {
      for (String key : store.objects(data).keySet()) {
        require(
            named.contains(key) || Layout.purpose(key, data).orElseThrow().number() > newest,
            "garbage was left");
      }
    }
  }

  private List<Manifest> readable() {
    Manifest newest = commits.get(commits.size() - 1).manifest();
    return commits.size() > 1 && newest.history() == History.KEPT
        ? List.of(newest, commits.get(commits.size() - 2).manifest())
        : List.of(newest);
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new Violation(otherwise);
    }
  }
}
