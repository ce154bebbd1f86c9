package org.tributary.proof;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tributary.agreement.UseCase;
import org.tributary.authority.LocalAuthority;
import org.tributary.compile.Databases;
import org.tributary.errors.ErrorType;
import org.tributary.output.Output;
import org.tributary.proof.LocalTable.Part;
import org.tributary.proof.LocalTable.Spelling;
import org.tributary.publish.CommitLog.Head;
import org.tributary.publish.Manifest;
import org.tributary.publish.PublishedFile;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;

/** The newest release of one use case. */
final class UseCaseProof {

  /** What tells of a release and holds no row of it: its package, but for the data. */
  private static final String PACKAGE = "package/";

  private static final Pattern OF_A_PACKAGE =
      Pattern.compile(
          "(datapackage|datapackage-parquet)\\.json|(codes|measures)\\.csv|dictionary\\.(csv|html)"
              + "|tables\\.sql"
              + "|overview\\.html|(audit|release-note)\\.(csv|html|json)|power-bi/.*(?<!\\.csv|\\.parquet)");

  /**
   * A table that the agreement asks for.
   *
   * @param there its files in the release
   * @param published the authorities' files that it is made from; none where SQL makes it
   */
  private record Wanted(
      Output output,
      PermittedTable table,
      List<PublishedFile> there,
      List<PublishedFile> published) {}

  /** What one table showed. */
  private record Shown(List<Check> checks, long read, long kept, SortedMap<String, Long> removed) {}

  private final Permissions permissions;
  private final UseCase useCase;
  private final Manifest manifest;
  private final Map<String, Optional<Head>> shared;
  private final ProofStores stores;
  private final Databases databases;
  private final Path scratch;
  private final Fetched outputs;

  /** The files that are handed over, and in which folder of the package each lies. */
  private final Map<String, String> handedOver = new TreeMap<>();

  UseCaseProof(
      Permissions permissions,
      UseCase useCase,
      Manifest manifest,
      Map<String, Optional<Head>> shared,
      ProofStores stores,
      Databases databases,
      Path scratch) {
    this.permissions = permissions;
    this.useCase = useCase;
    this.manifest = manifest;
    this.shared = shared;
    this.stores = stores;
    this.databases = databases;
    this.scratch = scratch;
    this.outputs = new Fetched(stores.outputs().orElseThrow(), scratch);
    for (Output.Derived output : permissions.outputs(useCase).derived()) {
      for (String file : output.files(name -> manifest.file(name).isPresent())) {
        output.recipient().ifPresent(to -> handedOver.put(file, to.giasCode() + "/"));
      }
    }
  }

  List<Check> run() throws StoreException, IOException {
    List<Wanted> wanted = wanted();
    Set<PublishedFile> ofTables = new HashSet<>();
    wanted.forEach(table -> ofTables.addAll(table.there()));
    List<Broken> unknown = new ArrayList<>();
    for (PublishedFile file : manifest.files()) {
      if (!ofTables.contains(file)) {
        outputs.look(file);
        if (!isOfAPackage(file.name())) {
          unknown.add(new Broken(file.name(), "", file.rows(), "no agreement asks for this file"));
        }
      }
    }
    List<Databases.Work<Shown>> work = new ArrayList<>();
    for (Wanted table : wanted) {
      List<PublishedFile> signs =
          table.output() instanceof Output.OfReturn ? table.published() : table.there();
      boolean parquet = manifest.file(table.output().parquet()).isPresent();
      boolean csv = table.there().size() > (parquet ? 1 : 0);
      if (!signs.isEmpty() && (!csv || !parquet)) {
        unknown.add(new Broken(table.output().name(), "", 0, "a file of the table is missing"));
      }
      if (!table.there().isEmpty()) {
        work.add(database -> shown(table, database));
      }
    }
    List<Shown> shown = databases.useSideBySide(work);
    if (stores.hubWorkspace().isPresent()) {
      Fetched workspace = new Fetched(stores.hubWorkspace().get(), scratch);
      for (PublishedFile file : manifest.workspace()) {
        workspace.look(file);
      }
      outputs.and(workspace);
    }
    List<Check> checks = new ArrayList<>();
    checks.add(outputs.check(useCase.name()));
    checks.add(copies());
    checks.add(
        new Check(
            useCase.name(),
            "",
            Promise.FILES_KNOWN,
            List.of(),
            List.of(),
            manifest.files().size(),
            0,
            unknown));
    checks.add(counts(shown));
    shown.forEach(table -> checks.addAll(table.checks()));
    checks.addAll(asManyRows());
    return checks;
  }

  /** Whether a file stands in the hub's package, or in one of those that are handed rows. */
  private boolean isOfAPackage(String file) {
    return Stream.concat(Stream.of(""), handedOver.values().stream().distinct())
        .map(folder -> PACKAGE + folder)
        .anyMatch(
            folder ->
                file.startsWith(folder)
                    && OF_A_PACKAGE.matcher(file.substring(folder.length())).matches());
  }

  /** What lies there beside the newest commit, where a release is running or broke off. */
  List<String> leftBehind() throws StoreException {
    Set<String> named = new TreeSet<>();
    manifest.files().forEach(file -> named.add(file.key()));
    long others =
        stores.outputs().orElseThrow().list("data/" + useCase.name() + "/").stream()
            .filter(object -> !named.contains(object.key()))
            .count();
    return others == 0
        ? List.of()
        : List.of(
            others
                + " objects of "
                + useCase.name()
                + " that its newest commit does not name: of a release that is being made, or that"
                + " broke off and which the next one clears away");
  }

  private List<Wanted> wanted() {
    List<Wanted> wanted = new ArrayList<>();
    for (Output output : permissions.outputs(useCase).all()) {
      wanted.add(
          new Wanted(
              output,
              permissions.of(useCase, output),
              output.files(name -> manifest.file(name).isPresent()).stream()
                  .flatMap(name -> manifest.file(name).stream())
                  .toList(),
              output instanceof Output.OfReturn of ? published(of) : List.of()));
    }
    wanted.sort(Comparator.comparing(table -> table.output().name()));
    return wanted;
  }

  /** Tables that have a row for each row of another one. */
  private List<Check> asManyRows() {
    List<Check> checks = new ArrayList<>();
    for (Output.Star star : permissions.outputs(useCase).stars()) {
      star.rowsOf().ifPresent(of -> checks.add(asManyRows(star, of)));
    }
    return checks;
  }

  private Check asManyRows(Output.Star star, Output.OfReturn of) {
    long rows = rows(star);
    long wanted = rows(of);
    List<Broken> broken =
        rows == wanted
            ? List.of()
            : List.of(
                new Broken(
                    star.parquet(),
                    "",
                    Math.abs(rows - wanted),
                    rows + " rows, and " + wanted + " in " + of.name()));
    return new Check(
        useCase.name(),
        star.name(),
        Promise.ROWS_OF_THE_STEP_BEFORE,
        List.of(),
        List.of(),
        2,
        wanted,
        broken);
  }

  private long rows(Output output) {
    return manifest.file(output.parquet()).map(PublishedFile::rows).orElse(0L);
  }

  /** The tables that the authorities who signed share now. */
  private List<PublishedFile> published(Output.OfReturn output) {
    List<PublishedFile> published = new ArrayList<>();
    String dataset = output.dataset();
    for (LocalAuthority authority : permissions.signedOnTheDay(useCase.name(), dataset)) {
      String name = authority.sharedTable(dataset, output.table());
      shared
          .getOrDefault(authority.code() + "/" + dataset, Optional.empty())
          .flatMap(head -> head.manifest().file(name))
          .ifPresent(published::add);
    }
    return published;
  }

  private Shown shown(Wanted wanted, org.tributary.compile.Database database) throws IOException {
    List<Part> csv = new ArrayList<>();
    Optional<Part> parquet = Optional.empty();
    List<Part> published = new ArrayList<>();
    try {
      Fetched before = new Fetched(stores.shared().orElse(stores.outputs().orElseThrow()), scratch);
      for (PublishedFile file : wanted.there()) {
        List<Part> found = outputs.fetch(file);
        if (file.name().equals(wanted.output().parquet())) {
          parquet = found.stream().findFirst();
        } else {
          csv.addAll(found);
        }
      }
      LocalTable local = new LocalTable(csv, parquet, Spelling.FOR_PEOPLE);
      List<Check> checks =
          new ArrayList<>(new TableProof(wanted.table(), local, database, Set.of()).run());
      SortedMap<String, Long> removed = new TreeMap<>();
      long read = 0;
      if (wanted.output() instanceof Output.OfReturn of
          && stores.shared().isPresent()
          && !csv.isEmpty()) {
        for (PublishedFile file : wanted.published()) {
          published.addAll(before.fetch(file));
        }
        Handover handover = new Handover(wanted.table(), of.year().orElse(""), database);
        Handover.Result result =
            switch (of.rows()) {
              case ALL -> handover.all(published, local);
              case NEWEST -> handover.some(published, local);
            };
        checks.add(result.check());
        if (of.rows() == Output.Rows.ALL) {
          read = result.read();
          put(removed, ErrorType.RETENTION_PERIOD, result.tooOld());
          put(removed, ErrorType.MISSING_YEAR, result.withoutYear());
        }
      }
      long kept =
          wanted.output() instanceof Output.OfReturn of && of.rows() == Output.Rows.ALL
              ? csv.stream().mapToLong(part -> part.file().rows()).sum()
              : 0;
      return new Shown(checks, read, kept, removed);
    } catch (StoreException unreachable) {
      throw new IOException("an area cannot be reached", unreachable);
    } finally {
      for (Part part : csv) {
        Files.deleteIfExists(part.path());
      }
      for (Part part : published) {
        Files.deleteIfExists(part.path());
      }
      if (parquet.isPresent()) {
        Files.deleteIfExists(parquet.get().path());
      }
    }
  }

  private static void put(SortedMap<String, Long> removed, ErrorType reason, long rows) {
    if (rows > 0) {
      removed.put(reason.code(), rows);
    }
  }

  /** Read is what was shared, removed is what is too old, kept is what stands in the files. */
  private Check counts(List<Shown> shown) {
    List<Broken> broken = new ArrayList<>();
    if (!manifest.counts().addUp()) {
      broken.add(new Broken("", "", 0, "rows read are not rows kept and removed"));
    }
    long kept = shown.stream().mapToLong(Shown::kept).sum();
    if (kept != manifest.counts().kept()) {
      broken.add(
          new Broken(
              "",
              "",
              Math.abs(kept - manifest.counts().kept()),
              "the commit says that "
                  + manifest.counts().kept()
                  + " rows were kept, its files "
                  + kept));
    }
    if (stores.shared().isPresent()) {
      long read = shown.stream().mapToLong(Shown::read).sum();
      if (read != manifest.counts().read()) {
        broken.add(
            new Broken(
                "",
                "",
                Math.abs(read - manifest.counts().read()),
                "the commit says that "
                    + manifest.counts().read()
                    + " rows were read, the authorities share "
                    + read));
      }
      SortedMap<String, Long> removed = new TreeMap<>();
      shown.forEach(
          table -> table.removed().forEach((why, rows) -> removed.merge(why, rows, Long::sum)));
      Set<String> reasons = new TreeSet<>(removed.keySet());
      reasons.addAll(manifest.counts().removed().keySet());
      for (String reason : reasons) {
        long said = manifest.counts().removed().getOrDefault(reason, 0L);
        long found = removed.getOrDefault(reason, 0L);
        if (said != found) {
          broken.add(
              new Broken(
                  "",
                  "",
                  Math.abs(said - found),
                  "removed as " + reason + ": the commit says " + said + ", the files " + found));
        }
      }
    }
    return new Check(
        useCase.name(),
        "",
        Promise.COUNTS_ADD_UP,
        List.of(),
        List.of(),
        manifest.files().size(),
        manifest.counts().read(),
        broken);
  }

  /** The copies under names that stay, and those in the package. */
  private Check copies() throws StoreException, IOException {
    ObjectStore store = stores.outputs().orElseThrow();
    String folder = "packages/" + useCase.name() + "/";
    Map<String, PublishedFile> expected = new TreeMap<>();
    for (PublishedFile file : manifest.files()) {
      if (file.name().startsWith(PACKAGE)) {
        expected.put(folder + file.name().substring(PACKAGE.length()), file);
      } else {
        expected.put(file.name(), file);
        expected.put(
            folder + handedOver.getOrDefault(file.name(), "") + "data/" + file.name(), file);
      }
    }
    Set<String> there = new TreeSet<>();
    for (String below : List.of(Output.beginning(useCase.name()), folder)) {
      for (StoredObject object : store.list(below)) {
        there.add(object.key());
      }
    }
    List<Broken> broken = new ArrayList<>();
    long read = 0;
    for (Map.Entry<String, PublishedFile> copy : expected.entrySet()) {
      if (!there.contains(copy.getKey())) {
        broken.add(new Broken(copy.getKey(), "", 0, "there is no copy for people"));
        continue;
      }
      PublishedFile file = copy.getValue();
      Digest digest =
          Digest.copy(store.read(copy.getKey(), Optional.empty()), OutputStream.nullOutputStream());
      read++;
      if (!digest.equals(new Digest(file.sha256(), file.bytes()))) {
        broken.add(new Broken(copy.getKey(), "", 0, "the copy for people has other bytes"));
      }
    }
    there.removeAll(expected.keySet());
    if (!there.isEmpty()) {
      broken.add(
          new Broken("", "", 0, there.size() + " objects among the copies that no commit names"));
    }
    return new Check(
        useCase.name(), "", Promise.COPIES_AS_COMMITTED, List.of(), List.of(), read, 0, broken);
  }
}
