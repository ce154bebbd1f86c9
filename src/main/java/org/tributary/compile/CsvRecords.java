package org.tributary.compile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The records of a CSV file that DuckDB wrote, as bytes and where its cells lie in them; nothing is
 * decoded and nothing copied. Quotes stand around whole cells and are doubled inside, as RFC 4180
 * has it; lines end in LF or CRLF.
 */
final class CsvRecords implements AutoCloseable {

  private static final int BUFFER = 1 << 18;

  private final InputStream in;
  private byte[] buffer = new byte[BUFFER];
  private int filled;
  private int start;
  private int end;
  private int[] ends = new int[16];
  private int cells;

  CsvRecords(Path csv) throws IOException {
    this.in = Files.newInputStream(csv);
  }

  /** Goes on to the next record; false where there is none. */
  boolean next() throws IOException {
    start = end;
    cells = 0;
    boolean quoted = false;
    int at = start;
    while (true) {
      while (at < filled) {
        byte sign = buffer[at];
        if (sign == '"') {
          // A doubled quote closes and opens again, which comes to the same.
          quoted = !quoted;
        } else if (sign == ',' && !quoted) {
          endCell(at);
        } else if (sign == '\n' && !quoted) {
          endCell(at > start && buffer[at - 1] == '\r' ? at - 1 : at);
          end = at + 1;
          return true;
        }
        at++;
      }
      int moved = start;
      if (!fill()) {
        if (start == filled) {
          return false;
        }
        endCell(filled);
        end = filled;
        return true;
      }
      at -= moved - start;
    }
  }

  private void endCell(int at) {
    if (cells == ends.length) {
      ends = Arrays.copyOf(ends, 2 * cells);
    }
    // From the record's start, which moves when more is read.
    ends[cells++] = at - start;
  }

  /** Reads more behind the record that is not whole yet; it then stands at the beginning. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, filled - start);
    filled -= start;
    start = 0;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * filled);
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(0, read);
    return read > 0;
  }

  /** Where the record's bytes stand until the next one is asked for. */
  byte[] bytes() {
    return buffer;
  }

  int start() {
    return start;
  }

  /** Behind the record and the end of its line. */
  int end() {
    return end;
  }

  int cells() {
    return cells;
  }

  int cellStart(int cell) {
    return cell == 0 ? start : start + ends[cell - 1] + 1;
  }

  int cellEnd(int cell) {
    return start + ends[cell];
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
