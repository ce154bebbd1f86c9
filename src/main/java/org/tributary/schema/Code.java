package org.tributary.schema;

import java.util.List;
import java.util.Optional;

/**
 * One value of a category field, as the return's guide spells it, with the words it may also be
 * written as, the years in which it is used and the code that replaced it after that.
 *
 * @param becomes what stands in its place once it is read, so that years can be compared; it was
 *     right all the same
 */
public record Code(
    String code,
    List<String> labels,
    Validity validity,
    Optional<String> successor,
    Optional<String> becomes) {

  public Code {
    labels = List.copyOf(labels);
  }

  /** A code that is kept as it is. */
  public Code(String code, List<String> labels, Validity validity, Optional<String> successor) {
    this(code, labels, validity, successor, Optional.empty());
  }

  /** What a value of this code is read as. */
  public String readAs() {
    return becomes.orElse(code);
  }
}
