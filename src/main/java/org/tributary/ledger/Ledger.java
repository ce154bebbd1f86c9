package org.tributary.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.ledger.Entry.What;
import org.tributary.publish.CommitLog;
import org.tributary.publish.CommitLog.Head;
import org.tributary.publish.Manifest;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.Created;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/**
 * The ledger of one account: numbered entries, each created once, each naming the bytes of the one
 * before. Several processes may write; who finds a number taken reads what was written there and
 * tries the next. Nothing is listed after the first entry of a process.
 */
public final class Ledger {

  /** Below which the entries lie, in the account's workspace. */
  public static final String FOLDER = "_ledger/";

  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

  /** Things that one entry names at most. */
  private static final int ITEMS = 1_000;

  /** Entries of others that one write makes way for. */
  private static final int TRIES = 1_000;

  /** Notes that wait for a store that is away. */
  private static final int NOTES = 1_000;

  private static final Pattern KEY = Pattern.compile(FOLDER + "([0-9]{12})\\.json");

  /** The newest entry: what an officer keeps elsewhere. */
  public record Anchor(long number, String sha256) {

    @Override
    public String toString() {
      return number + ":" + sha256;
    }
  }

  /** What the entries up to the newest say. */
  private record State(Anchor newest, Map<String, Long> commits, String configuration) {

    static final State NOTHING = new State(new Anchor(0, ""), Map.of(), "");

    State with(Anchor anchor, Optional<Entry> entry) {
      Map<String, Long> all = new HashMap<>(commits);
      entry.ifPresent(found -> found.commits().forEach((unit, n) -> all.merge(unit, n, Long::max)));
      return new State(
          anchor,
          all,
          entry
              .map(found -> found.facts().getOrDefault(Entry.CONFIGURATION, configuration))
              .orElse(configuration));
    }
  }

  /** What is to be written, given what is; empty if nothing is. */
  @FunctionalInterface
  private interface Drafting {
    Optional<Draft> after(State state) throws StoreException;
  }

  private final ObjectStore workspace;
  private final Clock clock;
  private final Supplier<String> ids;
  private final Deque<Draft> notes = new ArrayDeque<>();
  private Optional<State> known = Optional.empty();
  private String inForce = "";

  /**
   * The ledger in an account's workspace.
   *
   * @param ids gives a random name that nobody else gets
   */
  public Ledger(ObjectStore workspace, Clock clock, Supplier<String> ids) {
    this.workspace = workspace;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Writes that a process begins, and before that the configuration if it is another one than was
   * in force. Never fails: while the store is away, the entries wait for the next one.
   */
  public synchronized void begins(String role, ConfigurationDigest configuration) {
    inForce = configuration.sha256();
    note(new Draft(What.CONFIGURATION, role, Map.of(), configuration.files()));
    note(new Draft(What.START, role, Map.of(), List.of()));
  }

  /** Writes something that is not worth failing for; see {@link #begins}. */
  public synchronized void note(Draft draft) {
    if (notes.size() == NOTES) {
      LOG.error("the ledger is out of reach and too many entries wait; one is lost");
      return;
    }
    notes.add(draft);
    try {
      writeNotes();
    } catch (StoreException away) {
      LOG.warn("an entry of the ledger waits until the store is back", away);
    }
  }

  /** Writes entries about things; if it fails, they are not written down. */
  public synchronized void write(
      What what, String about, Map<String, String> facts, List<String> items)
      throws StoreException {
    writeNotes();
    int from = 0;
    do {
      List<String> some = items.subList(from, Math.min(items.size(), from + ITEMS));
      append(state -> Optional.of(new Draft(what, about, facts, some)));
      from += ITEMS;
    } while (from < items.size());
  }

  /**
   * Writes an entry for each commit of a unit that has none yet, which is the newest alone unless a
   * process died between a commit and its entry.
   *
   * @param newest the unit's newest commit
   */
  public synchronized void committed(CommitLog commits, Head newest, What what)
      throws StoreException {
    writeNotes();
    String unit = commits.unit();
    while (append(
        state -> {
          long next = state.commits().getOrDefault(unit, 0L) + 1;
          long last = newest.manifest().number();
          return next > last
              ? Optional.empty()
              : Optional.of(
                  about(unit, next == last ? newest : commits.committed(next).orElseThrow(), what));
        })) {
      LOG.debug("{}: a commit is in the ledger", unit);
    }
  }

  /**
   * Writes an entry for each certificate that has none yet, as {@link #committed} does for commits:
   * a process may have died between the two.
   */
  public synchronized void certified() throws StoreException {
    writeNotes();
    long last = Certificates.newest(workspace);
    while (append(
        state -> {
          long next = state.commits().getOrDefault(Certificates.UNIT, 0L) + 1;
          return next > last ? Optional.empty() : Optional.of(about(next));
        })) {
      LOG.debug("a certificate is in the ledger");
    }
  }

  private Draft about(long certificate) throws StoreException {
    String key = Certificates.key(certificate);
    return new Draft(
        What.CERTIFICATE,
        key,
        Map.of(Entry.SHA256, Digest.of(bytes(workspace, key)).sha256()),
        Map.of(Certificates.UNIT, certificate),
        List.of());
  }

  private Draft about(String unit, Head commit, What what) {
    Manifest manifest = commit.manifest();
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("commit", Long.toString(manifest.number()));
    facts.put(Entry.SHA256, commit.sha256());
    facts.put("attempt", manifest.attempt());
    facts.put("fingerprint", manifest.fingerprint());
    facts.put("program", manifest.program());
    facts.put("key", manifest.keyId());
    facts.put("rows-read", Long.toString(manifest.counts().read()));
    facts.put("rows-kept", Long.toString(manifest.counts().kept()));
    return new Draft(what, unit, facts, Map.of(unit, manifest.number()), List.of());
  }

  private void writeNotes() throws StoreException {
    while (!notes.isEmpty()) {
      Draft note = notes.getFirst();
      append(state -> told(note, state));
      notes.removeFirst();
    }
  }

  private Optional<Draft> told(Draft note, State state) {
    return switch (note.what()) {
      case CONFIGURATION ->
          state.configuration().equals(inForce) ? Optional.empty() : Optional.of(note);
      // So that the next process need not read further back than to here.
      case START ->
          Optional.of(
              new Draft(note.what(), note.about(), note.facts(), state.commits(), note.items()));
      case SESSION, RELEASE, DELETION, CERTIFICATE, OPERATOR, STOP -> Optional.of(note);
    };
  }

  /** Says whether there was anything to write. */
  private boolean append(Drafting drafting) throws StoreException {
    State state = known.isPresent() ? known.get() : read();
    for (int tried = 0; tried < TRIES; tried++) {
      Optional<Draft> draft = drafting.after(state);
      if (draft.isEmpty()) {
        known = Optional.of(state);
        return false;
      }
      Entry entry = entry(state.newest(), draft.get());
      byte[] ours = entry.toJson();
      String key = key(entry.number());
      Created created = workspace.create(key, Contents.of(ours));
      byte[] there =
          switch (created) {
            case CREATED -> ours;
            case EXISTED -> bytes(workspace, key);
          };
      Digest digest = Digest.of(there);
      state = state.with(new Anchor(entry.number(), digest.sha256()), Entry.parse(there));
      known = Optional.of(state);
      if (digest.equals(Digest.of(ours))) {
        return true;
      }
    }
    throw new StoreException(Reason.UNAVAILABLE, "write the ledger");
  }

  private Entry entry(Anchor previous, Draft draft) {
    Map<String, String> facts = new HashMap<>(draft.facts());
    if (!inForce.isEmpty()) {
      facts.put(Entry.CONFIGURATION, inForce);
    }
    return new Entry(
        previous.number() + 1,
        previous.sha256(),
        ids.get(),
        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
        draft.what(),
        draft.about(),
        facts,
        draft.commits(),
        draft.items());
  }

  /** Backwards from the newest entry to a start, which says what was recorded before it. */
  private State read() throws StoreException {
    List<Long> numbers = numbers(workspace);
    List<State> backwards = new ArrayList<>();
    List<Optional<Entry>> entries = new ArrayList<>();
    for (int at = numbers.size() - 1; at >= 0; at--) {
      byte[] bytes = bytes(workspace, key(numbers.get(at)));
      Optional<Entry> entry = Entry.parse(bytes);
      backwards.add(
          State.NOTHING.with(new Anchor(numbers.get(at), Digest.of(bytes).sha256()), entry));
      entries.add(entry);
      if (entry.map(Entry::what).equals(Optional.of(What.START))) {
        break;
      }
    }
    State state = State.NOTHING;
    for (int at = backwards.size() - 1; at >= 0; at--) {
      state = state.with(backwards.get(at).newest(), entries.get(at));
    }
    return state;
  }

  /** An entry with its place in the chain. */
  public record Written(Anchor anchor, Entry entry) {}

  /** The entries after one, ascending; 0 for all. What is no entry is left out. */
  public static List<Written> after(ObjectStore workspace, long number) throws StoreException {
    List<Written> entries = new ArrayList<>();
    for (StoredObject object : workspace.listAfter(FOLDER, key(number))) {
      OptionalLong found = number(object.key());
      if (found.isPresent()) {
        written(workspace, found.getAsLong()).ifPresent(entries::add);
      }
    }
    return List.copyOf(entries);
  }

  /**
   * The entries that were written since a moment, ascending. They are read backwards from the
   * newest.
   */
  public static List<Written> since(ObjectStore workspace, Instant moment) throws StoreException {
    List<Written> backwards = new ArrayList<>();
    List<Long> numbers = numbers(workspace);
    for (int at = numbers.size() - 1; at >= 0; at--) {
      Optional<Written> entry = written(workspace, numbers.get(at));
      if (entry.isPresent() && Instant.parse(entry.get().entry().when()).isBefore(moment)) {
        break;
      }
      entry.ifPresent(backwards::add);
    }
    Collections.reverse(backwards);
    return List.copyOf(backwards);
  }

  /** The newest entry of a kind; empty where there is none. */
  public static Optional<Written> newest(ObjectStore workspace, Predicate<Entry> kind)
      throws StoreException {
    return newest(workspace, kind, 1).stream().findFirst();
  }

  /** The newest entries of a kind, newest first, as many as there are and not more than this. */
  public static List<Written> newest(ObjectStore workspace, Predicate<Entry> kind, int most)
      throws StoreException {
    List<Written> newest = new ArrayList<>();
    List<Long> numbers = numbers(workspace);
    for (int at = numbers.size() - 1; at >= 0 && newest.size() < most; at--) {
      written(workspace, numbers.get(at))
          .filter(found -> kind.test(found.entry()))
          .ifPresent(newest::add);
    }
    return List.copyOf(newest);
  }

  private static Optional<Written> written(ObjectStore workspace, long number)
      throws StoreException {
    byte[] bytes = bytes(workspace, key(number));
    return Entry.parse(bytes)
        .map(entry -> new Written(new Anchor(number, Digest.of(bytes).sha256()), entry));
  }

  /** The newest entry; empty where there is none. */
  public static Optional<Anchor> newest(ObjectStore workspace) throws StoreException {
    List<Long> numbers = numbers(workspace);
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    long newest = Collections.max(numbers);
    return Optional.of(new Anchor(newest, Digest.of(bytes(workspace, key(newest))).sha256()));
  }

  /** The numbers of all entries, ascending. */
  static List<Long> numbers(ObjectStore workspace) throws StoreException {
    List<Long> numbers = new ArrayList<>();
    for (StoredObject object : workspace.list(FOLDER)) {
      number(object.key()).ifPresent(numbers::add);
    }
    return numbers;
  }

  /** Empty for the key of something else. */
  static OptionalLong number(String key) {
    Matcher matcher = KEY.matcher(key);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  static String key(long number) {
    return FOLDER + String.format(Locale.ROOT, "%012d", number) + ".json";
  }

  static byte[] bytes(ObjectStore workspace, String key) throws StoreException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Digest.copy(workspace.read(key, Optional.empty()), bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes every byte", impossible);
    }
    return bytes.toByteArray();
  }
}
