package org.tributary.output;

import java.util.List;
import java.util.Optional;
import org.tributary.pipeline.Measure;
import org.tributary.pipeline.Picture;

/**
 * One table of a star schema.
 *
 * @param grain what one row is
 * @param key the column that no two rows share
 * @param rowsOf the compiled table of which each row is one of this table, no more and no fewer
 * @param reportRows a column that is true in the rows that a report's model has, where it is not
 *     all
 * @param hierarchies ways to go from the large to the small
 * @param measures what reports ask the table for
 * @param pictures what the overview of a release shows of it
 * @param sql the statements that make it, under its own name
 */
public record StarTable(
    String name,
    String description,
    String grain,
    String key,
    Optional<String> rowsOf,
    List<StarColumn> columns,
    Optional<String> reportRows,
    List<Hierarchy> hierarchies,
    List<Measure> measures,
    List<Picture> pictures,
    String sql) {

  public StarTable {
    columns = List.copyOf(columns);
    hierarchies = List.copyOf(hierarchies);
    measures = List.copyOf(measures);
    pictures = List.copyOf(pictures);
  }
}
