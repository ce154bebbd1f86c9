package org.tributary.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
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

  /**
   * The unique key in the columns that are kept: of the pseudonyms of one identifier those of one
   * use case say enough. Where any other field of the key is not kept, what is left of it would
   * take different rows for the same; then all that is kept is the key.
   */
  public List<OutputField> uniqueKeyIn(List<OutputField> kept) {
    List<OutputField> key = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (OutputField field : kept) {
      if (uniqueKey().contains(field) && named.add(field.plainName())) {
        key.add(field);
      }
    }
    return uniqueKey().stream().map(OutputField::plainName).allMatch(named::contains) ? key : kept;
  }

  /** The table as it is shared with the hub: pseudonyms have a column for each use case. */
  public PipelineTable purposeBound() {
    return new PipelineTable(
        name, fields.stream().flatMap(field -> field.purposeBound().stream()).toList(), repair);
  }
}
