package org.tributary.clean;

import java.util.Optional;
import org.tributary.errors.ErrorType;

/**
 * What was found out about one cell. Verdicts are made once per field, not once per cell; {@link
 * #FINE} is always the same object.
 *
 * @param detail words of the schema or our own, never of the cell
 */
record Verdict(Optional<ErrorType> error, String detail) {

  static final Verdict FINE = new Verdict(Optional.empty(), "");

  static Verdict of(ErrorType type, String detail) {
    return new Verdict(Optional.of(type), detail);
  }
}
