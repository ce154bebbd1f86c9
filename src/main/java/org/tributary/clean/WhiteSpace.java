package org.tributary.clean;

/** What counts as nothing around and within a value: spaces of every kind, the unseen ones too. */
final class WhiteSpace {

  private static final char ZERO_WIDTH_SPACE = '\u200B';
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private WhiteSpace() {}

  static boolean is(char character) {
    if (character < 0x80) {
      return character <= ' ';
    }
    return Character.isSpaceChar(character)
        || Character.isWhitespace(character)
        || character == ZERO_WIDTH_SPACE
        || character == BYTE_ORDER_MARK;
  }
}
