package org.tributary.clean;

/** Whole numbers that a programme wrote with a fraction, {@code 7707101.00}. */
final class WholeNumbers {

  private WholeNumbers() {}

  /** Where the digits before a fraction of zeros end; the end itself where there is none. */
  static int withoutZeroFraction(char[] characters, int start, int end) {
    int at = end;
    while (at > start && characters[at - 1] == '0') {
      at--;
    }
    int point = at - 1;
    if (at == end || point <= start || characters[point] != '.') {
      return end;
    }
    for (int i = start; i < point; i++) {
      if (characters[i] < '0' || characters[i] > '9') {
        return end;
      }
    }
    return point;
  }
}
