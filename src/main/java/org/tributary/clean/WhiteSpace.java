package org.tributary.clean;

/** What counts as nothing around a value: spaces of every kind, unseen and control characters. */
final class WhiteSpace {

  private static final char DELETE = 0x7F;
  private static final char NEXT_LINE = 0x85;

  private WhiteSpace() {}

  static boolean is(char character) {
    if (character < 0x80) {
      return character <= ' ' || character == DELETE;
    }
    return Character.isSpaceChar(character)
        || Character.isISOControl(character)
        || Character.isWhitespace(character)
        || Character.getType(character) == Character.FORMAT;
  }

  /** Whether what {@link #is} white space is none that a person types: it makes no gap. */
  static boolean isUnseen(char character) {
    return character < 0x80
        ? character < ' ' && (character < '\t' || character > '\r') || character == DELETE
        : Character.getType(character) == Character.FORMAT
            || Character.isISOControl(character) && character != NEXT_LINE;
  }
}
