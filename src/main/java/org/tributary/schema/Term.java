package org.tributary.schema;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The terms of a school year, in their order. Lower case in YAML and in the names of files. */
public enum Term {
  AUTUMN,
  SPRING,
  SUMMER;

  /** As it stands in the names of files: {@code autumn}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The term that a return writes as the beginning of its word: {@code AUT}. */
  public static Optional<Term> written(String text) {
    String beginning = text.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(term -> beginning.length() >= 3 && term.word().startsWith(beginning))
        .findAny();
  }

  /** The term that a word names. */
  public static Optional<Term> of(String word) {
    return Arrays.stream(values()).filter(term -> term.word().equals(word)).findAny();
  }
}
