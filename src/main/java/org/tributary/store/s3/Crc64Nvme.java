package org.tributary.store.s3;

import java.util.zip.Checksum;

/** The checksum that S3 gives an object for which nobody chose one; Java has none of 64 bits. */
final class Crc64Nvme implements Checksum {

  private static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;
  private static final int SLICES = 8;
  private static final long[][] TABLE = table();

  private long crc = -1;

  private static long[][] table() {
    long[][] table = new long[SLICES][256];
    for (int i = 0; i < 256; i++) {
      long value = i;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
      }
      table[0][i] = value;
    }
    for (int slice = 1; slice < SLICES; slice++) {
      for (int i = 0; i < 256; i++) {
        long before = table[slice - 1][i];
        table[slice][i] = before >>> Byte.SIZE ^ table[0][(int) before & 0xFF];
      }
    }
    return table;
  }

  @Override
  public void update(int b) {
    crc = crc >>> Byte.SIZE ^ TABLE[0][((int) crc ^ b) & 0xFF];
  }

  @Override
  public void update(byte[] bytes, int from, int length) {
    int at = from;
    int end = from + length;
    for (; at + SLICES <= end; at += SLICES) {
      long next = 0;
      for (int slice = 0; slice < SLICES; slice++) {
        int byteOfCrc = (int) (crc >>> slice * Byte.SIZE) & 0xFF;
        next ^= TABLE[SLICES - 1 - slice][byteOfCrc ^ bytes[at + slice] & 0xFF];
      }
      crc = next;
    }
    for (; at < end; at++) {
      update(bytes[at]);
    }
  }

  @Override
  public long getValue() {
    return ~crc;
  }

  @Override
  public void reset() {
    crc = -1;
  }
}
