package org.tributary.enrich;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.tributary.submission.CellText;

/**
 * In which authority each postcode lies, as open data says. There are millions of postcodes and few
 * authorities, so both together are one number. It does not change, and many may ask at once.
 */
public final class PostcodeAuthorities {

  /** Where no open data says anything. */
  public static final PostcodeAuthorities NONE = new Reading(List.of()).finished();

  private static final int LONGEST = 7;
  private static final int LETTERS = 37;
  private static final long MOST_AUTHORITIES = 1 << 16;
  private static final long NO_POSTCODE = -1;

  private final String[] authorities;

  /** Each postcode's number and behind it the place of its authority, in order. */
  private final long[] pairs;

  private PostcodeAuthorities(String[] authorities, long[] pairs) {
    this.authorities = authorities;
    this.pairs = pairs;
  }

  /** Takes one postcode after the other, in any order. */
  public static final class Reading {

    private final String[] authorities;
    private final CellText text = new CellText();
    private long[] pairs = new long[1024];
    private int length;

    /**
     * @param authorities the codes of all that will come
     */
    public Reading(Collection<String> authorities) {
      this.authorities = new TreeSet<>(authorities).toArray(String[]::new);
    }

    /** However the postcode is spaced; what is none is passed over. */
    public void add(String postcode, String authority) {
      text.clear();
      text.append(postcode);
      long number = number(text);
      int place = Arrays.binarySearch(authorities, authority);
      if (number == NO_POSTCODE || place < 0) {
        return;
      }
      if (length == pairs.length) {
        pairs = Arrays.copyOf(pairs, length * 2);
      }
      pairs[length++] = number * MOST_AUTHORITIES + place;
    }

    public PostcodeAuthorities finished() {
      long[] sorted = Arrays.copyOf(pairs, length);
      Arrays.sort(sorted);
      return new PostcodeAuthorities(authorities, sorted);
    }
  }

  /**
   * Appends the code of the authority, the smallest of several.
   *
   * @return whether one is known
   */
  boolean append(CellText postcode, CellText to) {
    long number = number(postcode);
    int at = Arrays.binarySearch(pairs, number * MOST_AUTHORITIES);
    at = at < 0 ? -at - 1 : at;
    if (at == pairs.length || pairs[at] / MOST_AUTHORITIES != number) {
      return false;
    }
    to.append(authorities[(int) (pairs[at] % MOST_AUTHORITIES)]);
    return true;
  }

  /** Letters and digits as one number; {@link #NO_POSTCODE} where that cannot be. */
  private static long number(CellText text) {
    long number = 0;
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == ' ') {
        continue;
      }
      int value = value(letter);
      length++;
      if (value == 0 || length > LONGEST) {
        return NO_POSTCODE;
      }
      number = number * LETTERS + value;
    }
    return length == 0 ? NO_POSTCODE : number;
  }

  private static int value(char letter) {
    if (letter >= '0' && letter <= '9') {
      return letter - '0' + 1;
    }
    return letter >= 'A' && letter <= 'Z' ? letter - 'A' + 11 : 0;
  }
}
