package org.tributary.clean;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalInt;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Field;
import org.tributary.submission.CellText;

/**
 * A number with a fraction, rounded half up to the field's decimals and written without needless
 * zeros. Its limits hold for what was sent, not for what rounding made of it.
 */
final class DecimalReading implements CellReading {

  private static final Verdict NOT_A_NUMBER = Verdict.of(ErrorType.NOT_A_NUMBER, "");

  private final NumberText number = new NumberText();
  private final Field field;
  private final OptionalInt decimals;
  private final Verdict outOfRange;

  DecimalReading(Field field) {
    this.field = field;
    decimals = field.decimals();
    outOfRange = NumberText.outOfRange(field);
  }

  @Override
  public Verdict read(char[] characters, int begin, int end, CellText out) {
    int start = begin + (startsWithUnit(characters, begin, end) ? field.unit().length() : 0);
    while (start > begin && start < end && WhiteSpace.is(characters[start])) {
      start++;
    }
    if (start == end || !number.matches(characters, start, end)) {
      return NOT_A_NUMBER;
    }
    BigDecimal exact = number.exact();
    if (!NumberText.within(field, exact)) {
      return outOfRange;
    }
    BigDecimal rounded =
        decimals.isPresent() && exact.scale() > decimals.getAsInt()
            ? exact.setScale(decimals.getAsInt(), RoundingMode.HALF_UP)
            : exact;
    out.clear();
    out.append(rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString());
    return Verdict.FINE;
  }

  private boolean startsWithUnit(char[] characters, int start, int end) {
    String unit = field.unit();
    if (unit.isEmpty() || end - start < unit.length()) {
      return false;
    }
    for (int i = 0; i < unit.length(); i++) {
      if (characters[start + i] != unit.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
