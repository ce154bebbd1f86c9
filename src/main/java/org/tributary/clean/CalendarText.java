package org.tributary.clean;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A date or time format in strftime style ({@code %d/%m/%Y}), read by arithmetic. Days, months and
 * hours may have one digit; years have four, because a century is never guessed.
 */
final class CalendarText {

  private static final String MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

  private static final int[] MONTH_DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private final String pattern;

  int year;
  int month;
  int day;
  int hour;
  int minute;
  int second;

  /**
   * @throws IllegalArgumentException where the format has a part that is not known here
   */
  CalendarText(String pattern) {
    this.pattern = pattern;
    parts(pattern);
  }

  /** The letters after each {@code %}. */
  private static List<Character> parts(String pattern) {
    List<Character> parts = new ArrayList<>();
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '%') {
        i++;
        if (i == pattern.length() || "dmYbHMS".indexOf(pattern.charAt(i)) < 0) {
          throw new IllegalArgumentException("unknown part of a date or time format");
        }
        parts.add(pattern.charAt(i));
      }
    }
    return parts;
  }

  /** What stands between the first two parts, where each is written with two characters. */
  char separator() {
    return pattern.charAt(2);
  }

  /** The format as a person says it: {@code day/month/year}. */
  String inWords() {
    return pattern
        .replace("%d", "day")
        .replace("%m", "month")
        .replace("%b", "month's name")
        .replace("%Y", "year")
        .replace("%H", "hours")
        .replace("%M", "minutes")
        .replace("%S", "seconds");
  }

  /** Whether a text has this shape; its numbers then stand in the fields, not yet checked. */
  boolean matches(char[] text, int start, int end) {
    year = 0;
    month = 1;
    day = 1;
    hour = 0;
    minute = 0;
    second = 0;
    int at = start;
    for (int i = 0; i < pattern.length(); i++) {
      char expected = pattern.charAt(i);
      if (expected != '%') {
        if (at == end || text[at] != expected) {
          return false;
        }
        at++;
        continue;
      }
      i++;
      char part = pattern.charAt(i);
      if (part == 'b') {
        int found = monthNamed(text, at, end);
        if (found == 0) {
          return false;
        }
        month = found;
        at += 3;
        continue;
      }
      int most = part == 'Y' ? 4 : 2;
      int least = part == 'Y' ? 4 : part == 'M' || part == 'S' ? 2 : 1;
      int number = 0;
      int digits = 0;
      while (digits < most && at < end && text[at] >= '0' && text[at] <= '9') {
        number = number * 10 + text[at] - '0';
        digits++;
        at++;
      }
      if (digits < least) {
        return false;
      }
      switch (part) {
        case 'Y' -> year = number;
        case 'm' -> month = number;
        case 'd' -> day = number;
        case 'H' -> hour = number;
        case 'M' -> minute = number;
        default -> second = number;
      }
    }
    return at == end;
  }

  private static int monthNamed(char[] text, int at, int end) {
    if (at + 3 > end) {
      return 0;
    }
    String name = new String(text, at, 3).toUpperCase(Locale.ROOT);
    int place = MONTHS.indexOf(name);
    return name.length() == 3 && place >= 0 && place % 3 == 0 ? place / 3 + 1 : 0;
  }

  boolean isTimeOfDay() {
    return hour < 24 && minute < 60 && second < 60;
  }

  boolean isDay() {
    return isDay(year, month, day);
  }

  static boolean isDay(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1) {
      return false;
    }
    if (day <= 28) {
      return true;
    }
    if (day > MONTH_DAYS[month - 1]) {
      return false;
    }
    return month != 2 || day < 29 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
  }
}
