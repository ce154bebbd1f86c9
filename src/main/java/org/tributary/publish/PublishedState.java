package org.tributary.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tributary.publish.CommitLog.Head;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/** Reads what a unit has published: all of one commit, never parts of two. */
public final class PublishedState {

  /** What is done with one commit; done anew if the commit goes while it is read. */
  @FunctionalInterface
  public interface Reading<T> {
    T from(Commit commit) throws StoreException, IOException;
  }

  /** One commit, whose files can be fetched. */
  public static final class Commit {
    private final Head head;
    private final ObjectStore store;

    private Commit(Head head, ObjectStore store) {
      this.head = head;
      this.store = store;
    }

    public Manifest manifest() {
      return head.manifest();
    }

    /** SHA-256 of the manifest; names this state among all. */
    public String sha256() {
      return head.sha256();
    }

    /** Copies a file to a local one, complete and checked; what was there is replaced. */
    public void fetch(PublishedFile file, Path to) throws StoreException, IOException {
      try (OutputStream out = Files.newOutputStream(to)) {
        copy(file, out);
      }
    }

    /** A small file's bytes, checked. */
    public byte[] bytes(PublishedFile file) throws StoreException, IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      copy(file, bytes);
      return bytes.toByteArray();
    }

    private void copy(PublishedFile file, OutputStream to) throws StoreException, IOException {
      Digest digest = Digest.copy(store.read(file.key(), Optional.empty()), to);
      if (!digest.equals(new Digest(file.sha256(), file.bytes()))) {
        throw StoreException.differentBytes();
      }
    }
  }

  /** A reader so slow that it is overtaken this often is given up. */
  private static final int TRIES = 5;

  private final CommitLog log;
  private final ObjectStore store;

  /** The files that readers see. */
  public PublishedState(CommitLog log) {
    this.log = log;
    this.store = log.store();
  }

  /** Reads the newest commit; empty while nothing has been published. */
  public <T> Optional<T> read(Reading<T> reading) throws StoreException, IOException {
    for (int tried = 1; true; tried++) {
      Optional<Head> head = log.head();
      if (head.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(reading.from(new Commit(head.get(), store)));
      } catch (StoreException failure) {
        // Gone: newer commits have passed and the old files were cleared away.
        if (failure.reason() != Reason.NOT_FOUND || tried == TRIES) {
          throw failure;
        }
      }
    }
  }
}
