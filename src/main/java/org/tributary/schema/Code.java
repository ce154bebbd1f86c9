package org.tributary.schema;

import java.util.List;
import java.util.Optional;

/**
 * One value of a category field, as the return's guide spells it, with the words it may also be
 * written as, the years in which it is used and the code that replaced it after that.
 */
public record Code(
    String code, List<String> labels, Validity validity, Optional<String> successor) {

  public Code {
    labels = List.copyOf(labels);
  }
}
