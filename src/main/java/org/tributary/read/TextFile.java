package org.tributary.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A file of text and how its letters are written, found by reading all of it once. Bytes that are
 * no UTF-8 are read as Windows-1252, one by one, so that no letter is ever lost.
 *
 * @param skipped bytes at the beginning that only mark the encoding
 * @param mixedFrom the line of the first odd letter, where a file mixes UTF-8 and Windows-1252
 * @param twice whether letters seem to have been converted to UTF-8 twice
 * @param blank whether there is nothing but white space
 */
record TextFile(
    Path bytes,
    Encoding encoding,
    int skipped,
    OptionalLong mixedFrom,
    boolean twice,
    boolean blank) {

  /** How letters are written. */
  enum Encoding {
    UTF_8("UTF-8"),
    UTF_8_AND_WINDOWS_1252("UTF-8 and Windows-1252"),
    WINDOWS_1252("Windows-1252"),
    UTF_16_LITTLE_ENDIAN("UTF-16"),
    UTF_16_BIG_ENDIAN("UTF-16");

    private final String words;

    Encoding(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** Why a text with letters that its encoding does not have cannot be read. */
  static final String WRONG_LETTERS =
      "it holds letters that its encoding does not have; save it as CSV (UTF-8)";

  private static final int BLOCK = 1 << 16;

  /** More NUL bytes than one in so many, and it is no text. */
  private static final int TEXT_PER_NUL = 10;

  /** With more odd bytes than this for each letter of UTF-8, such letters are there by chance. */
  private static final int ODD_PER_SEQUENCE = 20;

  static TextFile detect(Path bytes) throws IOException, UnreadableFileException {
    return detect(bytes, KnownContent::reason);
  }

  /** The same for a file that should be XML. */
  static TextFile detectXml(Path bytes) throws IOException, UnreadableFileException {
    return detect(
        bytes,
        known -> known == KnownContent.XML ? "" : "it is no XML document; export the data as XML");
  }

  /**
   * @param refusal why the known content cannot be read, or nothing where it can
   */
  private static TextFile detect(Path bytes, Function<KnownContent, String> refusal)
      throws IOException, UnreadableFileException {
    byte[] first = new byte[KnownContent.LOOKED_AT];
    int length;
    try (InputStream in = Files.newInputStream(bytes)) {
      length = Octets.read(in, first, 0);
    }
    String refused = KnownContent.of(first, length).map(refusal).orElse("");
    if (!refused.isEmpty()) {
      throw new UnreadableFileException(refused);
    }
    if (startsWith(first, length, 0xFF, 0xFE, 0, 0)
        || startsWith(first, length, 0, 0, 0xFE, 0xFF)) {
      throw new UnreadableFileException("it is written in UTF-32; save it as CSV (UTF-8)");
    }
    if (startsWith(first, length, 0xFF, 0xFE)) {
      return wide(bytes, Encoding.UTF_16_LITTLE_ENDIAN, 2);
    }
    if (startsWith(first, length, 0xFE, 0xFF)) {
      return wide(bytes, Encoding.UTF_16_BIG_ENDIAN, 2);
    }
    long[] nuls = new long[2];
    for (int i = 0; i < length; i++) {
      nuls[i & 1] += first[i] == 0 ? 1 : 0;
    }
    // Letters of English in UTF-16 are every second byte a NUL.
    if (nuls[1] > length / 4 && nuls[0] == 0) {
      return wide(bytes, Encoding.UTF_16_LITTLE_ENDIAN, 0);
    }
    if (nuls[0] > length / 4 && nuls[1] == 0) {
      return wide(bytes, Encoding.UTF_16_BIG_ENDIAN, 0);
    }
    return narrow(bytes, startsWith(first, length, 0xEF, 0xBB, 0xBF) ? 3 : 0);
  }

  private static boolean startsWith(byte[] first, int length, int... mark) {
    if (length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((first[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static TextFile wide(Path bytes, Encoding encoding, int skipped)
      throws IOException, UnreadableFileException {
    TextFile file = new TextFile(bytes, encoding, skipped, OptionalLong.empty(), false, false);
    boolean blank = true;
    try (Reader reader = file.open()) {
      char[] block = new char[BLOCK];
      for (int length = reader.read(block); blank && length >= 0; length = reader.read(block)) {
        for (int i = 0; blank && i < length; i++) {
          blank = Whitespace.is(block[i]);
        }
      }
    } catch (CharacterCodingException wrongLetters) {
      throw new UnreadableFileException(WRONG_LETTERS);
    }
    return new TextFile(bytes, encoding, skipped, OptionalLong.empty(), false, blank);
  }

  private static TextFile narrow(Path bytes, int skipped)
      throws IOException, UnreadableFileException {
    long total = 0;
    long nuls = 0;
    long sequences = 0;
    long odd = 0;
    long line = 1;
    long firstOdd = 0;
    boolean twice = false;
    boolean blank = true;
    int last = 0;
    try (Octets octets = new Octets(Files.newInputStream(bytes), skipped)) {
      while (octets.fill(4)) {
        byte[] block = octets.block();
        int at = octets.from();
        // Near the end of a block a letter may be cut; what is left is read with the next.
        int end = octets.atEnd() ? octets.to() : octets.to() - 3;
        total += end - at;
        while (at < end) {
          int octet = block[at];
          if (octet >= 0) {
            if (octet <= ' ') {
              nuls += octet == 0 ? 1 : 0;
              line += octet == '\n' && last != '\r' || octet == '\r' ? 1 : 0;
              blank &= octet != 0;
            } else {
              blank = false;
            }
            last = octet;
            at++;
            continue;
          }
          blank = false;
          last = octet;
          int width = Octets.sequence(block, at, octets.to());
          if (width > 1) {
            sequences++;
            twice |= isTwice(block, at, octets.to());
            at += width;
          } else {
            firstOdd = odd == 0 ? line : firstOdd;
            odd++;
            at++;
          }
        }
        octets.readUpTo(at);
      }
    }
    if (nuls > total / TEXT_PER_NUL) {
      throw new UnreadableFileException("it is not text; export the data as CSV (UTF-8)");
    }
    Encoding encoding = Encoding.UTF_8;
    if (odd > 0) {
      boolean byChance = odd > ODD_PER_SEQUENCE * sequences;
      encoding = byChance ? Encoding.WINDOWS_1252 : Encoding.UTF_8_AND_WINDOWS_1252;
    }
    return new TextFile(
        bytes,
        encoding,
        skipped,
        encoding == Encoding.UTF_8_AND_WINDOWS_1252
            ? OptionalLong.of(firstOdd)
            : OptionalLong.empty(),
        twice,
        blank);
  }

  /**
   * A capital A with tilde and then what is a second half in UTF-8 only: an ë taken for two
   * letters.
   */
  private static boolean isTwice(byte[] block, int at, int end) {
    return at + 3 < end
        && (block[at] & 0xFF) == 0xC3
        && (block[at + 1] & 0xFF) == 0x83
        && (block[at + 2] & 0xFF) == 0xC2
        && block[at + 3] < 0;
  }

  /** The same bytes, every letter read as Windows-1252. */
  TextFile readAsWindows1252() {
    return new TextFile(bytes, Encoding.WINDOWS_1252, skipped, OptionalLong.empty(), twice, blank);
  }

  /** The text from its beginning, without the mark of its encoding. */
  Reader open() throws IOException {
    InputStream in = Files.newInputStream(bytes);
    return switch (encoding) {
      case UTF_8 -> {
        in.skipNBytes(skipped);
        // A decoder of one's own stops at what it cannot read; a charset would put U+FFFD there.
        yield new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
      }
      case UTF_16_LITTLE_ENDIAN, UTF_16_BIG_ENDIAN ->
          new WideReader(new Octets(in, skipped), encoding);
      case WINDOWS_1252, UTF_8_AND_WINDOWS_1252 ->
          new PatchedReader(new Octets(in, skipped), encoding);
    };
  }
}
