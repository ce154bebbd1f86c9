package org.tributary.proof;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.tributary.publish.PublishedFile;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;

/** Fetches the files of one commit and notes which of them are not what the commit says. */
final class Fetched {

  private final ObjectStore store;
  private final Path folder;
  private final AtomicLong files = new AtomicLong();
  private final List<Broken> broken = Collections.synchronizedList(new ArrayList<>());

  Fetched(ObjectStore store, Path folder) {
    this.store = store;
    this.folder = folder;
  }

  /** Brings a file here; where it is not there, nothing is. */
  List<LocalTable.Part> fetch(PublishedFile file) throws StoreException, IOException {
    Path path = Files.createTempFile(folder, "fetched", "");
    try (OutputStream out = Files.newOutputStream(path)) {
      return copy(file, out) ? List.of(new LocalTable.Part(file, path)) : List.of();
    }
  }

  /** Reads a file of which only the bytes count. */
  void look(PublishedFile file) throws StoreException, IOException {
    copy(file, OutputStream.nullOutputStream());
  }

  private boolean copy(PublishedFile file, OutputStream to) throws StoreException, IOException {
    files.incrementAndGet();
    try {
      Digest digest = Digest.copy(store.read(file.key(), Optional.empty()), to);
      if (!digest.equals(new Digest(file.sha256(), file.bytes()))) {
        broken.add(new Broken(file.name(), "", 0, "the file has other bytes"));
      }
      return true;
    } catch (StoreException failure) {
      String wrong =
          switch (failure.reason()) {
            case NOT_FOUND -> "the file is not there";
            case DIFFERENT_BYTES -> "the file has other bytes";
            case CHANGED, FORBIDDEN, ARCHIVED, UNAVAILABLE -> throw failure;
          };
      broken.add(new Broken(file.name(), "", 0, wrong));
      return false;
    }
  }

  /** Counts in what another has read of the same commit. */
  void and(Fetched other) {
    files.addAndGet(other.files.get());
    broken.addAll(other.broken);
  }

  Check check(String unit) {
    List<Broken> sorted = new ArrayList<>(broken);
    sorted.sort(Comparator.comparing(Broken::file).thenComparing(Broken::words));
    return new Check(
        unit, "", Promise.FILES_AS_COMMITTED, List.of(), List.of(), files.get(), 0, sorted);
  }
}
