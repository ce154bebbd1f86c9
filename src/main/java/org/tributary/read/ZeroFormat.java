package org.tributary.read;

import java.util.Optional;

/**
 * A number format that fills a whole number up with zeros, as people have their identifiers shown:
 * {@code 0000000}, {@code 00-0000}, {@code "A"0000}. Other formats (decimals, thousands, percent)
 * show a number otherwise but do not make it another identifier.
 */
final class ZeroFormat {

  private static final int LONGEST = 60;

  /** Digits, as {@code 0} and {@code #}, and among them letters that are shown as they are. */
  private final char[] pattern;

  private final boolean[] isDigit;
  private final int digits;

  private ZeroFormat(char[] pattern, boolean[] isDigit, int digits) {
    this.pattern = pattern;
    this.isDigit = isDigit;
    this.digits = digits;
  }

  /** The format of a code, if it is one of these. */
  static Optional<ZeroFormat> of(String code) {
    StringBuilder pattern = new StringBuilder();
    StringBuilder kinds = new StringBuilder();
    int zeros = 0;
    int digits = 0;
    boolean quoted = false;
    for (int i = 0; i < code.length(); i++) {
      char letter = code.charAt(i);
      boolean digit = false;
      if (quoted) {
        if (letter == '"') {
          quoted = false;
          continue;
        }
      } else if (letter == '"') {
        quoted = true;
        continue;
      } else if (letter == ';') {
        break;
      } else if (letter == '\\' && i + 1 < code.length()) {
        letter = code.charAt(++i);
      } else if (letter == '0' || letter == '#') {
        digit = true;
        digits++;
        zeros += letter == '0' ? 1 : 0;
      } else if (letter != '-' && letter != ' ' && letter != '/') {
        return Optional.empty();
      }
      pattern.append(letter);
      kinds.append(digit ? '1' : '0');
    }
    // A single zero is how any whole number is shown.
    boolean plain = zeros < 2 && pattern.length() == digits;
    if (quoted || zeros == 0 || plain || pattern.length() > LONGEST) {
      return Optional.empty();
    }
    boolean[] isDigit = new boolean[pattern.length()];
    for (int i = 0; i < isDigit.length; i++) {
      isDigit[i] = kinds.charAt(i) == '1';
    }
    return Optional.of(new ZeroFormat(pattern.toString().toCharArray(), isDigit, digits));
  }

  /** A whole number, given as its digits, as a person sees it. */
  String shown(String number) {
    StringBuilder shown = new StringBuilder(pattern.length + number.length());
    // What does not find a place stands before the first one.
    int next = 0;
    int left = digits;
    for (int i = 0; i < pattern.length; i++) {
      if (!isDigit[i]) {
        shown.append(pattern[i]);
        continue;
      }
      while (number.length() - next > left) {
        shown.append(number.charAt(next++));
      }
      if (number.length() - next == left) {
        shown.append(number.charAt(next++));
      } else if (pattern[i] == '0' || isZeroBefore(i)) {
        shown.append('0');
      }
      left--;
    }
    return shown.toString();
  }

  /** Behind a zero every place is shown. */
  private boolean isZeroBefore(int place) {
    for (int i = 0; i < place; i++) {
      if (isDigit[i] && pattern[i] == '0') {
        return true;
      }
    }
    return false;
  }
}
