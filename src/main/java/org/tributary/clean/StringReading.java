package org.tributary.clean;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Mark;
import org.tributary.submission.CellText;

/**
 * Text: any, or what a pattern allows. Composed and decomposed letters become the same text. A text
 * with a pattern is an identifier: it is what a person sees, whatever programmes added to it.
 */
final class StringReading implements CellReading {

  /** Longer text is no value of a field that states no length: a paste or an attack. */
  private static final int LONGEST_TEXT = 8_000;

  /** No pattern of a return allows so much; matching stays cheap whatever the pattern is. */
  private static final int LONGEST_MATCHED = 500;

  /** Below this, every character is its own composed form. */
  private static final char FIRST_COMBINING = '\u0300';

  private static final char SOFT_HYPHEN = '\u00AD';

  private static final Verdict SHORTENED =
      Verdict.of(
          ErrorType.NOT_IN_PATTERN,
          "A spreadsheet seems to have shortened this number; format the column as text.");
  private static final Verdict CONTROL_CHARACTER =
      Verdict.of(ErrorType.NOT_IN_PATTERN, "It holds a control character.");
  private static final Verdict UNSEEN =
      Verdict.of(ErrorType.NOT_IN_PATTERN, "It holds a character that cannot be seen.");
  private static final Verdict FORMULA_LIKE = Verdict.of(ErrorType.FORMULA_LIKE, "");

  private static final Verdict BROKEN =
      Verdict.of(ErrorType.NOT_IN_PATTERN, "A line ends within it.");

  static final Verdict UNWRAPPED = Verdict.of(ErrorType.UNWRAPPED, "");

  /** What becomes of a line end within a text. */
  private enum LineEnd {
    /** It is part of the text, and becomes LF. */
    STAYS,
    /** No identifier has one: the programme that wrote the file broke its lines there. */
    GOES,
    /** The programme may have put it there, or two values stand in one cell. */
    REFUSED
  }

  private final LineEnd lineEnd;
  private final boolean identifier;
  private final boolean personId;
  private final Optional<Matcher> matcher;
  private final int longest;
  private final Verdict tooLong;
  private final Verdict mismatch;

  StringReading(Field field, String format) {
    identifier = !isFreeText(field);
    personId = field.mark().equals(Optional.of(Mark.PERSON_ID));
    boolean brokenByProgrammes = format.equals("xml");
    if (identifier) {
      lineEnd = brokenByProgrammes ? LineEnd.GOES : LineEnd.REFUSED;
    } else {
      lineEnd = brokenByProgrammes ? LineEnd.REFUSED : LineEnd.STAYS;
    }
    matcher = field.pattern().map(pattern -> pattern.matcher(""));
    longest = field.maxLength().orElse(matcher.isPresent() ? LONGEST_MATCHED : LONGEST_TEXT);
    tooLong =
        Verdict.of(ErrorType.NOT_IN_PATTERN, "It may have at most " + longest + " characters.");
    mismatch =
        Verdict.of(
            ErrorType.NOT_IN_PATTERN,
            field
                .patternSays()
                .map(words -> "It should be " + words + ".")
                .or(() -> field.pattern().map(pattern -> "The pattern is " + pattern + "."))
                .orElse(""));
  }

  /** Whether a field holds what people write, and no identifier. */
  static boolean isFreeText(Field field) {
    return field.kind() == Kind.STRING
        && field.pattern().isEmpty()
        && !field.mark().equals(Optional.of(Mark.PERSON_ID));
  }

  @Override
  public Verdict read(char[] characters, int start, int end, CellText out) {
    Verdict good = Verdict.FINE;
    out.lend(characters, start, end);
    for (int i = start; i < end; i++) {
      if (isUnusual(characters[i])) {
        if (end - start > 2 * LONGEST_TEXT) {
          return tooLong;
        }
        Verdict verdict = unusual(characters, start, end, out);
        if (verdict.cell() != FieldCheck.Cell.READ) {
          return verdict;
        }
        good = verdict;
        break;
      }
    }
    if (out.length() > longest) {
      return tooLong;
    }
    if (!identifier
        && out.length() > 0
        && ProgrammeWords.isForNothingInText(out.characters(), out.start(), out.end())) {
      return ProgrammeWords.FOR_NOTHING;
    }
    if (identifier) {
      int whole = WholeNumbers.withoutZeroFraction(out.characters(), out.start(), out.end());
      if (whole < out.end()) {
        out.lend(out.characters(), out.start(), whole);
        good = UNWRAPPED;
      }
    }
    if (isShortenedNumber(out)) {
      return SHORTENED;
    }
    if (matcher.isPresent() && !matcher.orElseThrow().reset(out).matches()) {
      return mismatch;
    }
    if (personId) {
      inCapitals(out);
    }
    return out.length() > 1 && beginsLikeFormula(out.charAt(0)) ? FORMULA_LIKE : good;
  }

  /** Composed again after the change of case, so that one child stays one. */
  private static void inCapitals(CellText text) {
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter >= 'a' && letter <= 'z' || letter >= 0x80) {
        String capitals = text.toString().toUpperCase(Locale.ROOT);
        text.clear();
        text.append(Normalizer.normalize(capitals, Normalizer.Form.NFC));
        return;
      }
    }
  }

  /** Whether a character is a control character, unseen, or may want composing. */
  private static boolean isUnusual(char character) {
    return character < ' '
        || character >= 0x7F
            && (character >= FIRST_COMBINING
                || Character.isISOControl(character)
                || character == SOFT_HYPHEN);
  }

  /**
   * Line ends become LF or go, and letters are composed. Other control characters are refused, and
   * so is what nobody sees: it would make two ids of one.
   */
  private Verdict unusual(char[] characters, int start, int end, CellText out) {
    StringBuilder text = new StringBuilder(end - start);
    boolean broken = false;
    for (int i = start; i < end; i++) {
      char character = characters[i];
      if (lineEnd != LineEnd.STAYS && (character == '\r' || character == '\n')) {
        broken = true;
      } else if (character == '\r') {
        if (i + 1 == end || characters[i + 1] != '\n') {
          text.append('\n');
        }
      } else if (Character.isISOControl(character) && character != '\n' && character != '\t') {
        return CONTROL_CHARACTER;
      } else if (Character.getType(character) == Character.FORMAT) {
        return UNSEEN;
      } else {
        text.append(character);
      }
    }
    if (broken && lineEnd == LineEnd.REFUSED) {
      return BROKEN;
    }
    out.clear();
    out.append(Normalizer.normalize(text, Normalizer.Form.NFC));
    return broken ? UNWRAPPED : Verdict.FINE;
  }

  /**
   * As spreadsheets write long numbers, {@code 1.23457E+11}: two such cells may be two children.
   */
  private static boolean isShortenedNumber(CellText text) {
    int length = text.length();
    if (length < 5 || !isDigit(text.charAt(length - 1)) || !isDigit(text.charAt(0))) {
      return false;
    }
    int at = length - 1;
    while (at > 0 && isDigit(text.charAt(at))) {
      at--;
    }
    if (at < 2 || text.charAt(at) != '+' || (text.charAt(at - 1) | 0x20) != 'e') {
      return false;
    }
    for (int i = 1; i < at - 1; i++) {
      if (i == 1 ? text.charAt(i) != '.' : !isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean beginsLikeFormula(char first) {
    return first == '=' || first == '+' || first == '-' || first == '@';
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
