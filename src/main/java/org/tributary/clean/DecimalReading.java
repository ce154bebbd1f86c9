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
  public Verdict read(char[] characters, int start, int end, CellText out) {
    if (!number.matches(characters, start, end)) {
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
}
