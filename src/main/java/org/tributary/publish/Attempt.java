package org.tributary.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tributary.publish.CommitLog.Head;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.Content;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/**
 * One try at the commit after a head. What it stages is invisible until {@link #commit}; it deletes
 * nothing, ever, since it cannot know whether an answer that got lost was a yes. Several threads
 * may stage at a time; one commits. A {@link Look} begins it.
 */
public final class Attempt {

  /** How a try at a commit ended. */
  public enum Outcome {
    /** The new state is this attempt's. */
    COMMITTED,
    /** Another attempt published the same state from the same inputs. */
    ALREADY_PUBLISHED,
    /** The number is taken by another state: look again. */
    OVERTAKEN
  }

  /** The commit is tried again while its outcome is unknown; the store's client waits between. */
  private static final int TRIES = 3;

  private final CommitLog log;
  private final ObjectStore workspace;
  private final Optional<Head> head;
  private final String fingerprint;
  private final long number;
  private final String id;

  private final Map<Area, Map<String, PublishedFile>> inHead = new EnumMap<>(Area.class);

  /** Files are staged by several threads at a time. */
  private final Map<Area, Map<String, PublishedFile>> staged = new EnumMap<>(Area.class);

  /**
   * Begins after a head that was read before the inputs were, with an id that no other attempt has.
   */
  Attempt(
      CommitLog log, ObjectStore workspace, Optional<Head> head, String fingerprint, String id) {
    this.log = log;
    this.workspace = workspace;
    this.head = head;
    this.fingerprint = fingerprint;
    this.number = head.map(Head::manifest).map(Manifest::number).orElse(0L) + 1;
    this.id = Layout.checked(id);
    for (Area area : Area.values()) {
      staged.put(area, new ConcurrentHashMap<>());
      Map<String, PublishedFile> byName = new HashMap<>();
      head.ifPresent(
          found -> found.manifest().in(area).forEach(file -> byName.put(file.name(), file)));
      inHead.put(area, byName);
    }
  }

  /** The commit that this attempt follows, if it is not the first. */
  public Optional<Head> head() {
    return head;
  }

  /** The number of the commit that this attempt aims at. */
  public long number() {
    return number;
  }

  public String id() {
    return id;
  }

  /**
   * Makes a file part of the state. Where the head has the same bytes under the same name, its
   * object is used again and nothing is written.
   */
  public PublishedFile stage(String name, Content content, long rows, Area area)
      throws StoreException, IOException {
    Digest digest = Digest.of(content);
    Optional<PublishedFile> same =
        inHead(name, area)
            .filter(
                file -> file.sha256().equals(digest.sha256()) && file.bytes() == digest.bytes());
    if (same.isPresent()) {
      PublishedFile file = same.get();
      return add(new PublishedFile(name, file.key(), file.sha256(), file.bytes(), rows), area);
    }
    String key = log.layout().data(number, id, digest.sha256(), name);
    // Where it existed it is our own, from a try whose answer got lost: nobody else has this id.
    store(area).create(key, content);
    return add(new PublishedFile(name, key, digest.sha256(), digest.bytes(), rows), area);
  }

  /** Whether the head has a file of this name. */
  public boolean isInHead(String name, Area area) {
    return inHead(name, area).isPresent();
  }

  /** Makes a file of the head part of this state as it is, without reading it. */
  public Optional<PublishedFile> reuse(String name, Area area) {
    Optional<PublishedFile> file = inHead(name, area);
    file.ifPresent(found -> add(found, area));
    return file;
  }

  /** Copies a file of the head to this machine; see {@link CommitLog#fetch}. */
  public void fetch(PublishedFile file, Area area, Path to)
      throws StoreException, IOException, LookAgainException {
    log.fetch(head.orElseThrow().manifest(), file, store(area), to);
  }

  /**
   * Keeps something of this session in the workspace that is no part of the state, such as the
   * bytes as they came; gives its key.
   */
  public String archive(String name, Content content) throws StoreException {
    String key = log.layout().session(number, id) + Layout.checked(name);
    workspace.create(key, content);
    return key;
  }

  /**
   * Makes the state visible, in one step. Where the store gives no clear answer to the end, this
   * fails and the next look finds out.
   */
  public Outcome commit(Counts counts, String program, String keyId, History history)
      throws StoreException {
    if (!counts.addUp()) {
      throw new IllegalStateException("the rows read are not the rows kept and removed");
    }
    Manifest manifest =
        new Manifest(
            number,
            head.map(Head::sha256).orElse(""),
            fingerprint,
            id,
            List.copyOf(files(staged, Area.PUBLISHED).values()),
            List.copyOf(files(staged, Area.WORKSPACE).values()),
            counts,
            program,
            keyId,
            history);
    List<StoreException> unclear = new ArrayList<>();
    while (unclear.size() < TRIES) {
      try {
        return switch (log.create(manifest)) {
          case CREATED -> Outcome.COMMITTED;
          case EXISTED -> whose();
        };
      } catch (StoreException failure) {
        if (failure.reason() != Reason.UNAVAILABLE) {
          throw failure;
        }
        unclear.add(failure);
      }
    }
    throw unclear.get(unclear.size() - 1);
  }

  /** The number is taken; it may be by ourselves, in a try whose answer got lost. */
  private Outcome whose() throws StoreException {
    Manifest there = log.manifest(number);
    if (there.attempt().equals(id)) {
      return Outcome.COMMITTED;
    }
    return there.fingerprint().equals(fingerprint) ? Outcome.ALREADY_PUBLISHED : Outcome.OVERTAKEN;
  }

  private static Map<String, PublishedFile> files(
      Map<Area, Map<String, PublishedFile>> areas, Area area) {
    return Objects.requireNonNull(areas.get(area), "every area was put in at the beginning");
  }

  private Optional<PublishedFile> inHead(String name, Area area) {
    return Optional.ofNullable(files(inHead, area).get(name));
  }

  private PublishedFile add(PublishedFile file, Area area) {
    if (files(staged, area).put(file.name(), file) != null) {
      throw new IllegalStateException("two files of one name in one commit");
    }
    return file;
  }

  private ObjectStore store(Area area) {
    return switch (area) {
      case PUBLISHED -> log.store();
      case WORKSPACE -> workspace;
    };
  }
}
