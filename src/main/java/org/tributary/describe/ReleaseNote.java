package org.tributary.describe;

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
import org.tributary.describe.HtmlPage.Heading;
import org.tributary.describe.HtmlPage.Set;
import org.tributary.output.TableChanges;
import org.tributary.output.TableChanges.Place;

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
    HtmlPage page =
        new HtmlPage(
            contents.useCase().title()
                + ", "
                + contents.region()
                + ": release "
                + contents.number());
    page.lead(headline());
    whatIsHeld(page);
    whatChanged(page);
    if (!contents.sources().isEmpty()) {
      page.heading("What else was used", "sources");
      page.list(contents.sources());
    }
    return page.end(
        contents.useCase().name()
            + ", release "
            + contents.number()
            + ". This page holds counts and no record. The file release-note.csv beside it has"
            + " every count.");
  }

  private String headline() {
    String now = HtmlPage.counted(sum(Place::rows), "row") + " in " + tables() + ". ";
    return contents
        .previous()
        .map(
            number ->
                now
                    + "Since release "
                    + number
                    + ": "
                    + HtmlPage.counted(sum(Place::added), "row")
                    + " added, "
                    + HtmlPage.number(sum(Place::removed))
                    + " removed, "
                    + HtmlPage.number(sum(Place::changed))
                    + " changed.")
        .orElse(now + "This is the first release.");
  }

  private String tables() {
    return HtmlPage.counted(contents.changes().size(), "table");
  }

  private long sum(ToLongFunction<Place> count) {
    return contents.changes().stream().mapToLong(table -> table.sum(count)).sum();
  }

  private void whatIsHeld(HtmlPage page) {
    page.heading("Whose data is there", "held");
    List<String> absent =
        held.entrySet().stream()
            .filter(entry -> entry.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    if (!absent.isEmpty()) {
      page.paragraph("Nothing is there of: " + String.join(", ", absent) + ".");
    }
    if (years.isEmpty()) {
      return;
    }
    List<Heading> headings = new ArrayList<>(List.of(new Heading("Authority", Set.WORDS)));
    years.forEach(year -> headings.add(new Heading(year, Set.NUMBERS)));
    List<List<String>> rows = new ArrayList<>();
    held.forEach(
        (authority, byYear) -> {
          List<String> row = new ArrayList<>(List.of(authority));
          for (String year : years) {
            row.add(byYear.containsKey(year) ? HtmlPage.number(byYear.get(year)) : "none");
          }
          rows.add(row);
        });
    page.table("Rows of all tables by authority and return year", headings, rows);
    List<List<String>> gaps = new ArrayList<>();
    for (TableChanges table : contents.changes()) {
      List<String> words = new ArrayList<>();
      missing(table).forEach((name, of) -> words.add(name + ": " + String.join(", ", of)));
      if (!words.isEmpty()) {
        gaps.add(List.of(table.table(), String.join("\n", words)));
      }
    }
    if (gaps.isEmpty()) {
      page.paragraph("No other return year is missing from a table.");
    } else {
      page.paragraph(
          "A table of rare events may rightly have nothing of an authority in a return year.");
      page.table(
          "Missing return years by table, of authorities that are there",
          List.of(new Heading("Table", Set.WORDS), new Heading("Missing", Set.WORDS)),
          gaps);
    }
  }

  private void whatChanged(HtmlPage page) {
    page.heading("What changed", "changed");
    if (contents.previous().isEmpty()) {
      page.paragraph("There is no earlier release to compare this one with.");
      page.table("Rows of each table", headings("Table"), totals());
      return;
    }
    page.paragraph(
        "A changed row has the same key as before and other values. Where a table has no key of"
            + " its own, a change counts as one row removed and one added.");
    page.table("All authorities and years together", headings("Table"), totals());
    for (TableChanges table : contents.changes()) {
      columns(page, table);
      List<List<String>> rows =
          table.places().stream()
              .filter(Place::isChanged)
              .filter(place -> !(place.authority() + place.year()).isEmpty())
              .map(
                  place ->
                      row(
                          Stream.of(place.authority(), place.year())
                              .filter(words -> !words.isEmpty())
                              .collect(Collectors.joining(", ")),
                          counts(place)))
              .toList();
      if (!rows.isEmpty()) {
        page.table(
            table.table() + ", where something changed", headings("Authority, return year"), rows);
      }
    }
  }

  private static void columns(HtmlPage page, TableChanges table) {
    if (!table.columnsAdded().isEmpty()) {
      page.paragraph(table.table() + " has new columns: " + words(table.columnsAdded()));
    }
    if (!table.columnsRemoved().isEmpty()) {
      page.paragraph(table.table() + " no longer has: " + words(table.columnsRemoved()));
    }
  }

  private static String words(List<String> names) {
    return String.join(", ", names) + ".";
  }

  private List<List<String>> totals() {
    return contents.changes().stream()
        .map(
            table ->
                row(
                    table.table(),
                    List.of(
                        table.sum(Place::before),
                        table.sum(Place::rows),
                        table.sum(Place::added),
                        table.sum(Place::removed),
                        table.sum(Place::changed))))
        .toList();
  }

  private static List<String> row(String about, List<Long> counts) {
    return Stream.concat(Stream.of(about), counts.stream().map(HtmlPage::number)).toList();
  }

  private static List<Heading> headings(String about) {
    return List.of(
        new Heading(about, Set.WORDS),
        new Heading("Before", Set.NUMBERS),
        new Heading("Now", Set.NUMBERS),
        new Heading("Added", Set.NUMBERS),
        new Heading("Removed", Set.NUMBERS),
        new Heading("Changed", Set.NUMBERS));
  }
}
