package org.tributary.read;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * A text of which whole lines stand in quotation marks, without these marks; marks that are doubled
 * inside are single again. What is behind the closing mark, empty cells of a sheet, is left out.
 */
final class UnquotedLines extends FilterReader {

  private enum At {
    LINE_START,
    INSIDE,
    /** Behind a mark that closes the line, unless another follows. */
    MARK,
    OUTSIDE
  }

  private final char delimiter;
  private At at = At.LINE_START;
  private char[] block = new char[0];

  UnquotedLines(Reader text, char delimiter) {
    super(text);
    this.delimiter = delimiter;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (block.length < length) {
      block = new char[length];
    }
    int out = offset;
    while (out == offset) {
      int read = in.read(block, 0, length);
      if (read <= 0) {
        return read;
      }
      for (int i = 0; i < read; i++) {
        if (isText(block[i])) {
          target[out++] = block[i];
        }
      }
    }
    return out - offset;
  }

  private boolean isText(char letter) {
    boolean lineEnd = letter == '\n' || letter == '\r';
    switch (at) {
      case LINE_START -> {
        if (letter == '"') {
          at = At.INSIDE;
          return false;
        }
        at = lineEnd ? At.LINE_START : At.OUTSIDE;
        return true;
      }
      case INSIDE -> {
        if (letter == '"') {
          at = At.MARK;
          return false;
        }
        return true;
      }
      case MARK -> {
        if (letter == '"') {
          at = At.INSIDE;
          return true;
        }
        at = lineEnd ? At.LINE_START : At.MARK;
        // Only empty cells may follow; with anything else these are no marks of whole lines.
        return lineEnd || letter != delimiter && !Whitespace.is(letter);
      }
      case OUTSIDE -> {
        at = lineEnd ? At.LINE_START : At.OUTSIDE;
        return true;
      }
    }
    throw new IllegalStateException(at.name());
  }
}
