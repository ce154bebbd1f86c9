package org.tributary.read;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;

/**
 * Reads Windows-1252, or reads UTF-8 and takes each byte that is none for a letter of Windows-1252.
 * The five bytes that Windows-1252 leaves open become the control characters of that number, as web
 * browsers do.
 */
final class PatchedReader extends Reader {

  private static final char[] WINDOWS_1252 = new char[256];

  static {
    Charset charset = Charset.forName("windows-1252");
    for (int octet = 0; octet < 256; octet++) {
      char letter = new String(new byte[] {(byte) octet}, charset).charAt(0);
      WINDOWS_1252[octet] = letter == '\uFFFD' ? (char) octet : letter;
    }
  }

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
        default -> target[out++] = WINDOWS_1252[octet & 0xFF];
      }
      at += width;
    }
    octets.readUpTo(at);
    return out - offset;
  }

  @Override
  public void close() throws IOException {
    octets.close();
  }
}
