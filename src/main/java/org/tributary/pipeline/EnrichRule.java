package org.tributary.pipeline;

import java.util.Optional;
import org.tributary.schema.Kind;

/** What may be added to a value, or put where the sender left nothing. Lower case in YAML. */
public enum EnrichRule {
  /** An id as text: outer space goes, letters become upper case, a trailing {@code .0} goes. */
  INTEGER,
  /** {@code 123} becomes {@code 123_822}; a blank stays blank. */
  ADD_LA_SUFFIX,
  LA_CODE,
  LA_NAME,
  YEAR,
  MONTH,
  TERM,
  SCHOOL_TYPE,
  /** The year in which the school year (September to August) of a birth date began. */
  SCHOOL_YEAR,
  /** The authority in which a postcode lies, from open data. */
  POSTCODE_LA_LOOKUP;

  /** Whether the rule makes a value of its own, so that no field of that name need be submitted. */
  public boolean makesField() {
    return makes().isPresent();
  }

  /** The kind of what the rule makes; none where it changes what is there. */
  public Optional<Kind> makes() {
    return switch (this) {
      case INTEGER, ADD_LA_SUFFIX -> Optional.empty();
      case LA_CODE, LA_NAME, TERM, SCHOOL_TYPE, POSTCODE_LA_LOOKUP -> Optional.of(Kind.STRING);
      case YEAR, MONTH, SCHOOL_YEAR -> Optional.of(Kind.INTEGER);
    };
  }
}
