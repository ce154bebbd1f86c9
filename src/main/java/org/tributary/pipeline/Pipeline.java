package org.tributary.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that is done with one dataset.
 *
 * @param format what authorities upload: {@code csv}, {@code xlsx} or {@code xml}
 * @param deduplicate whether periods are deduplicated when they are concatenated
 * @param deduplicatedFor the use cases that get each table a second time, of each key the newest
 *     row only
 * @param derived what is made from the compiled tables
 * @param due when it is due, where that is configured
 */
public record Pipeline(
    String dataset,
    String description,
    String format,
    boolean deduplicate,
    Set<String> deduplicatedFor,
    List<PipelineTable> tables,
    List<DerivedOutput> derived,
    Optional<Due> due) {

  public Pipeline {
    deduplicatedFor = Set.copyOf(deduplicatedFor);
    tables = List.copyOf(tables);
    derived = List.copyOf(derived);
  }

  /** A pipeline without further outputs. */
  public Pipeline(
      String dataset,
      String description,
      String format,
      boolean deduplicate,
      List<PipelineTable> tables) {
    this(dataset, description, format, deduplicate, Set.of(), tables, List.of(), Optional.empty());
  }

  public Optional<PipelineTable> table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  /** The same with what is made from its compiled tables. */
  Pipeline withDerived(List<DerivedOutput> outputs) {
    return new Pipeline(
        dataset, description, format, deduplicate, deduplicatedFor, tables, outputs, due);
  }

  /** The pipeline with its tables as they are shared with the hub. */
  public Pipeline purposeBound() {
    return new Pipeline(
        dataset,
        description,
        format,
        deduplicate,
        deduplicatedFor,
        tables.stream().map(PipelineTable::purposeBound).toList(),
        derived,
        due);
  }

  /** The use cases for which any field of the dataset is kept. */
  public Set<String> useCases() {
    Set<String> all = new TreeSet<>();
    tables.forEach(table -> table.fields().forEach(field -> all.addAll(field.useCases())));
    return all;
  }
}
