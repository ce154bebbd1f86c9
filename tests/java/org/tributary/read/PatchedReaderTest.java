package org.tributary.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.tributary.read.TextFile.Encoding;

/** Windows-1252 is read as Java reads it, and where it has no letter, as web browsers do. */
class PatchedReaderTest {

  @Test
  void every_byte_is_the_letter_of_windows_1252_or_the_control_character_of_its_number()
      throws IOException {
    byte[] all = new byte[256];
    StringBuilder expected = new StringBuilder();
    for (int octet = 0; octet < all.length; octet++) {
      all[octet] = (byte) octet;
      String letter = new String(all, octet, 1, Charset.forName("windows-1252"));
      expected.append(letter.equals("\uFFFD") ? String.valueOf((char) octet) : letter);
    }
    char[] read = new char[300];
    int length = 0;
    try (PatchedReader reader =
        new PatchedReader(new Octets(new ByteArrayInputStream(all), 0), Encoding.WINDOWS_1252)) {
      for (int some; (some = reader.read(read, length, read.length - length)) > 0; ) {
        length += some;
      }
    }
    assertThat(new String(read, 0, length)).isEqualTo(expected.toString());
  }
}
