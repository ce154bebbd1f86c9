package org.tributary.clean;

import org.tributary.errors.ErrorType;
import org.tributary.submission.CellText;

/**
 * A full postcode, in any spacing and case, as {@code OX1 2JD}: an area of one or two letters, a
 * district of a digit and perhaps another digit or letter, then a digit and two letters. Whether it
 * exists is not asked; {@code ZZ99} for no fixed abode is a postcode.
 */
final class PostcodeReading implements CellReading {

  private static final Verdict NOT_A_POSTCODE = Verdict.of(ErrorType.NOT_A_POSTCODE, "");

  private static final int SHORTEST = 5;
  private static final int LONGEST = 7;

  private final char[] letters = new char[LONGEST];

  @Override
  public Verdict read(char[] characters, int start, int end, CellText out) {
    int length = 0;
    for (int i = start; i < end; i++) {
      char character = characters[i];
      if (WhiteSpace.is(character)) {
        continue;
      }
      if (length == LONGEST) {
        return NOT_A_POSTCODE;
      }
      letters[length++] =
          character >= 'a' && character <= 'z' ? (char) (character - 0x20) : character;
    }
    if (length < SHORTEST || !isPostcode(length)) {
      return NOT_A_POSTCODE;
    }
    out.clear();
    out.append(letters, 0, length - 3);
    out.append(' ');
    out.append(letters, length - 3, length);
    return Verdict.FINE;
  }

  private boolean isPostcode(int length) {
    int outward = length - 3;
    if (!isDigit(outward) || !isLetter(outward + 1) || !isLetter(outward + 2)) {
      return false;
    }
    if (!isLetter(0)) {
      return false;
    }
    int area = isLetter(1) ? 2 : 1;
    return switch (outward - area) {
      case 1 -> isDigit(area) || isGirobank(outward);
      case 2 -> isDigit(area) && (isDigit(area + 1) || isLetter(area + 1));
      default -> false;
    };
  }

  /** GIR 0AA, the one postcode of another shape. */
  private boolean isGirobank(int outward) {
    return outward == 3 && new String(letters, 0, 6).equals("GIR0AA");
  }

  private boolean isDigit(int at) {
    return letters[at] >= '0' && letters[at] <= '9';
  }

  private boolean isLetter(int at) {
    return letters[at] >= 'A' && letters[at] <= 'Z';
  }
}
