package org.tributary.clean;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tributary.clean.CodeIndex.Match;

/**
 * Finds codes that are phrases ({@code b) Female}, {@code G4: Not in education}, {@code True}) as
 * systems vary them: other punctuation and spacing, without the letter in front, with the usual
 * abbreviations, or the letter and its bracket alone. A spelling that fits two codes fits none.
 * Short codes without spaces are no phrases and are never read loosely.
 */
final class LooseSpellings {

  /** The letter or number by which a list orders its phrases. */
  private static final Pattern PREFIX =
      Pattern.compile("^([A-Za-z]{1,2}|[A-Za-z]?\\d{1,2})\\s*[):.]\\s*");

  /** A bare letter is none: {@code F} may be short for a word as well. */
  private static final Pattern PREFIX_ALONE =
      Pattern.compile("^([A-Za-z]{1,2}(?=\\s*[):.])|[A-Za-z]?\\d{1,2})\\s*[):.]?$");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Words that stand for others, in codes and cells alike. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("m", "male"),
          Map.entry("f", "female"),
          Map.entry("y", "true"),
          Map.entry("yes", "true"),
          Map.entry("t", "true"),
          Map.entry("n", "false"),
          Map.entry("no", "false"),
          Map.entry("nk", "notknown"),
          Map.entry("section", "s"),
          Map.entry("la", "localauthority"),
          Map.entry("cp", "childprotection"),
          Map.entry("cpp", "childprotectionplan"),
          Map.entry("cin", "childinneed"),
          Map.entry("lac", "lookedafterchild"),
          Map.entry("cla", "lookedafterchild"),
          Map.entry("sgo", "specialguardianshiporder"));

  /** A tick box as a number; only as a whole value, because codes hold numbers too. */
  private static final Map<String, String> TICKS = Map.of("1", "true", "0", "false");

  private final Map<String, Match> byWords = new HashMap<>();
  private final Map<String, Match> byPhrase = new HashMap<>();
  private final Map<String, Match> byPrefix = new HashMap<>();

  LooseSpellings(List<String> codes) {
    for (String code : codes) {
      if (!isPhrase(code)) {
        continue;
      }
      Match match = new Match(code.toCharArray(), Verdict.FINE);
      String words = words(code);
      boolean sameBefore = byWords.putIfAbsent(words, match) != null;
      if (sameBefore) {
        // Differs from an earlier code in punctuation or case only; the earlier one stands for
        // both.
        continue;
      }
      put(byPhrase, phrase(code), match);
      Matcher prefix = PREFIX.matcher(code);
      if (prefix.find()) {
        put(byPrefix, prefix.group(1).toLowerCase(Locale.ROOT), match);
      }
    }
    byWords.remove("");
    byPhrase.remove("");
  }

  /** A key that two codes claim is nobody's. */
  private static void put(Map<String, Match> map, String key, Match match) {
    map.merge(key, match, (one, other) -> CodeIndex.NONE);
  }

  Match find(String cell) {
    if (byWords.isEmpty()) {
      return CodeIndex.NONE;
    }
    Match match = byWords.getOrDefault(words(cell), CodeIndex.NONE);
    if (match != CodeIndex.NONE) {
      return match;
    }
    match = byPhrase.getOrDefault(phrase(cell), CodeIndex.NONE);
    if (match != CodeIndex.NONE) {
      return match;
    }
    Matcher prefix = PREFIX_ALONE.matcher(cell);
    return prefix.matches()
        ? byPrefix.getOrDefault(prefix.group(1).toLowerCase(Locale.ROOT), CodeIndex.NONE)
        : CodeIndex.NONE;
  }

  private static boolean isPhrase(String code) {
    return code.equalsIgnoreCase("true")
        || code.equalsIgnoreCase("false")
        || code.codePoints().anyMatch(character -> !Character.isLetterOrDigit(character));
  }

  /** The whole text, its letter in front included, as bare words. */
  private static String words(String text) {
    return String.join("", split(text));
  }

  /** The text without its letter in front, abbreviations written out. */
  private static String phrase(String text) {
    String[] words = split(PREFIX.matcher(text).replaceFirst(""));
    if (words.length == 1 && TICKS.containsKey(words[0])) {
      return TICKS.get(words[0]);
    }
    StringBuilder phrase = new StringBuilder();
    for (String word : words) {
      phrase.append(WORDS.getOrDefault(word, word));
    }
    return phrase.toString();
  }

  private static String[] split(String text) {
    String spelled =
        text.strip()
            .toLowerCase(Locale.ROOT)
            .replace("&", " and ")
            .replace("'", "")
            .replace("’", "");
    return BETWEEN_WORDS.split(spelled);
  }
}
