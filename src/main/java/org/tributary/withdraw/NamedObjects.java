package org.tributary.withdraw;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tributary.publish.Area;
import org.tributary.publish.CommitLog;
import org.tributary.publish.Manifest;
import org.tributary.publish.PublishedFile;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;

/** What the commits that readers may still ask for name, unit by unit. */
final class NamedObjects {

  /** Where the account is not at hand. */
  static final NamedObjects NONE = new NamedObjects();

  private final Map<String, PublishedFile> byKey = new HashMap<>();
  private final Map<String, Manifest> newest = new HashMap<>();

  private NamedObjects() {}

  static NamedObjects of(ObjectStore published, Collection<String> units) throws StoreException {
    NamedObjects named = new NamedObjects();
    for (String unit : units) {
      List<Manifest> readable = new CommitLog(published, unit).readable();
      if (!readable.isEmpty()) {
        named.newest.put(unit, readable.get(0));
      }
      for (Manifest manifest : readable) {
        for (Area area : Area.values()) {
          manifest.in(area).forEach(file -> named.byKey.put(file.key(), file));
        }
      }
    }
    return named;
  }

  Optional<PublishedFile> key(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** The number of the newest commit; 0 where there is none. */
  long newest(String unit) {
    return Optional.ofNullable(newest.get(unit)).map(Manifest::number).orElse(0L);
  }

  /** A file of the newest commit by its name. */
  Optional<PublishedFile> file(String unit, String name) {
    return Optional.ofNullable(newest.get(unit)).flatMap(manifest -> manifest.file(name));
  }
}
