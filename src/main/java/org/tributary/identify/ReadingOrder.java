package org.tributary.identify;

import java.util.Comparator;

/**
 * The order in which the files of a folder are read: as a person would put their paths, {@code v2}
 * before {@code v10}, and of the versions of one file the one that people mean last, {@code x}
 * before {@code x (1)} before {@code x final}. It is total, so that what wins over what never
 * depends on the listing, nor on when a file was uploaded.
 */
public final class ReadingOrder implements Comparator<String> {

  /** The one order. */
  public static final ReadingOrder NATURAL = new ReadingOrder();

  private ReadingOrder() {}

  @Override
  public int compare(String left, String right) {
    VersionMarks leftVersion = VersionMarks.of(left);
    VersionMarks rightVersion = VersionMarks.of(right);
    int name = compareNaturally(leftVersion.name(), rightVersion.name());
    if (name != 0) {
      return name;
    }
    int version = leftVersion.compareVersions(rightVersion);
    if (version != 0) {
      return version;
    }
    int natural = compareNaturally(left, right);
    // Names that differ in case or leading zeros only are still two files.
    return natural != 0 ? natural : left.compareTo(right);
  }

  static int compareNaturally(String left, String right) {
    int i = 0;
    int j = 0;
    while (i < left.length() && j < right.length()) {
      if (isDigit(left.charAt(i)) && isDigit(right.charAt(j))) {
        int leftEnd = endOfDigits(left, i);
        int rightEnd = endOfDigits(right, j);
        int number = compareNumbers(left, i, leftEnd, right, j, rightEnd);
        if (number != 0) {
          return number;
        }
        i = leftEnd;
        j = rightEnd;
      } else {
        int letter = Character.compare(folded(left.charAt(i)), folded(right.charAt(j)));
        if (letter != 0) {
          return letter;
        }
        i++;
        j++;
      }
    }
    return Integer.compare(left.length() - i, right.length() - j);
  }

  private static int compareNumbers(
      String left, int leftStart, int leftEnd, String right, int rightStart, int rightEnd) {
    int i = leftStart;
    int j = rightStart;
    while (i < leftEnd && left.charAt(i) == '0') {
      i++;
    }
    while (j < rightEnd && right.charAt(j) == '0') {
      j++;
    }
    int digits = Integer.compare(leftEnd - i, rightEnd - j);
    return digits != 0
        ? digits
        : left.substring(i, leftEnd).compareTo(right.substring(j, rightEnd));
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  private static char folded(char letter) {
    return Character.toLowerCase(Character.toUpperCase(letter));
  }
}
