package org.tributary.read;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;

/** Reads UTF-16, and nothing that is none: half a letter ends it. */
final class WideReader extends Reader {

  private final Octets octets;
  private final int high;

  /** Whether the last letter was the first half of a pair. */
  private boolean isHalf;

  WideReader(Octets octets, TextFile.Encoding encoding) {
    this.octets = octets;
    this.high = encoding == TextFile.Encoding.UTF_16_BIG_ENDIAN ? 0 : 1;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!octets.fill(2)) {
      if (isHalf) {
        throw new MalformedInputException(2);
      }
      return -1;
    }
    byte[] block = octets.block();
    int at = octets.from();
    int count = Math.min(length, (octets.to() - at) / 2);
    if (count == 0) {
      throw new MalformedInputException(1);
    }
    for (int i = offset; i < offset + count; i++) {
      char letter = (char) ((block[at + high] & 0xFF) << 8 | block[at + 1 - high] & 0xFF);
      if (isHalf != Character.isLowSurrogate(letter)) {
        throw new MalformedInputException(2);
      }
      isHalf = Character.isHighSurrogate(letter);
      target[i] = letter;
      at += 2;
    }
    octets.readUpTo(at);
    return count;
  }

  @Override
  public void close() throws IOException {
    octets.close();
  }
}
