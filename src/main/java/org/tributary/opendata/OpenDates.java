package org.tributary.opendata;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates as publishers write them: {@code 31/03/2022}, {@code 31-03-2022}, {@code 2022-03-31},
 * {@code 31-Mar-22}, {@code 31 March 2022}, also with a midnight behind. The day comes before the
 * month, since they are all English.
 */
final class OpenDates {

  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "(\\d{1,2})([/. -])(\\d{1,2})\\2(\\d{4})" + "(?:[T ]00:00(?::00(?:\\.0+)?)?)?");
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[T ]00:00(?::00(?:\\.0+)?)?Z?)?");
  private static final Pattern WITH_A_NAME =
      Pattern.compile("(\\d{1,2})(?:st|nd|rd|th)?[ /-]?([A-Za-z]{3,9})[ /-]?(\\d{4}|\\d{2})");

  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2100;

  /** Two digits are what a spreadsheet takes them for: up to 29 of this century. */
  private static final int LAST_OF_THIS_CENTURY = 29;

  private OpenDates() {}

  /** The date, or nothing where the text is none. */
  static Optional<LocalDate> read(String text) {
    Matcher dayFirst = DAY_FIRST.matcher(text);
    if (dayFirst.matches()) {
      return of(dayFirst.group(4), number(dayFirst.group(3)), dayFirst.group(1));
    }
    Matcher yearFirst = YEAR_FIRST.matcher(text);
    if (yearFirst.matches()) {
      return of(yearFirst.group(1), number(yearFirst.group(2)), yearFirst.group(3));
    }
    Matcher named = WITH_A_NAME.matcher(text);
    if (named.matches()) {
      return of(named.group(3), month(named.group(2)), named.group(1));
    }
    return Optional.empty();
  }

  /** 1 to 12, by the name or its first letters; 0 for what is none. */
  private static int month(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (int month = 0; month < MONTHS.size(); month++) {
      if (MONTHS.get(month).startsWith(lower)) {
        return month + 1;
      }
    }
    return 0;
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static Optional<LocalDate> of(String years, int month, String day) {
    int written = number(years);
    int century = written <= LAST_OF_THIS_CENTURY ? 2000 : 1900;
    int year = years.length() == 2 ? century + written : written;
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.of(year, month, number(day)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }
}
