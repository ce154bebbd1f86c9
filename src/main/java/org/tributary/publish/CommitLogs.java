package org.tributary.publish;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.tributary.publish.CommitLog.Head;
import org.tributary.publish.Layout.OfCommit;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.SideBySide;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/** The commits of many units in one store, which are asked for together. */
public final class CommitLogs {

  /**
   * A page of a listing names a thousand keys and costs as much as some four listings of one unit
   * each. Where more commits than this stand for each unit, the units are asked one by one.
   */
  private static final int MOST_COMMITS_A_UNIT = 200;

  private final ObjectStore store;
  private final int workers;
  private final Map<String, CommitLog> logs = new ConcurrentHashMap<>();
  private volatile boolean isOneByOne;

  /**
   * @param workers at which as many requests go side by side as suits them
   */
  public CommitLogs(ObjectStore store, int workers) {
    this.store = store;
    this.workers = workers;
  }

  /**
   * When each commit of a store was written, by unit and number, as the store tells it; one LIST.
   */
  public static SortedMap<String, SortedMap<Long, Instant>> written(ObjectStore store)
      throws StoreException {
    SortedMap<String, SortedMap<Long, Instant>> written = new TreeMap<>();
    for (StoredObject object : store.list(Layout.COMMITS)) {
      if (Layout.key(object.key()).orElse(null) instanceof OfCommit commit) {
        written
            .computeIfAbsent(commit.unit(), unit -> new TreeMap<>())
            .put(commit.number(), object.modified());
      }
    }
    return written;
  }

  public CommitLog of(String unit) {
    return logs.computeIfAbsent(unit, name -> new CommitLog(store, name));
  }

  /**
   * The newest commit of each of these units that has one, by unit: each as {@link CommitLog#head}
   * would give it. One LIST for all, and one GET for each that is newer than was seen before.
   */
  public SortedMap<String, Head> heads(List<String> units) throws StoreException {
    if (units.isEmpty()) {
      return new TreeMap<>();
    }
    boolean asksEach = isOneByOne;
    Map<String, OptionalLong> listed = asksEach ? Map.of() : newest(units.size());
    List<SideBySide.Work<Optional<Head>>> asked = new ArrayList<>();
    for (String unit : units) {
      asked.add(
          asksEach
              ? of(unit)::head
              : () -> of(unit).head(listed.getOrDefault(unit, OptionalLong.empty())));
    }
    SortedMap<String, Head> heads = new TreeMap<>();
    List<Optional<Head>> answers = sideBySide(asked);
    for (int i = 0; i < answers.size(); i++) {
      String unit = units.get(i);
      answers.get(i).ifPresent(head -> heads.put(unit, head));
    }
    return heads;
  }

  private Map<String, OptionalLong> newest(int units) throws StoreException {
    List<StoredObject> commits = store.list(Layout.COMMITS);
    isOneByOne = commits.size() > MOST_COMMITS_A_UNIT * units;
    Map<String, OptionalLong> newest = new HashMap<>();
    for (StoredObject object : commits) {
      if (Layout.key(object.key()).orElse(null) instanceof OfCommit commit) {
        newest.merge(
            commit.unit(),
            OptionalLong.of(commit.number()),
            (one, other) -> one.getAsLong() > other.getAsLong() ? one : other);
      }
    }
    return newest;
  }

  private <T> List<T> sideBySide(List<SideBySide.Work<T>> asked) throws StoreException {
    try {
      return SideBySide.run(SideBySide.requests(workers), asked);
    } catch (IOException interrupted) {
      throw new StoreException(Reason.UNAVAILABLE, "look at what is published", interrupted);
    }
  }
}
