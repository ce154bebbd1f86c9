package org.tributary.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tributary.publish.CommitLog.Head;
import org.tributary.publish.Layout.Purpose;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.SideBySide;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/**
 * Deletes what can never become visible again. An object made for commit m can only be made live by
 * commit m; once m exists and the readable commits do not name the object, none ever will. No clock
 * is asked, so a paused writer is safe.
 */
public final class Garbage {

  private final CommitLog log;
  private final ObjectStore workspace;
  private final DeletionLog deletions;
  private final int requests;

  /** Deletes one object after the other. */
  public Garbage(CommitLog log, ObjectStore workspace, DeletionLog deletions) {
    this(log, workspace, deletions, 1);
  }

  /**
   * Deletes several objects at a time.
   *
   * @param requests how many
   */
  public Garbage(CommitLog log, ObjectStore workspace, DeletionLog deletions, int requests) {
    this.log = log;
    this.workspace = workspace;
    this.deletions = deletions;
    this.requests = requests;
  }

  /**
   * Deletes what is garbage now and says how many objects that was. What the session of a commit
   * archived stays: retention decides on it.
   */
  public int clear() throws StoreException {
    Optional<Head> head = log.head();
    return head.isPresent() ? clear(log.readable(head.get())) : 0;
  }

  /**
   * The same after a head that was the newest just now, once in the life of its commit log: what
   * another attempt at the same number leaves behind later goes after the next commit, or when this
   * is asked by another process. Where the newest is a later one by now, what that one names is
   * either named by this one too or was made for a later number.
   */
  public void clearOnceAfter(Head head) throws StoreException {
    if (!log.isClearedAfter(head)) {
      clear(log.readable(head));
      log.clearedAfter(head);
    }
  }

  private int clear(List<Manifest> readable) throws StoreException {
    long newest = readable.get(0).number();
    String data = log.layout().data();
    int deleted = 0;
    for (Area area : Area.values()) {
      Set<String> named = new HashSet<>();
      for (Manifest manifest : readable) {
        manifest.in(area).forEach(file -> named.add(file.key()));
      }
      List<String> garbage = new ArrayList<>();
      for (StoredObject object : store(area).list(data)) {
        Optional<Purpose> purpose = Layout.purpose(object.key(), data);
        if (purpose.isPresent()
            && purpose.get().number() <= newest
            && !named.contains(object.key())) {
          garbage.add(object.key());
        }
      }
      deleted += delete(area, garbage);
    }
    return deleted + delete(Area.WORKSPACE, deadSessions(newest));
  }

  private List<String> deadSessions(long newest) throws StoreException {
    String sessions = log.layout().sessions();
    List<String> garbage = new ArrayList<>();
    for (StoredObject object : workspace.list(sessions)) {
      Optional<Purpose> purpose = Layout.purpose(object.key(), sessions);
      if (purpose.isPresent()
          && purpose.get().number() <= newest
          && !purpose.get().attempt().equals(log.attempt(purpose.get().number()))) {
        garbage.add(object.key());
      }
    }
    return garbage;
  }

  private int delete(Area area, List<String> keys) throws StoreException {
    if (keys.isEmpty()) {
      return 0;
    }
    deletions.aboutToDelete(area, List.copyOf(keys));
    List<SideBySide.Work<String>> deletes = new ArrayList<>();
    for (String key : keys) {
      deletes.add(
          () -> {
            store(area).delete(key);
            return key;
          });
    }
    try {
      return SideBySide.run(requests, deletes).size();
    } catch (IOException interrupted) {
      throw new StoreException(Reason.UNAVAILABLE, "clear away", interrupted);
    }
  }

  private ObjectStore store(Area area) {
    return switch (area) {
      case PUBLISHED -> log.store();
      case WORKSPACE -> workspace;
    };
  }
}
