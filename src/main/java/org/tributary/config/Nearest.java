package org.tributary.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody probably meant. Not for data: it is for names of ours alone. */
public final class Nearest {

  private Nearest() {}

  /**
   * The known word with the fewest letters to change, whatever their case, {@code _} being as good
   * as {@code -}; of several equally near the first in the alphabet. Empty where none is near: more
   * than a third of the letters, and more than one, would have to change.
   */
  public static Optional<String> to(String name, Collection<String> known) {
    String wanted = folded(name);
    return known.stream()
        .filter(word -> distance(wanted, folded(word)) <= allowed(wanted))
        .min(
            Comparator.comparingInt((String word) -> distance(wanted, folded(word)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Among words of one or two letters everything is near, so only the case may differ. */
  private static int allowed(String wanted) {
    return wanted.length() < 3 ? 0 : Math.max(1, wanted.length() / 3);
  }

  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static int distance(String left, String right) {
    int[] twoAbove = new int[0];
    int[] above = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] row = new int[right.length() + 1];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(above[j - 1] + change, 1 + Math.min(above[j], row[j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], twoAbove[j - 2] + 1);
        }
      }
      twoAbove = above;
      above = row;
    }
    return above[right.length()];
  }
}
