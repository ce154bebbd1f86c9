package org.tributary.clean;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tributary.clean.CodeIndex.Match;

/**
 * Finds codes that are phrases ({@code b) Female}, {@code G4: Not in education}, {@code True}) as
 * systems vary them: other punctuation and spacing, without the letter in front, with the usual
 * abbreviations, the letter and its bracket alone, with a number or another code in front or behind
 * ({@code 2 - Female}, {@code WBRI - White British}, {@code White British (A1)}), and places with
 * what kind of council they have. A spelling that fits two codes fits none. Short codes without
 * spaces are no phrases and are never read loosely.
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

  /** Something short, a separator and the rest; or a code and the rest. */
  private static final Pattern CODE_FIRST =
      Pattern.compile(
          "^(?<code>[A-Za-z0-9]{1,9})\\s*[-–—:=/]\\s*(?<rest>.+)$"
              + "|^\\(?(?<capitals>[A-Z]*\\d+[A-Z]?|[A-Z]{2,5})\\)?\\s+(?<words>.+)$");

  private static final Pattern CODE_LAST =
      Pattern.compile("^(?<rest>.+?)\\s*[-–—:=/(\\[]\\s*(?<code>[A-Za-z0-9]{1,9})\\s*[)\\]]?$");

  /** A code by its looks: capitals and digits, two of them at least. */
  private static final Pattern CODE =
      Pattern.compile("[A-Z]+\\d+[A-Z]?|\\d+[A-Z]|[A-Z]{2,5}|\\d{3}");

  private static final Pattern DIGITS = Pattern.compile("\\d+");

  /** What kind of authority a place is, which is no part of its name. */
  private static final Set<String> KINDS_OF_PLACE =
      Set.of(
          "council",
          "city",
          "county",
          "borough",
          "metropolitan",
          "district",
          "unitary",
          "authority",
          "london",
          "royal",
          "of",
          "the",
          "lb",
          "mbc",
          "cc",
          "bc",
          "dc",
          "mdc");

  /** So many different spellings of one field are remembered; files repeat a few for ever. */
  private static final int REMEMBERED = 1_000;

  private final Map<String, Match> remembered = new HashMap<>();
  private final Map<String, Match> byWords = new HashMap<>();
  private final Map<String, Match> byPhrase = new HashMap<>();
  private final Map<String, Match> byPrefix = new HashMap<>();
  private final Map<String, Match> byPlace = new HashMap<>();

  /**
   * @param codes the codes in use
   * @param labels of each code, what else it may be written as
   */
  LooseSpellings(List<String> codes, Map<String, List<String>> labels) {
    if (codes.stream().noneMatch(LooseSpellings::isPhrase)) {
      return;
    }
    Map<String, Match> matches = new LinkedHashMap<>();
    for (String code : codes) {
      if (isPhrase(code) || isWord(code)) {
        add(code, matches);
      }
    }
    Map<String, Match> labelWords = new HashMap<>();
    Map<String, Match> labelPhrases = new HashMap<>();
    matches.forEach(
        (code, match) -> {
          for (String label : labels.getOrDefault(code, List.of())) {
            put(labelWords, words(label), match);
            put(labelPhrases, phrase(label), match);
            put(byPlace, place(label), match);
          }
        });
    labelWords.forEach(byWords::putIfAbsent);
    labelPhrases.forEach(byPhrase::putIfAbsent);
    List.of(byWords, byPhrase, byPlace).forEach(map -> map.remove(""));
  }

  private void add(String code, Map<String, Match> matches) {
    Match match = new Match(code.toCharArray(), Verdict.FINE);
    if (byWords.putIfAbsent(words(code), match) != null) {
      // Differs from an earlier code in punctuation or case only; the earlier one stands for both.
      return;
    }
    matches.put(code, match);
    put(byPhrase, phrase(code), match);
    put(byPlace, place(code), match);
    Matcher prefix = PREFIX.matcher(code);
    if (prefix.find()) {
      put(byPrefix, prefix.group(1).toLowerCase(Locale.ROOT), match);
    }
  }

  /** A key that two codes claim is nobody's. */
  private static void put(Map<String, Match> map, String key, Match match) {
    map.merge(key, match, (one, other) -> one == other ? one : CodeIndex.NONE);
  }

  Match find(String cell) {
    if (byWords.isEmpty()) {
      return CodeIndex.NONE;
    }
    Match known = remembered.get(cell);
    if (known != null) {
      return known;
    }
    Match match = seek(cell);
    if (remembered.size() < REMEMBERED) {
      remembered.put(cell, match);
    }
    return match;
  }

  private Match seek(String cell) {
    Match match = whole(cell);
    if (match == CodeIndex.NONE) {
      match = codeAndRest(CODE_FIRST.matcher(cell));
    }
    if (match == CodeIndex.NONE) {
      // The letter of a list, then a code, then words: f) U6: Foster placement.
      match = codeAndRest(CODE_FIRST.matcher(PREFIX.matcher(cell).replaceFirst("")));
    }
    if (match == CodeIndex.NONE) {
      match = codeAndRest(CODE_LAST.matcher(cell));
    }
    return match == CodeIndex.NONE ? byPlace.getOrDefault(place(cell), CodeIndex.NONE) : match;
  }

  private Match whole(String cell) {
    Match match = byWords.getOrDefault(words(cell), CodeIndex.NONE);
    if (match != CodeIndex.NONE) {
      return match;
    }
    match = byPhrase.getOrDefault(phrase(cell), CodeIndex.NONE);
    if (match != CodeIndex.NONE) {
      return match;
    }
    if (cell.equalsIgnoreCase("f")) {
      // Female where a field has that, and then it was found before.
      return byPhrase.getOrDefault("false", CodeIndex.NONE);
    }
    Matcher prefix = PREFIX_ALONE.matcher(cell);
    return prefix.matches()
        ? byPrefix.getOrDefault(prefix.group(1).toLowerCase(Locale.ROOT), CodeIndex.NONE)
        : CodeIndex.NONE;
  }

  /**
   * What the words say, unless the code beside them says otherwise; what the code says, where the
   * words say nothing. A number may only count the list, so words are believed rather than it.
   */
  private Match codeAndRest(Matcher parts) {
    if (!parts.matches()) {
      return CodeIndex.NONE;
    }
    boolean capitals = parts.group("code") == null;
    String code = capitals ? parts.group("capitals") : parts.group("code");
    Match ofRest = whole(capitals ? parts.group("words") : parts.group("rest"));
    Match ofCode = whole(code);
    if (ofRest == CodeIndex.NONE) {
      return CODE.matcher(code).matches() ? ofCode : CodeIndex.NONE;
    }
    boolean agree = ofCode == CodeIndex.NONE || ofCode == ofRest;
    return agree || DIGITS.matcher(code).matches() ? ofRest : CodeIndex.NONE;
  }

  private static boolean isPhrase(String code) {
    return code.equalsIgnoreCase("true")
        || code.equalsIgnoreCase("false")
        || code.codePoints().anyMatch(character -> !Character.isLetterOrDigit(character));
  }

  /** Not a code of capitals and digits, which a space more or less makes another. */
  private static boolean isWord(String code) {
    return code.chars().anyMatch(Character::isLowerCase);
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

  /** The text without what kind of authority a place has. */
  private static String place(String text) {
    StringBuilder place = new StringBuilder();
    for (String word : split(text)) {
      if (!KINDS_OF_PLACE.contains(word)) {
        place.append(word);
      }
    }
    return place.toString();
  }

  /** The words of a text without the letter in front, one space between them. */
  static String plain(String text) {
    return String.join(" ", split(PREFIX.matcher(text).replaceFirst(""))).strip();
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
