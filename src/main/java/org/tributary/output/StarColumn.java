package org.tributary.output;

import java.util.Optional;
import org.tributary.output.DescribedColumn.Shown;

/**
 * One column of a table of a star schema.
 *
 * @param is the field whose values stand in it, where they are a field's: the same rules hold for
 *     it
 * @param references the table whose key its values are
 * @param sortedBy the column in whose order reports show its values
 */
public record StarColumn(
    String name,
    String description,
    ValueType type,
    Optional<Source> is,
    Optional<String> references,
    Optional<String> sortedBy,
    Shown shown) {

  /** A field of a compiled table. */
  public record Source(String table, String field) {}
}
