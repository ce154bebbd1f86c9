package org.tributary.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.tributary.store.StoreException.Reason;

/**
 * A store in memory that keeps S3's promises. Used directly it never fails; {@link #through} gives
 * a client's view of it, each call of which passes a gate that may crash the client or lose the
 * answer. A page of a listing is one call.
 */
public final class SimulatedStore implements ObjectStore {

  /** An object; {@code revision} counts the store's changes and so orders them. */
  public record Held(byte[] bytes, String etag, String sha256, long revision) {}

  public enum Operation {
    LIST,
    READ,
    CREATE,
    REPLACE,
    DELETE;

    public boolean changes() {
      return this == CREATE || this == REPLACE || this == DELETE;
    }
  }

  /** One call of a client. */
  public record Call(SimulatedStore store, Operation operation, String key) {}

  /** What befalls a call. */
  public enum Fate {
    SERVED,
    /** The client dies before the call reaches the store. */
    CRASH_BEFORE,
    /** The store does as asked and the client dies. */
    CRASH_AFTER,
    /** The call never reaches the store and fails. */
    ERROR_BEFORE,
    /** The store does as asked and the answer gets lost. */
    ERROR_AFTER,
    /** As before, and the client's library tries the call again. */
    RETRIED_AFTER,
    /** The call fails and reaches the store much later; see {@link #landLateCall}. */
    LATE
  }

  /** Stands between a client and the store. */
  public interface Gate {
    Fate before(Call call);

    void after(Call call);
  }

  /** The client's process is gone; nothing of it may run on. */
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    public Crash() {
      super("crash", null, false, false);
    }
  }

  private final String name;
  private final int pageSize;
  private final SortedMap<String, Held> objects = new TreeMap<>(KeyOrder.UTF_8);
  private final Deque<Supplier<Optional<Call>>> late = new ArrayDeque<>();
  private long revision;

  public SimulatedStore(String name, int pageSize) {
    this.name = name;
    this.pageSize = pageSize;
  }

  public String name() {
    return name;
  }

  /** Puts there what another store holds: its bytes are not gone through again. */
  public synchronized void hold(String key, Held held) {
    revision++;
    objects.put(key, new Held(held.bytes(), held.etag(), held.sha256(), revision));
  }

  /** All objects below a prefix, by key. */
  public synchronized SortedMap<String, Held> objects(String prefix) {
    SortedMap<String, Held> below = new TreeMap<>(KeyOrder.UTF_8);
    for (Map.Entry<String, Held> object : objects.tailMap(prefix).entrySet()) {
      if (!object.getKey().startsWith(prefix)) {
        break;
      }
      below.put(object.getKey(), object.getValue());
    }
    return below;
  }

  public synchronized Optional<Held> object(String key) {
    return Optional.ofNullable(objects.get(key));
  }

  public synchronized long revision() {
    return revision;
  }

  /** Lets the oldest late call reach the store; empty if there was none or it changed nothing. */
  public Optional<Call> landLateCall() {
    return late.isEmpty() ? Optional.empty() : late.removeFirst().get();
  }

  public boolean hasLateCalls() {
    return !late.isEmpty();
  }

  /** A client's view. */
  public ObjectStore through(Gate gate) {
    return new View(gate);
  }

  private synchronized List<StoredObject> page(String prefix, String after) {
    String from = KeyOrder.UTF_8.compare(after, prefix) > 0 ? after : prefix;
    return objects.tailMap(from).entrySet().stream()
        .takeWhile(object -> object.getKey().startsWith(prefix))
        .filter(object -> KeyOrder.UTF_8.compare(object.getKey(), after) > 0)
        .limit(pageSize)
        .map(
            object ->
                new StoredObject(
                    object.getKey(),
                    object.getValue().etag(),
                    object.getValue().bytes().length,
                    Instant.EPOCH))
        .toList();
  }

  @Override
  public List<StoredObject> list(String prefix) {
    return listAfter(prefix, "");
  }

  @Override
  public List<StoredObject> listAfter(String prefix, String startAfter) {
    List<StoredObject> all = new ArrayList<>();
    List<StoredObject> page = page(prefix, startAfter);
    all.addAll(page);
    while (page.size() == pageSize) {
      page = page(prefix, page.get(page.size() - 1).key());
      all.addAll(page);
    }
    return all;
  }

  @Override
  public synchronized InputStream read(String key, Optional<String> etag) throws StoreException {
    Held held = objects.get(key);
    if (held == null) {
      throw new StoreException(Reason.NOT_FOUND, "read");
    }
    if (etag.isPresent() && !etag.get().equals(held.etag())) {
      throw new StoreException(Reason.CHANGED, "read");
    }
    return new ByteArrayInputStream(held.bytes());
  }

  @Override
  public Created create(String key, Content content) throws StoreException {
    return create(key, bytes(content));
  }

  private synchronized Created create(String key, byte[] bytes) {
    if (objects.containsKey(key)) {
      return Created.EXISTED;
    }
    put(key, bytes);
    return Created.CREATED;
  }

  @Override
  public void replace(String key, Content content) throws StoreException {
    put(key, bytes(content));
  }

  @Override
  public synchronized String copy(String from, String to) throws StoreException {
    Held held = objects.get(from);
    if (held == null) {
      throw new StoreException(Reason.NOT_FOUND, "copy");
    }
    put(to, held.bytes());
    return held.etag();
  }

  private synchronized void put(String key, byte[] bytes) {
    String sha256 = Digest.of(bytes).sha256();
    revision++;
    objects.put(key, new Held(bytes, '"' + sha256.substring(0, 16) + '"', sha256, revision));
  }

  @Override
  public synchronized void delete(String key) {
    revision++;
    objects.remove(key);
  }

  private static byte[] bytes(Content content) throws StoreException {
    try (InputStream stream = content.open()) {
      return stream.readAllBytes();
    } catch (IOException failure) {
      throw new StoreException(Reason.UNAVAILABLE, "write", failure);
    }
  }

  private final class View implements ObjectStore {

    private final Gate gate;

    private View(Gate gate) {
      this.gate = gate;
    }

    @Override
    public List<StoredObject> list(String prefix) throws StoreException {
      return listAfter(prefix, "");
    }

    @Override
    public List<StoredObject> listAfter(String prefix, String startAfter) throws StoreException {
      List<StoredObject> all = new ArrayList<>();
      String after = startAfter;
      while (true) {
        String from = after;
        List<StoredObject> page = pass(Operation.LIST, prefix, () -> page(prefix, from));
        all.addAll(page);
        if (page.size() < pageSize) {
          return all;
        }
        after = page.get(page.size() - 1).key();
      }
    }

    @Override
    public InputStream read(String key, Optional<String> etag) throws StoreException {
      return pass(Operation.READ, key, () -> SimulatedStore.this.read(key, etag));
    }

    @Override
    public Created create(String key, Content content) throws StoreException {
      byte[] bytes = bytes(content);
      return pass(Operation.CREATE, key, () -> SimulatedStore.this.create(key, bytes));
    }

    @Override
    public void replace(String key, Content content) throws StoreException {
      byte[] bytes = bytes(content);
      pass(
          Operation.REPLACE,
          key,
          () -> {
            put(key, bytes);
            return Created.CREATED;
          });
    }

    @Override
    public String copy(String from, String to) throws StoreException {
      return pass(Operation.REPLACE, to, () -> SimulatedStore.this.copy(from, to));
    }

    @Override
    public void delete(String key) throws StoreException {
      pass(
          Operation.DELETE,
          key,
          () -> {
            SimulatedStore.this.delete(key);
            return key;
          });
    }

    private <T> T pass(Operation operation, String key, Served<T> served) throws StoreException {
      Call call = new Call(SimulatedStore.this, operation, key);
      Fate fate = gate.before(call);
      switch (fate) {
        case CRASH_BEFORE -> throw new Crash();
        case ERROR_BEFORE -> throw new StoreException(Reason.UNAVAILABLE, "simulated");
        case LATE -> {
          late.add(() -> land(call, served));
          throw new StoreException(Reason.UNAVAILABLE, "simulated");
        }
        case SERVED, CRASH_AFTER, ERROR_AFTER, RETRIED_AFTER -> {
          T answer = served.now();
          gate.after(call);
          return switch (fate) {
            case CRASH_AFTER -> throw new Crash();
            case ERROR_AFTER -> throw new StoreException(Reason.UNAVAILABLE, "simulated");
            case RETRIED_AFTER -> served.now();
            case SERVED, CRASH_BEFORE, ERROR_BEFORE, LATE -> answer;
          };
        }
      }
      throw new IllegalStateException("every fate is dealt with");
    }

    private <T> Optional<Call> land(Call call, Served<T> served) {
      try {
        served.now();
        return Optional.of(call);
      } catch (StoreException failure) {
        return Optional.empty();
      }
    }
  }

  @FunctionalInterface
  private interface Served<T> {
    T now() throws StoreException;
  }
}
