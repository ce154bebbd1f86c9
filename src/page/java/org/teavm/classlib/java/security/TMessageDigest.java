package org.teavm.classlib.java.security;

import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** As much of {@link java.security.MessageDigest} as pages use: SHA-256, as FIPS 180-4 has it. */
public final class TMessageDigest {

  private static final int BLOCK = 64;
  private static final int[] ROOTS_OF_CUBES = new int[BLOCK];
  private static final int[] ROOTS_OF_SQUARES = new int[8];

  static {
    int found = 0;
    for (int number = 2; found < BLOCK; number++) {
      if (isPrime(number)) {
        if (found < ROOTS_OF_SQUARES.length) {
          ROOTS_OF_SQUARES[found] = fraction(Math.sqrt(number));
        }
        ROOTS_OF_CUBES[found++] = fraction(Math.cbrt(number));
      }
    }
  }

  private TMessageDigest() {}

  public static TMessageDigest getInstance(String algorithm) throws NoSuchAlgorithmException {
    if (!algorithm.equals("SHA-256")) {
      throw new NoSuchAlgorithmException(algorithm);
    }
    return new TMessageDigest();
  }

  private static boolean isPrime(int number) {
    for (int divisor = 2; divisor * divisor <= number; divisor++) {
      if (number % divisor == 0) {
        return false;
      }
    }
    return true;
  }

  /** The first 32 bits behind the point. */
  private static int fraction(double number) {
    return (int) (long) ((number - Math.floor(number)) * (1L << 32));
  }

  public byte[] digest(byte[] bytes) {
    byte[] padded = Arrays.copyOf(bytes, (bytes.length + 8 + BLOCK) / BLOCK * BLOCK);
    padded[bytes.length] = (byte) 0x80;
    long bits = 8L * bytes.length;
    for (int i = 1; i <= 8; i++) {
      padded[padded.length - i] = (byte) bits;
      bits >>>= 8;
    }
    int[] sum = ROOTS_OF_SQUARES.clone();
    for (int at = 0; at < padded.length; at += BLOCK) {
      add(padded, at, sum);
    }
    byte[] digest = new byte[4 * sum.length];
    for (int i = 0; i < digest.length; i++) {
      digest[i] = (byte) (sum[i / 4] >>> 24 - i % 4 * 8);
    }
    return digest;
  }

  private static void add(byte[] bytes, int at, int[] sum) {
    int[] words = new int[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      if (i < 16) {
        for (int octet = 0; octet < 4; octet++) {
          words[i] = words[i] << 8 | bytes[at + 4 * i + octet] & 0xFF;
        }
      } else {
        int early = words[i - 15];
        int late = words[i - 2];
        words[i] =
            words[i - 16]
                + (Integer.rotateRight(early, 7) ^ Integer.rotateRight(early, 18) ^ early >>> 3)
                + words[i - 7]
                + (Integer.rotateRight(late, 17) ^ Integer.rotateRight(late, 19) ^ late >>> 10);
      }
    }
    int[] s = sum.clone();
    for (int i = 0; i < BLOCK; i++) {
      int e = s[4];
      int first =
          s[7]
              + (Integer.rotateRight(e, 6)
                  ^ Integer.rotateRight(e, 11)
                  ^ Integer.rotateRight(e, 25))
              + (e & s[5] ^ ~e & s[6])
              + ROOTS_OF_CUBES[i]
              + words[i];
      int a = s[0];
      int second =
          (Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22))
              + (a & s[1] ^ a & s[2] ^ s[1] & s[2]);
      System.arraycopy(s, 0, s, 1, 7);
      s[4] += first;
      s[0] = first + second;
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += s[i];
    }
  }
}
