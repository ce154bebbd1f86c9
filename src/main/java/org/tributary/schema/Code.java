package org.tributary.schema;

import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One value of a category field, as the return's guide spells it, with the words it may also be
 * written as, the years in which it is used and the code that replaced it after that.
 *
 * @param spellings how the systems of authorities write it, where its dataset lists that
 * @param becomes what stands in its place once it is read, so that years can be compared; it was
 *     right all the same
 */
public record Code(
    String code,
    List<String> labels,
    List<String> spellings,
    Validity validity,
    Optional<String> successor,
    Optional<String> becomes) {

  public Code {
    labels = List.copyOf(labels);
    spellings = List.copyOf(spellings);
  }

  /** A code that is kept as it is. */
  public Code(String code, List<String> labels, Validity validity, Optional<String> successor) {
    this(code, labels, List.of(), validity, successor, Optional.empty());
  }

  /** The same as systems write it. */
  public Code spelt(List<String> written) {
    return new Code(code, labels, written, validity, successor, becomes);
  }

  /** As it is for the return of a month. */
  Code in(YearMonth month) {
    Validity own = validity.in(month);
    return own.equals(validity) ? this : new Code(code, labels, spellings, own, successor, becomes);
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
