package org.tributary.submission;

/**
 * The text of one cell on its way through the stages: a stretch of characters that is either its
 * own or lent by somebody else, so that what is not changed is not copied. It is reused for every
 * row and valid only until the row is done. Empty means blank.
 */
public final class CellText implements CharSequence {

  private char[] own = new char[32];
  private char[] characters = own;
  private int start;
  private int end;

  /** The characters; the text is from {@link #start()} up to {@link #end()}. */
  public char[] characters() {
    return characters;
  }

  public int start() {
    return start;
  }

  public int end() {
    return end;
  }

  /** Makes the text empty and its own. */
  public void clear() {
    characters = own;
    start = 0;
    end = 0;
  }

  /** Shows a stretch of somebody else's characters. */
  public void lend(char[] lent, int from, int to) {
    characters = lent;
    start = from;
    end = to;
  }

  public void lend(CellText other) {
    lend(other.characters, other.start, other.end);
  }

  /** Appends to a text that is its own, that is, cleared before. */
  public void append(char character) {
    if (end == own.length) {
      grow(1);
    }
    own[end++] = character;
  }

  public void append(char[] source, int from, int to) {
    grow(to - from);
    System.arraycopy(source, from, own, end, to - from);
    end += to - from;
  }

  public void append(CharSequence text) {
    grow(text.length());
    for (int i = 0; i < text.length(); i++) {
      own[end++] = text.charAt(i);
    }
  }

  /** Appends a number of 0 or more with exactly so many digits, zeros in front. */
  public void appendDigits(int number, int digits) {
    grow(digits);
    int rest = number;
    for (int place = end + digits - 1; place >= end; place--) {
      own[place] = (char) ('0' + rest % 10);
      rest /= 10;
    }
    end += digits;
  }

  private void grow(int by) {
    if (end + by > own.length) {
      char[] longer = new char[Math.max(own.length * 2, end + by)];
      System.arraycopy(own, 0, longer, 0, end);
      own = longer;
      characters = longer;
    }
  }

  /** Said here, since no browser has it of {@link CharSequence}. */
  @Override
  public boolean isEmpty() {
    return start == end;
  }

  @Override
  public int length() {
    return end - start;
  }

  @Override
  public char charAt(int index) {
    return characters[start + index];
  }

  @Override
  public CharSequence subSequence(int from, int to) {
    return new String(characters, start + from, to - from);
  }

  /** The text itself, for what needs a string; never for a message or a log. */
  @Override
  public String toString() {
    return new String(characters, start, end - start);
  }
}
