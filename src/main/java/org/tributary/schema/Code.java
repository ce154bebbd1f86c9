package org.tributary.schema;

import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One value of a category field, as the return's guide spells it, with the words it may also be
 * written as, the years in which it is used and the code that replaced it after that.
 *
 * @param labels words that a cell may hold in its place
 * @param means words that explain it and that a cell may not hold
 * @param spellings how the systems of authorities write it, where its dataset lists that
 * @param becomes what stands in its place once it is read, so that years can be compared; it was
 *     right all the same
 */
public record Code(
    String code,
    List<String> labels,
    List<Meaning> means,
    List<String> spellings,
    Validity validity,
    Optional<String> successor,
    Optional<String> becomes) {

  public Code {
    labels = List.copyOf(labels);
    means = List.copyOf(means);
    spellings = List.copyOf(spellings);
  }

  /** A code that is kept as it is. */
  public Code(String code, List<String> labels, Validity validity, Optional<String> successor) {
    this(code, labels, List.of(), List.of(), validity, successor, Optional.empty());
  }

  /** The same as systems write it. */
  public Code spelt(List<String> written) {
    return new Code(code, labels, means, written, validity, successor, becomes);
  }

  /** The same with what it stands for. */
  Code meaning(List<Meaning> meanings) {
    return new Code(code, labels, meanings, spellings, validity, successor, becomes);
  }

  /** As it is for the return of a month. */
  Code in(YearMonth month) {
    Validity own = validity.in(month);
    List<Meaning> ofMonth =
        means.stream()
            .map(meaning -> new Meaning(meaning.words(), meaning.validity().in(month)))
            .toList();
    return own.equals(validity) && ofMonth.equals(means)
        ? this
        : new Code(code, labels, ofMonth, spellings, own, successor, becomes);
  }

  /** As it is in a term. */
  Code in(Term term) {
    return meaning(means.stream().filter(meaning -> meaning.validity().holdsIn(term)).toList());
  }

  /** What it stands for: its first label, or the newest of the words that explain it. */
  public Optional<String> words() {
    return labels.stream()
        .findFirst()
        .or(
            () ->
                means.stream()
                    .max(Comparator.comparingInt(meaning -> meaning.validity().since()))
                    .map(Meaning::words));
  }

  /** All its labels, or the words that explain it in a return year; blank where it has neither. */
  public String wordsIn(int returnYear) {
    return labels.isEmpty()
        ? means.stream()
            .filter(meaning -> meaning.validity().holdsIn(returnYear))
            .findFirst()
            .map(Meaning::words)
            .orElse("")
        : String.join("; ", labels);
  }

  /** Whether a text stands in it, in a label or in the words that explain it. */
  public boolean says(String text) {
    return Stream.of(Stream.of(code), labels.stream(), means.stream().map(Meaning::words))
        .flatMap(words -> words)
        .anyMatch(words -> words.contains(text));
  }

  /** The code itself, and what says the same in words of the guide. */
  public Set<String> names() {
    Set<String> names = new HashSet<>();
    names.add(code.strip());
    labels.forEach(label -> names.add(label.strip()));
    return names;
  }

  /** What a value of this code is read as. */
  public String readAs() {
    return becomes.orElse(code);
  }
}
