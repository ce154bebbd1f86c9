package org.tributary.config;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keys and values of a YAML file, in the file's order. Every way to read a key says what the value
 * must be; a value that is something else is added to the problems and reads as if it were absent.
 */
public final class YamlMap implements YamlValue {

  /** Words that older readers of YAML take for true or false. */
  private static final Pattern DOUBTFUL = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null");

  /** A key's line, whether it is quoted, and its value. */
  record Entry(int line, YamlScalar.Quoting quoting, YamlValue value) {}

  /** A word, and what it is about where it stands as {@code word: of}; {@code of} may be empty. */
  public record Phrase(int line, String word, String of) {}

  private final String file;
  private final int line;
  private final Map<String, Entry> entries;
  private final Problems problems;

  YamlMap(String file, int line, Map<String, Entry> entries, Problems problems) {
    this.file = file;
    this.line = line;
    this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    this.problems = problems;
  }

  @Override
  public int line() {
    return line;
  }

  @Override
  public String noun() {
    return "keys with values";
  }

  /** The file's name as problems show it. */
  public String file() {
    return file;
  }

  public Set<String> keys() {
    return entries.keySet();
  }

  /** The keys where each is an official code; one that is not quoted is reported and left out. */
  public Set<String> codes() {
    Set<String> codes = new LinkedHashSet<>();
    entries.forEach(
        (key, entry) -> {
          if (entry.quoting() == YamlScalar.Quoting.QUOTED) {
            codes.add(key);
          } else {
            problems.error(
                file,
                entry.line(),
                "The code '"
                    + key
                    + "' must be quoted, so that no reader takes it for anything"
                    + " but text.",
                "Write \"" + key + "\".");
          }
        });
    return codes;
  }

  Map<String, Entry> entries() {
    return entries;
  }

  /** A key's value whatever it is, for who compares files rather than reads them. */
  public Optional<YamlValue> value(String key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  /** The line of a key's value, or of the whole where there is no such key. */
  public int line(String key) {
    Entry entry = entries.get(key);
    return entry == null ? line : entry.value().line();
  }

  /** Adds a problem with a key's value. */
  public void problem(String key, String message, String advice) {
    problems.error(file, line(key), message, advice);
  }

  /** Reports every key that is not one of these. */
  public void allow(Set<String> allowed) {
    entries.forEach(
        (key, entry) -> {
          if (!allowed.contains(key)) {
            problems.error(
                file,
                entry.line(),
                "'" + key + "' is not a key that belongs here.",
                advice(key, allowed));
          }
        });
  }

  /** Reports each of these keys that is missing, unless another key looks like it misspelt. */
  public void require(String... keys) {
    for (String key : keys) {
      if (!entries.containsKey(key) && misspelt(key).isEmpty()) {
        problems.error(file, line, "'" + key + "' is missing.", "Add it.");
      }
    }
  }

  /** A key that was probably meant to be this one, which is missing. */
  Optional<String> misspelt(String missing) {
    return Nearest.to(missing, entries.keySet());
  }

  /** The nearest of the known words, or all of them where they are few. */
  public static String advice(String word, Set<String> known) {
    String all =
        known.size() > 12 || known.isEmpty()
            ? ""
            : " Known: " + String.join(", ", new TreeSet<>(known)) + ".";
    return Nearest.to(word, known)
        .map(nearest -> "Did you mean '" + nearest + "'?")
        .orElse(all)
        .strip();
  }

  /** Text; what a reader of YAML could take for something else must be quoted. */
  public Optional<String> text(String key) {
    return scalar(key).flatMap(scalar -> text(key, scalar));
  }

  /** An official code or an identifier, which must be quoted whatever it looks like. */
  public Optional<String> code(String key) {
    Optional<YamlScalar> scalar = scalar(key);
    if (scalar.isPresent() && scalar.get().quoting() == YamlScalar.Quoting.BARE) {
      quoteIt(key, scalar.get());
      return Optional.empty();
    }
    return scalar.map(YamlScalar::written).flatMap(written -> filled(key, written));
  }

  public OptionalInt integer(String key) {
    Optional<YamlScalar> scalar = scalar(key);
    if (scalar.isEmpty()) {
      return OptionalInt.empty();
    }
    if (scalar.get().type() == YamlScalar.Type.INTEGER && scalar.get().written().length() < 10) {
      return OptionalInt.of(Integer.parseInt(scalar.get().written()));
    }
    wrong(key, "a whole number", scalar.get());
    return OptionalInt.empty();
  }

  public Optional<BigDecimal> number(String key) {
    Optional<YamlScalar> scalar = scalar(key);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    switch (scalar.get().type()) {
      case INTEGER, NUMBER -> {
        if (scalar.get().written().length() < 40) {
          return Optional.of(new BigDecimal(scalar.get().written()));
        }
      }
      case TEXT, TRUTH, NOTHING -> {}
    }
    wrong(key, "a number", scalar.get());
    return Optional.empty();
  }

  /** Whether the key says {@code true}; absent means {@code false}. */
  public boolean isTrue(String key) {
    Optional<YamlScalar> scalar = scalar(key);
    if (scalar.isPresent() && scalar.get().type() != YamlScalar.Type.TRUTH) {
      wrong(key, "true or false", scalar.get());
    }
    return scalar
        .filter(value -> value.type() == YamlScalar.Type.TRUTH)
        .map(value -> Boolean.parseBoolean(value.written()))
        .orElse(false);
  }

  /** A day as {@code 2024-04-01}, quoted or not. */
  public Optional<LocalDate> date(String key) {
    return scalar(key)
        .flatMap(
            scalar -> {
              try {
                return Optional.of(LocalDate.parse(scalar.written()));
              } catch (DateTimeParseException notADay) {
                problem(key, "'" + key + "' is not a day.", "Write it as 2024-04-01.");
                return Optional.empty();
              }
            });
  }

  /** One of an enum's constants, written in lower case. */
  public <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
    return text(key).flatMap(word -> constant(key, word, line(key), type));
  }

  /** Several of an enum's constants, written in lower case. */
  public <E extends Enum<E>> List<E> choices(String key, Class<E> type) {
    List<E> chosen = new ArrayList<>();
    YamlList list = list(key);
    for (YamlValue value : list.values()) {
      itemText(key, value)
          .flatMap(word -> constant(key, word, value.line(), type))
          .ifPresent(chosen::add);
    }
    return chosen;
  }

  /** A list of texts, none of them twice. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (YamlValue value : list(key).values()) {
      Optional<String> text = itemText(key, value);
      if (text.isPresent() && texts.contains(text.get())) {
        problems.error(
            file,
            value.line(),
            "'" + text.get() + "' stands twice in '" + key + "'.",
            "Delete one.");
      } else {
        text.ifPresent(texts::add);
      }
    }
    return texts;
  }

  /** A list of words, each alone or as {@code word: of}, none of them twice. */
  public List<Phrase> phrases(String key) {
    List<Phrase> phrases = new ArrayList<>();
    for (YamlValue value : list(key).values()) {
      Optional<Phrase> phrase =
          value instanceof YamlMap map
              ? map.phrase()
              : itemText(key, value).map(w -> phrase(value, w));
      if (phrase.isEmpty()) {
        continue;
      }
      boolean twice =
          phrases.stream()
              .anyMatch(
                  other ->
                      other.word().equals(phrase.get().word())
                          && other.of().equals(phrase.get().of()));
      if (twice) {
        problemAt(
            value.line(),
            "'" + phrase.get().word() + "' stands twice in '" + key + "'.",
            "Delete one.");
      } else {
        phrases.add(phrase.get());
      }
    }
    return phrases;
  }

  private static Phrase phrase(YamlValue value, String word) {
    return new Phrase(value.line(), word, "");
  }

  /** This map as a phrase, which it is where it has one key. */
  private Optional<Phrase> phrase() {
    if (entries.size() != 1) {
      problemAt(line, "An item must be a word, or one word with what it is about.", "Split it.");
      return Optional.empty();
    }
    String word = entries.keySet().iterator().next();
    return scalar(word)
        .flatMap(of -> filled(word, of.written()))
        .map(of -> new Phrase(line, word, of));
  }

  /** Adds a problem with a line of the file. */
  public void problemAt(int atLine, String message, String advice) {
    problems.error(file, atLine, message, advice);
  }

  /** A list of maps. */
  public List<YamlMap> maps(String key) {
    List<YamlMap> maps = new ArrayList<>();
    for (YamlValue value : list(key).values()) {
      if (value instanceof YamlMap map) {
        maps.add(map);
      } else {
        problems.error(
            file,
            value.line(),
            "An item of '" + key + "' must be keys with values and is " + value.noun() + ".",
            "");
      }
    }
    return maps;
  }

  /** The map that is a key's value; an empty one where there is none. */
  public YamlMap map(String key) {
    Entry entry = entries.get(key);
    if (entry != null && entry.value() instanceof YamlMap map) {
      return map;
    }
    if (entry != null) {
      wrong(key, "keys with values", entry.value());
    }
    return new YamlMap(file, line(key), Map.of(), problems);
  }

  private YamlList list(String key) {
    Entry entry = entries.get(key);
    if (entry != null && entry.value() instanceof YamlList list) {
      return list;
    }
    if (entry != null) {
      wrong(key, "a list", entry.value());
    }
    return new YamlList(line(key), List.of());
  }

  private Optional<YamlScalar> scalar(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (entry.value() instanceof YamlScalar scalar) {
      return Optional.of(scalar);
    }
    wrong(key, "a single value", entry.value());
    return Optional.empty();
  }

  private Optional<String> itemText(String key, YamlValue value) {
    if (value instanceof YamlScalar scalar) {
      return text(key, scalar);
    }
    problems.error(
        file,
        value.line(),
        "An item of '" + key + "' must be text and is " + value.noun() + ".",
        "");
    return Optional.empty();
  }

  private Optional<String> text(String key, YamlScalar scalar) {
    if (scalar.type() == YamlScalar.Type.NOTHING) {
      problems.error(file, scalar.line(), "'" + key + "' is empty.", "Write its value.");
      return Optional.empty();
    }
    if (scalar.quoting() == YamlScalar.Quoting.BARE
        && (scalar.type() != YamlScalar.Type.TEXT
            || DOUBTFUL.matcher(scalar.written()).matches())) {
      quoteIt(key, scalar);
      return Optional.empty();
    }
    return filled(key, scalar.written());
  }

  private Optional<String> filled(String key, String written) {
    if (written.isBlank()) {
      problem(key, "'" + key + "' is empty.", "Write its value.");
      return Optional.empty();
    }
    return Optional.of(written);
  }

  private <E extends Enum<E>> Optional<E> constant(
      String key, String word, int atLine, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(word)) {
        return Optional.of(constant);
      }
    }
    Set<String> known =
        Arrays.stream(type.getEnumConstants())
            .map(YamlMap::word)
            .collect(Collectors.toCollection(TreeSet::new));
    problems.error(file, atLine, "'" + key + "' cannot be '" + word + "'.", advice(word, known));
    return Optional.empty();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void quoteIt(String key, YamlScalar scalar) {
    problems.error(
        file,
        scalar.line(),
        "'" + key + "' must be quoted, so that no reader takes it for anything but text.",
        "Write \"" + scalar.written() + "\".");
  }

  private void wrong(String key, String wanted, YamlValue value) {
    problem(key, "'" + key + "' must be " + wanted + " and is " + value.noun() + ".", "");
  }
}
