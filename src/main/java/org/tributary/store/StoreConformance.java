package org.tributary.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tributary.store.ObjectStore.Created;
import org.tributary.store.ObjectStore.StoredObject;

/**
 * What the commit protocol asks of a store, tried on the store at hand. It writes below one prefix
 * only and removes what it wrote; it is no test of speed.
 */
public final class StoreConformance {

  /** How a check ended. */
  public enum Verdict {
    PASSED,
    FAILED
  }

  /** One promise and whether the store keeps it; {@code observed} is empty when it does. */
  public record Check(String promise, Verdict verdict, String observed) {}

  private static final int WRITERS = 8;
  private static final int RACES = 50;
  private static final int MORE_THAN_ONE_PAGE = 1_005;
  private static final int LARGE_BYTES = 20 * 1024 * 1024;

  /** Names that people, spreadsheets and attackers give to files. */
  private static final List<String> AWKWARD_NAMES =
      List.of(
          "Zo\u00eb & fils.csv",
          "\u5e74\u5ea6.csv",
          "${sysenv.X}.csv",
          "two  spaces.csv",
          "a%2eb%20c.csv",
          "dots..and...more.csv",
          "..hidden.csv",
          "plus+and=equals.csv",
          "hash#question?semicolon;.csv",
          "quote'and\"quote.csv",
          "\ud83d\ude00.csv");

  private final ObjectStore store;
  private final String prefix;

  /** All objects are made below {@code prefix}, which must be empty and end in a slash. */
  public StoreConformance(ObjectStore store, String prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  /** Tries every promise, whatever becomes of the others. */
  public List<Check> run() {
    List<Check> checks = new ArrayList<>();
    checks.add(check("of 8 writers who create one key, exactly one wins", this::createRace));
    checks.add(check("what was created can be read at once, and stays", this::readYourWrite));
    checks.add(check("what was written is listed at once", this::listAfterWrite));
    checks.add(check("a read of an object that was replaced since says so", this::staleRead));
    checks.add(check("a read of an absent object says so", this::absentRead));
    checks.add(check("what was deleted is gone and no longer listed", this::deleteThenList));
    checks.add(check("names are kept as they are, whatever they hold", this::awkwardNames));
    checks.add(check("two names that differ only by encoding are two objects", this::lookalikes));
    checks.add(check("a name with .. in its path reaches no other object", this::dotDot));
    checks.add(check("more than 1,000 objects are listed, in the order of bytes", this::manyPages));
    checks.add(check("a listing can begin after a key", this::beginAfter));
    checks.add(check("the ETag changes with the content", this::etags));
    checks.add(check("a copy is the same object, and its ETag the listed one", this::copies));
    checks.add(check("20 MB come back as they went", this::large));
    return List.copyOf(checks);
  }

  @FunctionalInterface
  private interface Trial {
    /** What was seen instead of the promise; empty if it was kept. */
    Optional<String> observe(String area) throws StoreException, IOException;
  }

  private Check check(String promise, Trial trial) {
    String area = prefix + Integer.toHexString(promise.hashCode()) + "/";
    Optional<String> observed;
    try {
      observed = trial.observe(area);
    } catch (StoreException failure) {
      observed = Optional.of("the store answered " + failure.reason());
    } catch (IOException failure) {
      observed = Optional.of("an answer broke off");
    }
    Optional<String> left = cleanUp(area);
    Optional<String> said = observed.or(() -> left);
    return new Check(promise, said.isEmpty() ? Verdict.PASSED : Verdict.FAILED, said.orElse(""));
  }

  private Optional<String> cleanUp(String area) {
    try {
      List<Callable<Void>> deletes = new ArrayList<>();
      for (StoredObject object : store.list(area)) {
        deletes.add(
            () -> {
              store.delete(object.key());
              return null;
            });
      }
      atOnce(deletes);
      return Optional.empty();
    } catch (StoreException failure) {
      return Optional.of("the objects of this check could not be removed: " + failure.reason());
    }
  }

  private Optional<String> createRace(String area) throws StoreException, IOException {
    int wrong = 0;
    for (int race = 0; race < RACES; race++) {
      String key = area + race;
      List<Callable<Created>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        String says = "writer " + writer;
        writers.add(() -> store.create(key, Contents.of(says)));
      }
      List<Created> answers = atOnce(writers);
      int winner = answers.indexOf(Created.CREATED);
      boolean one = winner >= 0 && winner == answers.lastIndexOf(Created.CREATED);
      if (!one || !text(key).equals("writer " + winner)) {
        wrong++;
      }
    }
    return unless(wrong == 0, "%d of %d races had no winner, or more than one", wrong, RACES);
  }

  private Optional<String> readYourWrite(String area) throws StoreException, IOException {
    String key = area + "object";
    Created first = store.create(key, Contents.of("first"));
    String afterFirst = text(key);
    Created second = store.create(key, Contents.of("second"));
    return unless(
        first == Created.CREATED
            && second == Created.EXISTED
            && afterFirst.equals("first")
            && text(key).equals("first"),
        "the second create answered %s",
        second);
  }

  private Optional<String> listAfterWrite(String area) throws StoreException {
    for (int number = 0; number < 20; number++) {
      store.create(area + (char) ('a' + number), Contents.of("x".repeat(number)));
      List<StoredObject> listed = store.list(area);
      if (listed.size() != number + 1 || listed.get(number).size() != number) {
        return Optional.of("after write " + (number + 1) + " the listing was an older one");
      }
    }
    return Optional.empty();
  }

  private Optional<String> staleRead(String area) throws StoreException, IOException {
    String key = area + "object";
    store.create(key, Contents.of("first"));
    String etag = store.list(area).get(0).etag();
    String asListed = read(key, Optional.of(etag));
    store.replace(key, Contents.of("other"));
    Optional<StoreException.Reason> reason = reasonOfReading(key, Optional.of(etag));
    return unless(
        asListed.equals("first") && reason.equals(Optional.of(StoreException.Reason.CHANGED)),
        "the read with the old ETag ended %s",
        outcome(reason));
  }

  private Optional<String> absentRead(String area) throws IOException {
    Optional<StoreException.Reason> reason = reasonOfReading(area + "absent", Optional.empty());
    return unless(
        reason.equals(Optional.of(StoreException.Reason.NOT_FOUND)),
        "the read ended %s",
        outcome(reason));
  }

  private Optional<String> deleteThenList(String area) throws StoreException, IOException {
    store.create(area + "kept", Contents.of("kept"));
    store.create(area + "gone", Contents.of("gone"));
    store.delete(area + "gone");
    store.delete(area + "gone");
    List<String> keys = store.list(area).stream().map(StoredObject::key).toList();
    Optional<StoreException.Reason> reason = reasonOfReading(area + "gone", Optional.empty());
    return unless(
        keys.equals(List.of(area + "kept"))
            && reason.equals(Optional.of(StoreException.Reason.NOT_FOUND)),
        "%d objects were listed where 1 was left",
        keys.size());
  }

  private Optional<String> awkwardNames(String area) throws StoreException, IOException {
    List<String> wrong = new ArrayList<>();
    for (String name : AWKWARD_NAMES) {
      Created created = store.create(area + name, Contents.of(name));
      if (created != Created.CREATED || !text(area + name).equals(name)) {
        wrong.add(name);
      }
    }
    List<String> listed = store.list(area).stream().map(StoredObject::key).toList();
    List<String> expected =
        AWKWARD_NAMES.stream().map(name -> area + name).sorted(KeyOrder.UTF_8).toList();
    return unless(
        wrong.isEmpty() && listed.equals(expected),
        "%d of %d names did not come back",
        expected.stream().filter(key -> !listed.contains(key)).count() + wrong.size(),
        expected.size());
  }

  private Optional<String> lookalikes(String area) throws StoreException, IOException {
    List<String> names = List.of("a b", "a%20b", "a+b", "A b", "e\u0301", "\u00e9");
    for (String name : names) {
      store.create(area + name, Contents.of(name));
    }
    for (String name : names) {
      if (!text(area + name).equals(name)) {
        return Optional.of("two of the names are one object");
      }
    }
    return Optional.empty();
  }

  private Optional<String> dotDot(String area) throws StoreException, IOException {
    store.create(area + "object", Contents.of("ours"));
    String roundabout = area + "folder/../object";
    try {
      store.replace(roundabout, Contents.of("theirs"));
      return unless(
          text(area + "object").equals("ours") && text(roundabout).equals("theirs"),
          "both names are one object");
    } catch (StoreException refused) {
      return unless(text(area + "object").equals("ours"), "the other object was changed");
    }
  }

  private Optional<String> manyPages(String area) throws StoreException {
    List<String> expected = createMany(area);
    List<String> listed = store.list(area).stream().map(StoredObject::key).toList();
    if (listed.size() != expected.size()) {
      return Optional.of(listed.size() + " of " + expected.size() + " objects were listed");
    }
    return unless(listed.equals(expected), "the order was another one");
  }

  private Optional<String> beginAfter(String area) throws StoreException {
    // ASCII, as the commits' keys are: some stores put other letters into another order.
    List<String> keys = new ArrayList<>(List.of("10", "2", "A", "_", "a/b", "b", "~"));
    keys.sort(KeyOrder.UTF_8);
    for (String key : keys) {
      store.create(area + key, Contents.of("x"));
    }
    for (int from = 0; from < keys.size(); from++) {
      List<String> listed =
          store.listAfter(area, area + keys.get(from)).stream()
              .map(object -> object.key().substring(area.length()))
              .toList();
      if (!listed.equals(keys.subList(from + 1, keys.size()))) {
        return Optional.of("after key " + (from + 1) + " other objects were listed");
      }
    }
    return Optional.empty();
  }

  private Optional<String> etags(String area) throws StoreException {
    String key = area + "object";
    store.create(key, Contents.of("first"));
    String first = store.list(area).get(0).etag();
    store.replace(key, Contents.of("other"));
    String other = store.list(area).get(0).etag();
    return unless(!first.isEmpty() && !first.equals(other), "the ETag stayed as it was");
  }

  private Optional<String> copies(String area) throws StoreException, IOException {
    store.create(area + "first", Contents.of("first"));
    store.create(area + "other", Contents.of("other"));
    String etag = store.copy(area + "other", area + "first");
    String listed = store.list(area).get(0).etag();
    return unless(
            text(area + "first").equals("other") && text(area + "other").equals("other"),
            "the copy held other bytes")
        .or(() -> unless(etag.equals(listed), "the copy answered another ETag than is listed"));
  }

  private Optional<String> large(String area) throws StoreException, IOException {
    byte[] bytes = new byte[LARGE_BYTES];
    new SplittableRandom(7).nextBytes(bytes);
    store.create(area + "large", Contents.of(bytes));
    Digest back =
        Digest.copy(store.read(area + "large", Optional.empty()), OutputStream.nullOutputStream());
    return unless(back.equals(Digest.of(bytes)), "other bytes came back");
  }

  private List<String> createMany(String area) throws StoreException {
    List<String> keys = new ArrayList<>();
    List<Callable<Created>> creates = new ArrayList<>();
    for (int number = 0; number < MORE_THAN_ONE_PAGE; number++) {
      // Neither the order of creation nor that of the numbers.
      String key = area + Integer.toString(number * 7_919 % 100_003, Character.MAX_RADIX);
      keys.add(key);
      creates.add(() -> store.create(key, Contents.of("x")));
    }
    atOnce(creates);
    keys.sort(KeyOrder.UTF_8);
    return keys;
  }

  private <T> List<T> atOnce(List<Callable<T>> calls) throws StoreException {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<T> answers = new ArrayList<>();
      for (Future<T> answer : writers.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof StoreException ofStore) {
        throw ofStore;
      }
      throw new IllegalStateException("a writer of the check failed", failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoreException(StoreException.Reason.UNAVAILABLE, "check", interrupted);
    } finally {
      writers.shutdownNow();
    }
  }

  private String text(String key) throws StoreException, IOException {
    return read(key, Optional.empty());
  }

  private String read(String key, Optional<String> etag) throws StoreException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Digest.copy(store.read(key, etag), bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private Optional<StoreException.Reason> reasonOfReading(String key, Optional<String> etag)
      throws IOException {
    try {
      read(key, etag);
      return Optional.empty();
    } catch (StoreException failure) {
      return Optional.of(failure.reason());
    }
  }

  private static String outcome(Optional<StoreException.Reason> reason) {
    return reason.map(Enum::toString).orElse("well");
  }

  private static Optional<String> unless(boolean kept, String observed, Object... facts) {
    return kept ? Optional.empty() : Optional.of(String.format(Locale.ROOT, observed, facts));
  }
}
