package org.tributary.upload;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.tributary.store.Scratch;
import org.tributary.submission.CellText;

/** Writes the text of a staged table: CSV in UTF-8, LF ends, quotes only where they are needed. */
final class StagedText implements Closeable {

  private static final int FLUSH_AT = 1 << 16;
  private static final int REPLACEMENT = 0xFFFD;

  private final Path path;
  private OutputStream out;
  private byte[] buffer = new byte[FLUSH_AT * 2];
  private int position;
  private int rowStart;

  StagedText(Path path) throws IOException {
    this.path = path;
    out = Scratch.write(path);
  }

  /** Forgets what was written. */
  void startAgain() throws IOException {
    out.close();
    out = Scratch.write(path);
    position = 0;
    rowStart = 0;
  }

  /** Begins a row with its first cell, the line that a person sees. */
  void startRow(long line) {
    rowStart = position;
    room(20);
    long rest = line;
    int digits = 1;
    for (long more = line; more >= 10; more /= 10) {
      digits++;
    }
    for (int place = position + digits - 1; place >= position; place--) {
      buffer[place] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    position += digits;
  }

  void cell(CellText text) {
    char[] characters = text.characters();
    int start = text.start();
    int end = text.end();
    // A character takes at most three bytes, a quotation mark two; and the comma, and the quotes.
    room((end - start) * 3 + 3);
    // Copied to local variables, because this loop is the hottest of the whole row path.
    byte[] bytes = buffer;
    int at = position;
    bytes[at++] = ',';
    position = at;
    for (int i = start; i < end; i++) {
      char character = characters[i];
      if (character >= 0x80 || character == ',' || character == '"' || character < ' ') {
        unusualCell(characters, start, end);
        return;
      }
      bytes[at++] = (byte) character;
    }
    position = at;
  }

  private void unusualCell(char[] characters, int start, int end) {
    boolean quoted = false;
    for (int i = start; i < end && !quoted; i++) {
      char character = characters[i];
      quoted = character == ',' || character == '"' || character < ' ';
    }
    if (quoted) {
      buffer[position++] = '"';
    }
    for (int i = start; i < end; i++) {
      char character = characters[i];
      if (character == '"') {
        buffer[position++] = '"';
        buffer[position++] = '"';
      } else if (Character.isHighSurrogate(character)
          && i + 1 < end
          && Character.isLowSurrogate(characters[i + 1])) {
        i++;
        encode(Character.toCodePoint(character, characters[i]));
      } else {
        encode(Character.isSurrogate(character) ? REPLACEMENT : character);
      }
    }
    if (quoted) {
      buffer[position++] = '"';
    }
  }

  private void encode(int point) {
    if (point < 0x80) {
      buffer[position++] = (byte) point;
    } else if (point < 0x800) {
      buffer[position++] = (byte) (0xC0 | point >> 6);
      buffer[position++] = (byte) (0x80 | point & 0x3F);
    } else if (point < 0x10000) {
      buffer[position++] = (byte) (0xE0 | point >> 12);
      buffer[position++] = (byte) (0x80 | point >> 6 & 0x3F);
      buffer[position++] = (byte) (0x80 | point & 0x3F);
    } else {
      buffer[position++] = (byte) (0xF0 | point >> 18);
      buffer[position++] = (byte) (0x80 | point >> 12 & 0x3F);
      buffer[position++] = (byte) (0x80 | point >> 6 & 0x3F);
      buffer[position++] = (byte) (0x80 | point & 0x3F);
    }
  }

  void endRow() throws IOException {
    room(1);
    buffer[position++] = '\n';
    if (position >= FLUSH_AT) {
      out.write(buffer, 0, position);
      position = 0;
    }
    rowStart = position;
  }

  private void room(int bytes) {
    if (position + bytes > buffer.length) {
      byte[] longer = new byte[Math.max(buffer.length * 2, position + bytes)];
      System.arraycopy(buffer, 0, longer, 0, position);
      buffer = longer;
    }
  }

  @Override
  public void close() throws IOException {
    try (OutputStream open = out) {
      open.write(buffer, 0, rowStart);
    }
  }
}
