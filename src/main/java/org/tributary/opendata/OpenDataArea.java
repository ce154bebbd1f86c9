package org.tributary.opendata;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.opendata.Source.FileKind;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.Scratch;
import org.tributary.store.StoreException;

/**
 * An account's open data: the area {@code external}, which people fill, and in the workspace a copy
 * of what was last read of each source. A file that somebody takes away does not empty the columns
 * that are looked up in it: the copy stands for it until another one comes.
 */
public final class OpenDataArea {

  /** What the name of a copy begins with, where it stands for a file that is gone. */
  public static final String LAST_READ = "the copy last read/";

  /** Where in the workspace the copies lie. */
  public static final String COPIES = "open-data/";

  private static final Logger LOG = LoggerFactory.getLogger(OpenDataArea.class);

  private final ObjectStore external;
  private final ObjectStore workspace;

  /** What was listed last, and what that came to; the same listing is not looked into again. */
  private volatile Optional<Answer> last = Optional.empty();

  private record Answer(OpenData wanted, List<StoredObject> listed, List<StoredObject> all) {}

  public OpenDataArea(ObjectStore external, ObjectStore workspace) {
    this.external = external;
    this.workspace = workspace;
  }

  /**
   * All objects of the area, and the copies last read of what is wanted and of which it has none.
   * One LIST, and another one where something is missing and the area has changed.
   */
  public List<StoredObject> list(OpenData wanted) throws StoreException {
    List<StoredObject> listed = external.list("");
    Optional<Answer> known =
        last.filter(one -> one.listed().equals(listed) && one.wanted().equals(wanted));
    if (known.isPresent()) {
      return known.get().all();
    }
    List<StoredObject> all = new ArrayList<>(listed);
    Set<String> there = new HashSet<>();
    listed.forEach(
        object -> wanted.known(object.key()).map(OpenDataArea::place).ifPresent(there::add));
    boolean isComplete =
        wanted.sources().stream()
            .flatMap(source -> source.kinds().stream().map(kind -> place(source, kind)))
            .allMatch(there::contains);
    if (!isComplete) {
      for (StoredObject copy : workspace.list(COPIES)) {
        if (wanted.known(copy.key()).filter(one -> !there.contains(place(one))).isPresent()) {
          all.add(
              new StoredObject(
                  LAST_READ + copy.key().substring(COPIES.length()),
                  copy.etag(),
                  copy.size(),
                  copy.modified()));
        }
      }
    }
    last = Optional.of(new Answer(wanted, listed, List.copyOf(all)));
    return List.copyOf(all);
  }

  /** What files take each other's place in: where only the newest counts, those of all kinds. */
  private static String place(Source source, FileKind kind) {
    return switch (source.use()) {
      case NEWEST -> source.name();
      case EVERY -> source.name() + "/" + kind.name();
    };
  }

  private static String place(OpenData.Known known) {
    return place(known.source(), known.kind());
  }

  /** Whether an object of a listing stands for a file that is gone. */
  public static boolean isLastRead(StoredObject object) {
    return object.key().startsWith(LAST_READ);
  }

  /** Brings a listed object to this machine; {@code CHANGED} where it has become another one. */
  public void fetch(StoredObject object, Path to) throws StoreException, IOException {
    try (OutputStream out = Scratch.write(to)) {
      Digest.copy(read(object), out);
    } catch (StoreException failure) {
      // Copies may be gone too; the next listing looks.
      last = Optional.empty();
      throw failure;
    }
  }

  private InputStream read(StoredObject object) throws StoreException {
    return isLastRead(object)
        ? workspace.read(
            COPIES + object.key().substring(LAST_READ.length()), Optional.of(object.etag()))
        : external.read(object.key(), Optional.of(object.etag()));
  }

  /**
   * Keeps copies of what was read, in the place of those that were kept before. That it cannot be
   * done is logged, and costs nothing else.
   *
   * @param read what was fetched of what is wanted, all of it
   */
  public void keep(OpenData wanted, Map<StoredObject, Path> read) {
    try {
      Set<String> places = new HashSet<>();
      Set<String> kept = new HashSet<>();
      Set<String> there = new HashSet<>();
      workspace.list(COPIES).forEach(copy -> there.add(copy.key()));
      for (Map.Entry<StoredObject, Path> file : read.entrySet()) {
        Optional<OpenData.Known> known = wanted.known(file.getKey().key());
        if (known.isEmpty() || isLastRead(file.getKey())) {
          continue;
        }
        places.add(place(known.get()));
        String copy = copy(file.getKey());
        kept.add(copy);
        if (!there.contains(copy)) {
          workspace.create(copy, Contents.of(file.getValue()));
        }
      }
      for (String old : there) {
        boolean isReplaced =
            wanted.known(old).filter(known -> places.contains(place(known))).isPresent();
        if (isReplaced && !kept.contains(old)) {
          workspace.delete(old);
        }
      }
    } catch (StoreException failure) {
      LOG.warn("no copy is kept of the open data that was read", failure);
    }
  }

  /** Another version of a file has another place. */
  private static String copy(StoredObject object) {
    String version =
        Digest.of((object.key() + '\n' + object.etag()).getBytes(StandardCharsets.UTF_8))
            .sha256()
            .substring(0, 16);
    return COPIES + version + "/" + object.key().substring(object.key().lastIndexOf('/') + 1);
  }
}
