package org.tributary.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.tributary.publish.Actors.Actor;
import org.tributary.publish.Look.Result;
import org.tributary.publish.Worker.Stores;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.KeyOrder;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.SimulatedStore;
import org.tributary.store.SimulatedStore.Call;
import org.tributary.store.SimulatedStore.Crash;
import org.tributary.store.SimulatedStore.Fate;
import org.tributary.store.SimulatedStore.Gate;
import org.tributary.store.StoreException;

/**
 * One schedule, decided by its seed: replicas at work, a reader, an authority that edits its
 * folder, crashes, lost and late answers, long pauses. What must always hold is checked after every
 * call that changes the store, and what must hold in the end when all is quiet.
 */
final class Simulation {

  private static final int STEPS = 500;
  private static final int LONG_PAUSE = 150;
  private static final int LOOKS_TO_QUIET = 6;
  private static final List<String> NAMES = List.of("a.csv", "b.csv", "c.csv", "d.csv");

  /** What was seen; {@code violation} is empty if all held. */
  record Outcome(Optional<String> violation, Map<Result, Integer> results, int ownLostCommits) {}

  private final SplittableRandom random;
  private final Variant variant;
  private final SimulatedStore uploads;
  private final SimulatedStore published;
  private final SimulatedStore workspace;
  private final Checker checker;
  private final Map<Result, Integer> results = new EnumMap<>(Result.class);
  private int attempts;
  private int texts;
  private int ownLostCommits;
  private boolean calm;

  private Simulation(long seed, Variant variant) {
    this.random = new SplittableRandom(seed);
    this.variant = variant;
    int page = random.nextBoolean() ? 1_000 : 3;
    this.uploads = new SimulatedStore("uploads", page);
    this.published = new SimulatedStore("published", page);
    this.workspace = new SimulatedStore("workspace", page);
    this.checker = new Checker(uploads, published, workspace, variant);
  }

  static Outcome of(long seed, Variant variant) throws IOException {
    return new Simulation(seed, variant).run();
  }

  private Outcome run() throws IOException {
    edit();
    try (Actors actors = new Actors()) {
      int replicas = 1 + random.nextInt(3);
      for (int replica = 0; replica < replicas; replica++) {
        actors.add(this::replica);
      }
      actors.add(this::reader);
      try {
        schedule(actors);
      } finally {
        calm = true;
      }
      return new Outcome(quiet(), results, ownLostCommits);
    }
  }

  private void schedule(Actors actors) {
    for (int step = 0; step < STEPS && checker.violation().isEmpty(); step++) {
      if (random.nextInt(100) < 4) {
        edit();
      }
      if (random.nextInt(100) < 5) {
        landLate();
      }
      List<Actor> ready = actors.all().stream().filter(Actor::isReady).toList();
      if (!ready.isEmpty()) {
        Actor actor = ready.get(random.nextInt(ready.size()));
        if (random.nextInt(100) < 1) {
          actor.rest(LONG_PAUSE);
        }
        actor.letGo();
      }
    }
    calm = true;
    while (checker.violation().isEmpty()
        && actors.all().stream().anyMatch(actor -> !actor.isFinished())) {
      actors.all().stream()
          .filter(actor -> !actor.isFinished())
          .findFirst()
          .ifPresent(Actor::letGo);
    }
    while (published.hasLateCalls() || workspace.hasLateCalls()) {
      landLate();
    }
  }

  private void landLate() {
    for (SimulatedStore store : List.of(published, workspace)) {
      Optional<Call> landed = store.landLateCall();
      landed.ifPresent(checker::after);
    }
  }

  // The authority.

  private void edit() {
    String key = Worker.FOLDER + NAMES.get(random.nextInt(NAMES.size()));
    int kind = random.nextInt(10);
    if (kind < 3) {
      uploads.delete(key);
    } else if (kind < 5 && checker.folders().size() > 1) {
      // An earlier version of the file is put back: its ETag is one that was seen before.
      String text =
          checker.folders().get(random.nextInt(checker.folders().size())).files().get(key);
      if (text != null) {
        put(key, text);
      }
    } else {
      put(key, Worker.RAW + " " + texts++ + "\n");
    }
    checker.edited();
  }

  private void put(String key, String text) {
    try {
      uploads.replace(key, Contents.of(text));
    } catch (StoreException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  // The replicas and the reader.

  private void replica(Actor actor) throws IOException {
    while (!calm) {
      try {
        Stores stores = stores(new Fates(actor));
        Worker worker = worker(stores);
        // A process does several looks before it crashes or is started anew.
        for (int looks = 1 + random.nextInt(4); looks > 0 && !calm; looks--) {
          work(worker, stores);
        }
      } catch (Crash crash) {
        if (checker.violation().isPresent()) {
          return;
        }
        // A new process takes its place.
      }
    }
  }

  private void work(Worker worker, Stores stores) throws IOException {
    try {
      if (variant == Variant.CURRENT_REWRITTEN) {
        rewriteCurrent(stores);
        return;
      }
      results.merge(worker.look(), 1, Integer::sum);
      if (random.nextInt(3) > 0) {
        worker.deliver();
      }
      if (random.nextInt(3) > 0) {
        worker.clear();
      }
    } catch (StoreException failed) {
      // The next look tries again.
    }
  }

  private void rewriteCurrent(Stores stores) throws StoreException, IOException {
    SortedMap<String, String> folder = new TreeMap<>(KeyOrder.UTF_8);
    Collected listing = Collected.list(stores.uploads(), Worker.FOLDER);
    try {
      for (StoredObject file : listing.files()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        listing.read(file, bytes);
        folder.put(file.key(), bytes.toString(StandardCharsets.UTF_8));
      }
      listing.confirm();
    } catch (LookAgainException changed) {
      return;
    }
    Variant.rewriteCurrent(stores.published(), Worker.outputs(folder));
  }

  private Worker worker(Stores stores) {
    Stores wrong = variant.wrong(stores);
    return new Worker(
        wrong,
        () -> "attempt-" + attempts++,
        () -> random.nextInt(8) == 0 ? History.PURGED : History.KEPT,
        variant.clearing(wrong, published));
  }

  private Stores stores(Gate gate) {
    return new Stores(uploads.through(gate), published.through(gate), workspace.through(gate));
  }

  private void reader(Actor actor) throws IOException {
    ObjectStore view = published.through(new Reader(actor));
    PublishedState state = new PublishedState(new CommitLog(view, Worker.UNIT));
    while (!calm) {
      try {
        state.read(
            commit -> {
              Map<String, String> read = new HashMap<>();
              for (PublishedFile file : commit.manifest().files()) {
                read.put(file.name(), Digest.of(commit.bytes(file)).sha256());
              }
              checker.read(read);
              return read;
            });
      } catch (StoreException overtaken) {
        // Commits passed faster than it reads.
      }
    }
  }

  private final class Reader implements Gate {
    private final Actor actor;

    Reader(Actor actor) {
      this.actor = actor;
    }

    @Override
    public Fate before(Call call) {
      actor.pause();
      return Fate.SERVED;
    }

    @Override
    public void after(Call call) {}
  }

  private final class Fates implements Gate {
    private final Actor actor;

    Fates(Actor actor) {
      this.actor = actor;
    }

    @Override
    public Fate before(Call call) {
      actor.pause();
      if (calm) {
        return Fate.SERVED;
      }
      int chance = random.nextInt(1_000);
      if (!call.operation().changes()) {
        return chance < 25 ? Fate.CRASH_BEFORE : chance < 45 ? Fate.ERROR_BEFORE : Fate.SERVED;
      }
      // The commit is where a lost answer hurts.
      int lost = call.key().startsWith("_commits/") ? 50 : 15;
      if (chance < 15) {
        return Fate.CRASH_BEFORE;
      } else if (chance < 50) {
        return Fate.CRASH_AFTER;
      } else if (chance < 65) {
        return Fate.ERROR_BEFORE;
      } else if (chance < 65 + lost) {
        return Fate.ERROR_AFTER;
      } else if (chance < 65 + 2 * lost) {
        if (lost == 50) {
          ownLostCommits++;
        }
        return Fate.RETRIED_AFTER;
      } else if (chance < 75 + 2 * lost) {
        return Fate.LATE;
      }
      return Fate.SERVED;
    }

    @Override
    public void after(Call call) {
      checker.after(call);
      if (checker.violation().isPresent()) {
        throw new Crash();
      }
    }
  }

  // What must hold when all is quiet.

  private Optional<String> quiet() throws IOException {
    if (checker.violation().isPresent()) {
      return checker.violation();
    }
    Calm first = new Calm();
    Stores stores = stores(first);
    Worker worker = worker(stores);
    try {
      if (variant == Variant.CURRENT_REWRITTEN) {
        rewriteCurrent(stores);
        checker.quiet();
        return checker.violation();
      }
      for (int looks = 1; worker.look() != Result.UNCHANGED; looks++) {
        if (looks == LOOKS_TO_QUIET) {
          return Optional.of("I4: looks without end");
        }
      }
      worker.deliver();
      worker.clear();
      checker.quiet();
      Calm second = new Calm();
      Worker again = worker(stores(second));
      Result result = again.look();
      again.deliver();
      again.clear();
      return checker
          .violation()
          .or(
              () ->
                  result == Result.UNCHANGED && second.changes == 0
                      ? Optional.empty()
                      : Optional.of("I8: a second run found work"));
    } catch (StoreException failure) {
      return Optional.of("I4: a quiet store failed");
    }
  }

  private final class Calm implements Gate {
    private int changes;

    @Override
    public Fate before(Call call) {
      return Fate.SERVED;
    }

    @Override
    public void after(Call call) {
      if (call.operation().changes()) {
        changes++;
      }
      checker.after(call);
    }
  }
}
