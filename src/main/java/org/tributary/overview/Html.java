package org.tributary.overview;

import java.util.Locale;

/** Pieces of a page: numbers as people read them, and text that cannot become markup. */
final class Html {

  private static final long TENTHS_OF_A_THOUSAND = 10_000;

  private Html() {}

  /** {@code 12,345}. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 12,345 rows}. */
  static String counted(long count, String one, String several) {
    return number(count) + " " + (count == 1 ? one : several);
  }

  /** What fits above a bar: {@code 999}, {@code 12.3k}, {@code 1.2m}. */
  static String brief(long number) {
    if (number < 10_000) {
      return number(number);
    }
    long unit = number < 999_950 ? 1_000 : 1_000_000;
    long tenths = (number * 10 + unit / 2) / unit;
    String rest = tenths % 10 == 0 || tenths >= 1_000 ? "" : "." + tenths % 10;
    return number(tenths / 10) + rest + (unit == 1_000 ? "k" : "m");
  }

  /** So many for each thousand of the others, with one digit after the point. */
  static String perThousand(long some, long of) {
    long tenths = (some * TENTHS_OF_A_THOUSAND + of / 2) / of;
    return tenths == 0 && some > 0 ? "under 0.1" : number(tenths / 10) + "." + tenths % 10;
  }

  /** {@code +12}, {@code −3}, {@code 0}. */
  static String signed(long difference) {
    String sign = difference > 0 ? "+" : difference < 0 ? "−" : "";
    return sign + number(Math.abs(difference));
  }

  /** Text within an element or between quotation marks. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
