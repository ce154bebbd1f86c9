package org.tributary.clean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tributary.clean.CodeIndex.Match;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Code;
import org.tributary.schema.Field;
import org.tributary.submission.CellText;

/**
 * One of the codes in use in the return year, or a label of one, in any case. A code that another
 * has replaced is read as that other, with a note. Where the dataset lists how systems write its
 * codes, they are read as {@link WrittenCodes} says.
 */
final class CategoryReading implements CellReading {

  private static final int NEAREST = 3;

  /** Further than any text that is compared. */
  private static final int FAR = Integer.MAX_VALUE;

  /** Behind all that are near by their letters. */
  private static final int BY_WORD = FAR - 1;

  private static final int LONG_WORD = 5;

  /** So many codes can be listed whole where none is near. */
  private static final int FEW = 8;

  /** Longer text is compared with no code, because that takes time. */
  private static final int LONGEST_COMPARED = 100;

  private static final Pattern LIST_LETTER = Pattern.compile("^\\(?[A-Za-z]\\d?\\s*[).:]\\s*");
  private static final Pattern APOSTROPHES = Pattern.compile("['’]");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{Nd}\\p{Nl}\\p{No}]+");

  private static final Verdict UNKNOWN = Verdict.of(ErrorType.UNKNOWN_CODE, "");

  private final CodeIndex index;
  private final Optional<WrittenCodes> written;
  private final PlainText plain = new PlainText();
  private final List<String> codes;
  private final Map<String, List<String>> labels;

  CategoryReading(Field field, int returnYear) {
    List<Code> inUse = field.codesIn(returnYear);
    codes = inUse.stream().map(code -> code.code().strip()).distinct().toList();
    CodeIndex.Builder spellings = new CodeIndex.Builder();
    Map<String, Match> matches = new LinkedHashMap<>();
    for (Code code : inUse) {
      Match match = new Match(code.readAs().strip().toCharArray(), Verdict.FINE);
      matches.put(code.code(), match);
      spellings.put(code.code().strip(), match);
    }
    for (Code code : inUse) {
      for (String label : code.labels()) {
        spellings.put(
            label.strip(), Objects.requireNonNull(matches.get(code.code()), "put in above"));
      }
    }
    Map<Code, Code> replaced = replaced(field, returnYear);
    Verdict superseded =
        Verdict.of(
            ErrorType.SUPERSEDED_CODE,
            replaced.entrySet().stream()
                .map(pair -> pair.getKey().code() + " is now " + pair.getValue().code())
                .collect(Collectors.joining("; ", "Of the older codes, ", ".")));
    replaced.forEach(
        (old, successor) -> {
          Match match = new Match(successor.readAs().strip().toCharArray(), superseded);
          spellings.put(old.code().strip(), match);
          old.labels().forEach(label -> spellings.put(label.strip(), match));
        });
    index = spellings.build();
    labels = new LinkedHashMap<>();
    inUse.forEach(code -> labels.putIfAbsent(code.code().strip(), code.labels()));
    written =
        WrittenCodes.areListed(inUse) ? Optional.of(WrittenCodes.of(inUse)) : Optional.empty();
  }

  /** The codes no longer in use, each with the one in use that came after it in the end. */
  private static Map<Code, Code> replaced(Field field, int returnYear) {
    Map<Code, Code> replaced = new LinkedHashMap<>();
    for (Code old : field.codes()) {
      if (old.validity().firstYearWithout() > returnYear) {
        continue;
      }
      Optional<Code> successor = successor(field, old, returnYear);
      successor.ifPresent(code -> replaced.put(old, code));
    }
    return replaced;
  }

  private static Optional<Code> successor(Field field, Code old, int returnYear) {
    Optional<String> name = old.successor();
    // As many steps as there are codes are enough, and end a circle.
    for (int steps = 0; name.isPresent() && steps <= field.codes().size(); steps++) {
      String wanted = name.orElseThrow();
      List<Code> found = field.codes().stream().filter(code -> code.code().equals(wanted)).toList();
      Optional<Code> current =
          found.stream().filter(code -> code.validity().holdsIn(returnYear)).findFirst();
      if (current.isPresent()) {
        return current;
      }
      name = found.stream().flatMap(code -> code.successor().stream()).findFirst();
    }
    return Optional.empty();
  }

  @Override
  public Verdict read(char[] characters, int start, int end, CellText out) {
    Match match =
        written.isPresent() ? written.get().find(characters, start, end, plain) : CodeIndex.NONE;
    if (match == CodeIndex.NONE) {
      match = index.find(characters, start, end);
    }
    if (match == CodeIndex.NONE && written.isEmpty()) {
      int wholeEnd = WholeNumbers.withoutZeroFraction(characters, start, end);
      if (wholeEnd < end) {
        match = index.find(characters, start, wholeEnd);
      }
    }
    if (match == CodeIndex.NONE) {
      return UNKNOWN;
    }
    out.lend(match.code(), 0, match.code().length);
    return match.verdict();
  }

  @Override
  public String detail(Verdict verdict, char[] characters, int start, int end) {
    if (verdict != UNKNOWN) {
      return verdict.detail();
    }
    List<String> nearest =
        end - start > LONGEST_COMPARED
            ? List.of()
            : nearest(new String(characters, start, end - start).toUpperCase(Locale.ROOT));
    if (!nearest.isEmpty()) {
      return "Nearest: " + String.join(", ", nearest) + ".";
    }
    return codes.size() > FEW ? "" : "One of: " + String.join(", ", codes) + ".";
  }

  private List<String> nearest(String written) {
    record Distant(String code, int distance) {}
    List<Distant> near = new ArrayList<>();
    String words = words(written);
    for (String code : codes) {
      int distance = near(written, code.toUpperCase(Locale.ROOT));
      for (String label : labels.getOrDefault(code, List.of())) {
        distance = Math.min(distance, near(words, label.toUpperCase(Locale.ROOT)));
      }
      String ofCode = words(code);
      distance = Math.min(distance, near(words, ofCode));
      if (distance == FAR && sharesWord(words, ofCode)) {
        distance = BY_WORD;
      }
      if (distance < FAR) {
        near.add(new Distant(code, distance));
      }
    }
    return near.stream()
        .sorted(Comparator.comparingInt(Distant::distance))
        .limit(NEAREST)
        .map(Distant::code)
        .toList();
  }

  /** In capitals, without the letter of a list in front, one space between words. */
  private static String words(String text) {
    String words = LIST_LETTER.matcher(text).replaceFirst("").toUpperCase(Locale.ROOT);
    return BETWEEN_WORDS.matcher(APOSTROPHES.matcher(words).replaceAll("")).replaceAll(" ").strip();
  }

  /**
   * The distance, if it is near: less than half of the code would have to change, or one character
   * of two; else {@link #FAR}.
   */
  private static int near(String written, String code) {
    if (Math.abs(written.length() - code.length()) > code.length()) {
      return FAR;
    }
    int distance = distance(written, code);
    return distance <= Math.max(1, (code.length() - 1) / 2) && distance < code.length()
        ? distance
        : FAR;
  }

  /** Whether a long word stands in both. */
  private static boolean sharesWord(String written, String code) {
    List<String> words = List.of(code.split(" "));
    return Arrays.stream(written.split(" "))
        .anyMatch(word -> word.length() >= LONG_WORD && words.contains(word));
  }

  /** How many characters would have to be put in, taken out or changed. */
  private static int distance(String one, String other) {
    int[] previous = new int[other.length() + 1];
    int[] current = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(previous[j - 1] + change, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[other.length()];
  }
}
