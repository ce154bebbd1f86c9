package org.tributary.describe;

import static org.tributary.page.Words.counted;
import static org.tributary.page.Words.number;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tributary.output.TableChanges;
import org.tributary.output.TableChanges.Place;
import org.tributary.page.Page;

/** What changed since the release before, and whose data of which return years is there. */
final class ReleaseNote {

  private final ReleaseContents contents;

  /** Rows of all tables together, by authority and year. */
  private final SortedMap<String, SortedMap<String, Long>> held = new TreeMap<>();

  private final SortedSet<String> years = new TreeSet<>();

  ReleaseNote(ReleaseContents contents) {
    this.contents = contents;
    contents.authorities().forEach(authority -> held.put(authority, new TreeMap<>()));
    for (TableChanges table : contents.changes()) {
      for (Place place : table.places()) {
        if (!place.authority().isEmpty() && !place.year().isEmpty() && place.rows() > 0) {
          years.add(place.year());
          held.computeIfAbsent(place.authority(), name -> new TreeMap<>())
              .merge(place.year(), place.rows(), Long::sum);
        }
      }
    }
  }

  /** One row for each table, authority and year. */
  String csv() {
    CsvText csv =
        new CsvText(
            List.of(
                "table",
                "local_authority",
                "return_year",
                "rows_before",
                "rows",
                "rows_added",
                "rows_removed",
                "rows_changed"));
    for (TableChanges table : contents.changes()) {
      for (Place place : table.places()) {
        csv.row(
            Stream.concat(
                    Stream.of(table.table(), place.authority(), place.year()),
                    counts(place).stream().map(String::valueOf))
                .toList());
      }
    }
    return csv.end();
  }

  private static List<Long> counts(Place place) {
    return List.of(place.before(), place.rows(), place.added(), place.removed(), place.changed());
  }

  String json() {
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("useCase", contents.useCase().name());
    note.put("region", contents.region());
    note.put("release", contents.number());
    contents.previous().ifPresent(number -> note.put("previousRelease", number));
    note.put("sources", contents.sources());
    note.put("returnYears", List.copyOf(years));
    List<Map<String, Object>> authorities = new ArrayList<>();
    held.forEach(
        (name, rows) -> {
          Map<String, Object> authority = new LinkedHashMap<>();
          authority.put("name", name);
          authority.put("rowsByReturnYear", rows);
          authority.put("missingReturnYears", missing(rows));
          authorities.add(authority);
        });
    note.put("localAuthorities", authorities);
    note.put("tables", contents.changes().stream().map(this::table).toList());
    return JsonText.of(note);
  }

  private Map<String, Object> table(TableChanges table) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", table.table());
    json.put("rowsBefore", table.sum(Place::before));
    json.put("rows", table.sum(Place::rows));
    json.put("rowsAdded", table.sum(Place::added));
    json.put("rowsRemoved", table.sum(Place::removed));
    json.put("rowsChanged", table.sum(Place::changed));
    json.put("columnsAdded", table.columnsAdded());
    json.put("columnsRemoved", table.columnsRemoved());
    json.put("missing", missing(table));
    return json;
  }

  /**
   * The return years of a table, of which an authority that has something elsewhere has nothing; by
   * authority.
   */
  private SortedMap<String, List<String>> missing(TableChanges table) {
    SortedSet<String> ofTable = new TreeSet<>();
    SortedMap<String, SortedSet<String>> there = new TreeMap<>();
    for (Place place : table.places()) {
      if (!place.authority().isEmpty() && !place.year().isEmpty() && place.rows() > 0) {
        ofTable.add(place.year());
        there.computeIfAbsent(place.authority(), name -> new TreeSet<>()).add(place.year());
      }
    }
    SortedMap<String, List<String>> missing = new TreeMap<>();
    held.forEach(
        (authority, rows) -> {
          SortedSet<String> gaps = new TreeSet<>(ofTable);
          gaps.removeAll(there.getOrDefault(authority, new TreeSet<>()));
          if (!rows.isEmpty() && !gaps.isEmpty()) {
            missing.put(authority, List.copyOf(gaps));
          }
        });
    return missing;
  }

  private List<String> missing(Map<String, Long> rows) {
    return years.stream().filter(year -> !rows.containsKey(year)).toList();
  }

  String html() {
    return Page.text("describe/release-note.jte", this);
  }

  ReleaseContents contents() {
    return contents;
  }

  String headline() {
    String now =
        counted(sum(Place::rows), "row") + " in " + counted(contents.changes().size(), "table");
    return contents
        .previous()
        .map(
            release ->
                "%s. Since release %s: %s added, %s removed, %s changed."
                    .formatted(
                        now,
                        release,
                        counted(sum(Place::added), "row"),
                        number(sum(Place::removed)),
                        number(sum(Place::changed))))
        .orElse(now + ". This is the first release.");
  }

  private long sum(ToLongFunction<Place> count) {
    return contents.changes().stream().mapToLong(table -> table.sum(count)).sum();
  }

  /** Authorities of which nothing is there. */
  List<String> absent() {
    return held.entrySet().stream()
        .filter(entry -> entry.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  SortedSet<String> years() {
    return years;
  }

  SortedMap<String, SortedMap<String, Long>> held() {
    return held;
  }

  /** By table, the return years that are missing, authority by authority. */
  SortedMap<String, List<String>> gaps() {
    SortedMap<String, List<String>> gaps = new TreeMap<>();
    for (TableChanges table : contents.changes()) {
      List<String> words = new ArrayList<>();
      missing(table).forEach((name, of) -> words.add(name + ": " + String.join(", ", of)));
      if (!words.isEmpty()) {
        gaps.put(table.table(), words);
      }
    }
    return gaps;
  }

  /** Before, now, added, removed, changed. */
  record Counted(String about, List<Long> counts) {}

  List<Counted> totals() {
    return contents.changes().stream()
        .map(
            table ->
                new Counted(
                    table.table(),
                    List.of(
                        table.sum(Place::before),
                        table.sum(Place::rows),
                        table.sum(Place::added),
                        table.sum(Place::removed),
                        table.sum(Place::changed))))
        .toList();
  }

  /** Where something of a table changed. */
  static List<Counted> changed(TableChanges table) {
    return table.places().stream()
        .filter(Place::isChanged)
        .filter(place -> !(place.authority() + place.year()).isEmpty())
        .map(
            place ->
                new Counted(
                    Stream.of(place.authority(), place.year())
                        .filter(words -> !words.isEmpty())
                        .collect(Collectors.joining(", ")),
                    counts(place)))
        .toList();
  }
}
