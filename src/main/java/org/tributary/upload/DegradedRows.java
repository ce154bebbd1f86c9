package org.tributary.upload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.compile.Databases;
import org.tributary.compile.SessionTables;
import org.tributary.compile.SessionTables.Part;
import org.tributary.publish.Area;
import org.tributary.publish.Attempt;
import org.tributary.publish.LookAgainException;
import org.tributary.publish.PublishedFile;
import org.tributary.report.SessionState;
import org.tributary.report.SessionState.InputFile;
import org.tributary.report.SessionState.Staged;
import org.tributary.store.Contents;
import org.tributary.store.Digest;
import org.tributary.store.Scratch;
import org.tributary.store.SideBySide;
import org.tributary.store.StoreException;
import org.tributary.submission.Stage;
import org.tributary.submission.StagedTable;

/**
 * The degraded rows of a session's files, which the state is built from, and where they lie: those
 * of a large file by themselves, those of small files together in one object for each table.
 */
final class DegradedRows {

  /** A file's degraded rows of a table, and where they lie. */
  record Kept(String fileId, Staged rows) {}

  /** Rows of several files that are to lie in one object, in the files' order. */
  private record Together(String name, List<Kept> files, Databases.Work<Path> writing) {}

  private static final PublishedFile NOT_YET = new PublishedFile("", "", "", 0, 0);

  /** Larger texts are kept each by itself, so that they are written side by side. */
  private static final long MOST_BYTES_TOGETHER = 4_000_000;

  private final Attempt attempt;
  private final Databases databases;
  private final int workers;
  private final Path local;

  /**
   * @param local where the objects lie on this machine, under their names
   */
  DegradedRows(Attempt attempt, Databases databases, int workers, Path local) {
    this.attempt = attempt;
    this.databases = databases;
    this.workers = workers;
    this.local = local;
  }

  /** What a stage made of a table is named by the first of the files that lie together. */
  static String name(Part first, Stage stage) {
    return name(first.table().table(), first.fileId(), stage);
  }

  private static String name(String table, String fileId, Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT) + "/" + table + "/" + fileId + ".parquet";
  }

  Path local(String name) {
    return local.resolve(name);
  }

  /** Where a stage's archive lies on this machine, in a folder that is there. */
  Path place(List<Part> parts, Stage stage) throws IOException {
    Path place = local(name(parts.get(0), stage));
    Scratch.createFor(place);
    return place;
  }

  static boolean isAlone(Part part) throws IOException {
    return Files.size(part.table().text()) > MOST_BYTES_TOGETHER;
  }

  /** What was read, put together where it is small and told in the same columns. */
  static List<List<Part>> alike(Collection<List<Part>> read) throws IOException {
    List<List<Part>> alone = new ArrayList<>();
    List<List<Part>> together = new ArrayList<>();
    for (List<Part> ofFile : read) {
      for (Part part : ofFile) {
        if (isAlone(part)) {
          alone.add(List.of(part));
          continue;
        }
        Optional<List<Part>> alike =
            together.stream().filter(parts -> parts.get(0).isLike(part)).findFirst();
        if (alike.isPresent()) {
          alike.get().add(part);
        } else {
          together.add(new ArrayList<>(List.of(part)));
        }
      }
    }
    alone.addAll(together);
    return alone;
  }

  /** Keeps the rows of a table of a large file. */
  Staged alone(Part part) throws StoreException, IOException {
    StagedTable table = part.table();
    Path parquet = place(List.of(part), Stage.DEGRADED);
    databases.use(
        database -> {
          new SessionTables(database).archive(List.of(part), Map.of(Stage.DEGRADED, parquet));
          return parquet;
        });
    String name = name(part, Stage.DEGRADED);
    PublishedFile file =
        attempt.stage(name, Contents.of(parquet), table.rowsKept(), Area.WORKSPACE);
    return new Staged(table.table(), file);
  }

  /**
   * Keeps the rows of all small files, and none of a file that left or changed. The stages before
   * are then at their {@link #place} too.
   *
   * @param read alike, as {@link #alike} has it
   * @param stillTrue the ids of the files that the session before kept and that are as they were
   * @return those of which an object was written
   */
  List<Kept> keepTogether(List<List<Part>> read, SessionState previous, Set<String> stillTrue)
      throws StoreException, IOException, LookAgainException {
    List<Together> all = new ArrayList<>();
    for (List<Part> parts : read) {
      if (!isAlone(parts.get(0))) {
        all.add(together(parts));
      }
    }
    for (List<Kept> lay : together(previous).values()) {
      List<Kept> left = lay.stream().filter(file -> stillTrue.contains(file.fileId())).toList();
      PublishedFile before = lay.get(0).rows().parquet();
      if (left.size() == lay.size()) {
        attempt.reuse(before.name(), Area.WORKSPACE);
      } else if (!left.isEmpty()) {
        all.add(left(before, left, all.size()));
      }
    }
    databases.useSideBySide(all.stream().map(Together::writing).toList());
    List<SideBySide.Work<PublishedFile>> puts = new ArrayList<>();
    for (Together object : all) {
      long rows = object.files().stream().mapToLong(file -> file.rows().rows()).sum();
      puts.add(
          () ->
              attempt.stage(
                  object.name(), Contents.of(local(object.name())), rows, Area.WORKSPACE));
    }
    List<PublishedFile> put = SideBySide.run(SideBySide.requests(workers), puts);
    List<Kept> written = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      for (Kept kept : all.get(i).files()) {
        written.add(new Kept(kept.fileId(), kept.rows().in(put.get(i))));
      }
    }
    return written;
  }

  /** By object, whose rows lie in it, in their order. */
  private static SortedMap<String, List<Kept>> together(SessionState state) {
    SortedMap<String, List<Kept>> objects = new TreeMap<>();
    for (InputFile file : state.files()) {
      for (Staged rows : file.tables()) {
        objects
            .computeIfAbsent(rows.parquet().name(), name -> new ArrayList<>())
            .add(new Kept(file.id(), rows));
      }
    }
    objects.values().forEach(lay -> lay.sort(Comparator.comparingInt(file -> file.rows().nth())));
    return objects;
  }

  private Together together(List<Part> parts) throws IOException {
    Map<Stage, Path> places = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      places.put(stage, place(parts, stage));
    }
    String name = name(parts.get(0), Stage.DEGRADED);
    Path parquet = local(name);
    List<Kept> kept = new ArrayList<>();
    long first = 0;
    for (Part part : parts) {
      StagedTable table = part.table();
      kept.add(
          new Kept(
              part.fileId(),
              new Staged(
                  table.table(),
                  NOT_YET,
                  kept.size(),
                  first,
                  table.rowsKept(),
                  attempt.number(),
                  digest(table))));
      first += table.rowsKept();
    }
    return new Together(
        name,
        kept,
        database -> {
          new SessionTables(database).archive(parts, places);
          return parquet;
        });
  }

  /** What of an object is to stay: it is written again without the others' rows. */
  private Together left(PublishedFile before, List<Kept> left, int number)
      throws StoreException, IOException, LookAgainException {
    Path lay = local.resolveSibling("before").resolve(number + ".parquet");
    Scratch.createFor(lay);
    attempt.fetch(before, Area.WORKSPACE, lay);
    String name = name(left.get(0).rows().table(), left.get(0).fileId(), Stage.DEGRADED);
    Path parquet = local(name);
    Scratch.createFor(parquet);
    List<Kept> kept = new ArrayList<>();
    long first = 0;
    for (Kept file : left) {
      kept.add(new Kept(file.fileId(), file.rows().at(kept.size(), first)));
      first += file.rows().rows();
    }
    List<Integer> places = left.stream().map(file -> file.rows().nth()).toList();
    long rows = first;
    return new Together(
        name,
        kept,
        database -> {
          new SessionTables(database).leave(lay, places, rows, parquet);
          return parquet;
        });
  }

  /** Of everything that a file's degraded rows are made from, and of nothing beside them. */
  private static String digest(StagedTable table) throws IOException {
    String made =
        Digest.of(Contents.of(table.text())).sha256()
            + table.columns()
            + table.stages().getOrDefault(Stage.DEGRADED, Map.of())
            + table.constants();
    return Digest.of(made.getBytes(StandardCharsets.UTF_8)).sha256();
  }
}
