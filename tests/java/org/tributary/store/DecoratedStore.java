package org.tributary.store;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A store as it is, for one of its promises to be broken. */
public class DecoratedStore implements ObjectStore {

  private final ObjectStore store;

  public DecoratedStore(ObjectStore store) {
    this.store = store;
  }

  @Override
  public List<StoredObject> list(String prefix) throws StoreException {
    return store.list(prefix);
  }

  @Override
  public List<StoredObject> listAfter(String prefix, String startAfter) throws StoreException {
    return store.listAfter(prefix, startAfter);
  }

  @Override
  public InputStream read(String key, Optional<String> etag) throws StoreException {
    return store.read(key, etag);
  }

  @Override
  public Created create(String key, Content content) throws StoreException {
    return store.create(key, content);
  }

  @Override
  public void replace(String key, Content content) throws StoreException {
    store.replace(key, content);
  }

  @Override
  public String copy(String from, String to) throws StoreException {
    return store.copy(from, to);
  }

  @Override
  public void delete(String key) throws StoreException {
    store.delete(key);
  }
}
