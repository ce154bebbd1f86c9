package org.tributary.clean;

import java.math.BigDecimal;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Field;

/**
 * A number as people and spreadsheets write it: a sign, digits in groups of three or in one, a
 * point and a fraction. Digits are 0 to 9 only; no exponents, currencies or percentages.
 */
final class NumberText {

  /** No number of a return is longer; a longer one could cost time to convert. */
  static final int LONGEST = 40;

  private final char[] plain = new char[LONGEST];
  private int length;
  private int point;

  /** Whether a text is a number; its parts are then to be had. */
  boolean matches(char[] text, int start, int end) {
    length = 0;
    point = -1;
    if (end - start > LONGEST) {
      return false;
    }
    int at = start;
    if (text[at] == '-' || text[at] == '+') {
      if (text[at] == '-') {
        plain[length++] = '-';
      }
      at++;
    }
    int digitsOfGroup = 0;
    boolean grouped = false;
    int whole = 0;
    for (; at < end && text[at] != '.'; at++) {
      char character = text[at];
      if (character >= '0' && character <= '9') {
        plain[length++] = character;
        digitsOfGroup++;
        whole++;
      } else if (character == ','
          && (grouped ? digitsOfGroup == 3 : digitsOfGroup >= 1 && digitsOfGroup <= 3)) {
        grouped = true;
        digitsOfGroup = 0;
      } else {
        return false;
      }
    }
    if (whole == 0 || (grouped && digitsOfGroup != 3)) {
      return false;
    }
    if (at == end) {
      return true;
    }
    point = length;
    plain[length++] = '.';
    int fraction = 0;
    for (at++; at < end; at++) {
      char character = text[at];
      if (character < '0' || character > '9') {
        return false;
      }
      plain[length++] = character;
      fraction++;
    }
    return fraction > 0;
  }

  /** Whether nothing but zeros stands after the point. */
  boolean isWhole() {
    for (int i = point + 1; point >= 0 && i < length; i++) {
      if (plain[i] != '0') {
        return false;
      }
    }
    return true;
  }

  /** Whether a minus stands before it. */
  boolean isNegative() {
    return plain[0] == '-';
  }

  /** The digits before the point, the sign not counted. */
  int wholeDigits() {
    int end = point < 0 ? length : point;
    return plain[0] == '-' ? end - 1 : end;
  }

  /** The number before the point, which must have at most 18 digits. */
  long whole() {
    int end = point < 0 ? length : point;
    boolean negative = plain[0] == '-';
    long number = 0;
    for (int i = negative ? 1 : 0; i < end; i++) {
      number = number * 10 + plain[i] - '0';
    }
    return negative ? -number : number;
  }

  BigDecimal exact() {
    return new BigDecimal(plain, 0, length);
  }

  /** Says which numbers a field takes. */
  static Verdict outOfRange(Field field) {
    String detail =
        field
            .min()
            .map(
                min ->
                    field
                        .max()
                        .map(
                            max ->
                                "From " + min.toPlainString() + " to " + max.toPlainString() + ".")
                        .orElse("At least " + min.toPlainString() + "."))
            .or(() -> field.max().map(max -> "At most " + max.toPlainString() + "."))
            .orElse("");
    return Verdict.of(ErrorType.OUT_OF_RANGE, detail);
  }

  static boolean within(Field field, BigDecimal number) {
    return field.min().map(min -> number.compareTo(min) >= 0).orElse(true)
        && field.max().map(max -> number.compareTo(max) <= 0).orElse(true);
  }
}
