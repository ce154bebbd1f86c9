package org.tributary.xlsx;

import java.io.IOException;
import java.util.Locale;

/** Text as the parts of a workbook spell it, so that every character comes back as it was. */
final class XmlCharacters {

  private static final int ESCAPE = 7;

  private XmlCharacters() {}

  /** An attribute or a name, in which nothing unseen stands. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    try {
      append(escaped, text);
    } catch (IOException never) {
      throw new IllegalStateException(never);
    }
    return escaped.toString();
  }

  /**
   * Appends a text. What XML cannot hold, and what would be read as such an escape, is written as
   * {@code _x0000_}, as spreadsheets do.
   */
  static void append(Appendable to, String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      switch (letter) {
        case '&' -> to.append("&amp;");
        case '<' -> to.append("&lt;");
        case '>' -> to.append("&gt;");
        case '"' -> to.append("&quot;");
        case '\n' -> to.append("&#10;");
        case '\t' -> to.append("&#9;");
        default -> {
          if (Character.isHighSurrogate(letter)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            to.append(letter).append(text.charAt(++i));
          } else if (isUnwritable(letter) || letter == '_' && isEscape(text, i)) {
            to.append(String.format(Locale.ROOT, "_x%04X_", (int) letter));
          } else {
            to.append(letter);
          }
        }
      }
    }
  }

  private static boolean isUnwritable(char letter) {
    return letter < ' ' || Character.isSurrogate(letter) || letter >= 0xFFFE;
  }

  private static boolean isEscape(String text, int at) {
    if (at + ESCAPE > text.length()
        || text.charAt(at + 1) != 'x'
        || text.charAt(at + ESCAPE - 1) != '_') {
      return false;
    }
    for (int i = at + 2; i < at + ESCAPE - 1; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
