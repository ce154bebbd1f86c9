package org.tributary.audit;

import java.util.List;

/**
 * One field for one use case.
 *
 * @param table the table of the return, or the name of a derived output
 * @param meaning what the field holds, as the schema says; may be empty
 * @param enriched what is done to its values before they are shared, in words; may be empty
 * @param degraded how detail is taken away, in words; empty where none is
 * @param years how many return years it is kept; 0 where it is not
 * @param clause under which it is kept; empty where it is not
 * @param clauseWords what the clause says
 * @param rules the words of the configuration, and the SQL, that do it
 */
public record Cell(
    String dataset,
    String table,
    String field,
    String meaning,
    String useCase,
    Kept kept,
    List<String> enriched,
    String degraded,
    int years,
    String clause,
    String clauseWords,
    List<String> rules) {

  public Cell {
    enriched = List.copyOf(enriched);
    rules = List.copyOf(rules);
  }

  /** A field that the use case does not keep. */
  static Cell notKept(String dataset, String table, String field, String meaning, String useCase) {
    return new Cell(
        dataset,
        table,
        field,
        meaning,
        useCase,
        Kept.NOT_KEPT,
        List.of(),
        "",
        0,
        "",
        "",
        List.of());
  }

  /** What becomes of the values, in words. */
  public String treatment() {
    if (kept == Kept.NOT_KEPT) {
      return "goes no further than the reader";
    }
    String done = String.join("; ", enriched);
    String both = done + (done.isEmpty() || degraded.isEmpty() ? "" : "; ") + degraded;
    return both.isEmpty() ? "as it was submitted" : both;
  }
}
