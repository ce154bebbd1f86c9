package org.tributary.withdraw;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.tributary.compile.DatabaseException;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;
import org.tributary.store.Digest;
import org.tributary.store.ObjectStore;
import org.tributary.store.ObjectStore.StoredObject;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;
import org.tributary.withdraw.FileSearch.Found;
import org.tributary.withdraw.FileSearch.Trace;

/** Goes through every object of an area, and opens each that could hold what may not remain. */
final class AreaSearch {

  /** What was found in an area. */
  record Searched(
      String area,
      long objects,
      long opened,
      long rows,
      long rowsOfOthers,
      Map<Remains, Long> remains,
      List<Finding> findings,
      Set<String> keys) {}

  private final Leaving leaving;
  private final Places places;
  private final FileSearch files;
  private final Path scratch;

  private long fetches;
  private long opened;
  private long rows;
  private long rowsOfOthers;
  private Map<Remains, Long> remains = new EnumMap<>(Remains.class);
  private List<Finding> findings = new ArrayList<>();

  /**
   * Searches with what is known of commits.
   *
   * @param scratch an existing folder, for one object at a time
   */
  AreaSearch(Leaving leaving, Places places, FileSearch files, Path scratch) {
    this.leaving = leaving;
    this.places = places;
    this.files = files;
    this.scratch = scratch;
  }

  /** Searches all objects of an area whose keys are wanted. */
  Searched of(String area, ObjectStore store, Predicate<String> wanted)
      throws StoreException, IOException {
    opened = 0;
    rows = 0;
    rowsOfOthers = 0;
    remains = new EnumMap<>(Remains.class);
    findings = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (StoredObject object : store.list("")) {
      if (wanted.test(object.key())) {
        keys.add(object.key());
        search(area, store, object, places.of(area, object.key()));
      }
    }
    return new Searched(
        area, keys.size(), opened, rows, rowsOfOthers, remains, List.copyOf(findings), keys);
  }

  private void search(String area, ObjectStore store, StoredObject object, Treatment treatment)
      throws StoreException, IOException {
    if (treatment instanceof Treatment.Stays stays) {
      stays(stays.rule());
    } else if (treatment instanceof Treatment.Wrong wrong) {
      finding(area, object, wrong.what());
    } else {
      fetches++;
      try {
        Optional<Digest> digest = fetch(store, object);
        if (digest.isPresent()) {
          fetched(area, object, treatment, digest.get());
        }
      } finally {
        Files.deleteIfExists(local());
      }
    }
  }

  private void fetched(String area, StoredObject object, Treatment treatment, Digest digest)
      throws IOException {
    if (treatment instanceof Treatment.Opened opening) {
      open(area, object, opening);
    } else if (treatment instanceof Treatment.OwnTable own) {
      open(area, object, own);
    } else if (treatment instanceof Treatment.Copy copy) {
      if (!digest.sha256().equals(copy.file().sha256())) {
        open(area, object, new Treatment.Opened(Net.WIDE));
      } else if (copy.ifSame() instanceof Treatment.Stays stays) {
        stays(stays.rule());
      } else {
        fetched(area, object, copy.ifSame(), digest);
      }
    }
  }

  private void open(String area, StoredObject object, Treatment.Opened opening) throws IOException {
    Found found = files.search(local(), object.key(), opening.net());
    opened++;
    rows += found.rows();
    rowsOfOthers += found.rowsOfOthers();
    boolean mayName = opening.naming().isPresent();
    switch (found.trace()) {
      case NOTHING -> {
        if (opening.naming().equals(Optional.of(Remains.MARKS))) {
          stays(Remains.MARKS);
        }
      }
      case NAME -> {
        if (mayName && opening.net() != Net.WIDE) {
          stays(opening.naming().orElseThrow());
        } else {
          finding(area, object, "the authority is named in it");
        }
      }
      case ROWS -> {
        // A page that may name the authority has cells that are nothing but its name.
        boolean isPage = mayName && opening.net() == Net.NARROW;
        if (isPage && files.search(local(), object.key(), Net.IDS).trace() == Trace.NOTHING) {
          stays(opening.naming().orElseThrow());
        } else {
          finding(area, object, "it holds rows of the authority");
        }
      }
      case UNREADABLE -> {
        if (opening.naming().equals(Optional.of(Remains.OPEN_DATA))) {
          stays(Remains.OPEN_DATA);
        } else {
          finding(area, object, "nobody knows it, and it cannot be opened");
        }
      }
    }
  }

  /** The authority's own rows may have the columns that its other signatures keep, no others. */
  private void open(String area, StoredObject object, Treatment.OwnTable own) throws IOException {
    opened++;
    try {
      Set<String> columns = new TreeSet<>(files.columns(local(), object.key()));
      Set<String> foreign = keptForNobodyElse(own);
      foreign.retainAll(columns);
      int oldest = oldestYear(own);
      boolean tooOld = false;
      for (String year : yearColumns(table(own))) {
        tooOld |= columns.contains(year) && files.rowsBefore(local(), year, oldest) > 0;
      }
      if (!foreign.isEmpty()) {
        finding(area, object, "it has columns that only this use case kept: " + foreign);
      } else if (tooOld) {
        finding(area, object, "it has return years that only this use case kept");
      } else {
        stays(Remains.OTHER_SIGNATURES);
      }
    } catch (DatabaseException unreadable) {
      unreadable.throwUnlessOfWhatIsRead();
      finding(area, object, "it is a table that cannot be opened");
    }
  }

  private PipelineTable table(Treatment.OwnTable own) {
    return leaving.region().pipeline(own.dataset()).table(own.table()).orElseThrow().purposeBound();
  }

  private Set<String> keptForNobodyElse(Treatment.OwnTable own) {
    Set<String> names = new TreeSet<>();
    table(own).keptFor(Set.of(leaving.useCase())).stream()
        .map(OutputField::name)
        .forEach(names::add);
    table(own).keptFor(leaving.remaining(own.dataset())).stream()
        .map(OutputField::name)
        .forEach(names::remove);
    return names;
  }

  private static List<String> yearColumns(PipelineTable table) {
    return table.fields().stream()
        .filter(field -> field.enrich().contains(EnrichRule.YEAR))
        .map(OutputField::name)
        .toList();
  }

  private int oldestYear(Treatment.OwnTable own) {
    return leaving.today().getYear()
        - leaving.region().retentionYears(leaving.remaining(own.dataset()), own.dataset())
        + 1;
  }

  /** Each has a name of its own: the database remembers what it has read under one. */
  private Path local() {
    return scratch.resolve("object-" + fetches);
  }

  /** Empty if the object has gone since it was listed, or become another one. */
  private Optional<Digest> fetch(ObjectStore store, StoredObject object)
      throws StoreException, IOException {
    try (OutputStream out = Files.newOutputStream(local())) {
      return Optional.of(Digest.copy(store.read(object.key(), Optional.empty()), out));
    } catch (StoreException failure) {
      if (failure.reason() != Reason.NOT_FOUND) {
        throw failure;
      }
      return Optional.empty();
    }
  }

  private void stays(Remains rule) {
    remains.merge(rule, 1L, Long::sum);
  }

  private void finding(String area, StoredObject object, String what) {
    findings.add(new Finding(area, object.key(), what));
  }
}
