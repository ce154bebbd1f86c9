package org.tributary.overview;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tributary.overview.Charts.Bar;
import org.tributary.overview.OverviewPage.Line;
import org.tributary.overview.ReleaseFacts.Trend;
import org.tributary.overview.ReleaseFacts.Value;
import org.tributary.page.Words;
import org.tributary.pipeline.Picture;

/**
 * A trend as the page shows it: drawn, and as a table.
 *
 * @param id no other on the page has it
 */
record TrendView(String id, Trend trend) {

  /** So many children, and fewer, are few. */
  private static final long FEW = 5;

  private static final String FEW_WORD = "few";

  private static final String REGION = "The region";

  String title() {
    return trend.picture().title();
  }

  String titleAndUnit() {
    return title() + " (" + trend.picture().unit() + ")";
  }

  String description() {
    return trend.picture().description();
  }

  Optional<String> refused() {
    return trend.refused();
  }

  boolean isEmpty() {
    return trend.values().isEmpty();
  }

  /** From the first to the last of which there is a value, without a gap. */
  List<Integer> years() {
    int first = known().mapToInt(Value::year).min().orElse(0);
    int last = known().mapToInt(Value::year).max().orElse(-1);
    List<Integer> years = new ArrayList<>();
    if (trend.values().stream().anyMatch(value -> value.year() == ReleaseFacts.NO_YEAR)) {
      years.add(ReleaseFacts.NO_YEAR);
    }
    IntStream.rangeClosed(first, last).forEach(years::add);
    return years;
  }

  private Stream<Value> known() {
    return trend.values().stream().filter(value -> value.year() != ReleaseFacts.NO_YEAR);
  }

  /** By line in its order, its values by year. */
  private Map<Optional<String>, SortedMap<Integer, Value>> byLine() {
    Map<Optional<String>, SortedMap<Integer, Value>> lines = new LinkedHashMap<>();
    for (Value value : trend.values()) {
      lines.computeIfAbsent(value.line(), none -> new TreeMap<>()).put(value.year(), value);
    }
    return lines;
  }

  /** How many lines have a name. */
  int named() {
    return (int) byLine().keySet().stream().filter(Optional::isPresent).count();
  }

  /** How many of those are drawn. */
  int drawn() {
    return switch (trend.picture().kind()) {
      case BARS -> 0;
      case LINES -> (int) shown().stream().filter(Optional::isPresent).count();
    };
  }

  private List<Optional<String>> shown() {
    List<Optional<String>> all = List.copyOf(byLine().keySet());
    if (all.size() <= Plot.MOST) {
      return all;
    }
    return all.contains(Optional.<String>empty())
        ? List.of(Optional.empty())
        : all.subList(0, Plot.MOST);
  }

  /** A bar for each year of the region, where bars are asked for. */
  Optional<Charts.Large> bars() {
    if (trend.picture().kind() != Picture.Kind.BARS) {
      return Optional.empty();
    }
    SortedMap<Integer, Value> region =
        byLine().getOrDefault(Optional.<String>empty(), new TreeMap<>());
    List<Bar> bars =
        years().stream()
            .map(
                year ->
                    new Bar(
                        OverviewPage.label(year),
                        Optional.ofNullable(region.get(year)).map(value -> value.tenths() / 10),
                        Optional.ofNullable(region.get(year)).filter(TrendView::isOfFew).isPresent()
                            ? FEW_WORD
                            : ""))
            .toList();
    return Optional.of(new Charts.Large(id, titleAndUnit() + ", the region together", bars));
  }

  Plot plot() {
    Map<Optional<String>, SortedMap<Integer, Value>> lines = byLine();
    List<Integer> years = years().stream().filter(year -> year != ReleaseFacts.NO_YEAR).toList();
    return new Plot(
        id,
        titleAndUnit(),
        years,
        shown().stream()
            .map(
                name ->
                    new Plot.Line(
                        name.orElse(REGION),
                        name.isPresent() ? Plot.Weight.THIN : Plot.Weight.THICK,
                        lines.getOrDefault(name, new TreeMap<>()).values().stream()
                            .filter(value -> value.year() != ReleaseFacts.NO_YEAR)
                            .map(
                                value ->
                                    new Plot.Point(value.year(), value.tenths(), isOfFew(value)))
                            .toList()))
            .toList(),
        this::words);
  }

  /** Every number, the region in the last row. */
  List<Line> table() {
    List<Line> table = new ArrayList<>();
    List<Line> last = new ArrayList<>();
    byLine()
        .forEach(
            (name, values) ->
                (name.isPresent() ? table : last).add(line(name.orElse(REGION), values)));
    table.addAll(last);
    return table;
  }

  private Line line(String name, SortedMap<Integer, Value> values) {
    List<Bar> bars = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    for (int year : years()) {
      Optional<Value> value = Optional.ofNullable(values.get(year));
      bars.add(new Bar(OverviewPage.label(year), value.map(Value::tenths), ""));
      cells.add(
          value
              .map(known -> words(known.tenths()) + (isOfFew(known) ? " (" + FEW_WORD + ")" : ""))
              .orElse(""));
    }
    return new Line(name, Charts.small(trend.picture().unit(), bars), cells);
  }

  private static boolean isOfFew(Value value) {
    return value.children().filter(children -> children >= 1 && children <= FEW).isPresent();
  }

  /** One digit after the point where any of the values has one. */
  private String words(long tenths) {
    boolean isWhole = trend.values().stream().allMatch(value -> value.tenths() % 10 == 0);
    return Words.number(tenths / 10) + (isWhole ? "" : "." + Math.abs(tenths % 10));
  }
}
