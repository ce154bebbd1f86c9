package org.tributary.demo;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tributary.schema.Field;

/**
 * Whether a cell is what its field asks for, said a second time and without the product's own
 * checks, so that an error in those does not hide one in the invented data.
 */
final class FieldRules {

  private static final Pattern DAY_FIRST = Pattern.compile("(\\d{2})/(\\d{2})/(\\d{4})");
  private static final Pattern POSTCODE = Pattern.compile("[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}");

  private FieldRules() {}

  static boolean accept(Field field, int returnYear, String cell) {
    if (cell.isEmpty()) {
      return !field.mandatory();
    }
    return switch (field.kind()) {
      case STRING ->
          cell.equals(cell.strip())
              && field.pattern().map(pattern -> pattern.matcher(cell).matches()).orElse(true)
              && cell.length() <= field.maxLength().orElse(Integer.MAX_VALUE);
      case CATEGORY ->
          field.codesIn(returnYear).stream().anyMatch(code -> code.code().equals(cell));
      case DATE -> isDayFirstDate(cell);
      case TIME -> cell.matches("([01][0-9]|2[0-3]):[0-5][0-9]");
      case INTEGER -> cell.matches("-?[0-9]+") && inRange(field, new BigDecimal(cell));
      case DECIMAL -> cell.matches("-?[0-9]+(\\.[0-9]+)?") && inRange(field, new BigDecimal(cell));
      case AGE -> cell.matches("[0-9]|1[0-9]|2[0-5]");
      case POSTCODE -> POSTCODE.matcher(cell).matches();
    };
  }

  private static boolean inRange(Field field, BigDecimal number) {
    return field.min().map(min -> min.compareTo(number) <= 0).orElse(true)
        && field.max().map(max -> max.compareTo(number) >= 0).orElse(true);
  }

  private static boolean isDayFirstDate(String cell) {
    Matcher parts = DAY_FIRST.matcher(cell);
    if (!parts.matches()) {
      return false;
    }
    try {
      LocalDate day =
          LocalDate.of(
              Integer.parseInt(parts.group(3)),
              Integer.parseInt(parts.group(2)),
              Integer.parseInt(parts.group(1)));
      return day.getYear() >= 1900;
    } catch (DateTimeException noSuchDay) {
      return false;
    }
  }
}
