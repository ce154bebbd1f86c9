package org.tributary.output;

import java.util.List;
import java.util.Optional;

/**
 * One table of a star schema.
 *
 * @param grain what one row is
 * @param key the column that no two rows share
 * @param rowsOf the compiled table of which each row is one of this table, no more and no fewer
 * @param sql the statements that make it, under its own name
 */
public record StarTable(
    String name,
    String description,
    String grain,
    String key,
    Optional<String> rowsOf,
    List<StarColumn> columns,
    String sql) {

  public StarTable {
    columns = List.copyOf(columns);
  }
}
