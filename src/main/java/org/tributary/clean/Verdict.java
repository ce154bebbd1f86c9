package org.tributary.clean;

import java.util.Optional;
import org.tributary.errors.ErrorType;
import org.tributary.errors.Severity;

/**
 * What was found out about one cell. Verdicts are made once per field, not once per cell; {@link
 * #FINE} is always the same object.
 *
 * @param detail words of the schema or our own, never of the cell
 * @param cell what the cell turned out to be
 */
record Verdict(Optional<ErrorType> error, String detail, FieldCheck.Cell cell) {

  static final Verdict FINE = new Verdict(Optional.empty(), "", FieldCheck.Cell.READ);

  static Verdict of(ErrorType type, String detail) {
    return new Verdict(
        Optional.of(type),
        detail,
        type.severity() == Severity.ERROR ? FieldCheck.Cell.UNREADABLE : FieldCheck.Cell.READ);
  }

  /** A value stands there, but nobody knows which. */
  static Verdict doubted(ErrorType type, String detail) {
    return new Verdict(Optional.of(type), detail, FieldCheck.Cell.DOUBTED);
  }

  /** Something stands there, but it is what programmes write where nothing is. */
  static Verdict nothing(ErrorType type, String detail) {
    return new Verdict(Optional.of(type), detail, FieldCheck.Cell.BLANK);
  }
}
