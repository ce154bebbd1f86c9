package org.tributary.output;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tributary.pipeline.Measure;

/**
 * What a table is to reports beyond its rows.
 *
 * @param measures what reports ask it for
 * @param hierarchies ways to go from the large to the small
 * @param sortedBy by column: the column in whose order its values are shown
 * @param rows a column that is true in the rows that a report's model has, where it is not all
 * @param whose whom its rows are of, where the table has no star around it
 */
public record ForReports(
    List<Measure> measures,
    List<Hierarchy> hierarchies,
    Map<String, String> sortedBy,
    Optional<String> rows,
    Optional<Whose> whose) {

  /** Nothing beyond. */
  public static final ForReports NOTHING =
      new ForReports(List.of(), List.of(), Map.of(), Optional.empty(), Optional.empty());

  /**
   * Of whom rows are. The same child has the same value in all tables of a return, the same
   * authority in all tables of a release.
   *
   * @param dataset the return
   * @param child the column of the child, with the authority's code, where rows are of children
   * @param authority the column of the authority's name
   */
  public record Whose(String dataset, Optional<String> child, String authority) {}

  public ForReports {
    measures = List.copyOf(measures);
    hierarchies = List.copyOf(hierarchies);
    sortedBy = Collections.unmodifiableMap(new TreeMap<>(sortedBy));
  }
}
