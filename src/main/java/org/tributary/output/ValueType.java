package org.tributary.output;

import org.tributary.schema.Kind;

/** What the values of a described column are, in the typed files of a release. */
public enum ValueType {
  /** Text; an official number that is no quantity (a URN) is text. */
  TEXT,
  /** One of a list of codes. */
  CODE,
  /** ISO 8601, {@code 2024-03-31}. */
  DATE,
  /** ISO 8601, {@code 14:30:00}. */
  TIME,
  /** 64 bits. */
  INTEGER,
  /** Up to 28 digits before the point and 10 after it. */
  DECIMAL,
  /** {@code true} or {@code false}. */
  BOOLEAN;

  /** What a field of a return becomes. */
  public static ValueType of(Kind kind) {
    return switch (kind) {
      case STRING, POSTCODE -> TEXT;
      case CATEGORY -> CODE;
      case DATE -> DATE;
      case TIME -> TIME;
      case INTEGER, AGE -> INTEGER;
      case DECIMAL -> DECIMAL;
    };
  }
}
