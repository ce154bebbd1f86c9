package org.tributary.lineage;

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
import org.tributary.report.SessionState;
import org.tributary.report.SessionState.InputFile;
import org.tributary.report.SessionState.Staged;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/**
 * The newest commit of an authority's dataset, and what its session noted of the uploads that it
 * was made from, in the order in which they were read.
 *
 * @param files those of which rows went on
 */
record UploadCommit(String unit, Manifest manifest, String sha256, List<UploadFile> files) {

  UploadCommit {
    files = List.copyOf(files);
  }

  /** Reads what the session of a commit noted. */
  static UploadCommit of(String unit, PublishedState.Commit commit, ObjectStore workspace)
      throws StoreException, IOException {
    Optional<PublishedFile> state =
        commit.manifest().workspace().stream()
            .filter(file -> file.name().equals(SessionState.NAME))
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
    // The next session of this version of the programme writes it anew.
    return SessionState.parse(json)
        .orElseThrow(
            () ->
                new StoreException(Reason.UNAVAILABLE, "understand the note of an earlier session"))
        .files()
        .stream()
        .filter(file -> !file.tables().isEmpty())
        .map(UploadCommit::upload)
        .toList();
  }

  private static UploadFile upload(InputFile file) {
    Map<String, Staged> degraded = new TreeMap<>();
    file.tables().forEach(table -> degraded.put(table.table(), table));
    return new UploadFile(
        file.key(),
        file.etag(),
        file.id(),
        file.report().path(),
        file.report().sha256(),
        file.period().orElseThrow(),
        degraded);
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
