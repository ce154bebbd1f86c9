package org.tributary.clean;

/** What counts as nothing around and within a value: spaces of every kind, the unseen ones too. */
final class WhiteSpace {

  private WhiteSpace() {}

  static boolean is(char character) {
    if (character < 0x80) {
      return character <= ' ';
    }
    return Character.isSpaceChar(character)
        || Character.isWhitespace(character)
        || Character.getType(character) == Character.FORMAT;
  }
}
