package org.tributary.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/**
 * The files of one folder as they lay there at one moment. It holds the listing, not the bytes;
 * each read makes sure that it gets the object that was listed.
 */
public final class Collected {

  private final ObjectStore store;
  private final String folder;
  private final List<StoredObject> files;

  private Collected(ObjectStore store, String folder, List<StoredObject> files) {
    this.store = store;
    this.folder = folder;
    this.files = files;
  }

  /** Lists a folder, whose name ends in a slash. */
  public static Collected list(ObjectStore store, String folder) throws StoreException {
    return new Collected(store, folder, filesIn(store, folder));
  }

  /** In the order of the keys' bytes. */
  public List<StoredObject> files() {
    return files;
  }

  /** Copies a file as it was listed. */
  public Digest read(StoredObject file, OutputStream to)
      throws StoreException, IOException, LookAgainException {
    try {
      return Digest.copy(store.read(file.key(), Optional.of(file.etag())), to);
    } catch (StoreException failure) {
      if (failure.reason() == Reason.CHANGED || failure.reason() == Reason.NOT_FOUND) {
        throw new LookAgainException();
      }
      throw failure;
    }
  }

  /**
   * Lists again and makes sure that nothing moved. A listing of several pages is no moment in time
   * unless two in a row are equal; and a folder that is being filled just now had better be read
   * when it is full.
   */
  public void confirm() throws StoreException, LookAgainException {
    if (!filesIn(store, folder).equals(files)) {
      throw new LookAgainException();
    }
  }

  private static List<StoredObject> filesIn(ObjectStore store, String folder)
      throws StoreException {
    // A console that makes a folder makes an empty object whose key ends in a slash.
    return store.list(folder).stream().filter(object -> !object.key().endsWith("/")).toList();
  }
}
