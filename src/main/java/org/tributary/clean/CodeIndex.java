package org.tributary.clean;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds a code by the characters of a cell, without regard to case, without making a string of it:
 * open addressing over folded characters. Where two spellings differ in case only, the one that is
 * written exactly so wins, else the first that was put in.
 */
final class CodeIndex {

  /** What a spelling stands for: the code's characters, and what is to be said of it. */
  record Match(char[] code, Verdict verdict) {}

  private record Spelling(String text, Match match) {}

  private static final char[] FOLD = new char[0x80];

  static {
    for (char character = 0; character < FOLD.length; character++) {
      FOLD[character] =
          character >= 'a' && character <= 'z' ? (char) (character - 0x20) : character;
    }
  }

  private final Spelling[][] slots;
  private final int mask;

  private CodeIndex(int capacity) {
    slots = new Spelling[capacity][];
    mask = capacity - 1;
  }

  static final class Builder {

    private final List<Spelling> spellings = new ArrayList<>();

    void put(String spelling, Match match) {
      spellings.add(new Spelling(spelling, match));
    }

    CodeIndex build() {
      int capacity = Integer.highestOneBit(Math.max(4, spellings.size())) * 4;
      CodeIndex index = new CodeIndex(capacity);
      for (Spelling spelling : spellings) {
        index.insert(spelling);
      }
      return index;
    }
  }

  private void insert(Spelling spelling) {
    char[] key = spelling.text().toCharArray();
    int slot = slotOf(key, 0, key.length);
    Spelling[] before = slots[slot];
    int length = before == null ? 0 : before.length;
    Spelling[] after = new Spelling[length + 1];
    if (before != null) {
      System.arraycopy(before, 0, after, 0, length);
    }
    after[length] = spelling;
    slots[slot] = after;
  }

  /** The match of a cell, or {@link #NONE}. */
  Match find(char[] characters, int start, int end) {
    Spelling[] found = slots[slotOf(characters, start, end)];
    if (found == null) {
      return NONE;
    }
    if (found.length > 1) {
      for (Spelling spelling : found) {
        if (isExactly(spelling.text(), characters, start)) {
          return spelling.match();
        }
      }
    }
    return found[0].match();
  }

  static final Match NONE = new Match(new char[0], Verdict.FINE);

  private int slotOf(char[] characters, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + fold(characters[i]);
    }
    int slot = (hash ^ (hash >>> 15)) & mask;
    while (slots[slot] != null && !isFolded(slots[slot][0].text(), characters, start, end)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static boolean isFolded(String text, char[] characters, int start, int end) {
    if (text.length() != end - start) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (fold(text.charAt(i)) != fold(characters[start + i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isExactly(String text, char[] characters, int start) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != characters[start + i]) {
        return false;
      }
    }
    return true;
  }

  private static char fold(char character) {
    return character < 0x80 ? FOLD[character] : Character.toUpperCase(character);
  }
}
