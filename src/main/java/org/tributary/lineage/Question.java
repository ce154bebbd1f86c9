package org.tributary.lineage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.tributary.output.Output;

/**
 * Which rows of which output somebody wants explained.
 *
 * @param table a table of the return, a derived output or a table of a star schema
 * @param row counts the rows of the output as in its CSV, the parts of it as one, from 1
 * @param key the cells by which the rows are found, where there is no number
 * @param most how many rows are explained; more are only counted
 * @param column the one column asked about; all where it is empty
 */
public record Question(
    String useCase,
    String dataset,
    String table,
    OptionalLong row,
    Map<String, String> key,
    Optional<String> column,
    Output.Rows rows,
    int most) {

  public Question {
    key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
  }
}
