package org.tributary.read;

import java.io.IOException;
import java.io.Reader;

/**
 * Reads Windows-1252, or reads UTF-8 and takes each byte that is none for a letter of Windows-1252.
 * The five bytes that Windows-1252 leaves open become the control characters of that number, as web
 * browsers do.
 */
final class PatchedReader extends Reader {

  /** Where Windows-1252 differs from Unicode: the bytes from 0x80 up to 0x9F. */
  private static final String WINDOWS_1252 =
      "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021"
          + "\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
          + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014"
          + "\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

  private final Octets octets;
  private final TextFile.Encoding encoding;

  PatchedReader(Octets octets, TextFile.Encoding encoding) {
    this.octets = octets;
    this.encoding = encoding;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (length == 1) {
      // A letter beyond the first 65,536 needs two places.
      throw new IOException("a text is read in blocks of two characters at least");
    }
    if (!octets.fill(4)) {
      return -1;
    }
    byte[] block = octets.block();
    int at = octets.from();
    int end = octets.atEnd() ? octets.to() : octets.to() - 3;
    int out = offset;
    int outEnd = offset + length - 1;
    while (at < end && out < outEnd) {
      int octet = block[at];
      if (octet >= 0) {
        target[out++] = (char) octet;
        at++;
        continue;
      }
      int width =
          encoding == TextFile.Encoding.WINDOWS_1252 ? 1 : Octets.sequence(block, at, octets.to());
      switch (width) {
        case 2 -> target[out++] = (char) ((octet & 0x1F) << 6 | block[at + 1] & 0x3F);
        case 3 ->
            target[out++] =
                (char) ((octet & 0x0F) << 12 | (block[at + 1] & 0x3F) << 6 | block[at + 2] & 0x3F);
        case 4 -> {
          int letter =
              (octet & 0x07) << 18
                  | (block[at + 1] & 0x3F) << 12
                  | (block[at + 2] & 0x3F) << 6
                  | block[at + 3] & 0x3F;
          out += Character.toChars(letter, target, out);
        }
        default -> target[out++] = windows1252(octet & 0xFF);
      }
      at += width;
    }
    octets.readUpTo(at);
    return out - offset;
  }

  private static char windows1252(int octet) {
    return octet < 0xA0 ? WINDOWS_1252.charAt(octet - 0x80) : (char) octet;
  }

  @Override
  public void close() throws IOException {
    octets.close();
  }
}
