package org.tributary.clean;

import java.time.LocalDate;
import java.util.Optional;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Field;
import org.tributary.submission.CellText;

/**
 * A date in the field's format, or in one that cannot be misread: ISO, midnight after either, a day
 * number in a spreadsheet. It becomes an ISO date. Nothing is guessed: no century, no order of day
 * and month.
 */
final class DateReading implements CellReading {

  private static final int FIRST_YEAR = 1900;

  /** A spreadsheet may begin to count with 1 January of this year. */
  private static final int LAST_OF_PLACEHOLDERS_BEHIND = 1904;

  private static final int FIRST_OF_PLACEHOLDERS_AHEAD = 2098;

  /** A return plans ahead (reviews, ends of placements), but not further than a childhood. */
  private static final int YEARS_AHEAD = 20;

  /** With fewer days it may be chance that all are of the first twelve of a month. */
  private static final int FEWEST_EXCHANGED = 3;

  /** Spreadsheets count days from here, except that they believe in 29 February 1900, day 60. */
  private static final long SERIAL_ZERO = LocalDate.of(1899, 12, 30).toEpochDay();

  private static final int SERIAL_LEAP_DAY = 60;

  private static final Verdict NO_SUCH_DAY =
      Verdict.of(ErrorType.NOT_A_DATE, "There is no such day.");
  private static final Verdict MONTH_FIRST =
      Verdict.doubted(ErrorType.NOT_A_DATE, "The month seems to stand first.");
  private static final Verdict DOUBTFUL =
      Verdict.doubted(
          ErrorType.NOT_A_DATE,
          "It fits with the day first and with the month first, and other dates here only fit with"
              + " the month first.");
  private static final Verdict EXCHANGED =
      Verdict.doubted(
          ErrorType.NOT_A_DATE,
          "A spreadsheet with the month first seems to have made a day of it: all the column's own"
              + " days are of the first twelve of a month, and all its texts are not.");
  private static final Verdict TOO_OLD =
      Verdict.of(ErrorType.NOT_A_DATE, "The year is before " + FIRST_YEAR + ".");
  private static final Verdict SHORT_YEAR =
      Verdict.of(ErrorType.NOT_A_DATE, "The year needs four digits.");
  private static final Verdict TIME_OF_DAY =
      Verdict.of(ErrorType.NOT_A_DATE, "A time of day stands after it.");
  private static final Verdict DAY_NUMBER =
      Verdict.of(
          ErrorType.NOT_A_DATE,
          "A spreadsheet's day number stands in place of the date; format the column as a date.");

  private static final Verdict PLACEHOLDER =
      Verdict.nothing(
          ErrorType.NOT_A_DATE, "It is a day that programmes write where there is none.");

  private final CalendarText format;
  private final CalendarText formatWithoutTime;
  private final CalendarText iso = new CalendarText("%Y-%m-%d");
  private final boolean dayFirst;
  private final boolean dayNumbers;

  /** Whether a day is often written as a moment of it, which the schema of the format allows. */
  private final boolean moments;

  private final int lastYear;
  private final Verdict tooLate;
  private final Verdict notADate;

  private long monthFirstOnly;
  private long dayFirstOnly;
  private long couldBeMonthFirst;

  /** Those of the two above that are no text but a spreadsheet's own days. */
  private long ownDaysDayFirstOnly;

  private long ownDaysThatCouldBe;

  /** Whether cells that fit both ways may be read day first. */
  private enum Either {
    READ_DAY_FIRST,
    /** Others only fit month first. */
    REFUSED,
    /** A spreadsheet with the month first made days of all that it could, and left the rest. */
    REFUSED_AS_EXCHANGED
  }

  private Either either = Either.READ_DAY_FIRST;

  DateReading(Field field, int returnYear, String fileFormat) {
    String pattern = field.format().isBlank() ? "%Y-%m-%d" : field.format();
    format = new CalendarText(pattern);
    int time = pattern.indexOf("%H");
    formatWithoutTime = time < 0 ? format : new CalendarText(pattern.substring(0, time).strip());
    dayFirst = pattern.matches("%d(.)%m\\1%Y");
    dayNumbers = fileFormat.equals("xlsx");
    moments = fileFormat.equals("xml");
    lastYear = returnYear + (field.isBirthDate() ? 1 : YEARS_AHEAD);
    tooLate = Verdict.of(ErrorType.OUT_OF_RANGE, "It may not be later than " + lastYear + ".");
    notADate = Verdict.of(ErrorType.NOT_A_DATE, "It is written " + format.inWords() + ".");
  }

  @Override
  public Verdict read(char[] text, int start, int written, CellText out) {
    int end = withoutZone(text, start, written);
    if (dayFirst && end - start == 10) {
      int year = number(text, start + 6, start + 10);
      int month = number(text, start + 3, start + 5);
      int day = number(text, start, start + 2);
      char separator = format.separator();
      if (year >= 0
          && month >= 0
          && day >= 0
          && text[start + 2] == separator
          && text[start + 5] == separator) {
        return accept(year, month, day, true, out);
      }
    }
    if (format.matches(text, start, end)) {
      return format.isTimeOfDay()
          ? accept(format.year, format.month, format.day, dayFirst, out)
          : notADate;
    }
    int dayEnd = end;
    for (int i = start; i < end; i++) {
      if (text[i] == ' ' || text[i] == 'T') {
        dayEnd = i;
        break;
      }
    }
    if (dayEnd < end
        && !isMidnight(text, dayEnd + 1, end)
        && !(moments && isTimeOfDay(text, dayEnd + 1, end))) {
      return isDate(text, start, dayEnd) ? TIME_OF_DAY : notADate;
    }
    if (iso.matches(text, start, dayEnd)) {
      return accept(iso.year, iso.month, iso.day, false, out);
    }
    if (formatWithoutTime.matches(text, start, dayEnd)) {
      CalendarText found = formatWithoutTime;
      return accept(found.year, found.month, found.day, dayFirst, out);
    }
    return dayNumber(text, start, end, out);
  }

  private Verdict accept(int year, int month, int day, boolean ordered, CellText out) {
    if (isPlaceholder(year, month, day)) {
      return PLACEHOLDER;
    }
    if (!CalendarText.isDay(year, month, day)) {
      if (ordered && month > 12 && CalendarText.isDay(year, day, month)) {
        monthFirstOnly++;
        return MONTH_FIRST;
      }
      return NO_SUCH_DAY;
    }
    if (year < FIRST_YEAR) {
      return TOO_OLD;
    }
    if (year > lastYear) {
      return tooLate;
    }
    // A spreadsheet makes a day of a text where it can, by its own order of day and month.
    if (ordered || dayNumbers && dayFirst) {
      if (day > 12) {
        dayFirstOnly++;
        ownDaysDayFirstOnly += ordered ? 0 : 1;
      } else if (day != month) {
        couldBeMonthFirst++;
        ownDaysThatCouldBe += ordered ? 0 : 1;
        switch (either) {
          case READ_DAY_FIRST -> {}
          case REFUSED -> {
            return DOUBTFUL;
          }
          case REFUSED_AS_EXCHANGED -> {
            return EXCHANGED;
          }
        }
      }
    }
    out.clear();
    out.appendDigits(year, 4);
    out.append('-');
    out.appendDigits(month, 2);
    out.append('-');
    out.appendDigits(day, 2);
    return Verdict.FINE;
  }

  /**
   * The first and last days that databases, programming languages and spreadsheets can write, day 0
   * included. What happened to a child who is alive happened on none of them.
   */
  private static boolean isPlaceholder(int year, int month, int day) {
    if (year > FIRST_OF_PLACEHOLDERS_AHEAD) {
      return year == 9999 || (month == 12 && day == 31);
    }
    return year <= LAST_OF_PLACEHOLDERS_BEHIND
        && (month == 1 && day <= 1
            || month == 0 && day == 0
            || month == 12 && day >= 30 && year == FIRST_YEAR - 1);
  }

  private boolean isDate(char[] text, int start, int end) {
    return iso.matches(text, start, end) || formatWithoutTime.matches(text, start, end);
  }

  /** Where the time zone of an ISO date or moment begins, {@code Z} or {@code +01:00}. */
  private static int withoutZone(char[] text, int start, int end) {
    int length = end - start;
    if (length < 11 || text[start + 4] != '-' || text[start + 7] != '-') {
      return end;
    }
    if (text[end - 1] == 'Z') {
      return end - 1;
    }
    boolean zone =
        length > 15
            && (text[end - 6] == '+' || text[end - 6] == '-')
            && text[end - 3] == ':'
            && number(text, end - 5, end - 3) >= 0
            && number(text, end - 2, end) >= 0;
    return zone ? end - 6 : end;
  }

  /** {@code 09:30}, {@code 09:30:00} or with a fraction. */
  private static boolean isTimeOfDay(char[] text, int start, int end) {
    int length = end - start;
    if (length != 5 && length != 8 && length < 10) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char letter = text[start + i];
      boolean digit = letter >= '0' && letter <= '9';
      if (i == 2 || i == 5 ? letter != ':' : i == 8 ? letter != '.' : !digit) {
        return false;
      }
    }
    return number(text, start, start + 2) <= 24 && number(text, start + 3, start + 5) < 60;
  }

  /** {@code 00:00}, {@code 00:00:00} or with a fraction of zeros, as systems export a day. */
  private static boolean isMidnight(char[] text, int start, int end) {
    int last = end > start && text[end - 1] == 'Z' ? end - 1 : end;
    int length = last - start;
    if (length != 5 && length != 8 && length < 10) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char expected = i == 2 || i == 5 ? ':' : i == 8 ? '.' : '0';
      if (text[start + i] != expected) {
        return false;
      }
    }
    return true;
  }

  private Verdict dayNumber(char[] text, int start, int end, CellText out) {
    int digitsEnd = end - start > 2 && text[end - 2] == '.' && text[end - 1] == '0' ? end - 2 : end;
    int serial = digitsEnd - start <= 6 ? number(text, start, digitsEnd) : -1;
    if (serial < 0) {
      return isShortYear(text, start, end) ? SHORT_YEAR : notADate;
    }
    if (!dayNumbers) {
      return serial > 9_999 ? DAY_NUMBER : notADate;
    }
    if (serial == 0) {
      return PLACEHOLDER;
    }
    if (serial == SERIAL_LEAP_DAY) {
      return NO_SUCH_DAY;
    }
    long zero = serial < SERIAL_LEAP_DAY ? SERIAL_ZERO + 1 : SERIAL_ZERO;
    LocalDate day = LocalDate.ofEpochDay(zero + serial);
    return accept(day.getYear(), day.getMonthValue(), day.getDayOfMonth(), false, out);
  }

  /** Three numbers of at most two digits each: {@code 1/2/10}. */
  private static boolean isShortYear(char[] text, int start, int end) {
    int numbers = 0;
    int digits = 0;
    for (int i = start; i < end; i++) {
      if (text[i] >= '0' && text[i] <= '9') {
        digits++;
        if (digits == 1) {
          numbers++;
        } else if (digits > 2) {
          return false;
        }
      } else {
        digits = 0;
      }
    }
    return numbers == 3;
  }

  private static int number(char[] text, int start, int end) {
    int number = 0;
    for (int i = start; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return start == end ? -1 : number;
  }

  @Override
  public DayOrder dayOrder() {
    return new DayOrder(dayFirstOnly, monthFirstOnly);
  }

  @Override
  public boolean isDoubtful(DayOrder evidence) {
    return treatment(evidence) != Either.READ_DAY_FIRST;
  }

  private Either treatment(DayOrder evidence) {
    DayOrder own = dayOrder();
    if (couldBeMonthFirst > 0 && (own.isKnown() ? own : evidence).isDoubtful()) {
      return Either.REFUSED;
    }
    boolean exchanged =
        ownDaysThatCouldBe >= FEWEST_EXCHANGED
            && ownDaysThatCouldBe == couldBeMonthFirst
            && ownDaysDayFirstOnly == 0
            && dayFirstOnly > 0;
    return exchanged ? Either.REFUSED_AS_EXCHANGED : Either.READ_DAY_FIRST;
  }

  @Override
  public void readAgain(DayOrder evidence) {
    either = treatment(evidence);
    ownDaysDayFirstOnly = 0;
    ownDaysThatCouldBe = 0;
    monthFirstOnly = 0;
    dayFirstOnly = 0;
    couldBeMonthFirst = 0;
  }

  @Override
  public Optional<Verdict> columnVerdict() {
    boolean isDoubted = monthFirstOnly > 0 || either != Either.READ_DAY_FIRST;
    if (!isDoubted || couldBeMonthFirst == 0) {
      return Optional.empty();
    }
    return Optional.of(
        Verdict.of(
            ErrorType.MONTH_FIRST,
            "Cells that only fit month first: "
                + monthFirstOnly
                + (monthFirstOnly == 0 && either == Either.REFUSED
                    ? " (other columns have such)"
                    : "")
                + "; only day first: "
                + dayFirstOnly
                + switch (either) {
                  case READ_DAY_FIRST -> "; cells read day first that fit both: ";
                  case REFUSED, REFUSED_AS_EXCHANGED -> "; cells that fit both and were not read: ";
                }
                + couldBeMonthFirst
                + "."));
  }
}
