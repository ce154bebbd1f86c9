package org.tributary.degrade;

/**
 * A value does not have the shape that its rule can take detail from. Nothing of the file may go
 * further. It never says anything of the value.
 */
public final class UndegradableValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UndegradableValueException(String rule) {
    super("a value has not the shape that the rule " + rule + " needs");
  }
}
