package org.tributary.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.Created;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/**
 * The numbered commits of one unit; the newest is its state. A commit is created once and never
 * changed or deleted, so what was read of it may be remembered.
 */
public final class CommitLog {

  /** A commit as it was read, with the SHA-256 of its bytes, which the next one names. */
  public record Head(Manifest manifest, String sha256) {}

  private final ObjectStore store;
  private final Layout layout;
  private final String unit;
  private volatile Optional<Head> remembered = Optional.empty();
  private volatile Optional<Head> cleared = Optional.empty();
  private final Map<Long, String> attempts = new ConcurrentHashMap<>();

  /** A unit is what is published as one, such as {@code 822/annex-a} or {@code PAN}. */
  public CommitLog(ObjectStore store, String unit) {
    this.store = store;
    this.layout = new Layout(unit);
    this.unit = unit;
  }

  public String unit() {
    return unit;
  }

  /**
   * The newest commit, as the store has it now. One LIST, and one GET where there is a newer one
   * than was seen before. It is never an older one than was seen before, also where a listing is
   * behind, unless that one can be read no more.
   */
  public Optional<Head> head() throws StoreException {
    OptionalLong newest = newestSince(remembered);
    if (newest.isEmpty() && remembered.isPresent()) {
      if (isStillThere(remembered.get())) {
        return remembered;
      }
      // What we remember is no longer there: another store lies behind the name now.
      attempts.clear();
      newest = newestSince(Optional.empty());
    }
    if (newest.isEmpty()) {
      remembered = Optional.empty();
      return remembered;
    }
    return at(newest.getAsLong());
  }

  /**
   * The same where a listing of all commits found this one to be the newest, so that nothing needs
   * to be asked where it was seen before. Asks by itself where the listing is behind what was seen.
   */
  Optional<Head> head(OptionalLong listed) throws StoreException {
    Optional<Head> seen = remembered;
    if (listed.isEmpty() && seen.isEmpty()) {
      return seen;
    }
    return listed.isEmpty()
            || seen.filter(head -> head.manifest().number() > listed.getAsLong()).isPresent()
        ? head()
        : at(listed.getAsLong());
  }

  /** One at a time, so that several who ask at once read the commit once. */
  private synchronized Optional<Head> at(long number) throws StoreException {
    Optional<Head> known = remembered.filter(head -> head.manifest().number() == number);
    Optional<Head> found = known.isPresent() ? known : Optional.of(read(number));
    remembered = found;
    return found;
  }

  /** The newest commit when {@link #head} was asked last; the store is not asked. */
  Optional<Head> seen() {
    return remembered;
  }

  private boolean isStillThere(Head seen) throws StoreException {
    try {
      return readIfSound(seen.manifest().number()).equals(Optional.of(seen));
    } catch (StoreException failure) {
      if (failure.reason() == Reason.NOT_FOUND) {
        return false;
      }
      throw failure;
    }
  }

  private OptionalLong newestSince(Optional<Head> known) throws StoreException {
    List<StoredObject> commits =
        known.isPresent()
            ? store.listAfter(layout.commits(), layout.commit(known.get().manifest().number() - 1))
            : store.list(layout.commits());
    return commits.stream()
        .map(commit -> layout.commitNumber(commit.key()))
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .max();
  }

  /** One commit; {@code NOT_FOUND} where there is none of this number. */
  public Manifest manifest(long number) throws StoreException {
    return read(number).manifest();
  }

  /**
   * Which attempt made a commit; a commit of which that was read once is not asked again, however
   * many there are.
   */
  String attempt(long number) throws StoreException {
    String known = attempts.get(number);
    if (known == null) {
      known = manifest(number).attempt();
      attempts.put(number, known);
    }
    return known;
  }

  /** The numbers of all commits, ascending. */
  public List<Long> numbers() throws StoreException {
    List<Long> numbers = new ArrayList<>();
    for (StoredObject commit : store.list(layout.commits())) {
      layout.commitNumber(commit.key()).ifPresent(numbers::add);
    }
    return List.copyOf(numbers);
  }

  /**
   * Copies a file that a commit of this unit names to this machine, complete and checked. Where it
   * went because the commit is no longer the newest, another look finds what took its place; else
   * it is lost, which is a failure.
   */
  public void fetch(Manifest commit, PublishedFile file, ObjectStore from, Path to)
      throws StoreException, IOException, LookAgainException {
    try (OutputStream out = Files.newOutputStream(to)) {
      Digest digest = Digest.copy(from.read(file.key(), Optional.empty()), out);
      if (!digest.equals(new Digest(file.sha256(), file.bytes()))) {
        throw StoreException.differentBytes();
      }
    } catch (StoreException failure) {
      if (failure.reason() == Reason.NOT_FOUND
          && head().filter(newest -> newest.manifest().number() == commit.number()).isEmpty()) {
        throw new LookAgainException();
      }
      throw failure;
    }
  }

  /**
   * The commits whose files a reader may still ask for: the newest and the one before, the newest
   * alone if it purged. Newest first.
   */
  public List<Manifest> readable() throws StoreException {
    Optional<Head> head = head();
    return head.isPresent() ? readable(head.get()) : List.of();
  }

  /** The same where this is the newest. */
  List<Manifest> readable(Head head) throws StoreException {
    Manifest newest = head.manifest();
    return newest.number() > 1 && newest.history() == History.KEPT
        ? List.of(newest, manifest(newest.number() - 1))
        : List.of(newest);
  }

  /** Whether this commit log was told that what no commit names is gone. */
  boolean isClearedAfter(Head head) {
    return cleared.equals(Optional.of(head));
  }

  void clearedAfter(Head head) {
    cleared = Optional.of(head);
  }

  ObjectStore store() {
    return store;
  }

  Layout layout() {
    return layout;
  }

  Created create(Manifest manifest) throws StoreException {
    return store.create(layout.commit(manifest.number()), Contents.of(manifest.toJson()));
  }

  Head read(long number) throws StoreException {
    return readIfSound(number)
        .orElseThrow(() -> new StoreException(Reason.UNAVAILABLE, "read a commit"));
  }

  /**
   * One commit with the SHA-256 of its bytes; empty where an object lies there that is not this
   * commit, {@code NOT_FOUND} where none does.
   */
  public Optional<Head> committed(long number) throws StoreException {
    return readIfSound(number);
  }

  /** Empty where an object lies there that is not this commit. */
  Optional<Head> readIfSound(long number) throws StoreException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Digest digest = Digest.copy(store.read(layout.commit(number), Optional.empty()), bytes);
      return Manifest.parse(bytes.toByteArray())
          .filter(manifest -> manifest.number() == number)
          .map(manifest -> new Head(manifest, digest.sha256()));
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes every byte", impossible);
    }
  }
}
