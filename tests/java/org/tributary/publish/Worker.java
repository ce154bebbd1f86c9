package org.tributary.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.tributary.publish.CommitLog.Head;
import org.tributary.publish.Look.Made;
import org.tributary.publish.Look.Result;
import org.tributary.store.Contents;
import org.tributary.store.KeyOrder;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;

/**
 * The smallest pipeline: it publishes f(folder), by the product's own classes. f makes one output
 * of each file and one of all of them together.
 */
final class Worker {

  static final String UNIT = "822/returns";
  static final String FOLDER = "bedford-822/returns/";
  static final String CURRENT = "current/822_";

  /** What an upload holds and no reader may ever see. */
  static final String RAW = "RAW";

  /** How garbage is cleared; the product's way, or a broken one. */
  @FunctionalInterface
  interface Clearing {
    void clear() throws StoreException;
  }

  /** The stores of one process. */
  record Stores(ObjectStore uploads, ObjectStore published, ObjectStore workspace) {}

  private final Stores stores;
  private final CommitLog log;
  private final Look look;
  private final Clearing clearing;
  private final Delivery delivery;
  private final Supplier<History> history;

  Worker(Stores stores, Supplier<String> attemptIds, Supplier<History> history) {
    this(
        stores,
        attemptIds,
        history,
        () ->
            new Garbage(
                    new CommitLog(stores.published(), UNIT), stores.workspace(), (area, keys) -> {})
                .clear());
  }

  Worker(Stores stores, Supplier<String> attemptIds, Supplier<History> history, Clearing clearing) {
    this.stores = stores;
    this.log = new CommitLog(stores.published(), UNIT);
    this.look = new Look(log, stores.workspace(), attemptIds);
    this.clearing = clearing;
    this.delivery =
        new Delivery(
            log,
            "current",
            stores.published(),
            stores.published(),
            CURRENT,
            Delivery.Strays.REMOVED,
            (area, keys) -> {});
    this.history = history;
  }

  /** Steps 0 to 5. */
  Result look() throws StoreException, IOException {
    return look.at(
        () -> {
          Collected listing = Collected.list(stores.uploads(), FOLDER);
          return new Look.Inputs() {
            @Override
            public String fingerprint() {
              return new Fingerprint().with("rules", "1").with(listing).sha256();
            }

            @Override
            public Made make(Attempt attempt)
                throws StoreException, IOException, LookAgainException {
              return publish(listing, attempt);
            }
          };
        });
  }

  /** Step 6. */
  void deliver() throws StoreException {
    Optional<Head> head = log.head();
    if (head.isPresent()) {
      SortedMap<String, PublishedFile> copies = new TreeMap<>();
      head.get().manifest().files().forEach(file -> copies.put(CURRENT + file.name(), file));
      delivery.deliver(copies);
    }
  }

  /** Step 7. */
  void clear() throws StoreException {
    clearing.clear();
  }

  private Made publish(Collected listing, Attempt attempt)
      throws StoreException, IOException, LookAgainException {
    SortedMap<String, String> folder = new TreeMap<>(KeyOrder.UTF_8);
    int number = 0;
    for (StoredObject file : listing.files()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      listing.read(file, bytes);
      attempt.archive("incoming/" + number++, Contents.of(bytes.toByteArray()));
      folder.put(file.key(), bytes.toString(StandardCharsets.UTF_8));
    }
    listing.confirm();
    SortedMap<String, String> outputs = outputs(folder);
    for (Map.Entry<String, String> output : outputs.entrySet()) {
      attempt.stage(output.getKey(), Contents.of(output.getValue()), 1, Area.PUBLISHED);
    }
    attempt.stage("inputs", Contents.of(String.join("\n", folder.keySet())), 0, Area.WORKSPACE);
    SortedMap<String, Long> removed = new TreeMap<>();
    removed.put("DuplicateRemoved", 1L);
    return new Made(new Counts(folder.size() + 1, folder.size(), removed), "1", "", history.get());
  }

  /** f: from the folder, key and text, to the outputs, name and text. */
  static SortedMap<String, String> outputs(SortedMap<String, String> folder) {
    SortedMap<String, String> outputs = new TreeMap<>();
    StringBuilder all = new StringBuilder();
    folder.forEach(
        (key, text) -> {
          String clean = text.replace(RAW, "clean");
          outputs.put("table-" + key.substring(FOLDER.length()), clean);
          all.append(clean);
        });
    outputs.put("all.csv", all.toString());
    return outputs;
  }
}
