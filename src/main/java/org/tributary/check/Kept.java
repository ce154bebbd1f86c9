package org.tributary.check;

import java.util.List;

/**
 * A table of which a signed use keeps something.
 *
 * @param needed the fields whose blank removes the row, as the agreements say
 */
public record Kept(List<Needed> needed) {

  /**
   * @param field as authorities name it
   * @param output as the report names it
   * @param from the field whose blank counts
   */
  public record Needed(String field, String output, From from) {}

  /** Which field of the row a value is made from. */
  public enum From {
    FIELD,
    BIRTH_DATE
  }

  public Kept {
    needed = List.copyOf(needed);
  }
}
