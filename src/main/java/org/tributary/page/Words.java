package org.tributary.page;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and days as people read them. */
public final class Words {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

  private static final long TENTHS_OF_A_THOUSAND = 10_000;

  private Words() {}

  /** {@code 3 May 2026}. */
  public static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** {@code 12,345}. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 row}, {@code 12,345 rows}. */
  public static String counted(long count, String noun) {
    return counted(count, noun, noun + "s");
  }

  /** {@code 1 table has}, {@code 2 tables have}. */
  public static String counted(long count, String one, String several) {
    return number(count) + " " + (count == 1 ? one : several);
  }

  /** What fits above a bar: {@code 999}, {@code 12.3k}, {@code 1.2m}. */
  public static String brief(long number) {
    if (number < 10_000) {
      return number(number);
    }
    long unit = number < 999_950 ? 1_000 : 1_000_000;
    long tenths = (number * 10 + unit / 2) / unit;
    String rest = tenths % 10 == 0 || tenths >= 1_000 ? "" : "." + tenths % 10;
    return number(tenths / 10) + rest + (unit == 1_000 ? "k" : "m");
  }

  /** So many for each thousand of the others, with one digit after the point. */
  public static String perThousand(long some, long of) {
    long tenths = (some * TENTHS_OF_A_THOUSAND + of / 2) / of;
    return tenths == 0 && some > 0 ? "under 0.1" : number(tenths / 10) + "." + tenths % 10;
  }

  /** {@code +12}, {@code −3}, {@code 0}. */
  public static String signed(long difference) {
    String sign = difference > 0 ? "+" : difference < 0 ? "−" : "";
    return sign + number(Math.abs(difference));
  }
}
