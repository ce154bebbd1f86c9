package org.tributary.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tributary.authority.LocalAuthority;
import org.tributary.compile.Database;
import org.tributary.compile.Databases;
import org.tributary.errors.ErrorType;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.proof.LocalTable.Part;
import org.tributary.proof.LocalTable.Spelling;
import org.tributary.proof.PermittedColumn.Presence;
import org.tributary.publish.Manifest;
import org.tributary.publish.PublishedFile;
import org.tributary.report.Audience;
import org.tributary.report.SessionState;
import org.tributary.store.StoreException;

/** The newest commit of one authority's dataset: what it shares, and what it keeps to build on. */
final class UploadProof {

  private static final String CONCATENATED = "concatenated/";
  private static final String CURRENT = "current/";
  private static final String DEGRADED = "degraded/";

  /** The columns of a kept table that say where a row comes from, and what of it was unreadable. */
  private static final Set<String> PROVENANCE = Set.of("_file", "_nth", "_row", "_unread");

  private final Permissions permissions;
  private final LocalAuthority authority;
  private final Pipeline pipeline;
  private final Manifest manifest;
  private final ProofStores stores;
  private final Databases databases;
  private final Path scratch;
  private final Fetched published;
  private final List<Broken> unknown = new ArrayList<>();

  UploadProof(
      Permissions permissions,
      LocalAuthority authority,
      Pipeline pipeline,
      Manifest manifest,
      ProofStores stores,
      Databases databases,
      Path scratch) {
    this.permissions = permissions;
    this.authority = authority;
    this.pipeline = pipeline;
    this.manifest = manifest;
    this.stores = stores;
    this.databases = databases;
    this.scratch = scratch;
    this.published = new Fetched(stores.shared().orElseThrow(), scratch);
  }

  private String unit() {
    return authority.code() + "/" + pipeline.dataset();
  }

  List<Check> run() throws StoreException, IOException {
    List<Databases.Work<List<Check>>> work = new ArrayList<>();
    for (PublishedFile file : manifest.files()) {
      boolean isTable = file.name().startsWith(CONCATENATED) || file.name().startsWith(CURRENT);
      Optional<PipelineTable> table = isTable ? table(file.name()) : Optional.empty();
      if (table.isPresent()) {
        PermittedTable permitted = permissions.shared(base(file), authority, pipeline, table.get());
        work.add(database -> csv(permitted, file, database));
      } else {
        published.look(file);
        if (isTable || !file.name().startsWith(Audience.HUB.folder())) {
          unknown.add(new Broken(file.name(), "", file.rows(), "no agreement asks for this file"));
        }
      }
    }
    List<Broken> counts = new ArrayList<>();
    if (!manifest.counts().addUp()) {
      counts.add(new Broken("", "", 0, "rows read are not rows kept and removed"));
    }
    differ(
        counts,
        "rows kept",
        manifest.counts().kept(),
        manifest.files().stream()
            .filter(file -> file.name().startsWith(CONCATENATED))
            .mapToLong(PublishedFile::rows)
            .sum());
    Optional<Fetched> workspace =
        stores.uploadWorkspace().map(store -> new Fetched(store, scratch));
    if (workspace.isPresent()) {
      workspace(workspace.get(), counts, work);
    }
    List<Check> checks = new ArrayList<>();
    List<Check> tables = new ArrayList<>();
    databases.useSideBySide(work).forEach(tables::addAll);
    workspace.ifPresent(published::and);
    checks.add(published.check(unit()));
    checks.add(unitCheck(Promise.FILES_KNOWN, unknown, 0));
    checks.add(unitCheck(Promise.COUNTS_ADD_UP, counts, manifest.counts().read()));
    checks.addAll(tables);
    return checks;
  }

  private Check unitCheck(Promise promise, List<Broken> broken, long rows) {
    return new Check(
        unit(), "", promise, List.of(), List.of(), manifest.files().size(), rows, broken);
  }

  private static String base(PublishedFile file) {
    return file.name().substring(0, file.name().lastIndexOf('.'));
  }

  /** Whose name the file's ends in; the longest such, so that no name hides in another. */
  private Optional<PipelineTable> table(String file) {
    return pipeline.tables().stream()
        .filter(table -> file.endsWith("_" + table.name() + ".csv"))
        .max(Comparator.comparingInt(table -> table.name().length()));
  }

  private List<Check> csv(PermittedTable permitted, PublishedFile file, Database database)
      throws IOException {
    List<Part> local = fetch(published, file);
    try {
      return local.isEmpty()
          ? List.of()
          : new TableProof(
                  permitted,
                  new LocalTable(local, Optional.empty(), Spelling.AS_IT_IS),
                  database,
                  Set.of())
              .run();
    } finally {
      for (Part part : local) {
        Files.deleteIfExists(part.path());
      }
    }
  }

  private static List<Part> fetch(Fetched from, PublishedFile file) throws IOException {
    try {
      return from.fetch(file);
    } catch (StoreException unreachable) {
      throw new IOException("an area cannot be reached", unreachable);
    }
  }

  /** What the next session builds on: as minimised as what is shared. */
  private void workspace(
      Fetched workspace, List<Broken> counts, List<Databases.Work<List<Check>>> work)
      throws StoreException, IOException {
    SortedMap<String, Long> rowsKept = new TreeMap<>();
    for (PublishedFile file : manifest.workspace()) {
      String[] place = file.name().split("/", -1);
      Optional<PipelineTable> table =
          file.name().startsWith(DEGRADED) ? pipeline.table(place[1]) : Optional.empty();
      if (table.isPresent()) {
        rowsKept.merge(table.get().name(), file.rows(), Long::sum);
        PermittedTable permitted =
            whereMade(permissions.shared(base(file), authority, pipeline, table.get()));
        work.add(database -> degraded(workspace, permitted, file, database));
      } else if (!file.name().equals(SessionState.NAME)) {
        workspace.look(file);
      }
    }
    for (PublishedFile file : manifest.workspace()) {
      if (file.name().equals(SessionState.NAME)) {
        for (Part part : workspace.fetch(file)) {
          state(new ObjectMapper().readTree(Files.readAllBytes(part.path())), rowsKept, counts);
          Files.delete(part.path());
        }
      }
    }
  }

  /** A file of an older year may lack what the guide asked for later. */
  private static PermittedTable whereMade(PermittedTable table) {
    return new PermittedTable(
        table.unit(),
        table.base(),
        table.columns().stream()
            .map(column -> Permissions.with(column, Presence.WHERE_MADE))
            .toList(),
        table.further(),
        table.unknown(),
        table.authorities(),
        table.oldestYear(),
        table.newestYear(),
        table.authorityClauses(),
        table.retentionClauses());
  }

  private static List<Check> degraded(
      Fetched workspace, PermittedTable permitted, PublishedFile file, Database database)
      throws IOException {
    List<Part> local = fetch(workspace, file);
    try {
      return local.isEmpty()
          ? List.of()
          : new TableProof(
                  permitted,
                  new LocalTable(List.of(), local.stream().findFirst(), Spelling.AS_IT_IS),
                  database,
                  PROVENANCE)
              .run();
    } finally {
      for (Part part : local) {
        Files.deleteIfExists(part.path());
      }
    }
  }

  /**
   * Follows the rows from the uploaded files to what is shared, reason by reason. The note is read
   * as plain JSON: its own class refuses one whose rows do not add up, and that is what is to be
   * told here, with the numbers.
   */
  private void state(JsonNode state, SortedMap<String, Long> rowsKept, List<Broken> counts) {
    long read = 0;
    SortedMap<String, Long> removed = new TreeMap<>();
    SortedMap<String, Long> fromFiles = new TreeMap<>();
    for (JsonNode file : state.path("files")) {
      for (JsonNode table : file.path("report").path("tables")) {
        read += table.path("rowsRead").asLong();
        long kept = table.path("rowsKept").asLong();
        if (kept > 0) {
          fromFiles.merge(table.path("table").asText(), kept, Long::sum);
        }
        table
            .path("removed")
            .properties()
            .forEach(
                reason ->
                    removed.merge(code(reason.getKey()), reason.getValue().asLong(), Long::sum));
      }
    }
    differ(counts, "rows read", manifest.counts().read(), read);
    state
        .path("joins")
        .properties()
        .forEach(
            join -> {
              String table = join.getKey();
              long joined = join.getValue().path("rowsRead").asLong();
              long lost = 0;
              for (JsonNode loss : join.getValue().path("losses")) {
                lost += loss.path("rows").asLong();
                removed.merge(
                    code(loss.path("type").asText()), loss.path("rows").asLong(), Long::sum);
              }
              differ(
                  counts, table + ", rows put together", joined, fromFiles.getOrDefault(table, 0L));
              differ(
                  counts,
                  table + ", rows kept to build on",
                  joined,
                  rowsKept.getOrDefault(table, 0L));
              String name =
                  CONCATENATED
                      + pipeline.dataset()
                      + "/"
                      + authority.code()
                      + "_"
                      + pipeline.dataset()
                      + "_"
                      + table
                      + ".csv";
              differ(
                  counts,
                  table + ", rows shared",
                  joined - lost,
                  manifest.file(name).map(PublishedFile::rows).orElse(0L));
            });
    Set<String> reasons = new TreeSet<>(removed.keySet());
    reasons.addAll(manifest.counts().removed().keySet());
    for (String reason : reasons) {
      differ(
          counts,
          "rows removed as " + reason,
          manifest.counts().removed().getOrDefault(reason, 0L),
          removed.getOrDefault(reason, 0L));
    }
  }

  private static String code(String type) {
    return ErrorType.valueOf(type).code();
  }

  private static void differ(List<Broken> counts, String what, long said, long found) {
    if (said != found) {
      counts.add(
          new Broken(
              "",
              "",
              Math.abs(said - found),
              what + ": the commit says " + said + ", found " + found));
    }
  }
}
