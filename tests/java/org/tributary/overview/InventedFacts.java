package org.tributary.overview;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.errors.ErrorType;
import org.tributary.errors.Severity;
import org.tributary.overview.ReleaseFacts.Authority;
import org.tributary.overview.ReleaseFacts.Change;
import org.tributary.overview.ReleaseFacts.DatasetFacts;
import org.tributary.overview.ReleaseFacts.Figure;
import org.tributary.overview.ReleaseFacts.Found;
import org.tributary.overview.ReleaseFacts.Quality;
import org.tributary.overview.ReleaseFacts.Received;
import org.tributary.overview.ReleaseFacts.Retention;
import org.tributary.overview.ReleaseFacts.Signed;
import org.tributary.overview.ReleaseFacts.Since;
import org.tributary.overview.ReleaseFacts.Standing;
import org.tributary.overview.ReleaseFacts.Trend;
import org.tributary.overview.ReleaseFacts.Value;
import org.tributary.overview.ReleaseFacts.WholeYear;
import org.tributary.pipeline.Picture;
import org.tributary.pipeline.Picture.Kind;

/** Releases that never were, of any size; the same every time. */
public final class InventedFacts {

  private static final LocalDate DAY = LocalDate.of(2026, 2, 3);
  private static final List<String> TABLES =
      List.of("header", "episodes", "reviews", "uasc", "oc2", "oc3", "prev_perm", "missing");

  private InventedFacts() {}

  /** Six authorities, one of which did not sign; gaps, falls and errors of every kind. */
  public static ReleaseFacts region() {
    List<Authority> authorities =
        List.of(
            new Authority("822", "Bedford", Signed.YES),
            new Authority("873", "Cambridgeshire", Signed.YES),
            new Authority("881", "Essex", Signed.YES),
            new Authority("919", "Hertfordshire", Signed.YES),
            new Authority("821", "Luton", Signed.NO),
            new Authority("926", "Norfolk", Signed.YES));
    return facts(
        authorities,
        List.of(
            dataset("annex-a", authorities, 2022, 2026, Monthly.YES),
            dataset("cin-census", authorities, 2017, 2026, Monthly.NO),
            dataset("ssda903", authorities, 2017, 2026, Monthly.NO)),
        trends(authorities, 2021));
  }

  static ReleaseFacts large() {
    List<Authority> authorities = new ArrayList<>();
    for (int number = 0; number < 150; number++) {
      authorities.add(
          new Authority(
              String.format(Locale.ROOT, "%03d", 800 + number),
              String.format(Locale.ROOT, "Invented Borough of Place %03d", number),
              number % 50 == 7 ? Signed.NO : Signed.YES));
    }
    List<DatasetFacts> datasets = new ArrayList<>();
    for (int number = 1; number <= 6; number++) {
      datasets.add(dataset("dataset-" + number, authorities, 2015, 2026, Monthly.NO));
    }
    return facts(authorities, datasets);
  }

  /** Facts in which every name and every sentence is that. */
  public static ReleaseFacts named(String words) {
    Received received = new Received(words, 2024, Standing.RECEIVED, 5, 4, 1, 1, List.of(3));
    Received missing = new Received(words, 2025, Standing.MISSING, 0, 0, 0, 1, List.of());
    DatasetFacts dataset =
        new DatasetFacts(
            words,
            words,
            List.of(2024, 2025),
            List.of(words),
            List.of(received, missing),
            List.of(new Figure(words, words, 2024, 0, 5, 4)),
            List.of(new WholeYear(2024, 5, 4, 1)),
            List.of(
                new Quality(
                    words,
                    5,
                    4,
                    new TreeMap<>(Map.of(words, 1L)),
                    new TreeMap<>(Map.of(words, 4L)),
                    Optional.of(List.of(new Found(words, Severity.ERROR, words, 3))))),
            new Retention(1, 2024, Optional.of(words), Optional.of(words), Map.of(words, 2L), 1));
    return new ReleaseFacts(
        words,
        words,
        1,
        DAY,
        List.of(new Authority(words, words, Signed.YES)),
        List.of(dataset),
        List.of(
            trend(
                words,
                Kind.BARS,
                words,
                List.of(new Value(2024, Optional.of(words), 40, Optional.of(4L)))),
            trend(
                words,
                Kind.LINES,
                words,
                List.of(new Value(2024, Optional.of(words), 45, Optional.of(9L))))),
        List.of(words),
        Optional.of(new Since(0, List.of(new Change(words, words, 1, 2)))));
  }

  /** Pictures of 150 authorities over twelve years, and next to nothing else. */
  static ReleaseFacts largeTrends() {
    List<Authority> one = List.of(new Authority("822", "Bedford", Signed.YES));
    return facts(
        one,
        List.of(dataset("ssda903", one, 2025, 2025, Monthly.NO)),
        trends(large().authorities(), 2014));
  }

  static ReleaseFacts facts(List<Authority> authorities, List<DatasetFacts> datasets) {
    return facts(authorities, datasets, List.of());
  }

  private static ReleaseFacts facts(
      List<Authority> authorities, List<DatasetFacts> datasets, List<Trend> trends) {
    return new ReleaseFacts(
        "PAN",
        "Pan-regional analysis of children's services",
        12,
        DAY,
        authorities,
        datasets,
        trends,
        List.of(
            "Ofsted, Provider_level_in_year_2021-22.csv: 3,412 providers.",
            "ONS Postcode Directory, November 2025."),
        Optional.of(
            new Since(
                11,
                List.of(
                    new Change("ssda903", "episodes", 41_204, 52_113),
                    new Change("ssda903", "header", 9_120, 9_120),
                    new Change("ssda903", "missing", 880, 866)))));
  }

  private static Trend trend(String words, Kind kind, String unit, List<Value> values) {
    return new Trend(
        new Picture(words, words, kind, unit, new TreeMap<>(), ""), values, Optional.empty());
  }

  /** A bar chart with a year of few children, lines, and two that are not drawn. */
  private static List<Trend> trends(List<Authority> authorities, int from) {
    List<Value> children = new ArrayList<>();
    List<Value> days = new ArrayList<>();
    List<Value> shares = new ArrayList<>();
    for (int year = from; year <= 2025; year++) {
      children.add(
          new Value(
              year, Optional.empty(), (year - from) * 130L, Optional.of((year - from) * 13L)));
      days.add(new Value(year, Optional.empty(), 205 + year % 3 * 11, Optional.of(40L)));
    }
    for (int place = 0; place < authorities.size(); place++) {
      Optional<String> name = Optional.of(authorities.get(place).name());
      children.add(new Value(2024, name, 40 + place * 10L, Optional.of(4L + place)));
      for (int year = from; year <= 2025; year++) {
        if (place != 1 || year != 2023) {
          days.add(
              new Value(
                  year,
                  name,
                  150 + place * 31L + year % 4 * 17L,
                  Optional.of(3L + place + year % 2)));
        }
      }
    }
    for (String band : List.of("Under 5 miles", "5 to under 20 miles", "20 miles or more")) {
      for (int year = from; year <= 2025; year++) {
        shares.add(
            new Value(
                year,
                Optional.of(band),
                band.length() * 20L + year % 5 * 40L,
                Optional.of(band.length() - 12L)));
      }
    }
    return List.of(
        trend("Children in two authorities", Kind.BARS, "children", children),
        trend("Median days from section 47 to plan", Kind.LINES, "days", days),
        trend(
            "Placed outside the authority on 31 March, by distance",
            Kind.LINES,
            "children",
            shares),
        trend("Nothing yet", Kind.LINES, "children", List.of()),
        new Trend(
            new Picture("Refused", "A wrong one.", Kind.BARS, "rows", new TreeMap<>(), ""),
            List.of(),
            Optional.of("its query fails (binder)")));
  }

  enum Monthly {
    YES,
    NO
  }

  private static DatasetFacts dataset(
      String name, List<Authority> authorities, int from, int to, Monthly monthly) {
    List<Integer> years = new ArrayList<>();
    for (int year = from; year <= to; year++) {
      years.add(year);
    }
    List<Received> received = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    List<Quality> quality = new ArrayList<>();
    Map<Integer, long[]> whole = new TreeMap<>();
    for (int place = 0; place < authorities.size(); place++) {
      Authority authority = authorities.get(place);
      long size = 90 + 331L * ((place * 7 + name.length()) % 11);
      for (int year : years) {
        Standing standing = standing(authority, place, year, to);
        // One authority's numbers fall to a third and come back.
        boolean fell = place == 1 && year == to - 3;
        long children = (size + (year - from) * 17L) / (fell ? 3 : 1);
        boolean here = standing == Standing.RECEIVED;
        received.add(
            new Received(
                authority.code(),
                year,
                standing,
                here ? children * 9 : 0,
                here ? children : 0,
                here ? 8 - (place + year) % 3 : 0,
                8,
                here && monthly == Monthly.YES ? List.of(3, 6, 9, 12) : List.of()));
        if (here) {
          long[] sum = whole.computeIfAbsent(year, none -> new long[3]);
          sum[0] += children * 9;
          sum[1] += children;
          sum[2]++;
          for (int table = 0; table < TABLES.size(); table++) {
            figures.add(
                new Figure(
                    TABLES.get(table),
                    authority.code(),
                    year,
                    0,
                    children * (table + 1),
                    children));
          }
        }
      }
      if (authority.signed() == Signed.YES) {
        quality.add(quality(authority, place, size * 90));
      }
    }
    List<WholeYear> wholeYears = new ArrayList<>();
    whole.forEach((year, sum) -> wholeYears.add(new WholeYear(year, sum[0], sum[1], sum[2])));
    Map<String, Long> removed = new TreeMap<>();
    TABLES.forEach(table -> removed.put(table, table.equals("episodes") ? 1_204L : 0L));
    return new DatasetFacts(
        name,
        "",
        years,
        TABLES,
        received,
        figures,
        wholeYears,
        quality,
        new Retention(
            12,
            2015,
            Optional.of("5.1"),
            Optional.of("Data is kept for twelve return years, the current one included."),
            removed,
            3));
  }

  private static Standing standing(Authority authority, int place, int year, int to) {
    if (authority.signed() == Signed.NO) {
      return Standing.NOT_SIGNED;
    }
    if (year == to) {
      return Standing.NOT_YET_DUE;
    }
    if (place % 3 == 2 && year >= to - 5 && year <= to - 4) {
      return Standing.MISSING;
    }
    return place % 4 == 3 && year == to - 1 ? Standing.NOT_USED : Standing.RECEIVED;
  }

  private static Quality quality(Authority authority, int place, long read) {
    long duplicates = read / 20;
    List<Found> found = new ArrayList<>();
    for (int table = 0; table < TABLES.size(); table++) {
      found.add(
          new Found(
              ErrorType.UNKNOWN_CODE.code(),
              Severity.ERROR,
              TABLES.get(table),
              (place * 37L + table * 11L) % 97));
    }
    found.add(new Found(ErrorType.UNREADABLE.code(), Severity.ERROR, "", 1 + place % 3));
    found.add(new Found(ErrorType.NO_DATA_ROWS.code(), Severity.WARNING, "uasc", 1));
    found.add(
        new Found(ErrorType.DUPLICATE_REMOVED.code(), Severity.INFORMATION, "header", duplicates));
    Map<String, Long> shared = new TreeMap<>();
    TABLES.forEach(table -> shared.put(table, read / 8));
    return new Quality(
        authority.code(),
        read,
        read - duplicates,
        new TreeMap<>(Map.of(ErrorType.DUPLICATE_REMOVED.code(), duplicates)),
        new TreeMap<>(shared),
        Optional.of(found));
  }
}
