package org.tributary.clean;

import java.util.Arrays;
import java.util.Locale;

/**
 * A text without what systems vary: in lower case, without spaces, dashes, brackets and other
 * punctuation. What would make another text of it stays: a point between digits ({@code 1.0} is not
 * {@code 10}) and whatever stands between the letters of something short ({@code N/A} is not {@code
 * NA}). Used again for each cell, so that a row makes nothing new.
 *
 * <p>A text may begin with the mark that its list gave it, {@code b)}, {@code (b)}, {@code b.} or
 * {@code F4:}. Only a letter, or a letter and a digit, is one; a word or a number is not.
 */
final class PlainText {

  /** Longer text is no spelling of anything. */
  static final int LONGEST = 600;

  /** Up to so many letters are an abbreviation, whose parts are not put together. */
  private static final int BRIEF = 4;

  /** Stands behind a mark in {@link #marked}; no plain text holds it. */
  private static final char AFTER_MARK = ')';

  private char[] characters = new char[64];
  private int length;
  private int markEnd;

  char[] characters() {
    return characters;
  }

  int length() {
    return length;
  }

  @Override
  public String toString() {
    return new String(characters, 0, length);
  }

  /** Takes the whole text; false where it is none that may vary, as a number. */
  boolean whole(char[] text, int start, int end) {
    length = 0;
    return append(text, start, end);
  }

  /** Takes the text with its mark told apart; false where it has none, or nothing behind it. */
  boolean marked(char[] text, int start, int end) {
    int rest = afterMark(text, start, end);
    if (rest < 0) {
      return false;
    }
    length = 0;
    for (int i = text[start] == '(' ? start + 1 : start; i < markEnd; i++) {
      add(Character.toLowerCase(text[i]));
    }
    add(AFTER_MARK);
    return append(text, rest, end);
  }

  /** Takes what stands behind the mark of a text. */
  boolean unmarked(char[] text, int start, int end) {
    int rest = afterMark(text, start, end);
    return rest >= 0 && whole(text, rest, end);
  }

  /** The mark that a text begins with, in lower case; empty where there is none. */
  String mark(char[] text, int start, int end) {
    return afterMark(text, start, end) < 0
        ? ""
        : new String(text, start, markEnd - start).replace("(", "").toLowerCase(Locale.ROOT);
  }

  private int afterMark(char[] text, int start, int end) {
    boolean bracket = text[start] == '(';
    int at = bracket ? start + 1 : start;
    if (at >= end || !isLatin(text[at])) {
      return -1;
    }
    at++;
    if (at < end && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    markEnd = at;
    while (!bracket && at < end && text[at] == ' ') {
      at++;
    }
    if (at >= end || !(bracket ? text[at] == ')' : isAfterMark(text[at]))) {
      return -1;
    }
    return at + 1;
  }

  private static boolean isAfterMark(char character) {
    return switch (character) {
      case ')', '.', ':', '-', '\u2010', '\u2011', '\u2013', '\u2014' -> true;
      default -> false;
    };
  }

  private static boolean isLatin(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }

  private boolean append(char[] text, int start, int end) {
    if (end - start > LONGEST || start >= end || text[start] == '#') {
      // What begins with # is an error of a spreadsheet.
      return false;
    }
    int signs = 0;
    boolean letters = false;
    for (int i = start; i < end; i++) {
      if (Character.isLetterOrDigit(text[i])) {
        signs++;
        letters |= Character.isLetter(text[i]);
      }
    }
    if (!letters) {
      return false;
    }
    boolean apart = false;
    char before = 0;
    for (int i = start; i < end; i++) {
      char character = text[i];
      if (Character.isLetterOrDigit(character)) {
        boolean digits = Character.isDigit(before) && Character.isDigit(character);
        if (apart && before != 0 && (signs <= BRIEF || digits)) {
          add(' ');
        }
        add(Character.toLowerCase(character));
        before = character;
        apart = false;
      } else if (character == '&') {
        add('a');
        add('n');
        add('d');
        before = 'd';
        apart = false;
      } else if (!isApostrophe(character)) {
        apart = true;
      }
    }
    return true;
  }

  private static boolean isApostrophe(char character) {
    return character == '\'' || character == '\u2018' || character == '\u2019' || character == '`';
  }

  private void add(char character) {
    if (length == characters.length) {
      characters = Arrays.copyOf(characters, 2 * length);
    }
    characters[length++] = character;
  }
}
