package org.tributary.read;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The kinds of office file, told by their first bytes and not by their names. */
enum OfficeFile {
  /** A zip package, as a workbook is one. */
  PACKAGE,
  /** The format before that. */
  OLD,
  /** A package inside the old format, because it has a password. */
  LOCKED,
  NONE;

  private static final int HEADER = 512;

  /** Where the header says how long a sector is, as a power of two, and where the list begins. */
  private static final int SECTOR_POWER = 30;

  private static final int LIST_SECTOR = 48;
  private static final int SMALLEST_POWER = 9;
  private static final int GREATEST_POWER = 12;

  static OfficeFile of(Path bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(bytes.toFile(), "r")) {
      byte[] first = new byte[HEADER];
      int length = Math.max(0, file.read(first));
      String raw = new String(first, 0, length, StandardCharsets.ISO_8859_1);
      if (raw.startsWith("PK\u0003\u0004") || raw.startsWith("PK\u0005\u0006")) {
        return PACKAGE;
      }
      if (!raw.startsWith("\u00d0\u00cf\u0011\u00e0")) {
        return NONE;
      }
      return length == HEADER && names(file, first).contains("EncryptedPackage") ? LOCKED : OLD;
    }
  }

  /** The names in the first sector of the list of what is in the file, as far as it is there. */
  private static String names(RandomAccessFile file, byte[] header) throws IOException {
    int power = header[SECTOR_POWER];
    if (power < SMALLEST_POWER || power > GREATEST_POWER) {
      return "";
    }
    long sector = 0;
    for (int i = 3; i >= 0; i--) {
      sector = sector << 8 | header[LIST_SECTOR + i] & 0xFF;
    }
    byte[] list = new byte[1 << power];
    file.seek((sector + 1) << power);
    int length = Math.max(0, file.read(list));
    return new String(list, 0, length, StandardCharsets.UTF_16LE);
  }
}
