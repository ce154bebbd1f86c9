package org.tributary.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One area: the objects below one prefix of one bucket. Keys are relative to the area, opaque and
 * never interpreted. Every method throws {@link StoreException}, whose reason says whose move it
 * is.
 */
public interface ObjectStore {

  /**
   * One object as a listing shows it; {@code size} in bytes. When it was written is told and never
   * compared: the same bytes put again under the same key are the same object.
   */
  record StoredObject(String key, String etag, long size, Instant modified) {

    @Override
    public boolean equals(Object other) {
      return other instanceof StoredObject object
          && object.key.equals(key)
          && object.etag.equals(etag)
          && object.size == size;
    }

    @Override
    public int hashCode() {
      return Objects.hash(key, etag, size);
    }
  }

  /** What a create-only write found. */
  enum Created {
    /** The object is there and it is ours. */
    CREATED,
    /**
     * An object of this key was there before; it may be our own, from a try whose answer got lost.
     */
    EXISTED
  }

  /** The bytes of an object to be written; {@link #open()} may be called again for a retry. */
  interface Content {
    InputStream open() throws IOException;

    long size();
  }

  /** Every object below a prefix, all pages, in the order of the keys' UTF-8 bytes. */
  List<StoredObject> list(String prefix) throws StoreException;

  /** The same, beginning after a key. */
  List<StoredObject> listAfter(String prefix, String startAfter) throws StoreException;

  /**
   * The object's bytes; the caller closes the stream. With an ETag the read says {@code If-Match}
   * and fails with {@code CHANGED} when the object has become another one.
   */
  InputStream read(String key, Optional<String> etag) throws StoreException;

  /** Writes with {@code If-None-Match: *}: never overwrites. */
  Created create(String key, Content content) throws StoreException;

  /** Writes over what is there. Only for copies under stable names, which no reader decides by. */
  void replace(String key, Content content) throws StoreException;

  /**
   * Makes an object the same as another one of this store, without the bytes passing through here;
   * gives the ETag that it has then. For copies under stable names, as {@link #replace}.
   */
  String copy(String from, String to) throws StoreException;

  /** Deletes; an absent object is no error. Only garbage collection and retention call this. */
  void delete(String key) throws StoreException;
}
