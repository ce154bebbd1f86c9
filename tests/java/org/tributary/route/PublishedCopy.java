package org.tributary.route;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.tributary.compile.Database;
import org.tributary.proof.ProofStores;
import org.tributary.settings.Role;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.SimulatedStore;
import org.tributary.store.StoreException;

/**
 * Everything that a trial region published, in memory, so that a test may spoil it. What is changed
 * through a commit is changed without a trace: its digest, size and copy are made to fit.
 */
final class PublishedCopy {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The areas by their names as settings know them. */
  private final Map<String, SortedMap<String, byte[]>> areas;

  /** As a store holds bytes that were in one before; all copies share this, and few change any. */
  private final Map<byte[], SimulatedStore.Held> held;

  private PublishedCopy(
      Map<String, SortedMap<String, byte[]>> areas, Map<byte[], SimulatedStore.Held> held) {
    this.areas = areas;
    this.held = held;
  }

  static PublishedCopy of(TrialRegion region) throws StoreException, IOException {
    Map<String, SortedMap<String, byte[]>> areas = new TreeMap<>();
    areas.put("shared", region.everything(Role.UPLOAD, "shared"));
    areas.put("workspace", region.everything(Role.UPLOAD, "workspace"));
    areas.put("outputs", region.everything(Role.HUB, "outputs"));
    areas.put("hub-workspace", region.everything(Role.HUB, "hub-workspace"));
    return new PublishedCopy(areas, new IdentityHashMap<>());
  }

  PublishedCopy copy() {
    Map<String, SortedMap<String, byte[]>> copies = new TreeMap<>();
    areas.forEach((area, objects) -> copies.put(area, new TreeMap<>(objects)));
    return new PublishedCopy(copies, held);
  }

  ProofStores stores() throws StoreException {
    return new ProofStores(
        Optional.of(store("shared")),
        Optional.of(store("workspace")),
        Optional.of(store("outputs")),
        Optional.of(store("hub-workspace")));
  }

  ObjectStore store(String area) throws StoreException {
    SimulatedStore store = new SimulatedStore(area, 1000);
    for (Map.Entry<String, byte[]> object : areas.get(area).entrySet()) {
      SimulatedStore.Held known = held.get(object.getValue());
      if (known == null) {
        store.create(object.getKey(), Contents.of(object.getValue()));
        held.put(object.getValue(), store.object(object.getKey()).orElseThrow());
      } else {
        store.hold(object.getKey(), known);
      }
    }
    return store;
  }

  SortedMap<String, byte[]> objects(String area) {
    return areas.get(area);
  }

  private String commit(String area, String unit) {
    return areas.get(area).keySet().stream()
        .filter(key -> key.startsWith("_commits/" + unit + "/"))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  ObjectNode manifest(String area, String unit) throws IOException {
    return (ObjectNode) JSON.readTree(areas.get(area).get(commit(area, unit)));
  }

  /** Changes what a commit says. */
  void commit(String area, String unit, UnaryOperator<ObjectNode> change) throws IOException {
    ObjectNode changed = change.apply(manifest(area, unit));
    areas.get(area).put(commit(area, unit), JSON.writeValueAsBytes(changed));
  }

  private static Optional<ObjectNode> file(ObjectNode manifest, String list, String name) {
    for (var file : (ArrayNode) manifest.get(list)) {
      if (file.get("name").asText().equals(name)) {
        return Optional.of((ObjectNode) file);
      }
    }
    return Optional.empty();
  }

  byte[] bytes(String area, String unit, String name) throws IOException {
    ObjectNode file = file(manifest(area, unit), "files", name).orElseThrow();
    return areas.get(area).get(file.get("key").asText());
  }

  String key(String area, String unit, String name) throws IOException {
    return file(manifest(area, unit), "files", name).orElseThrow().get("key").asText();
  }

  /** Puts other bytes in a file's place, in every place. */
  void replace(String area, String unit, String name, byte[] bytes) throws IOException {
    replace(area, area, "files", unit, name, bytes);
  }

  void replaceKept(String unit, String name, byte[] bytes) throws IOException {
    replace("shared", "workspace", "workspace", unit, name, bytes);
  }

  private void replace(
      String commits, String area, String list, String unit, String name, byte[] bytes)
      throws IOException {
    commit(
        commits,
        unit,
        manifest -> {
          ObjectNode file = file(manifest, list, name).orElseThrow();
          file.put("sha256", Digest.of(bytes).sha256());
          file.put("bytes", bytes.length);
          areas.get(area).put(file.get("key").asText(), bytes);
          return manifest;
        });
    areas.get(area).computeIfPresent(name, (key, old) -> bytes);
    areas.get(area).computeIfPresent("packages/" + unit + "/data/" + name, (key, old) -> bytes);
  }

  void text(String area, String unit, String name, UnaryOperator<String> change)
      throws IOException {
    String text = new String(bytes(area, unit, name), StandardCharsets.UTF_8);
    replace(area, unit, name, change.apply(text).getBytes(StandardCharsets.UTF_8));
  }

  /** Makes SQL of the table {@code t} the content of both an output's CSV and its Parquet. */
  void output(String unit, String table, String select) throws IOException {
    String base = unit + "_" + table;
    byte[][] made = made(bytes("outputs", unit, base + ".parquet"), select);
    replace("outputs", unit, base + ".parquet", made[0]);
    replace("outputs", unit, base + ".csv", made[1]);
  }

  static byte[][] made(byte[] parquet, String select) throws IOException {
    Path folder = Files.createTempDirectory("spoil");
    try (Database database = Database.open(folder, "500MB")) {
      Path before = Files.write(folder.resolve("before.parquet"), parquet);
      Path after = folder.resolve("after.parquet");
      Path csv = folder.resolve("after.csv");
      database.execute("read", "CREATE TABLE t AS FROM read_parquet('" + before + "')");
      database.execute("spoil", "COPY (" + select + ") TO '" + after + "' (FORMAT parquet)");
      database.execute(
          "write",
          "COPY (FROM read_parquet('"
              + after
              + "')) TO '"
              + csv
              + "' (FORMAT csv, HEADER true, NULLSTR '', NEW_LINE '\\r\\n')");
      return new byte[][] {Files.readAllBytes(after), Files.readAllBytes(csv)};
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
