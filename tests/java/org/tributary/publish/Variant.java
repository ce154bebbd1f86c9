package org.tributary.publish;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.tributary.publish.Look.Source;
import org.tributary.publish.Worker.Clearing;
import org.tributary.publish.Worker.Stores;
import org.tributary.store.Contents;
import org.tributary.store.DecoratedStore;
import org.tributary.store.ObjectStore;
import org.tributary.store.SimulatedStore;
import org.tributary.store.SimulatedStore.Held;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/** The protocol, and seven ways to get it wrong that the checker must see. */
enum Variant {
  PROTOCOL,
  /** Reads what lies there now instead of what was listed. */
  READ_WITHOUT_IF_MATCH,
  /** Takes a refused commit for a failed one and tidies up after it. */
  REFUSAL_TAKEN_FOR_FAILURE,
  /** Deletes what no commit names, once it is older than any writer is thought to need. */
  GARBAGE_BY_AGE,
  /** Deletes what no commit names. */
  GARBAGE_BY_REFERENCE,
  /** Names objects by their content alone, so that attempts share them. */
  OBJECTS_SHARED,
  /** Empties the folder that readers see and fills it again. */
  CURRENT_REWRITTEN,
  /** The hub lists what was shared, and then reads the head that its release is to follow. */
  HUB_HEAD_AFTER_INPUTS;

  /** In changes of the store; a session makes about ten. */
  private static final long GRACE = 40;

  private static final String DATA = "data/" + UploadWorker.UNIT + "/";

  Stores wrong(Stores stores) {
    return switch (this) {
      case PROTOCOL,
          GARBAGE_BY_AGE,
          GARBAGE_BY_REFERENCE,
          CURRENT_REWRITTEN,
          HUB_HEAD_AFTER_INPUTS ->
          stores;
      case READ_WITHOUT_IF_MATCH ->
          new Stores(withoutIfMatch(stores.inputs()), stores.published(), stores.workspace());
      case REFUSAL_TAKEN_FOR_FAILURE ->
          new Stores(stores.inputs(), tidyingUp(stores.published()), stores.workspace());
      case OBJECTS_SHARED ->
          new Stores(stores.inputs(), sharing(stores.published()), stores.workspace());
    };
  }

  /** Whether the hub takes part; an error of the upload account must be seen there. */
  boolean hasHub() {
    return switch (this) {
      case PROTOCOL, HUB_HEAD_AFTER_INPUTS -> true;
      case READ_WITHOUT_IF_MATCH,
          REFUSAL_TAKEN_FOR_FAILURE,
          GARBAGE_BY_AGE,
          GARBAGE_BY_REFERENCE,
          OBJECTS_SHARED,
          CURRENT_REWRITTEN ->
          false;
    };
  }

  HubWorker hub(Stores stores, Supplier<String> attemptIds, Supplier<History> history) {
    return this == HUB_HEAD_AFTER_INPUTS
        ? new HubWorker(stores, attemptIds, history) {
          @Override
          Source<Vector> source() throws StoreException {
            Optional<Vector> early = Optional.of(list());
            return () -> early;
          }
        }
        : new HubWorker(stores, attemptIds, history);
  }

  Clearing clearing(Stores stores, SimulatedStore published) {
    return switch (this) {
      case PROTOCOL,
          READ_WITHOUT_IF_MATCH,
          REFUSAL_TAKEN_FOR_FAILURE,
          CURRENT_REWRITTEN,
          HUB_HEAD_AFTER_INPUTS ->
          Worker.properly(stores, UploadWorker.UNIT);
      case GARBAGE_BY_AGE -> () -> clearUnnamed(stores.published(), published, GRACE);
      case GARBAGE_BY_REFERENCE, OBJECTS_SHARED ->
          () -> clearUnnamed(stores.published(), published, 0);
    };
  }

  private static ObjectStore withoutIfMatch(ObjectStore uploads) {
    return new DecoratedStore(uploads) {
      @Override
      public InputStream read(String key, Optional<String> etag) throws StoreException {
        return super.read(key, Optional.empty());
      }
    };
  }

  private static ObjectStore tidyingUp(ObjectStore published) {
    List<String> staged = new ArrayList<>();
    return new DecoratedStore(published) {
      @Override
      public Created create(String key, Content content) throws StoreException {
        Created created = super.create(key, content);
        if (key.startsWith(DATA)) {
          staged.add(key);
        } else if (key.startsWith("_commits/")) {
          if (created == Created.EXISTED) {
            for (String own : staged) {
              super.delete(own);
            }
            staged.clear();
            throw new StoreException(Reason.CHANGED, "commit");
          }
          staged.clear();
        }
        return created;
      }
    };
  }

  private static ObjectStore sharing(ObjectStore published) {
    return new DecoratedStore(published) {
      @Override
      public Created create(String key, Content content) throws StoreException {
        if (key.startsWith(DATA)) {
          return super.create(shared(key), content);
        }
        if (key.startsWith("_commits/")) {
          try {
            return super.create(
                key,
                Contents.of(
                    withSharedKeys(Manifest.parse(content.open().readAllBytes()).orElseThrow())
                        .toJson()));
          } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
          }
        }
        return super.create(key, content);
      }
    };
  }

  private static String shared(String key) {
    return DATA + "000000000001/shared/" + key.substring(key.lastIndexOf('/') + 1);
  }

  private static Manifest withSharedKeys(Manifest manifest) {
    return new Manifest(
        manifest.number(),
        manifest.previous(),
        manifest.fingerprint(),
        manifest.attempt(),
        manifest.files().stream()
            .map(
                file ->
                    new PublishedFile(
                        file.name(), shared(file.key()), file.sha256(), file.bytes(), file.rows()))
            .toList(),
        manifest.workspace(),
        manifest.counts(),
        manifest.program(),
        manifest.keyId(),
        manifest.history());
  }

  private static void clearUnnamed(ObjectStore view, SimulatedStore published, long grace)
      throws StoreException {
    Set<String> named = new HashSet<>();
    for (Manifest manifest : new CommitLog(view, UploadWorker.UNIT).readable()) {
      manifest.files().forEach(file -> named.add(file.key()));
    }
    for (ObjectStore.StoredObject object : view.list(DATA)) {
      Optional<Held> held = published.object(object.key());
      if (!named.contains(object.key())
          && held.isPresent()
          && published.revision() - held.get().revision() > grace) {
        view.delete(object.key());
      }
    }
  }

  /** What the older pipelines did: no commit, one folder of files under stable names. */
  static void rewriteCurrent(ObjectStore published, Map<String, String> outputs)
      throws StoreException {
    for (ObjectStore.StoredObject old : published.list(UploadWorker.CURRENT)) {
      published.delete(old.key());
    }
    for (Map.Entry<String, String> output : outputs.entrySet()) {
      published.replace(UploadWorker.CURRENT + output.getKey(), Contents.of(output.getValue()));
    }
  }
}
