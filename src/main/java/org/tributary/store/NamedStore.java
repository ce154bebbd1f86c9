package org.tributary.store;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A store whose failures say which area it is. */
public final class NamedStore implements ObjectStore {

  private final ObjectStore store;
  private final String name;

  /**
   * @param name as an operator knows it: {@code uploads (bucket fons-uploads)}
   */
  public NamedStore(ObjectStore store, String name) {
    this.store = store;
    this.name = name;
  }

  private interface Request<T> {
    T send() throws StoreException;
  }

  private <T> T named(Request<T> request) throws StoreException {
    try {
      return request.send();
    } catch (StoreException failure) {
      throw failure.at(name);
    }
  }

  @Override
  public List<StoredObject> list(String prefix) throws StoreException {
    return named(() -> store.list(prefix));
  }

  @Override
  public List<StoredObject> listAfter(String prefix, String startAfter) throws StoreException {
    return named(() -> store.listAfter(prefix, startAfter));
  }

  @Override
  public InputStream read(String key, Optional<String> etag) throws StoreException {
    return named(() -> store.read(key, etag));
  }

  @Override
  public Created create(String key, Content content) throws StoreException {
    return named(() -> store.create(key, content));
  }

  @Override
  public void replace(String key, Content content) throws StoreException {
    named(
        () -> {
          store.replace(key, content);
          return key;
        });
  }

  @Override
  public String copy(String from, String to) throws StoreException {
    return named(() -> store.copy(from, to));
  }

  @Override
  public void delete(String key) throws StoreException {
    named(
        () -> {
          store.delete(key);
          return key;
        });
  }
}
