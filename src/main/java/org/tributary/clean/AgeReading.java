package org.tributary.clean;

import java.math.BigDecimal;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Field;
import org.tributary.submission.CellText;

/**
 * An age in whole years: {@code 7}, {@code 7.38} (7), {@code <1}, or numbers with units ({@code
 * 7y}, {@code 18 months}, {@code 1 year 6 months}). Weeks and days count too, so that 10 days are
 * not 10 years.
 */
final class AgeReading implements CellReading {

  /** Nobody is older; what is, is a year of birth or a slip. */
  private static final long OLDEST = 130;

  private static final Verdict NOT_A_NUMBER =
      Verdict.of(
          ErrorType.NOT_A_NUMBER, "Write whole years, or months, weeks or days with the unit.");

  private static final Verdict TOO_OLD =
      Verdict.of(ErrorType.OUT_OF_RANGE, "At most " + OLDEST + " years.");

  private final NumberText number = new NumberText();
  private final Field field;
  private final Verdict outOfRange;

  AgeReading(Field field) {
    this.field = field;
    outOfRange = NumberText.outOfRange(field);
  }

  @Override
  public Verdict read(char[] characters, int start, int end, CellText out) {
    long years = years(characters, start, end);
    if (years < 0) {
      return NOT_A_NUMBER;
    }
    if (years > OLDEST) {
      return TOO_OLD;
    }
    if (!NumberText.within(field, BigDecimal.valueOf(years))) {
      return outOfRange;
    }
    out.clear();
    IntegerReading.appendLong(years, out);
    return Verdict.FINE;
  }

  /** The whole years, or -1 where the text is no age. */
  private long years(char[] text, int start, int end) {
    if (number.matches(text, start, end)) {
      // Whole years are what is completed of them; systems work ages out to the day.
      return number.isNegative() || number.wholeDigits() > 18 ? -1 : number.whole();
    }
    boolean lessThan = text[start] == '<';
    double days = 0;
    double months = 0;
    int at = lessThan ? start + 1 : start;
    int parts = 0;
    while (at < end) {
      at = skipSpace(text, at, end);
      int digits = at;
      long amount = 0;
      while (at < end && text[at] >= '0' && text[at] <= '9') {
        amount = amount * 10 + text[at++] - '0';
        if (at - digits > 6) {
          return -1;
        }
      }
      if (at == digits) {
        return -1;
      }
      at = skipSpace(text, at, end);
      int unit = at;
      while (at < end && isLetter(text[at])) {
        at++;
      }
      parts++;
      switch (unit(text, unit, at)) {
        case "y", "yr", "yrs", "year", "years" -> months += amount * 12.0;
        case "m", "mth", "mths", "month", "months" -> months += amount;
        case "w", "wk", "wks", "week", "weeks" -> days += amount * 7.0;
        case "d", "day", "days" -> days += amount;
        case "" -> {
          if (!lessThan || parts > 1 || at < end) {
            return -1;
          }
          months += amount * 12.0;
        }
        default -> {
          return -1;
        }
      }
    }
    if (parts == 0) {
      return -1;
    }
    long years = (long) (months / 12 + days / 365.25);
    if (lessThan) {
      // "Less than a year" says 0; less than more than that says nothing exact.
      return years <= 1 ? 0 : -1;
    }
    return years;
  }

  private static int skipSpace(char[] text, int from, int end) {
    int at = from;
    while (at < end && WhiteSpace.is(text[at])) {
      at++;
    }
    return at;
  }

  private static boolean isLetter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }

  private static String unit(char[] text, int start, int end) {
    return end - start > 6
        ? "?"
        : new String(text, start, end - start).toLowerCase(java.util.Locale.ROOT);
  }
}
