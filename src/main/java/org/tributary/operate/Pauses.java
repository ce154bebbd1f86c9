package org.tributary.operate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tributary.store.Contents;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.Created;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;

/**
 * Which authorities are not to be looked at for now: an object for each in the workspace, which
 * every programme of the account sees.
 */
public final class Pauses {

  private static final String FOLDER = "_paused/";

  /** After how long the store is asked again; one listing for all authorities. */
  static final Duration ASK_EVERY = Duration.ofMinutes(1);

  private final ObjectStore workspace;
  private final Clock clock;
  private Optional<Instant> asked = Optional.empty();
  private Set<String> paused = Set.of();

  /** As the workspace tells them. */
  public Pauses(ObjectStore workspace, Clock clock) {
    this.workspace = workspace;
    this.clock = clock;
  }

  /** Whether this authority is paused, as was known at most a minute ago. */
  public synchronized boolean isPaused(String authority) throws StoreException {
    Instant now = clock.instant();
    if (asked.isEmpty() || !asked.get().plus(ASK_EVERY).isAfter(now)) {
      paused = all(workspace);
      asked = Optional.of(now);
    }
    return paused.contains(authority);
  }

  /** The store is asked again at the next look: somebody here paused or resumed one. */
  public synchronized void forget() {
    asked = Optional.empty();
  }

  /** Every authority that is paused now. */
  public static SortedSet<String> all(ObjectStore workspace) throws StoreException {
    SortedSet<String> all = new TreeSet<>();
    for (StoredObject object : workspace.list(FOLDER)) {
      all.add(object.key().substring(FOLDER.length()));
    }
    return all;
  }

  /** Says whether it was not paused before. */
  public static boolean pause(ObjectStore workspace, String authority) throws StoreException {
    return workspace.create(FOLDER + authority, Contents.of(new byte[0])) == Created.CREATED;
  }

  /** Says whether it was paused before. */
  public static boolean resume(ObjectStore workspace, String authority) throws StoreException {
    boolean was = all(workspace).contains(authority);
    workspace.delete(FOLDER + authority);
    return was;
  }
}
