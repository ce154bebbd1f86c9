package org.tributary.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;
import org.tributary.output.StarSchema;
import org.tributary.pipeline.DerivedOutput;
import org.tributary.pipeline.FieldRules;
import org.tributary.pipeline.FreeText;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;

/**
 * One thing that the configuration does for one use case, and the clause it stands under.
 *
 * @param dataset empty where it is the same for all datasets
 * @param table empty where it is the same for all tables; the output for a derived one, the name of
 *     a star schema
 * @param field empty where a whole table is meant
 */
public record Decision(
    String useCase,
    String dataset,
    String table,
    String field,
    Instruction instruction,
    String clause) {

  /** Everything that a sound region does. */
  public static List<Decision> all(Region region) {
    return all(region.useCases(), region.datasets(), region.pipelines(), region.starSchemas());
  }

  /** Everything that is done, by use case, dataset, table and field in the order of the outputs. */
  static List<Decision> all(
      SortedMap<String, UseCase> useCases,
      SortedMap<String, Dataset> datasets,
      SortedMap<String, Pipeline> pipelines,
      SortedMap<String, StarSchema> starSchemas) {
    List<Decision> decisions = new ArrayList<>();
    for (UseCase useCase : useCases.values()) {
      boolean keepsAnything = false;
      for (Pipeline pipeline : pipelines.values()) {
        if (pipeline.useCases().contains(useCase.name())) {
          keepsAnything = true;
          ofDataset(
              useCase, Optional.ofNullable(datasets.get(pipeline.dataset())), pipeline, decisions);
        }
      }
      if (keepsAnything) {
        ofAll(useCase, decisions);
      }
      for (StarSchema star : starSchemas.values()) {
        if (star.useCases().contains(useCase.name())) {
          decisions.add(
              new Decision(
                  useCase.name(),
                  star.dataset(),
                  star.name(),
                  "",
                  Instruction.star(star.name()),
                  star.clause()));
        }
      }
    }
    return decisions;
  }

  private static void ofDataset(
      UseCase useCase, Optional<Dataset> dataset, Pipeline pipeline, List<Decision> decisions) {
    String name = pipeline.dataset();
    if (useCase.retentionYears().containsKey(name)) {
      useCase
          .retentionClause()
          .ifPresent(
              clause ->
                  decisions.add(
                      new Decision(useCase.name(), name, "", "", Instruction.RETAIN, clause)));
    }
    Set<String> documents = new TreeSet<>();
    dataset.ifPresent(
        known ->
            known.tables().stream()
                .filter(table -> table.document().isPresent())
                .forEach(table -> documents.add(table.name())));
    for (PipelineTable table : pipeline.tables()) {
      List<OutputField> kept = table.keptFor(Set.of(useCase.name()));
      if (kept.isEmpty()) {
        continue;
      }
      if (documents.contains(table.name())) {
        ofTable(useCase, name, table.name(), Instruction.EVENTS, decisions);
      }
      for (OutputField field : kept) {
        for (Instruction rule : FieldRules.of(field)) {
          decisions.add(
              new Decision(useCase.name(), name, table.name(), field.name(), rule, field.clause()));
        }
        if (FreeText.isKeptOf(field, submitted(dataset, table))) {
          decisions.add(
              new Decision(
                  useCase.name(),
                  name,
                  table.name(),
                  field.name(),
                  Instruction.FREE_TEXT,
                  field.clause()));
        }
      }
      if (pipeline.deduplicate()) {
        ofTable(useCase, name, table.name(), Instruction.DEDUPLICATE, decisions);
      }
      table
          .repair()
          .ifPresent(
              repair ->
                  ofTable(useCase, name, table.name(), Instruction.repair(repair), decisions));
      if (pipeline.deduplicatedFor().contains(useCase.name())) {
        ofTable(useCase, name, table.name(), Instruction.NEWEST_ONLY, decisions);
      }
    }
    for (DerivedOutput output : pipeline.derived()) {
      if (output.useCases().contains(useCase.name())) {
        decisions.add(
            new Decision(
                useCase.name(),
                name,
                output.name(),
                "",
                Instruction.derive(output.name()),
                output.clause()));
        output
            .to()
            .ifPresent(
                to ->
                    decisions.add(
                        new Decision(
                            useCase.name(),
                            name,
                            output.name(),
                            to,
                            Instruction.HAND_OVER,
                            output.clause())));
      }
    }
  }

  /** What authorities submit of a table, with its whole history. */
  static List<Field> submitted(Optional<Dataset> dataset, PipelineTable table) {
    return dataset.stream()
        .flatMap(known -> known.tables().stream())
        .filter(known -> known.name().equals(table.name()))
        .flatMap(known -> known.submittedFields().stream())
        .toList();
  }

  private static void ofTable(
      UseCase useCase,
      String dataset,
      String table,
      Instruction instruction,
      List<Decision> decisions) {
    for (UseCase.Clause clause : useCase.instructing(instruction)) {
      decisions.add(new Decision(useCase.name(), dataset, table, "", instruction, clause.id()));
    }
  }

  /** What is done with every dataset alike. */
  private static void ofAll(UseCase useCase, List<Decision> decisions) {
    for (UseCase.Clause clause : useCase.clauses()) {
      for (Instruction instruction : clause.instructs()) {
        boolean always =
            instruction.isSessions()
                || instruction.equals(Instruction.SHARE)
                || instruction.equals(Instruction.REPORT);
        if (always) {
          decisions.add(new Decision(useCase.name(), "", "", "", instruction, clause.id()));
        }
      }
    }
  }
}
