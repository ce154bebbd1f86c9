package org.tributary.clean;

/** What counts as nothing around a value: spaces of every kind, unseen and control characters. */
final class WhiteSpace {

  private static final char DELETE = 0x7F;

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
}
