package org.tributary.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.tributary.read.TextFile.Encoding;

/** UTF-16 is read as Java's own decoder reads it, and refused where that refuses it. */
class WideReaderTest {

  @Property(tries = 500)
  void any_text_is_read_as_by_java(@ForAll String text) throws IOException {
    agrees(text.getBytes(StandardCharsets.UTF_16LE), Encoding.UTF_16_LITTLE_ENDIAN);
    agrees(text.getBytes(StandardCharsets.UTF_16BE), Encoding.UTF_16_BIG_ENDIAN);
  }

  @Property(tries = 500)
  void any_bytes_are_read_or_refused_as_by_java(@ForAll @Size(max = 12) byte[] bytes)
      throws IOException {
    for (int i = 0; i < bytes.length; i++) {
      // Halves of pairs are rare among all letters.
      bytes[i] = bytes[i] % 3 == 0 ? (byte) (0xD8 | bytes[i] & 7) : bytes[i];
    }
    agrees(bytes, Encoding.UTF_16_LITTLE_ENDIAN);
    agrees(bytes, Encoding.UTF_16_BIG_ENDIAN);
  }

  private static void agrees(byte[] bytes, Encoding encoding) throws IOException {
    Charset charset =
        encoding == Encoding.UTF_16_BIG_ENDIAN
            ? StandardCharsets.UTF_16BE
            : StandardCharsets.UTF_16LE;
    assertThat(read(new WideReader(new Octets(new ByteArrayInputStream(bytes), 0), encoding)))
        .isEqualTo(
            read(new InputStreamReader(new ByteArrayInputStream(bytes), charset.newDecoder())));
  }

  /** The text, or that it is none. */
  private static String read(Reader reader) throws IOException {
    StringBuilder text = new StringBuilder();
    char[] block = new char[5];
    try {
      for (int length = reader.read(block); length >= 0; length = reader.read(block)) {
        text.append(block, 0, length);
      }
      return text.toString();
    } catch (CharacterCodingException wrong) {
      return "refused";
    }
  }
}
