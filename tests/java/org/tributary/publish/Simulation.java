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
import java.util.function.Function;
import java.util.stream.Stream;
import org.tributary.publish.Actors.Actor;
import org.tributary.publish.Worker.Result;
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
 * One schedule, decided by its seed: replicas of the upload account at work, and of the hub on what
 * those publish, readers of both, an authority that edits its folder, others that publish, crashes,
 * lost and late answers, long pauses. What must always hold is checked after every call that
 * changes a store, and what must hold in the end when all is quiet.
 */
final class Simulation {

  private static final int STEPS = 500;
  private static final int STEPS_WITH_HUB = 900;
  private static final int LONG_PAUSE = 150;
  private static final int LOOKS_TO_QUIET = 6;
  private static final List<String> NAMES = List.of("a.csv", "b.csv", "c.csv", "d.csv");

  /** What was seen; {@code violation} is empty if all held. */
  record Outcome(
      Optional<String> violation,
      Map<Result, Integer> results,
      Map<Result, Integer> ofHub,
      int ownLostCommits) {}

  /** Replicas of one account and what is checked of them. */
  private final class Account {
    private final Checker checker;
    private final Map<Result, Integer> results = new EnumMap<>(Result.class);
    private final Stores stores;
    private final Function<Gate, Worker<?>> worker;
    private final String unit;

    Account(Checker checker, Stores stores, String unit, Function<Gate, Worker<?>> worker) {
      this.checker = checker;
      this.stores = stores;
      this.unit = unit;
      this.worker = worker;
    }
  }

  private final SplittableRandom random;
  private final Variant variant;
  private final SimulatedStore uploads;
  private final SimulatedStore published;
  private final SimulatedStore workspace;
  private final SimulatedStore outputs;
  private final SimulatedStore hubWorkspace;
  private final Folders folders;
  private final SharedStates shared;
  private final Account upload;
  private final Account hub;
  private int attempts;
  private int texts;
  private String edited = "";
  private int ownLostCommits;
  private boolean calm;

  private Simulation(long seed, Variant variant) {
    this.random = new SplittableRandom(seed);
    this.variant = variant;
    int page = random.nextBoolean() ? 1_000 : 3;
    this.uploads = new SimulatedStore("uploads", page);
    this.published = new SimulatedStore("published", page);
    this.workspace = new SimulatedStore("workspace", page);
    this.outputs = new SimulatedStore("outputs", page);
    this.hubWorkspace = new SimulatedStore("hub-workspace", page);
    this.folders = new Folders(uploads);
    this.shared = new SharedStates(published);
    this.upload =
        new Account(
            new Checker(
                folders,
                UploadWorker.UNIT,
                UploadWorker.CURRENT,
                uploads,
                published,
                workspace,
                variant),
            new Stores(uploads, published, workspace),
            UploadWorker.UNIT,
            this::uploadWorker);
    this.hub =
        new Account(
            new Checker(
                shared,
                HubWorker.UNIT,
                HubWorker.CURRENT,
                published,
                outputs,
                hubWorkspace,
                variant),
            new Stores(published, outputs, hubWorkspace),
            HubWorker.UNIT,
            this::hubWorker);
  }

  static Outcome of(long seed, Variant variant) throws IOException {
    return new Simulation(seed, variant).run();
  }

  private Outcome run() throws IOException {
    edit();
    try (Actors actors = new Actors()) {
      for (Account account : accounts()) {
        int replicas = 1 + random.nextInt(3);
        for (int replica = 0; replica < replicas; replica++) {
          actors.add(actor -> replica(actor, account));
        }
        actors.add(actor -> reader(actor, account));
      }
      try {
        schedule(actors);
      } finally {
        calm = true;
      }
      Optional<String> violation = Optional.empty();
      for (Account account : accounts()) {
        violation = violation.isPresent() ? violation : quiet(account);
      }
      return new Outcome(violation, upload.results, hub.results, ownLostCommits);
    }
  }

  private List<Account> accounts() {
    return variant.hasHub() ? List.of(upload, hub) : List.of(upload);
  }

  private boolean isViolated() {
    return accounts().stream().anyMatch(account -> account.checker.violation().isPresent());
  }

  private void schedule(Actors actors) {
    int steps = variant.hasHub() ? STEPS_WITH_HUB : STEPS;
    for (int step = 0; step < steps && !isViolated(); step++) {
      if (random.nextInt(100) < 4) {
        edit();
      }
      if (variant.hasHub() && random.nextInt(100) < 4) {
        publishElsewhere();
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
    while (!isViolated() && actors.all().stream().anyMatch(actor -> !actor.isFinished())) {
      actors.all().stream()
          .filter(actor -> !actor.isFinished())
          .findFirst()
          .ifPresent(Actor::letGo);
    }
    while (Stream.of(published, workspace, outputs, hubWorkspace)
        .anyMatch(SimulatedStore::hasLateCalls)) {
      landLate();
    }
  }

  private void landLate() {
    for (SimulatedStore store : List.of(published, workspace)) {
      store.landLateCall().ifPresent(landed -> after(landed, upload));
    }
    for (SimulatedStore store : List.of(outputs, hubWorkspace)) {
      store.landLateCall().ifPresent(landed -> after(landed, hub));
    }
  }

  /** A call of an account has been served. */
  private void after(Call call, Account account) {
    account.checker.after(call);
    if (variant.hasHub() && call.store() == published && call.key().startsWith("_commits/")) {
      shared.committed();
    }
  }

  /** Another authority publishes, in one moment; what it shares may be what it shared before. */
  private void publishElsewhere() {
    String unit = HubWorker.UNITS.get(1 + random.nextInt(HubWorker.UNITS.size() - 1));
    CommitLog log = new CommitLog(published, unit);
    try {
      String id = "elsewhere-" + attempts++;
      Attempt attempt = Attempts.begin(log, workspace, id, id);
      String text = unit + " " + random.nextInt(4) + "\n";
      attempt.stage(HubWorker.SHARED, Contents.of(text), 1, Area.PUBLISHED);
      attempt.commit(new Counts(1, 1, new TreeMap<>()), "1", "", history());
      if (random.nextBoolean()) {
        new Garbage(log, workspace, (area, keys) -> {}).clear();
      }
    } catch (StoreException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    shared.committed();
  }

  private History history() {
    return random.nextInt(8) == 0 ? History.PURGED : History.KEPT;
  }

  // The authority.

  private void edit() {
    int kind = random.nextInt(10);
    if (kind < 3 && folders.all().size() > 1) {
      // The last edit is taken back: the folder is again what it was, with ETags seen before.
      String before = folders.all().get(folders.all().size() - 2).files().get(edited);
      if (before == null) {
        uploads.delete(edited);
      } else {
        put(edited, before);
      }
    } else {
      edited = UploadWorker.FOLDER + NAMES.get(random.nextInt(NAMES.size()));
      if (kind < 5) {
        uploads.delete(edited);
      } else {
        put(edited, UploadWorker.RAW + " " + texts++ + "\n");
      }
    }
    folders.edited();
  }

  private void put(String key, String text) {
    try {
      uploads.replace(key, Contents.of(text));
    } catch (StoreException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  // The replicas and the reader.

  private void replica(Actor actor, Account account) throws IOException {
    while (!calm) {
      try {
        Gate gate = new Fates(actor, account);
        Worker<?> worker = account.worker.apply(gate);
        // A process does several looks before it crashes or is started anew.
        for (int looks = 1 + random.nextInt(4); looks > 0 && !calm; looks--) {
          work(worker, account, gate);
        }
      } catch (Crash crash) {
        if (isViolated()) {
          return;
        }
        // A new process takes its place.
      }
    }
  }

  private void work(Worker<?> worker, Account account, Gate gate) throws IOException {
    try {
      if (variant == Variant.CURRENT_REWRITTEN) {
        rewriteCurrent(through(gate, account.stores));
        return;
      }
      account.results.merge(worker.look(), 1, Integer::sum);
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
    Collected listing = Collected.list(stores.inputs(), UploadWorker.FOLDER);
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
    Variant.rewriteCurrent(stores.published(), UploadWorker.outputs(folder));
  }

  private Worker<?> uploadWorker(Gate gate) {
    Stores wrong = variant.wrong(through(gate, upload.stores));
    return new UploadWorker(
        wrong, () -> "attempt-" + attempts++, this::history, variant.clearing(wrong, published));
  }

  private Worker<?> hubWorker(Gate gate) {
    return variant.hub(through(gate, hub.stores), () -> "attempt-" + attempts++, this::history);
  }

  private static Stores through(Gate gate, Stores stores) {
    return new Stores(
        ((SimulatedStore) stores.inputs()).through(gate),
        ((SimulatedStore) stores.published()).through(gate),
        ((SimulatedStore) stores.workspace()).through(gate));
  }

  private void reader(Actor actor, Account account) throws IOException {
    ObjectStore view = through(new Reader(actor), account.stores).published();
    PublishedState state = new PublishedState(new CommitLog(view, account.unit));
    while (!calm) {
      try {
        state.read(
            commit -> {
              Map<String, String> read = new HashMap<>();
              for (PublishedFile file : commit.manifest().files()) {
                read.put(file.name(), Digest.of(commit.bytes(file)).sha256());
              }
              account.checker.read(read);
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
    private final Account account;

    Fates(Actor actor, Account account) {
      this.actor = actor;
      this.account = account;
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
      Simulation.this.after(call, account);
      if (isViolated()) {
        throw new Crash();
      }
    }
  }

  // What must hold when all is quiet.

  private Optional<String> quiet(Account account) throws IOException {
    if (account.checker.violation().isPresent()) {
      return account.checker.violation();
    }
    Calm first = new Calm(account);
    Worker<?> worker = account.worker.apply(first);
    try {
      if (variant == Variant.CURRENT_REWRITTEN) {
        rewriteCurrent(through(first, account.stores));
        account.checker.quiet();
        return account.checker.violation();
      }
      for (int looks = 1; worker.look() != Result.UNCHANGED; looks++) {
        if (looks == LOOKS_TO_QUIET) {
          return Optional.of("I4: looks without end");
        }
      }
      worker.deliver();
      worker.clear();
      account.checker.quiet();
      Calm second = new Calm(account);
      Worker<?> again = account.worker.apply(second);
      Result result = again.look();
      again.deliver();
      again.clear();
      return account
          .checker
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
    private final Account account;
    private int changes;

    Calm(Account account) {
      this.account = account;
    }

    @Override
    public Fate before(Call call) {
      return Fate.SERVED;
    }

    @Override
    public void after(Call call) {
      if (call.operation().changes()) {
        changes++;
      }
      Simulation.this.after(call, account);
    }
  }
}
