package org.tributary.lineage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.publish.Manifest;
import org.tributary.publish.PublishedFile;
import org.tributary.publish.PublishedState;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;
import org.tributary.submission.Period;

/**
 * The newest commit of an authority's dataset, and what its session noted of the uploads that it
 * was made from, in the order in which they were read.
 *
 * @param files those of which rows went on
 */
record UploadCommit(String unit, Manifest manifest, String sha256, List<UploadFile> files) {

  /** The session's own note, in the workspace; it never goes further. */
  private static final String STATE = "state.json";

  private static final JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record State(List<Input> files) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Input(
      String key,
      String etag,
      String id,
      Optional<Period> period,
      List<Staged> tables,
      Report report) {

    UploadFile asUpload() {
      Map<String, PublishedFile> degraded = new TreeMap<>();
      tables.forEach(table -> degraded.put(table.table(), table.parquet()));
      return new UploadFile(
          key, etag, id, report.path(), report.sha256(), period.orElseThrow(), degraded);
    }
  }

  private record Staged(String table, PublishedFile parquet) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Report(String path, String sha256) {}

  UploadCommit {
    files = List.copyOf(files);
  }

  /** Reads what the session of a commit noted. */
  static UploadCommit of(String unit, PublishedState.Commit commit, ObjectStore workspace)
      throws StoreException, IOException {
    Optional<PublishedFile> state =
        commit.manifest().workspace().stream()
            .filter(file -> file.name().equals(STATE))
            .findFirst();
    List<UploadFile> files = List.of();
    if (state.isPresent()) {
      ByteArrayOutputStream json = new ByteArrayOutputStream();
      copy(workspace, state.get(), json);
      files = files(json.toByteArray());
    }
    return new UploadCommit(unit, commit.manifest(), commit.sha256(), files);
  }

  private static List<UploadFile> files(byte[] json) throws StoreException {
    try {
      return JSON.readValue(json, State.class).files().stream()
          .filter(file -> !file.tables().isEmpty())
          .map(Input::asUpload)
          .toList();
    } catch (IOException otherVersion) {
      // The next session of this version of the programme writes it anew.
      throw new StoreException(Reason.UNAVAILABLE, "understand the note of an earlier session");
    }
  }

  /** The uploads of which rows of a table went on, in the order in which they were read. */
  List<UploadFile> filesOf(String table) {
    return files.stream().filter(file -> file.degraded().containsKey(table)).toList();
  }

  /** Copies a file of a store to a local one, complete and checked. */
  static void fetch(ObjectStore store, PublishedFile file, Path to)
      throws StoreException, IOException {
    try (OutputStream out = Files.newOutputStream(to)) {
      copy(store, file, out);
    }
  }

  private static void copy(ObjectStore store, PublishedFile file, OutputStream to)
      throws StoreException, IOException {
    Digest digest = Digest.copy(store.read(file.key(), Optional.empty()), to);
    if (!digest.equals(new Digest(file.sha256(), file.bytes()))) {
      throw StoreException.differentBytes();
    }
  }
}
