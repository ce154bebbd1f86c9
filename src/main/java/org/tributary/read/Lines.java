package org.tributary.read;

import java.io.IOException;
import java.io.Reader;

/** A text of which lines can be skipped; a line ends in CR, LF or both. */
final class Lines extends Reader {

  private final Reader text;
  private final char[] block = new char[1 << 14];
  private int from;
  private int to;

  Lines(Reader text) {
    this.text = text;
  }

  /** Skips lines, or to the end. */
  void skipLines(long lines) throws IOException {
    long left = lines;
    while (left > 0 && fill()) {
      char letter = block[from++];
      if (letter == '\r') {
        left--;
        if (fill() && block[from] == '\n') {
          from++;
        }
      } else if (letter == '\n') {
        left--;
      }
    }
  }

  /** The longest stretch of a line without a delimiter, and the line's length. */
  record Measure(int longestCell, int length) {}

  /** Measures the next line, up to a length. */
  Measure measure(char delimiter, int upTo) throws IOException {
    int longest = 0;
    int cell = 0;
    int length = 0;
    while (length < upTo && fill()) {
      char letter = block[from++];
      if (letter == '\r' || letter == '\n') {
        break;
      }
      cell = letter == delimiter ? 0 : cell + 1;
      longest = Math.max(longest, cell);
      length++;
    }
    return new Measure(longest, length);
  }

  /** The next line without its end, up to a length. */
  String line(int upTo) throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < upTo && fill() && block[from] != '\r' && block[from] != '\n') {
      line.append(block[from++]);
    }
    return line.toString();
  }

  /** The next characters, as far as they are there; none are used up. */
  String peek(int characters) throws IOException {
    return fill() ? new String(block, from, Math.min(characters, to - from)) : "";
  }

  private boolean fill() throws IOException {
    if (from == to) {
      from = 0;
      to = Math.max(0, text.read(block, 0, block.length));
    }
    return from < to;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (from == to) {
      return text.read(target, offset, length);
    }
    int copied = Math.min(length, to - from);
    System.arraycopy(block, from, target, offset, copied);
    from += copied;
    return copied;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
