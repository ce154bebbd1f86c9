package org.tributary.store;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** A store that counts what it is asked, and answers as late as one that is far away. */
public final class CountedStore extends DecoratedStore {

  /** What several stores were asked together, by kind. */
  public static final class Requests {
    private final Map<String, LongAdder> byKind = new ConcurrentSkipListMap<>();

    private void count(String kind) {
      byKind.computeIfAbsent(kind, any -> new LongAdder()).increment();
    }

    /** What was asked until now counts no more. */
    public void forget() {
      byKind.clear();
    }

    /** How many there were so far of each kind, such as {@code workspace create}. */
    public SortedMap<String, Long> soFar() {
      SortedMap<String, Long> counts = new TreeMap<>();
      byKind.forEach((kind, count) -> counts.put(kind, count.sum()));
      return counts;
    }
  }

  private final String area;
  private final Requests requests;
  private final long latency;

  /** Counts under the area's name; each answer comes this much later. */
  public CountedStore(String area, ObjectStore store, Requests requests, Duration latency) {
    super(store);
    this.area = area;
    this.requests = requests;
    this.latency = latency.toNanos();
  }

  private void asked(String what) {
    requests.count(area + " " + what);
    long until = System.nanoTime() + latency;
    for (long left = latency; left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public List<StoredObject> list(String prefix) throws StoreException {
    asked("list");
    return super.list(prefix);
  }

  @Override
  public List<StoredObject> listAfter(String prefix, String startAfter) throws StoreException {
    asked("list");
    return super.listAfter(prefix, startAfter);
  }

  @Override
  public InputStream read(String key, Optional<String> etag) throws StoreException {
    asked("get");
    return super.read(key, etag);
  }

  @Override
  public Created create(String key, Content content) throws StoreException {
    asked("put");
    return super.create(key, content);
  }

  @Override
  public void replace(String key, Content content) throws StoreException {
    asked("put");
    super.replace(key, content);
  }

  @Override
  public String copy(String from, String to) throws StoreException {
    asked("copy");
    return super.copy(from, to);
  }

  @Override
  public void delete(String key) throws StoreException {
    asked("delete");
    super.delete(key);
  }
}
