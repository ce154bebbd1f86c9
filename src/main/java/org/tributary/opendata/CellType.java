package org.tributary.opendata;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a cell of a published file should hold, and how its text is read. */
public enum CellType {
  TEXT("VARCHAR", "text") {
    @Override
    Optional<String> read(String text) {
      return Optional.of(text);
    }
  },
  /** A number of a provider or establishment; text, without what a spreadsheet added to it. */
  URN("VARCHAR", "a URN") {
    @Override
    Optional<String> read(String text) {
      Matcher urn = NUMBER_OF_A_PROVIDER.matcher(text.toUpperCase(Locale.ROOT));
      return urn.matches() ? Optional.of(urn.group(1)) : Optional.empty();
    }
  },
  DATE("DATE", "a date") {
    @Override
    Optional<String> read(String text) {
      return OpenDates.read(text).map(LocalDate::toString);
    }
  },
  INTEGER("INTEGER", "a whole number") {
    @Override
    Optional<String> read(String text) {
      Matcher number = WHOLE.matcher(text);
      return number.matches()
          ? Optional.of(number.group(1).replace(",", "")).filter(digits -> digits.length() < 10)
          : Optional.empty();
    }
  },
  DECIMAL("DECIMAL(18,6)", "a number") {
    @Override
    Optional<String> read(String text) {
      return DECIMALS.matcher(text).matches()
          ? Optional.of(
              new BigDecimal(text).setScale(DECIMAL_PLACES, RoundingMode.HALF_EVEN).toPlainString())
          : Optional.empty();
    }
  },
  /** Becomes {@code OX1 2JD}, however wide it was printed. */
  POSTCODE("VARCHAR", "a postcode") {
    @Override
    Optional<String> read(String text) {
      return apart(text, UNIT);
    }
  },
  /** Becomes {@code OX1 2}. */
  SECTOR("VARCHAR", "a postcode sector") {
    @Override
    Optional<String> read(String text) {
      return apart(text, POSTCODE_SECTOR);
    }
  };

  private static final Pattern NUMBER_OF_A_PROVIDER =
      Pattern.compile("([A-Z]{0,3}[0-9]{1,10})(?:\\.0)?");
  private static final Pattern WHOLE =
      Pattern.compile("(-?(?:[0-9]{1,10}|[0-9]{1,3}(?:,[0-9]{3}){1,2}))(?:\\.0+)?");
  private static final Pattern DECIMALS =
      Pattern.compile("-?[0-9]{1,9}(?:\\.[0-9]{1,30})?(?:[eE]-[0-9]{1,2})?");
  private static final int DECIMAL_PLACES = 6;
  private static final String DISTRICT = "([A-Z]{1,2}[0-9][0-9A-Z]?)";
  private static final Pattern UNIT = Pattern.compile(DISTRICT + "([0-9][A-Z]{2})");
  private static final Pattern POSTCODE_SECTOR = Pattern.compile(DISTRICT + "([0-9])");

  private final String sql;
  private final String noun;

  CellType(String sql, String noun) {
    this.sql = sql;
    this.noun = noun;
  }

  /** What DuckDB calls it. */
  public String sql() {
    return sql;
  }

  /** What a message calls it. */
  String noun() {
    return noun;
  }

  /**
   * What a text that is not blank becomes, such that DuckDB reads it as the type; nothing where it
   * does not hold what it should.
   */
  abstract Optional<String> read(String text);

  private static Optional<String> apart(String text, Pattern pattern) {
    Matcher matcher = pattern.matcher(text.toUpperCase(Locale.ROOT).replace(" ", ""));
    return matcher.matches()
        ? Optional.of(matcher.group(1) + " " + matcher.group(2))
        : Optional.empty();
  }
}
