package org.tributary.read;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;

/**
 * The one row of a CSV file that is in memory: the parser's characters are copied into it once. It
 * notices what goes beyond the limits but throws nothing, because the parser would wrap it.
 */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> implements CellRow {

  /** What is wrong with the row itself. */
  enum Fault {
    NONE,
    TOO_MANY_COLUMNS,
    CELL_TOO_LONG,
    ROW_TOO_LONG
  }

  /** All cells of a row together; a thousand long texts are no return. */
  private static final int ROW_CHARACTERS = 1 << 22;

  private final Limits limits;
  private final int[] ends;
  private char[] characters = new char[4_096];
  private int length;
  private int cells;
  private boolean spansLines;
  private boolean quotedBehindSpace;
  private long textLine;
  private long line;
  private Fault fault = Fault.NONE;

  CsvRow(Limits limits) {
    this.limits = limits;
    this.ends = new int[limits.columns()];
  }

  @Override
  protected void handleBegin(long startingLineNumber) {
    textLine = startingLineNumber;
    length = 0;
    cells = 0;
    spansLines = false;
    quotedBehindSpace = false;
    fault = Fault.NONE;
  }

  @Override
  protected void handleField(int index, char[] source, int offset, int count, boolean quoted) {
    if (index >= ends.length) {
      fault = Fault.TOO_MANY_COLUMNS;
      return;
    }
    int end = length + count;
    if (count > limits.cellCharacters() || end > ROW_CHARACTERS) {
      if (fault == Fault.NONE) {
        fault = count > limits.cellCharacters() ? Fault.CELL_TOO_LONG : Fault.ROW_TOO_LONG;
      }
      return;
    }
    if (end > characters.length) {
      characters = Arrays.copyOf(characters, Math.max(end, 2 * characters.length));
    }
    System.arraycopy(source, offset, characters, length, count);
    if (quoted && !spansLines) {
      spansLines = holdsLineEnd(length, end);
    }
    if (count > 1 && !quoted && source[offset] <= ' ' && source[offset] != 0) {
      quotedBehindSpace |= isQuotedBehindSpace(source, offset, offset + count);
    }
    length = end;
    ends[index] = end;
    cells = index + 1;
  }

  private boolean holdsLineEnd(int start, int end) {
    for (int i = start; i < end; i++) {
      if (characters[i] == '\n' || characters[i] == '\r') {
        return true;
      }
    }
    return false;
  }

  private static boolean isQuotedBehindSpace(char[] source, int start, int end) {
    int at = start;
    while (at < end && source[at] <= ' ' && source[at] != 0) {
      at++;
    }
    return at < end && source[at] == '"';
  }

  @Override
  protected CsvRow buildRecord() {
    return this;
  }

  Fault fault() {
    return fault;
  }

  /** The line of the text in which it begins, 1 for the first that the parser was given. */
  long textLine() {
    return textLine;
  }

  void isLine(long spreadsheetLine) {
    line = spreadsheetLine;
  }

  @Override
  public int cells() {
    return cells;
  }

  @Override
  public String cell(int index) {
    int start = start(index);
    return new String(characters, start, ends[index] - start);
  }

  /** Whether nothing stands in the cells from this one on. */
  boolean isBlankFrom(int index) {
    for (int i = index == 0 || cells == 0 ? 0 : ends[Math.min(index, cells) - 1]; i < length; i++) {
      if (!Whitespace.is(characters[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether a cell holds the end of a line; only one in quotation marks can. */
  boolean spansLines() {
    return spansLines;
  }

  /** Whether spaces stand before a quotation mark, so that the parser took it for a letter. */
  boolean isQuotedBehindSpace() {
    return quotedBehindSpace;
  }

  /** Adds empty cells at the end. */
  void fillUpTo(int width) {
    while (cells < width) {
      ends[cells++] = length;
    }
  }

  @Override
  public char[] characters() {
    return characters;
  }

  @Override
  public int start(int column) {
    return column == 0 ? 0 : ends[column - 1];
  }

  @Override
  public int end(int column) {
    return ends[column];
  }

  @Override
  public long line() {
    return line;
  }
}
