package org.tributary.overview;

import static org.tributary.page.Words.counted;
import static org.tributary.page.Words.number;
import static org.tributary.page.Words.perThousand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tributary.errors.ErrorType;
import org.tributary.errors.Severity;
import org.tributary.overview.Charts.Bar;
import org.tributary.overview.Charts.Large;
import org.tributary.overview.Charts.Small;
import org.tributary.overview.ReleaseFacts.Authority;
import org.tributary.overview.ReleaseFacts.Change;
import org.tributary.overview.ReleaseFacts.DatasetFacts;
import org.tributary.overview.ReleaseFacts.Figure;
import org.tributary.overview.ReleaseFacts.Found;
import org.tributary.overview.ReleaseFacts.Quality;
import org.tributary.overview.ReleaseFacts.Received;
import org.tributary.overview.ReleaseFacts.Since;
import org.tributary.overview.ReleaseFacts.Standing;
import org.tributary.overview.ReleaseFacts.WholeYear;
import org.tributary.page.Page;

/**
 * The facts of a release as one page that a regional analyst opens first. Its script only picks
 * rows of long tables, and without it all of them are there.
 */
public record OverviewPage(ReleaseFacts facts) {

  static final String SCRIPT = Page.resource(OverviewPage.class, "overview.js");

  /** So many children a change from year to year must concern before it is marked. */
  private static final long WORTH_MARKING = 20;

  /** Of so many authorities, picking some of them is worth a field to type in. */
  private static final int WORTH_PICKING = 12;

  /** Writes the page in UTF-8; a file that is there is replaced. */
  public static void write(ReleaseFacts facts, Path file) throws IOException {
    Files.write(file, of(facts));
  }

  /** The page in UTF-8. */
  public static byte[] of(ReleaseFacts facts) {
    return Page.of("overview/overview.jte", new OverviewPage(facts));
  }

  long signed() {
    return facts.authorities().stream()
        .filter(each -> each.signed() == ReleaseFacts.Signed.YES)
        .count();
  }

  private Stream<Received> received() {
    return facts.datasets().stream().flatMap(dataset -> dataset.received().stream());
  }

  long rows() {
    return received().mapToLong(Received::rows).sum();
  }

  /** Returns that are due and in. */
  long here() {
    return received().filter(each -> each.standing() == Standing.RECEIVED).count();
  }

  /** Returns that are due, of which the release has nothing. */
  long lacking() {
    return received()
        .filter(
            each ->
                switch (each.standing()) {
                  case MISSING, NOT_USED -> true;
                  case RECEIVED, NOT_YET_DUE, NOT_SIGNED -> false;
                })
        .count();
  }

  String errorRate() {
    List<Quality> sent =
        facts.datasets().stream().flatMap(dataset -> dataset.quality().stream()).toList();
    List<Quality> all = sent.stream().filter(each -> each.told().isPresent()).toList();
    if (all.isEmpty() && !sent.isEmpty()) {
      return "not told";
    }
    long rows = all.stream().mapToLong(Quality::rowsRead).sum();
    long errors = all.stream().mapToLong(each -> count(each, Severity.ERROR)).sum();
    return rows == 0 ? "none sent" : perThousand(errors, rows);
  }

  /** What an authority has not sent of a dataset, or sent in vain. */
  record Lack(String authority, String dataset, List<Integer> missing, List<Integer> unused) {}

  List<Lack> lacks() {
    return facts.authorities().stream()
        .flatMap(
            authority ->
                facts.datasets().stream()
                    .map(
                        dataset ->
                            new Lack(
                                authority.name(),
                                dataset.name(),
                                years(dataset, authority, Standing.MISSING),
                                years(dataset, authority, Standing.NOT_USED))))
        .filter(lack -> !lack.missing().isEmpty() || !lack.unused().isEmpty())
        .toList();
  }

  private static List<Integer> years(DatasetFacts dataset, Authority authority, Standing standing) {
    return dataset.received().stream()
        .filter(received -> received.authorityCode().equals(authority.code()))
        .filter(received -> received.standing() == standing)
        .map(Received::year)
        .sorted()
        .toList();
  }

  /** {@code 2015 to 2018, 2020}. */
  static String ranges(List<Integer> years) {
    List<String> ranges = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < years.size(); at++) {
      boolean last = at + 1 == years.size() || years.get(at + 1) != years.get(at) + 1;
      if (last) {
        String end = at == from + 1 ? " and " : " to ";
        ranges.add(
            at == from
                ? label(years.get(at))
                : label(years.get(from)) + end + label(years.get(at)));
        from = at + 1;
      }
    }
    return ranges.isEmpty() ? "–" : String.join(", ", ranges);
  }

  static String label(int year) {
    return year == ReleaseFacts.NO_YEAR ? "No year" : Integer.toString(year);
  }

  boolean isWorthPicking() {
    return facts.authorities().size() > WORTH_PICKING;
  }

  /** The class by which the style sheet tells a standing. */
  static String kind(Standing standing) {
    return switch (standing) {
      case RECEIVED -> "r";
      case NOT_USED -> "u";
      case MISSING -> "m";
      case NOT_YET_DUE -> "d";
      case NOT_SIGNED -> "s";
    };
  }

  static String sign(Standing standing) {
    return switch (standing) {
      case RECEIVED -> "✓ received";
      case NOT_USED -> "! not used";
      case MISSING -> "✗ missing";
      case NOT_YET_DUE -> "… not due";
      case NOT_SIGNED -> "– not signed";
    };
  }

  static String meaning(Standing standing) {
    return switch (standing) {
      case RECEIVED -> "rows of it are in this release";
      case NOT_USED -> "files came, and no row of them is in this release";
      case MISSING -> "its return year has ended, and nothing came";
      case NOT_YET_DUE -> "its return year has not ended, or its form is not set up here";
      case NOT_SIGNED -> "the authority has not signed this use of its data";
    };
  }

  String name(String code) {
    return facts.authorities().stream()
        .filter(authority -> authority.code().equals(code))
        .map(Authority::name)
        .findFirst()
        .orElse("Not told by the table");
  }

  /** By authority, each in the order of the years. */
  static Map<String, List<Received>> byAuthority(DatasetFacts dataset) {
    return dataset.received().stream()
        .collect(
            Collectors.groupingBy(
                Received::authorityCode, LinkedHashMap::new, Collectors.toList()));
  }

  /** What is counted by year: in each authority, and in the region. */
  enum Counted {
    CHILDREN("Children", "children", Received::children, WholeYear::children),
    ROWS("Rows", "rows", Received::rows, WholeYear::rows);

    private final String title;
    private final String words;
    private final ToLongFunction<Received> ofOne;
    private final ToLongFunction<WholeYear> ofAll;

    Counted(
        String title,
        String words,
        ToLongFunction<Received> ofOne,
        ToLongFunction<WholeYear> ofAll) {
      this.title = title;
      this.words = words;
      this.ofOne = ofOne;
      this.ofAll = ofAll;
    }

    String title() {
      return title;
    }

    String words() {
      return words;
    }
  }

  /** A dataset without children counts rows only. */
  static List<Counted> whatIsCounted(DatasetFacts dataset) {
    boolean children = dataset.wholeYears().stream().anyMatch(year -> year.children() > 0);
    return children ? List.of(Counted.values()) : List.of(Counted.ROWS);
  }

  static Large chart(String id, DatasetFacts dataset, Counted what) {
    return new Large(
        id,
        dataset.name() + ", the region together: " + what.words + " by year",
        together(dataset, what));
  }

  private static List<Bar> together(DatasetFacts dataset, Counted what) {
    Map<Integer, WholeYear> known =
        dataset.wholeYears().stream().collect(Collectors.toMap(WholeYear::year, year -> year));
    return bars(
        dataset.years(),
        year -> Optional.ofNullable(known.get(year)).map(what.ofAll::applyAsLong),
        year ->
            Optional.ofNullable(known.get(year))
                .map(found -> counted(found.authorities(), "LA"))
                .orElse(""));
  }

  private static List<Bar> bars(
      List<Integer> years,
      Function<Integer, Optional<Long>> value,
      Function<Integer, String> below) {
    return years.stream()
        .map(year -> new Bar(label(year), value.apply(year), below.apply(year)))
        .toList();
  }

  /** A line of numbers by year, and the same as small bars. */
  record Line(String name, Optional<Small> trend, List<String> cells) {

    private static Line of(String name, String what, List<Bar> bars) {
      return new Line(name, Charts.small(what, bars), bars.stream().map(Bar::words).toList());
    }
  }

  List<Line> byYear(DatasetFacts dataset, Counted what) {
    List<Line> lines = new ArrayList<>();
    byAuthority(dataset)
        .forEach(
            (code, received) -> {
              if (received.stream().allMatch(each -> each.standing() == Standing.NOT_SIGNED)) {
                return;
              }
              List<Bar> bars =
                  received.stream()
                      .map(
                          each ->
                              new Bar(
                                  label(each.year()),
                                  each.standing() == Standing.RECEIVED
                                      ? Optional.of(what.ofOne.applyAsLong(each))
                                      : Optional.empty(),
                                  ""))
                      .toList();
              lines.add(
                  switch (what) {
                    case CHILDREN ->
                        new Line(name(code), Charts.small(what.words, bars), marked(bars));
                    case ROWS -> Line.of(name(code), what.words, bars);
                  });
            });
    lines.add(Line.of("The region", what.words, together(dataset, what)));
    return lines;
  }

  /** The numbers, with a mark where one is far from that of the year before. */
  private static List<String> marked(List<Bar> bars) {
    List<String> marked = new ArrayList<>();
    Optional<Long> before = Optional.empty();
    for (Bar bar : bars) {
      Optional<Long> then = before;
      marked.add(
          bar.words() + bar.value().flatMap(now -> then.map(last -> mark(last, now))).orElse(""));
      before = bar.value();
    }
    return marked;
  }

  private static String mark(long then, long now) {
    if (Math.max(then, now) < WORTH_MARKING) {
      return "";
    }
    return now * 2 < then ? " ▼" : now > then * 2 ? " ▲" : "";
  }

  /** Table by table, the authorities together. */
  static List<Line> tables(DatasetFacts dataset) {
    Map<String, Map<Integer, Long>> rows =
        dataset.figures().stream()
            .filter(figure -> figure.month() == 0)
            .collect(
                Collectors.groupingBy(
                    Figure::table,
                    Collectors.groupingBy(Figure::year, Collectors.summingLong(Figure::rows))));
    return dataset.tables().stream()
        .map(
            table ->
                Line.of(
                    table,
                    Counted.ROWS.words,
                    bars(
                        dataset.years(),
                        year -> Optional.ofNullable(rows.getOrDefault(table, Map.of()).get(year)),
                        year -> "")))
        .toList();
  }

  /** The pictures, each with a name of its own on the page. */
  List<TrendView> trends() {
    List<TrendView> trends = new ArrayList<>();
    facts.trends().forEach(trend -> trends.add(new TrendView("trend" + trends.size(), trend)));
    return trends;
  }

  static long count(Quality quality, Severity severity) {
    return quality.found().stream()
        .filter(found -> found.severity() == severity)
        .mapToLong(Found::count)
        .sum();
  }

  static long errors(Quality quality, String table) {
    return quality.found().stream()
        .filter(found -> found.severity() == Severity.ERROR && found.table().equals(table))
        .mapToLong(Found::count)
        .sum();
  }

  /** Whether some authority's report is not there in numbers. */
  static boolean isSomethingNotTold(DatasetFacts dataset) {
    return dataset.quality().stream().anyMatch(quality -> quality.told().isEmpty());
  }

  /** Errors for each 1,000 rows of the worst authority, in tenths. */
  static long highestRate(DatasetFacts dataset) {
    return dataset.quality().stream().mapToLong(OverviewPage::rate).max().orElse(0);
  }

  static long rate(Quality quality) {
    return quality.rowsRead() == 0
        ? 0
        : count(quality, Severity.ERROR) * 10_000 / quality.rowsRead();
  }

  static String reasons(Quality quality) {
    String reasons =
        quality.removed().entrySet().stream()
            .filter(reason -> reason.getValue() > 0)
            .map(reason -> number(reason.getValue()) + " " + reason.getKey())
            .collect(Collectors.joining(", "));
    return reasons.isEmpty() ? "–" : reasons;
  }

  /** The tables of a dataset, and whatever others errors are of; not the files as a whole. */
  static Collection<String> tablesWithErrors(DatasetFacts dataset) {
    List<String> tables = new ArrayList<>(dataset.tables());
    new TreeSet<>(tablesOfErrors(dataset))
        .stream().filter(table -> !table.isEmpty() && !tables.contains(table)).forEach(tables::add);
    return tables;
  }

  /** Whether errors are of no table in particular. */
  static boolean hasErrorsOfFiles(DatasetFacts dataset) {
    return tablesOfErrors(dataset).contains("");
  }

  private static List<String> tablesOfErrors(DatasetFacts dataset) {
    return dataset.quality().stream()
        .flatMap(quality -> quality.found().stream())
        .filter(found -> found.severity() == Severity.ERROR)
        .map(Found::table)
        .toList();
  }

  /** One kind of error over all authorities. */
  record Kind(String type, Severity severity, Map<String, Long> byAuthority) {

    long count() {
      return byAuthority.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The authority with the most of it. */
    Map.Entry<String, Long> most() {
      return byAuthority.entrySet().stream()
          .max(
              Map.Entry.<String, Long>comparingByValue()
                  .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
          .orElseThrow();
    }

    String meaning() {
      return ErrorType.ofCode(type).map(known -> known.message("a field", "").strip()).orElse("");
    }
  }

  /** Worst first. */
  static Collection<Kind> kinds(DatasetFacts dataset) {
    Map<String, Kind> kinds = new TreeMap<>();
    for (Quality quality : dataset.quality()) {
      for (Found found : quality.found()) {
        kinds
            .computeIfAbsent(
                found.severity().ordinal() + found.type(),
                none -> new Kind(found.type(), found.severity(), new TreeMap<>()))
            .byAuthority()
            .merge(quality.authorityCode(), found.count(), Long::sum);
      }
    }
    return kinds.values();
  }

  boolean removedNothing() {
    return facts.datasets().stream()
        .flatMap(dataset -> dataset.retention().removed().values().stream())
        .allMatch(rows -> rows <= 0);
  }

  /** The tables that have other rows than then, as far as counts tell. */
  static List<Change> changes(Since since) {
    return since.changes().stream().filter(each -> each.before() != each.now()).toList();
  }
}
