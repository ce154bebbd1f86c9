package org.tributary.read;

import java.util.Arrays;

/** The one row of a sheet that is in memory; cells that the sheet leaves out are empty. */
final class SheetRow implements CellRow {

  /** All cells of a row together; a thousand long texts are no return. */
  private static final int ROW_CHARACTERS = 1 << 22;

  private final Limits limits;
  private final int[] ends;
  private char[] characters = new char[4_096];
  private int length;
  private int cells;
  private int begun;
  private long line;

  private int[] noted = new int[8];
  private int formulasWithoutValue;
  private int[] longNumbers = new int[8];
  private int longNumberCount;

  SheetRow(Limits limits) {
    this.limits = limits;
    this.ends = new int[limits.columns()];
  }

  void begin(long sheetLine) {
    line = sheetLine;
    length = 0;
    cells = 0;
    begun = 0;
    formulasWithoutValue = 0;
    longNumberCount = 0;
  }

  void beginCell() {
    begun = length;
  }

  /** Where the text of the cell that is being read begins. */
  int begun() {
    return begun;
  }

  /** One past what was added last. */
  int length() {
    return length;
  }

  void append(char[] from, int start, int count) throws UnreadableFileException {
    room(count);
    System.arraycopy(from, start, characters, length, count);
    length += count;
  }

  void append(String text) throws UnreadableFileException {
    room(text.length());
    text.getChars(0, text.length(), characters, length);
    length += text.length();
  }

  /** Adds letters that are encoded as UTF-8, as it was made from letters before. */
  void appendUtf8(byte[] encoded, int count) throws UnreadableFileException {
    room(count);
    char[] target = characters;
    int out = length;
    int at = 0;
    while (at < count) {
      int octet = encoded[at];
      if (octet >= 0) {
        target[out++] = (char) octet;
        at++;
      } else if (octet >= (byte) 0xF0) {
        int letter =
            (octet & 0x07) << 18
                | (encoded[at + 1] & 0x3F) << 12
                | (encoded[at + 2] & 0x3F) << 6
                | encoded[at + 3] & 0x3F;
        out += Character.toChars(letter, target, out);
        at += 4;
      } else if (octet >= (byte) 0xE0) {
        target[out++] =
            (char) ((octet & 0x0F) << 12 | (encoded[at + 1] & 0x3F) << 6 | encoded[at + 2] & 0x3F);
        at += 3;
      } else {
        target[out++] = (char) ((octet & 0x1F) << 6 | encoded[at + 1] & 0x3F);
        at += 2;
      }
    }
    length = out;
  }

  private void room(int count) throws UnreadableFileException {
    int end = length + count;
    if (end - begun > 4L * limits.cellCharacters() || end > ROW_CHARACTERS) {
      throw new UnreadableFileException(
          end > ROW_CHARACTERS
              ? "a row is too long"
              : "a cell has more than " + limits.cellCharacters() + " characters");
    }
    if (end > characters.length) {
      characters = Arrays.copyOf(characters, Math.max(end, 2 * characters.length));
    }
  }

  /** Takes back what was added to the cell so far. */
  void clearCell() {
    length = begun;
  }

  /** Takes back what was added to the cell from this place on. */
  void cutCell(int end) {
    length = end;
  }

  /** The cell that was begun is complete and stands in this column. */
  void endCell(int column) throws UnreadableFileException {
    if (length == begun) {
      return;
    }
    if (length - begun > limits.cellCharacters()) {
      throw new UnreadableFileException(
          "a cell has more than " + limits.cellCharacters() + " characters");
    }
    if (column >= ends.length) {
      throw new UnreadableFileException("it has more than " + ends.length + " columns");
    }
    while (cells < column) {
      ends[cells++] = begun;
    }
    ends[column] = length;
    cells = column + 1;
  }

  void noteFormulaWithoutValue(int column) {
    if (formulasWithoutValue == noted.length) {
      noted = Arrays.copyOf(noted, 2 * noted.length);
    }
    noted[formulasWithoutValue++] = column;
  }

  void noteLongNumber(int column) {
    if (longNumberCount == longNumbers.length) {
      longNumbers = Arrays.copyOf(longNumbers, 2 * longNumbers.length);
    }
    longNumbers[longNumberCount++] = column;
  }

  /** The columns of formulas whose result the workbook does not hold. */
  int[] formulasWithoutValue() {
    return Arrays.copyOf(noted, formulasWithoutValue);
  }

  /** The columns of numbers with more digits than a spreadsheet can keep. */
  int[] longNumbers() {
    return Arrays.copyOf(longNumbers, longNumberCount);
  }

  boolean hasNotes() {
    return formulasWithoutValue + longNumberCount > 0;
  }

  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (!Whitespace.is(characters[i])) {
        return false;
      }
    }
    return true;
  }

  boolean isBlank(int column) {
    for (int i = start(column); i < end(column); i++) {
      if (!Whitespace.is(characters[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int cells() {
    return cells;
  }

  @Override
  public String cell(int column) {
    int start = start(column);
    return new String(characters, start, end(column) - start);
  }

  @Override
  public char[] characters() {
    return characters;
  }

  @Override
  public int start(int column) {
    if (column == 0) {
      return 0;
    }
    return column <= cells ? ends[column - 1] : length;
  }

  @Override
  public int end(int column) {
    return column < cells ? ends[column] : length;
  }

  @Override
  public long line() {
    return line;
  }
}
