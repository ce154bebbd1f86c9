package org.tributary.schema;

import java.util.Locale;

/**
 * What a field identifies, or how near it comes to it: who may see it, and in which form, is for an
 * agreement to say. Written in lower case after {@code is:} in the schema files.
 */
public enum Mark {
  BIRTH_DATE(Kind.DATE),
  DEATH_DATE(Kind.DATE),
  EXPECTED_BIRTH_DATE(Kind.DATE),
  POSTCODE(Kind.POSTCODE),
  /** A number or reference of one person or household. */
  PERSON_ID(Kind.STRING),
  /** What a person is called. */
  NAME(Kind.STRING);

  private final Kind kind;

  Mark(Kind kind) {
    this.kind = kind;
  }

  /** The only kind of field that can be this. */
  public Kind kind() {
    return kind;
  }

  /** As the schema files and the clauses of agreements have it: {@code birth-date}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
