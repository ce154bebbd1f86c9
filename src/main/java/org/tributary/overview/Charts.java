package org.tributary.overview;

import java.util.List;
import java.util.Optional;

/**
 * Bars by year as SVG. They stand beside a table that has every number of theirs, and need neither
 * colour nor a script.
 */
final class Charts {

  /**
   * One bar.
   *
   * @param value none where nothing was received, which is another thing than 0
   */
  record Bar(String label, Optional<Long> value, String below) {}

  private static final int SLOT = 58;
  private static final int HEIGHT = 130;
  private static final int TOP = 24;
  private static final int BOTTOM = 40;

  private static final int SMALL_SLOT = 8;
  private static final int SMALL_HEIGHT = 22;

  private Charts() {}

  /** A chart with a number above each bar and its label below. */
  static String bars(String id, String title, List<Bar> bars) {
    int width = Math.max(4, bars.size()) * SLOT;
    long highest = highest(bars);
    StringBuilder svg = new StringBuilder();
    svg.append("<svg class=\"chart\" role=\"img\" aria-labelledby=\"").append(id).append("t ");
    svg.append(id).append("d\" viewBox=\"0 0 ").append(width).append(' ');
    svg.append(TOP + HEIGHT + BOTTOM)
        .append("\" width=\"")
        .append(width)
        .append("\">\n<title id=\"");
    svg.append(id).append("t\">").append(Html.escaped(title)).append("</title>\n<desc id=\"");
    svg.append(id).append("d\">").append(Html.escaped(described(bars))).append("</desc>\n");
    for (int place = 0; place < bars.size(); place++) {
      Bar bar = bars.get(place);
      int middle = place * SLOT + SLOT / 2;
      long height = bar.value().map(value -> height(value, highest, HEIGHT)).orElse(0L);
      long top = TOP + HEIGHT - height;
      if (height > 0) {
        svg.append("<rect x=\"").append(middle - 18).append("\" y=\"").append(top);
        svg.append("\" width=\"36\" height=\"").append(height).append("\"/>");
      }
      text(svg, middle, top - 6, "v", bar.value().map(Html::brief).orElse("none"));
      text(svg, middle, TOP + HEIGHT + 16, "l", bar.label());
      text(svg, middle, TOP + HEIGHT + 32, "w", bar.below());
      svg.append('\n');
    }
    svg.append("<path class=\"axis\" d=\"M0 ").append(TOP + HEIGHT).append('h').append(width);
    return svg.append("\"/>\n</svg>\n").toString();
  }

  private static void text(StringBuilder svg, int x, long y, String kind, String words) {
    svg.append("<text class=\"").append(kind).append("\" x=\"").append(x).append("\" y=\"");
    svg.append(y).append("\">").append(Html.escaped(words)).append("</text>");
  }

  private static String described(List<Bar> bars) {
    StringBuilder words = new StringBuilder();
    for (Bar bar : bars) {
      words.append(words.isEmpty() ? "" : "; ").append(bar.label()).append(": ");
      words.append(bar.value().map(Html::number).orElse("none"));
    }
    return words.append('.').toString();
  }

  /** A chart the size of a word, for a row of a table; each against its own highest bar. */
  static String small(String name, List<Bar> bars) {
    int width = bars.size() * SMALL_SLOT;
    long highest = highest(bars);
    StringBuilder path = new StringBuilder();
    String top = "";
    for (int place = 0; place < bars.size(); place++) {
      Bar bar = bars.get(place);
      if (bar.value().isEmpty()) {
        continue;
      }
      long value = bar.value().get();
      long height = height(value, highest, SMALL_HEIGHT);
      // A thick line up from the ground, which is short to write.
      path.append('M').append(place * SMALL_SLOT + SMALL_SLOT / 2).append(' ');
      path.append(SMALL_HEIGHT).append('v').append(-height);
      if (value == highest) {
        top = bar.label();
      }
    }
    if (path.isEmpty()) {
      return "";
    }
    return "<svg class=\"small\" role=\"img\" aria-label=\""
        + Html.escaped(name)
        + ": highest in "
        + Html.escaped(top)
        + "\" width=\""
        + width
        + "\"><path d=\""
        + path
        + "\"/></svg>";
  }

  /** One bar lying, of so many out of a highest. */
  static String lying(long value, long highest) {
    long width = height(value, highest, 100);
    return "<svg class=\"rate\" aria-hidden=\"true\" viewBox=\"0 0 100 10\"><path d=\"M0 0h"
        + width
        + "v10H0z\"/></svg>";
  }

  private static long highest(List<Bar> bars) {
    return bars.stream().mapToLong(bar -> bar.value().orElse(0L)).max().orElse(0);
  }

  /** At least 1 where there is anything. */
  private static long height(long value, long highest, int whole) {
    return value <= 0 ? 0 : Math.max(1, Math.round((double) value * whole / highest));
  }
}
