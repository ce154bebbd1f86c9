package org.tributary.read;

/**
 * What counts as white space around a value: also what cannot be seen and what word processors use.
 */
final class Whitespace {

  private Whitespace() {}

  static boolean is(char letter) {
    if (letter <= ' ') {
      // A NUL is no white space: it must be seen by whoever checks the value.
      return letter != 0;
    }
    return letter >= 0x80
        && (Character.isWhitespace(letter)
            || Character.isSpaceChar(letter)
            || letter == 0x85
            || letter == 0xFEFF
            || letter >= 0x200B && letter <= 0x200F
            || letter == 0x2060);
  }

  /** Without white space on either side. */
  static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && is(text.charAt(start))) {
      start++;
    }
    while (end > start && is(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }
}
