package org.tributary.compile;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The repair of episodes once more, row by row in plain Java, to hold the SQL against. */
final class ReferenceRepair {

  private ReferenceRepair() {}

  /**
   * @param order its place in the order of reading
   * @param source what is told of it; empty where the episode is deleted
   */
  record Repaired(int order, Episode episode, List<String> rules, boolean deleted) {}

  static List<Repaired> repair(List<Episode> input) {
    int latest = input.stream().mapToInt(Episode::year).max().orElseThrow();
    List<Repaired> rows = new ArrayList<>();
    List<Repaired> all = new ArrayList<>();
    for (int order = 0; order < input.size(); order++) {
      // One without a day is nobody's neighbour, and has none.
      List<Repaired> dated = input.get(order).decom() == null ? all : rows;
      dated.add(new Repaired(order, input.get(order), List.of(), false));
    }
    rows.sort(ReferenceRepair::compare);
    List<Repaired> left = new ArrayList<>();
    for (int at = 0; at < rows.size(); at++) {
      Repaired done = first(rows, at, latest);
      (done.deleted() ? all : left).add(done);
    }
    for (int at = 0; at < left.size(); at++) {
      all.add(second(left, at));
    }
    all.sort(Comparator.comparingInt(Repaired::order));
    return all;
  }

  private static int compare(Repaired one, Repaired other) {
    Comparator<Repaired> order =
        Comparator.comparing((Repaired row) -> Episode.of(row.episode().child()))
            .thenComparing(row -> row.episode().decom())
            .thenComparing(Repaired::order);
    return order.compare(one, other);
  }

  private static @Nullable Episode neighbour(List<Repaired> rows, int at, int step) {
    int other = at + step;
    String child = rows.get(at).episode().child();
    boolean has =
        child != null
            && other >= 0
            && other < rows.size()
            && child.equals(rows.get(other).episode().child());
    return has ? rows.get(other).episode() : null;
  }

  private static Repaired first(List<Repaired> rows, int at, int latest) {
    Repaired row = rows.get(at);
    Episode it = row.episode();
    Episode next = neighbour(rows, at, 1);
    Episode previous = neighbour(rows, at, -1);
    LocalDate march = LocalDate.of(it.year(), 3, 31);
    boolean ended = it.gave("DEC", it.dec()) || it.gave("REC", it.rec());
    if (ended || it.decom().isAfter(march) || it.year() == latest) {
      return row;
    }
    if (sameStay(it, next) || sameStay(it, previous)) {
      return new Repaired(row.order(), it, List.of("RULE_3"), true);
    }
    if (previous != null && previous.year() > it.year()) {
      return new Repaired(row.order(), it, List.of("RULE_3A"), true);
    }
    if (next == null) {
      return closed(row, "RULE_2", it.ended(march, "E99", it.reason()));
    }
    LocalDate begins = next.decom();
    if ("S".equals(next.rne())) {
      LocalDate eve = begins.minusDays(1);
      return closed(
          row, "RULE_1A", it.ended(eve.isBefore(march) ? eve : march, "E99", it.reason()));
    }
    boolean moved = next.rne() != null && Set.of("P", "B", "T", "U").contains(next.rne());
    return closed(row, "RULE_1", it.ended(begins, "X1", moved ? "LIIAF" : it.reason()));
  }

  private static boolean sameStay(Episode it, @Nullable Episode other) {
    return other != null
        && !Objects.equals(it.decom(), other.decom())
        && Objects.equals(it.rne(), other.rne())
        && Objects.equals(it.place(), other.place())
        && Objects.equals(it.urn(), other.urn());
  }

  private static Repaired second(List<Repaired> rows, int at) {
    Repaired row = rows.get(at);
    Episode it = row.episode();
    Episode next = neighbour(rows, at, 1);
    if (next == null || it.year() >= next.year() || it.dec() == null) {
      return row;
    }
    if (it.dec().isAfter(next.decom())) {
      return closed(row, "RULE_4", it.ended(next.decom(), it.rec(), it.reason()));
    }
    if (it.dec().isBefore(next.decom()) && "X1".equals(it.rec())) {
      return closed(row, "RULE_5", it.ended(next.decom(), it.rec(), it.reason()));
    }
    return row;
  }

  private static Repaired closed(Repaired row, String rule, Episode episode) {
    List<String> rules = new ArrayList<>(row.rules());
    rules.add(rule);
    return new Repaired(row.order(), episode, rules, false);
  }
}
