package org.tributary.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.tributary.publish.UploadWorker.Listed;
import org.tributary.store.Contents;
import org.tributary.store.KeyOrder;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;

/**
 * A replica of the upload account, which publishes f(folder). f makes one output of each file and
 * one of all of them together.
 */
final class UploadWorker extends Worker<Listed> {

  static final String UNIT = "822/returns";
  static final String FOLDER = "bedford-822/returns/";
  static final String CURRENT = "current/822_";

  /** What an upload holds and no reader may ever see. */
  static final String RAW = "RAW";

  record Listed(Collected folder) implements Look.Inputs {
    @Override
    public String fingerprint() {
      return new Fingerprint().with("rules", "1").with(folder).sha256();
    }
  }

  private final Stores stores;

  UploadWorker(
      Stores stores, Supplier<String> attemptIds, Supplier<History> history, Clearing clearing) {
    super(UNIT, CURRENT, stores, attemptIds, history, clearing);
    this.stores = stores;
  }

  @Override
  Listed list() throws StoreException {
    return new Listed(Collected.list(stores.inputs(), FOLDER));
  }

  @Override
  Counts stage(Listed listed, Attempt attempt)
      throws StoreException, IOException, LookAgainException {
    SortedMap<String, String> folder = new TreeMap<>(KeyOrder.UTF_8);
    int number = 0;
    for (StoredObject file : listed.folder().files()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      listed.folder().read(file, bytes);
      attempt.archive("incoming/" + number++, Contents.of(bytes.toByteArray()));
      folder.put(file.key(), bytes.toString(StandardCharsets.UTF_8));
    }
    listed.folder().confirm();
    for (Map.Entry<String, String> output : outputs(folder).entrySet()) {
      attempt.stage(output.getKey(), Contents.of(output.getValue()), 1, Area.PUBLISHED);
    }
    attempt.stage("inputs", Contents.of(String.join("\n", folder.keySet())), 0, Area.WORKSPACE);
    SortedMap<String, Long> removed = new TreeMap<>();
    removed.put("DuplicateRemoved", 1L);
    return new Counts(folder.size() + 1, folder.size(), removed);
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
