package org.tributary.read;

import java.util.Arrays;

/** The values of a form, one for each field. */
final class FormRow implements Row {

  private final int[] starts;
  private final int[] ends;
  private final long[] lines;
  private char[] characters = new char[4_096];
  private int length;

  FormRow(int fields) {
    starts = new int[fields];
    ends = new int[fields];
    lines = new long[fields];
  }

  /** A field's value; one that was put before is forgotten. */
  void put(int field, String value, long line) {
    int end = length + value.length();
    if (end > characters.length) {
      characters = Arrays.copyOf(characters, Math.max(end, 2 * characters.length));
    }
    value.getChars(0, value.length(), characters, length);
    starts[field] = length;
    ends[field] = end;
    lines[field] = line;
    length = end;
  }

  String text(int field) {
    return new String(characters, starts[field], ends[field] - starts[field]);
  }

  @Override
  public char[] characters() {
    return characters;
  }

  @Override
  public int start(int column) {
    return starts[column];
  }

  @Override
  public int end(int column) {
    return ends[column];
  }

  /** The first of its lines. */
  @Override
  public long line() {
    return Arrays.stream(lines).min().orElse(1);
  }

  @Override
  public long line(int column) {
    return lines[column];
  }
}
