package org.tributary.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tributary.page.Words;

/**
 * Bars by year, as they are drawn in SVG. They stand beside a table that has every number of
 * theirs, and need neither colour nor a script.
 */
final class Charts {

  /**
   * One bar.
   *
   * @param value none where nothing was received, which is another thing than 0
   */
  record Bar(String label, Optional<Long> value, String below) {

    String words() {
      return value.map(Words::number).orElse("");
    }
  }

  /** Where a bar stands; one of no height is not drawn. */
  record Drawn(Bar bar, int middle, long top, long height) {}

  /** A chart with a number above each bar and its label below. */
  record Large(String id, String title, List<Bar> bars) {

    int width() {
      return Math.max(4, bars.size()) * SLOT;
    }

    List<Drawn> drawn() {
      List<Drawn> drawn = new ArrayList<>();
      for (Bar bar : bars) {
        long height = bar.value().map(value -> height(value, highest(bars), HEIGHT)).orElse(0L);
        drawn.add(new Drawn(bar, drawn.size() * SLOT + SLOT / 2, GROUND - height, height));
      }
      return drawn;
    }

    String described() {
      return bars.stream()
          .map(bar -> bar.label() + ": " + bar.value().map(Words::number).orElse("none"))
          .collect(Collectors.joining("; ", "", "."));
    }
  }

  /** A chart the size of a word, for a row of a table. */
  record Small(String label, int width, String path) {}

  static final int HEIGHT = 130;
  static final int GROUND = 24 + HEIGHT;
  private static final int SLOT = 58;
  private static final int SMALL_SLOT = 8;
  private static final int SMALL_HEIGHT = 22;

  private Charts() {}

  /** Bars against their own highest one; none where there is none. */
  static Optional<Small> small(String name, List<Bar> bars) {
    long highest = highest(bars);
    StringBuilder path = new StringBuilder();
    String top = "";
    for (int place = 0; place < bars.size(); place++) {
      Bar bar = bars.get(place);
      if (bar.value().isEmpty()) {
        continue;
      }
      long value = bar.value().get();
      // A thick line up from the ground, which is short to write.
      path.append('M').append(place * SMALL_SLOT + SMALL_SLOT / 2).append(' ');
      path.append(SMALL_HEIGHT).append('v').append(-height(value, highest, SMALL_HEIGHT));
      if (value == highest) {
        top = bar.label();
      }
    }
    return path.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Small(name + ": highest in " + top, bars.size() * SMALL_SLOT, path.toString()));
  }

  private static long highest(List<Bar> bars) {
    return bars.stream().mapToLong(bar -> bar.value().orElse(0L)).max().orElse(0);
  }

  /** At least 1 where there is anything. */
  static long height(long value, long highest, int whole) {
    return value <= 0 ? 0 : Math.max(1, Math.round((double) value * whole / highest));
  }
}
