package org.tributary.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is done with one table, its fields in the order of the outputs.
 *
 * @param repair the name of a repair of the concatenated table: a file of SQL under {@code
 *     config/outputs/repairs/}
 */
public record PipelineTable(String name, List<OutputField> fields, Optional<String> repair) {

  public PipelineTable {
    fields = List.copyOf(fields);
  }

  /** The fields that at least one of these use cases keeps, in the order of the outputs. */
  public List<OutputField> keptFor(Set<String> useCases) {
    return fields.stream().filter(field -> field.keptFor(useCases)).toList();
  }

  /** The fields that make a row one of its own; all of them where none is marked. */
  public List<OutputField> uniqueKey() {
    List<OutputField> key = fields.stream().filter(OutputField::uniqueKey).toList();
    return key.isEmpty() ? fields : key;
  }
}
