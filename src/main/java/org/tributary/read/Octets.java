package org.tributary.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file, block by block; what is not used up of one block begins the next. */
final class Octets implements Closeable {

  private final InputStream in;
  private final byte[] block = new byte[1 << 16];
  private int from;
  private int to;
  private boolean atEnd;

  Octets(InputStream in, int skipped) throws IOException {
    this.in = in;
    in.skipNBytes(skipped);
  }

  /** Makes so many bytes available, or all that are left; false where none are. */
  boolean fill(int wanted) throws IOException {
    if (to - from < wanted && !atEnd) {
      System.arraycopy(block, from, block, 0, to - from);
      to -= from;
      from = 0;
      to = read(in, block, to);
      atEnd = to < block.length;
    }
    return from < to;
  }

  /**
   * Fills an array from a place on, as far as there are bytes.
   *
   * @return how far it is filled
   */
  static int read(InputStream in, byte[] target, int from) throws IOException {
    int to = from;
    // Not readNBytes, which in a browser goes on past the end of the array.
    for (int read = 0; read >= 0 && to < target.length; to += Math.max(read, 0)) {
      read = in.read(target, to, target.length - to);
    }
    return to;
  }

  byte[] block() {
    return block;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  boolean atEnd() {
    return atEnd;
  }

  void readUpTo(int place) {
    from = place;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /**
   * How many bytes the UTF-8 letter at a place has, if it is written as the standard says; else 1.
   */
  static int sequence(byte[] bytes, int at, int end) {
    int lead = bytes[at] & 0xFF;
    int width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + width > end) {
      return 1;
    }
    for (int i = at + 1; i < at + width; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return 1;
      }
    }
    int second = bytes[at + 1] & 0xFF;
    boolean wrong =
        lead == 0xE0 && second < 0xA0
            || lead == 0xED && second > 0x9F
            || lead == 0xF0 && second < 0x90
            || lead == 0xF4 && second > 0x8F;
    return wrong ? 1 : width;
  }
}
