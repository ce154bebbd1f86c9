package org.tributary.gate;

import java.util.Collection;
import java.util.List;

/** Whether the characters of one cell obey a rule. A blank obeys where it tells nothing. */
@FunctionalInterface
interface CellRule {

  boolean holds(char[] text, int start, int end);

  char[] GIR = {'G', 'I', 'R', ' '};

  CellRule NOT_BLANK = (text, start, end) -> start < end;

  CellRule BLANK = (text, start, end) -> start == end;

  /** {@code 2014-03-01}: an ISO date on the first of its month, or nothing. */
  CellRule FIRST_OF_MONTH =
      (text, start, end) ->
          start == end
              || (end - start == 10
                  && digits(text, start, start + 4)
                  && text[start + 4] == '-'
                  && isMonth(text[start + 5], text[start + 6])
                  && text[start + 7] == '-'
                  && text[start + 8] == '0'
                  && text[start + 9] == '1');

  /** {@code OX1 2}, {@code EC1A 1}: outward part, one space, one digit; or nothing. */
  CellRule SECTOR =
      (text, start, end) -> {
        if (start == end) {
          return true;
        }
        int space = end - 2;
        int outward = space - start;
        if (outward < 2 || outward > 4 || text[space] != ' ' || !digits(text, end - 1, end)) {
          return false;
        }
        boolean plain = isLetter(text[start]);
        boolean digit = false;
        for (int i = start + 1; i < space; i++) {
          digit |= digits(text, i, i + 1);
          plain &= digits(text, i, i + 1) || isLetter(text[i]);
        }
        // GIR 0AA is the one postcode whose outward part has no digit.
        return plain && (digit || same(text, start, GIR));
      };

  /** 64 lower-case hex digits, or nothing. */
  CellRule HASHED =
      (text, start, end) -> {
        boolean hex = end - start == 64;
        for (int i = start; i < end; i++) {
          hex &= digits(text, i, i + 1) || (text[i] >= 'a' && text[i] <= 'f');
        }
        return hex || start == end;
      };

  /** Ends in one of these with something before it, or is nothing. */
  static CellRule endsInOneOf(Collection<String> endings) {
    List<char[]> allowed = endings.stream().map(String::toCharArray).toList();
    return (text, start, end) -> {
      for (char[] ending : allowed) {
        if (end - start > ending.length && same(text, end - ending.length, ending)) {
          return true;
        }
      }
      return start == end;
    };
  }

  /** Is one of these; nothing is none of them. */
  static CellRule oneOf(Collection<String> words) {
    List<char[]> allowed = words.stream().map(String::toCharArray).toList();
    return (text, start, end) -> {
      for (char[] word : allowed) {
        if (end - start == word.length && same(text, start, word)) {
          return true;
        }
      }
      return false;
    };
  }

  /** A year of four digits, from one on; nothing is none. */
  static CellRule yearSince(int oldest) {
    return (text, start, end) -> {
      if (end - start != 4 || !digits(text, start, end)) {
        return false;
      }
      int year = 0;
      for (int i = start; i < end; i++) {
        year = year * 10 + text[i] - '0';
      }
      return oldest <= year;
    };
  }

  private static boolean isMonth(char tens, char ones) {
    return tens == '0' && ones >= '1' && ones <= '9' || tens == '1' && ones >= '0' && ones <= '2';
  }

  private static boolean isLetter(char letter) {
    return letter >= 'A' && letter <= 'Z';
  }

  private static boolean digits(char[] text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean same(char[] text, int start, char[] word) {
    for (int i = 0; i < word.length; i++) {
      if (text[start + i] != word[i]) {
        return false;
      }
    }
    return true;
  }
}
