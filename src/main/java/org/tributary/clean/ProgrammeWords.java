package org.tributary.clean;

import java.util.stream.Stream;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Field;

/**
 * What programmes write where there is no value: {@code NULL}, {@code nan}, the error words of a
 * spreadsheet. It is no value of any field, unless a list of codes has it.
 */
final class ProgrammeWords {

  static final Verdict FOR_NOTHING = Verdict.nothing(ErrorType.WORD_FOR_NOTHING, "");

  private static final int LONGEST = 20;

  private static final String[] WORDS = {
    "null", "nan", "nat", "none", "na", "n/a", "nil", "undefined", "\\n"
  };

  /** A person may be called None, Nan or Null; nobody is called this. */
  private static final String[] IN_BRACKETS = {"null", "na", "none", "nan"};

  private static final String[] OF_SPREADSHEETS = {"#n/a", "#nv", "#getting_data"};

  private ProgrammeWords() {}

  /** Whether a value other than free text is such a word, in any case. */
  static boolean isForNothing(char[] text, int start, int end) {
    if (end - start > LONGEST) {
      return false;
    }
    return switch (text[start]) {
      case 'N', 'n', 'U', 'u', '\\' -> isOneOf(WORDS, text, start, end);
      default -> isUnmistakable(text, start, end);
    };
  }

  /** Whether one of a field's codes is such a word, which then is that code. */
  static boolean areCodesOf(Field field) {
    return field.codes().stream()
        .flatMap(code -> Stream.concat(Stream.of(code.code()), code.labels().stream()))
        .map(word -> word.strip().toCharArray())
        .anyMatch(word -> word.length > 0 && isForNothing(word, 0, word.length));
  }

  /** Whether free text is such a word and can be nothing else. */
  static boolean isForNothingInText(char[] text, int start, int end) {
    int length = end - start;
    if (length > LONGEST) {
      return false;
    }
    return length == 4 && (isExactly("NULL", text, start) || isExactly("null", text, start))
        || length == 2 && isExactly("\\N", text, start)
        || isUnmistakable(text, start, end);
  }

  private static boolean isUnmistakable(char[] text, int start, int end) {
    return switch (text[start]) {
      case '#' -> isOfSpreadsheet(text, start, end);
      case 'E' -> isOfLibreOffice(text, start, end);
      case '(', '<', '[' ->
          end - start > 2
              && text[end - 1] == closing(text[start])
              && isOneOf(IN_BRACKETS, text, start + 1, end - 1);
      default -> false;
    };
  }

  private static char closing(char bracket) {
    return bracket == '(' ? ')' : bracket == '<' ? '>' : ']';
  }

  /** {@code #REF!}, {@code #NAME?} and their kind in any language, or a column too narrow. */
  private static boolean isOfSpreadsheet(char[] text, int start, int end) {
    if (end - start < 3) {
      return false;
    }
    if (isOneOf(OF_SPREADSHEETS, text, start, end)) {
      return true;
    }
    boolean narrow = true;
    boolean word = text[end - 1] == '!' || text[end - 1] == '?';
    for (int i = start + 1; i < end; i++) {
      char letter = text[i];
      narrow &= letter == '#';
      word &=
          i == end - 1
              || Character.isUpperCase(letter)
              || letter == '/'
              || letter == '_'
              || letter == '0';
    }
    return narrow || word;
  }

  /** {@code Err:502}. */
  private static boolean isOfLibreOffice(char[] text, int start, int end) {
    if (end - start != 7 || !isExactly("Err:", text, start)) {
      return false;
    }
    for (int i = start + 4; i < end; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean isOneOf(String[] words, char[] text, int start, int end) {
    for (String word : words) {
      if (word.length() == end - start && isInAnyCase(word, text, start)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInAnyCase(String word, char[] text, int start) {
    for (int i = 0; i < word.length(); i++) {
      char letter = text[start + i];
      char small = letter >= 'A' && letter <= 'Z' ? (char) (letter + 0x20) : letter;
      if (small != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isExactly(String word, char[] text, int start) {
    for (int i = 0; i < word.length(); i++) {
      if (text[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
