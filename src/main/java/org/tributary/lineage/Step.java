package org.tributary.lineage;

/**
 * One thing that is done to the values of a column.
 *
 * @param words what it does
 */
public record Step(Operation operation, String words) {

  /** The steps of a row, in their order. */
  public enum Operation {
    CLEANED("cleaned"),
    ENRICHED("enriched"),
    DEGRADED("degraded"),
    REPAIRED("repaired"),
    DERIVED("derived");

    private final String word;

    Operation(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
