package org.tributary.opendata;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One way in which a publisher writes a header. Case, spaces and punctuation do not count, and
 * <code>{yy}</code> is any two digits: the year that ONS puts into the names of its codes.
 */
public record HeaderSpelling(String written) {

  private static final String YEAR = "{yy}";

  boolean fits(String header) {
    return Pattern.matches(expression(), bare(header));
  }

  private String expression() {
    StringBuilder expression = new StringBuilder();
    String rest = written;
    for (int at = rest.indexOf(YEAR); at >= 0; at = rest.indexOf(YEAR)) {
      expression.append(bare(rest.substring(0, at))).append("[0-9]{2}");
      rest = rest.substring(at + YEAR.length());
    }
    return expression.append(bare(rest)).toString();
  }

  /** Its letters and digits alone; so nothing in it means anything to an expression. */
  private static String bare(String text) {
    StringBuilder bare = new StringBuilder();
    text.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(bare::appendCodePoint);
    return bare.toString();
  }

  /** For a message: with a year in it. */
  String example() {
    return written.replace(YEAR, "21");
  }
}
