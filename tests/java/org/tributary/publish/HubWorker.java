package org.tributary.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.tributary.publish.HubWorker.Vector;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/**
 * A replica of the hub, which publishes f(vector): what the newest commit of each upload unit
 * holds. f makes one output of each unit and one of all of them together.
 */
class HubWorker extends Worker<Vector> {

  static final String UNIT = "PAN";
  static final String CURRENT = "current/PAN_";

  /** What it reads; the replicas of the upload account are at work on the first. */
  static final List<String> UNITS = List.of(UploadWorker.UNIT, "823/returns", "824/returns");

  static final String SHARED = "all.csv";

  /** By unit, what its newest commit shared; not those that never committed. */
  record Vector(SortedMap<String, PublishedFile> shared) implements Look.Inputs {
    @Override
    public String fingerprint() {
      Fingerprint fingerprint = new Fingerprint();
      shared.forEach((unit, file) -> fingerprint.with("input " + unit, file.sha256()));
      return fingerprint.sha256();
    }
  }

  private final Stores stores;
  private final CommitLogs logs;

  HubWorker(Stores stores, Supplier<String> attemptIds, Supplier<History> history) {
    super(UNIT, CURRENT, stores, attemptIds, history, properly(stores, UNIT));
    this.stores = stores;
    this.logs = new CommitLogs(stores.inputs(), 1);
  }

  @Override
  Vector list() throws StoreException {
    SortedMap<String, PublishedFile> shared = new TreeMap<>();
    logs.heads(UNITS)
        .forEach(
            (unit, head) -> head.manifest().file(SHARED).ifPresent(file -> shared.put(unit, file)));
    return new Vector(shared);
  }

  @Override
  Counts stage(Vector vector, Attempt attempt)
      throws StoreException, IOException, LookAgainException {
    SortedMap<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, PublishedFile> shared : vector.shared().entrySet()) {
      texts.put(shared.getKey(), text(shared.getValue()));
    }
    for (Map.Entry<String, String> output : outputs(texts).entrySet()) {
      attempt.stage(output.getKey(), Contents.of(output.getValue()), 1, Area.PUBLISHED);
    }
    return new Counts(texts.size(), texts.size(), new TreeMap<>());
  }

  private String text(PublishedFile file) throws StoreException, IOException, LookAgainException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Digest.copy(stores.inputs().read(file.key(), Optional.empty()), bytes);
    } catch (StoreException failure) {
      if (failure.reason() == Reason.NOT_FOUND) {
        throw new LookAgainException();
      }
      throw failure;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** f: from the vector, unit and text, to the outputs, name and text. */
  static SortedMap<String, String> outputs(SortedMap<String, String> texts) {
    SortedMap<String, String> outputs = new TreeMap<>();
    texts.forEach((unit, text) -> outputs.put(output(unit), text));
    outputs.put(SHARED, String.join("", texts.values()));
    return outputs;
  }

  static String output(String unit) {
    return "unit-" + unit.substring(0, 3);
  }
}
