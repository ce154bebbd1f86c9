package org.tributary.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.KeyOrder;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.Content;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.SideBySide;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/**
 * Copies of published files under names that stay, for people. No reader of ours decides by them;
 * they are made after a commit, and made again whenever they are not what the newest commit says.
 *
 * <p>What was delivered is remembered in a marker whose name is a digest of the copies' keys, ETags
 * and SHA-256s. While the listing gives the same digest nothing is read or written; whoever changes
 * a copy, a replica that is behind included, changes the digest.
 */
public final class Delivery {

  /** What becomes of objects in the folder that are no copy of the newest commit. */
  public enum Strays {
    /** They go: the folder is all ours. */
    REMOVED,
    /** They stay: they are earlier deliveries, or other people's. */
    KEPT
  }

  /** How a delivery ended. */
  public enum Result {
    /** Every copy was there. */
    UNCHANGED,
    DELIVERED,
    /** Somebody else wrote at the same time; the next look delivers again. */
    DISTURBED;

    /** Whether every copy was seen where it belongs. */
    public boolean isInPlace() {
      return switch (this) {
        case UNCHANGED, DELIVERED -> true;
        case DISTURBED -> false;
      };
    }
  }

  private final CommitLog log;
  private final String name;
  private final ObjectStore source;
  private final ObjectStore target;
  private final String folder;
  private final Strays strays;
  private final DeletionLog deletions;
  private final int requests;

  /**
   * Copies of one unit's files.
   *
   * @param name names this delivery among those of the unit
   * @param source where the files lie
   * @param folder what every key of a copy begins with; no other unit's keys do
   * @param requests how many copies are made at a time
   */
  public Delivery(
      CommitLog log,
      String name,
      ObjectStore source,
      ObjectStore target,
      String folder,
      Strays strays,
      DeletionLog deletions,
      int requests) {
    this.log = log;
    this.name = name;
    this.source = source;
    this.target = target;
    this.folder = folder;
    this.strays = strays;
    this.deletions = deletions;
    this.requests = requests;
  }

  /** Makes each key hold the bytes of its file. Two LISTs where everything is in its place. */
  public Result deliver(Map<String, PublishedFile> copies) throws StoreException {
    SortedMap<String, PublishedFile> wanted = new TreeMap<>(KeyOrder.UTF_8);
    wanted.putAll(copies);
    if (wanted.keySet().stream().anyMatch(key -> !key.startsWith(folder))) {
      throw new IllegalArgumentException("a copy lies outside the folder of its delivery");
    }
    String markers = log.layout().delivered(name);
    List<StoredObject> earlier = log.store().list(markers);
    SortedMap<String, StoredObject> there = there();
    Optional<String> done = record(wanted, there);
    if (done.isPresent()) {
      String marker = marker(markers, done.get());
      if (earlier.stream().anyMatch(object -> object.key().equals(marker))) {
        // Of one that the listing before did not show yet, nobody else would take notice.
        deleteAllBut(marker, earlier);
        return Result.UNCHANGED;
      }
    }
    Map<StoredObject, String> known = known(earlier);
    List<SideBySide.Work<Optional<StoredObject>>> writes = new ArrayList<>();
    for (Map.Entry<String, PublishedFile> copy : wanted.entrySet()) {
      StoredObject old = there.get(copy.getKey());
      if (old == null || !isCopy(old, copy.getValue(), known)) {
        writes.add(() -> write(copy.getKey(), copy.getValue()));
      }
    }
    for (Optional<StoredObject> written : sideBySide(writes)) {
      // While the listing shows its ETag, the copy need not be read back.
      written.ifPresent(
          copy ->
              Optional.ofNullable(wanted.get(copy.key()))
                  .ifPresent(file -> known.put(copy, file.sha256())));
    }
    remove(straysAmong(there, wanted));
    return confirm(wanted, known, markers, earlier);
  }

  private <T> List<T> sideBySide(List<SideBySide.Work<T>> all) throws StoreException {
    try {
      return SideBySide.run(requests, all);
    } catch (IOException interrupted) {
      throw new StoreException(Reason.UNAVAILABLE, "deliver", interrupted);
    }
  }

  /** Gives the copy as a listing shows it, where the store said what it made. */
  private Optional<StoredObject> write(String key, PublishedFile file) throws StoreException {
    if (source == target) {
      String etag = target.copy(file.key(), key);
      return Optional.of(new StoredObject(key, etag, file.bytes(), Instant.EPOCH));
    }
    target.replace(key, streamed(file));
    return Optional.empty();
  }

  /** Reads back what was written: another replica may have written after us. */
  private Result confirm(
      SortedMap<String, PublishedFile> wanted,
      Map<StoredObject, String> known,
      String markers,
      List<StoredObject> earlier)
      throws StoreException {
    SortedMap<String, StoredObject> there = there();
    for (Map.Entry<String, PublishedFile> copy : wanted.entrySet()) {
      StoredObject written = there.get(copy.getKey());
      if (written == null || !isCopy(written, copy.getValue(), known)) {
        return Result.DISTURBED;
      }
    }
    Optional<String> done = record(wanted, there);
    if (done.isEmpty()) {
      return Result.DISTURBED;
    }
    String marker = marker(markers, done.get());
    log.store().create(marker, Contents.of(done.get()));
    deleteAllBut(marker, earlier);
    return Result.DELIVERED;
  }

  private void deleteAllBut(String marker, List<StoredObject> earlier) throws StoreException {
    for (StoredObject old : earlier) {
      if (!old.key().equals(marker)) {
        log.store().delete(old.key());
      }
    }
  }

  private SortedMap<String, StoredObject> there() throws StoreException {
    SortedMap<String, StoredObject> there = new TreeMap<>(KeyOrder.UTF_8);
    for (StoredObject object : target.list(folder)) {
      there.put(object.key(), object);
    }
    return there;
  }

  /**
   * One line a copy: SHA-256, ETag, size, key. Each line is true for ever, whoever wrote it. Empty
   * while a copy is missing or a stray is there.
   */
  private Optional<String> record(
      SortedMap<String, PublishedFile> wanted, SortedMap<String, StoredObject> there) {
    if (!straysAmong(there, wanted).isEmpty()) {
      return Optional.empty();
    }
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, PublishedFile> copy : wanted.entrySet()) {
      StoredObject object = there.get(copy.getKey());
      if (object == null) {
        return Optional.empty();
      }
      lines
          .append(copy.getValue().sha256())
          .append('\t')
          .append(object.etag())
          .append('\t')
          .append(object.size())
          .append('\t')
          .append(object.key())
          .append('\n');
    }
    return Optional.of(lines.toString());
  }

  private static String marker(String markers, String record) {
    return markers + Digest.of(record.getBytes(StandardCharsets.UTF_8)).sha256();
  }

  private Map<StoredObject, String> known(List<StoredObject> markers) throws StoreException {
    Map<StoredObject, String> known = new HashMap<>();
    for (StoredObject marker : markers) {
      for (String line : text(marker).split("\n")) {
        String[] parts = line.split("\t", 4);
        if (parts.length == 4) {
          known.put(
              new StoredObject(parts[3], parts[1], Long.parseLong(parts[2]), Instant.EPOCH),
              parts[0]);
        }
      }
    }
    return known;
  }

  private String text(StoredObject marker) throws StoreException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Digest.copy(log.store().read(marker.key(), Optional.empty()), bytes);
    } catch (StoreException failure) {
      if (failure.reason() != Reason.NOT_FOUND) {
        throw failure;
      }
      // Another replica has finished and cleared the older markers.
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes every byte", impossible);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private boolean isCopy(StoredObject object, PublishedFile file, Map<StoredObject, String> known)
      throws StoreException {
    if (object.size() != file.bytes()) {
      return false;
    }
    String sha256 = known.get(object);
    if (sha256 == null) {
      Optional<String> read = sha256(object);
      if (read.isEmpty()) {
        return false;
      }
      sha256 = read.get();
      known.put(object, sha256);
    }
    return sha256.equals(file.sha256());
  }

  /** Empty if the object has become another one since it was listed. */
  private Optional<String> sha256(StoredObject object) throws StoreException {
    try {
      return Optional.of(
          Digest.copy(
                  target.read(object.key(), Optional.of(object.etag())),
                  OutputStream.nullOutputStream())
              .sha256());
    } catch (StoreException failure) {
      return switch (failure.reason()) {
        case CHANGED, NOT_FOUND -> Optional.empty();
        case FORBIDDEN, ARCHIVED, UNAVAILABLE, DIFFERENT_BYTES -> throw failure;
      };
    } catch (IOException impossible) {
      throw new UncheckedIOException("nothing is written", impossible);
    }
  }

  /** From store to store; what arrives is checked afterwards. */
  private Content streamed(PublishedFile file) {
    return new Content() {
      @Override
      public InputStream open() throws IOException {
        try {
          return source.read(file.key(), Optional.empty());
        } catch (StoreException failure) {
          throw new IOException("a published file cannot be read", failure);
        }
      }

      @Override
      public long size() {
        return file.bytes();
      }
    };
  }

  private List<String> straysAmong(
      SortedMap<String, StoredObject> there, SortedMap<String, PublishedFile> wanted) {
    return switch (strays) {
      case KEPT -> Collections.emptyList();
      case REMOVED -> {
        List<String> keys = new ArrayList<>(there.keySet());
        keys.removeAll(wanted.keySet());
        yield keys;
      }
    };
  }

  private void remove(List<String> keys) throws StoreException {
    if (!keys.isEmpty()) {
      deletions.aboutToDelete(Area.PUBLISHED, List.copyOf(keys));
    }
    for (String key : keys) {
      target.delete(key);
    }
  }
}
