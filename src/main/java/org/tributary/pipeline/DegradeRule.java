package org.tributary.pipeline;

/** How detail that the hub may not hold is taken away. Lower case in YAML. */
public enum DegradeRule {
  FIRST_OF_MONTH,
  /** {@code OX1 2JD} becomes the sector {@code OX1 2}. */
  SHORT_POSTCODE,
  /** A pseudonym: HMAC-SHA-256 with a secret key of its purpose, as 64 hex digits. */
  HASH_SHA256,
  /** The row goes where the field is blank. */
  REMOVE_ROW
}
