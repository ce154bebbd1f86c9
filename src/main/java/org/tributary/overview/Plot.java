package org.tributary.overview;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Lines over the years, as they are drawn in SVG. They are told apart without colour: each has
 * dashes and marks of its own, and its name at its end.
 *
 * @param years along the bottom, without a gap
 * @param words how a value is written
 */
record Plot(
    String id, String title, List<Integer> years, List<Line> lines, LongFunction<String> words) {

  /** The value of a line in one year, in tenths. */
  record Point(int year, long tenths, boolean isOfFew) {}

  /** A line and its values by year. */
  record Line(String name, Weight weight, List<Point> points) {}

  /** How a line is told from the others at once. */
  enum Weight {
    THIN,
    /** The region together. */
    THICK
  }

  /** Words and where they stand. */
  record Label(int x, int y, String text) {}

  /** Where a value is marked. */
  record Spot(int x, int y, boolean isOfFew) {}

  /** A line as it is drawn. */
  record Drawn(
      String path, String dashes, String shape, int thickness, List<Spot> spots, Label label) {}

  static final int LEFT = 52;
  private static final int TOP = 14;
  private static final int HEIGHT = 190;
  private static final int GROUND = TOP + HEIGHT;
  private static final int SLOT = 58;
  private static final int LABEL = 190;
  private static final int LABEL_GAP = 18;
  private static final int MOST_NAME = 24;

  /** As many as can be told apart. */
  private static final List<String> DASHES =
      List.of("none", "8 4", "2 3", "10 3 2 3", "14 4", "5 2 1 2 1 2", "4 6", "1 5", "12 3 5 3");

  static final int MOST = 9;

  private static final List<String> SHAPES =
      List.of(
          "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
          "M-4 -4h8v8h-8z",
          "M0 -5l5 9h-10z",
          "M0 -6l6 6l-6 6l-6 -6z",
          "M-4 -4l8 8m0 -8l-8 8",
          "M0 -6v12m-6 -6h12",
          "M0 5l5 -9h-10z",
          "M0 -6v12m-5 -9l10 6m0 -6l-10 6",
          "M-6 -2h12v4h-12z");

  Plot {
    years = List.copyOf(years);
    lines = List.copyOf(lines);
  }

  int across() {
    return Math.max(4, years.size()) * SLOT;
  }

  int right() {
    return LEFT + across();
  }

  int width() {
    return right() + LABEL + 60;
  }

  int height() {
    return Math.max(GROUND + 28, TOP + lines.size() * LABEL_GAP + LABEL_GAP);
  }

  /** A round number that no value is above. */
  private long most() {
    long highest =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .mapToLong(Point::tenths)
            .max()
            .orElse(0);
    for (long unit = 10; ; unit *= 10) {
      for (long times : List.of(1L, 2L, 4L, 6L, 8L)) {
        if (highest <= unit * times) {
          return unit * times;
        }
      }
    }
  }

  private int x(int year) {
    return LEFT + (year - years.get(0)) * SLOT + SLOT / 2;
  }

  private int y(long tenths) {
    return (int) (GROUND - Math.round((double) tenths * HEIGHT / most()));
  }

  /** The lines across, from 0 to the highest. */
  List<Label> scale() {
    long most = most();
    return List.of(
        new Label(0, y(0), words.apply(0)),
        new Label(0, y(most / 2), words.apply(most / 2)),
        new Label(0, y(most), words.apply(most)));
  }

  List<Label> underneath() {
    return years.stream()
        .map(year -> new Label(x(year), GROUND + 18, OverviewPage.label(year)))
        .toList();
  }

  /**
   * The lines in their order; each name stands where its line ends, or as near as there is room.
   */
  List<Drawn> drawn() {
    List<Integer> places = labels();
    List<Drawn> drawn = new ArrayList<>();
    for (int number = 0; number < lines.size(); number++) {
      Line line = lines.get(number);
      drawn.add(
          new Drawn(
              path(line),
              DASHES.get(number % DASHES.size()),
              SHAPES.get(number % SHAPES.size()),
              switch (line.weight()) {
                case THIN -> 2;
                case THICK -> 4;
              },
              line.points().stream()
                  .map(point -> new Spot(x(point.year()), y(point.tenths()), point.isOfFew()))
                  .toList(),
              new Label(right() + 58, places.get(number), brief(line.name()))));
    }
    return drawn;
  }

  private static String brief(String name) {
    return name.length() <= MOST_NAME ? name : name.substring(0, MOST_NAME - 1).strip() + "…";
  }

  /** From the lowest end up, each at its line's end or above the one before. */
  private List<Integer> labels() {
    List<Integer> order = new ArrayList<>();
    for (int number = 0; number < lines.size(); number++) {
      order.add(number);
    }
    order.sort(
        Comparator.comparing((Integer number) -> -end(lines.get(number)))
            .thenComparing(Comparator.naturalOrder()));
    Integer[] places = new Integer[lines.size()];
    int free = height() - LABEL_GAP / 2;
    for (int at = 0; at < order.size(); at++) {
      // Those above need their room too.
      int least = TOP + (order.size() - 1 - at) * LABEL_GAP;
      int place = Math.max(least, Math.min(free, end(lines.get(order.get(at)))));
      places[order.get(at)] = place;
      free = place - LABEL_GAP;
    }
    return List.of(places);
  }

  private int end(Line line) {
    return line.points().isEmpty()
        ? GROUND
        : y(line.points().get(line.points().size() - 1).tenths());
  }

  /** A line is broken where a year is missing. */
  private String path(Line line) {
    StringBuilder path = new StringBuilder();
    Optional<Integer> before = Optional.empty();
    for (Point point : line.points()) {
      boolean goesOn = before.isPresent() && before.get() == point.year() - 1;
      path.append(goesOn ? 'L' : 'M').append(x(point.year())).append(' ').append(y(point.tenths()));
      before = Optional.of(point.year());
    }
    return path.toString();
  }

  String described() {
    return lines.stream()
        .map(
            line ->
                line.name()
                    + ": "
                    + line.points().stream()
                        .map(
                            point ->
                                OverviewPage.label(point.year())
                                    + " "
                                    + words.apply(point.tenths()))
                        .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; ", "", "."));
  }
}
