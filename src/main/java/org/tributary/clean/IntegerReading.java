package org.tributary.clean;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Field;
import org.tributary.submission.CellText;

/** A whole number: {@code 1,234}, {@code 12} or {@code 12.0}, without needless zeros. */
final class IntegerReading implements CellReading {

  /** More do not fit where the number goes next. */
  private static final int MOST_DIGITS = 18;

  private static final Verdict NOT_A_NUMBER = Verdict.of(ErrorType.NOT_A_NUMBER, "");
  private static final Verdict NOT_WHOLE =
      Verdict.of(ErrorType.NOT_A_NUMBER, "It must be a whole number.");

  private static final Verdict TOO_LONG =
      Verdict.of(ErrorType.OUT_OF_RANGE, "It may have at most " + MOST_DIGITS + " digits.");

  private final NumberText number = new NumberText();
  private final long least;
  private final long most;
  private final Verdict outOfRange;

  IntegerReading(Field field) {
    least = field.min().map(min -> bound(min, RoundingMode.CEILING)).orElse(Long.MIN_VALUE);
    most = field.max().map(max -> bound(max, RoundingMode.FLOOR)).orElse(Long.MAX_VALUE);
    outOfRange = NumberText.outOfRange(field);
  }

  private static long bound(BigDecimal bound, RoundingMode towardsInside) {
    return bound.setScale(0, towardsInside).longValueExact();
  }

  @Override
  public Verdict read(char[] characters, int start, int end, CellText out) {
    if (!number.matches(characters, start, end)) {
      return NOT_A_NUMBER;
    }
    if (!number.isWhole()) {
      return NOT_WHOLE;
    }
    if (number.wholeDigits() > MOST_DIGITS) {
      return TOO_LONG;
    }
    long whole = number.whole();
    if (whole < least || whole > most) {
      return outOfRange;
    }
    out.clear();
    appendLong(whole, out);
    return Verdict.FINE;
  }

  static void appendLong(long number, CellText out) {
    if (number >= 0 && number < 100) {
      out.appendDigits((int) number, number < 10 ? 1 : 2);
    } else {
      out.append(Long.toString(number));
    }
  }
}
