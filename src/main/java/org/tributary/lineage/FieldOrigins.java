package org.tributary.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tributary.agreement.UseCase;
import org.tributary.audit.AuditMatrix;
import org.tributary.audit.Cell;
import org.tributary.audit.UseCaseAudit;
import org.tributary.lineage.Step.Operation;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.Origin;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;
import org.tributary.region.Region;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Table;

/** What the configuration says of the origin of columns, in the words of the audit. */
final class FieldOrigins {

  private final Region region;
  private final AuditMatrix matrix;
  private final UseCase useCase;

  FieldOrigins(Region region, AuditMatrix matrix, String useCase) {
    this.region = region;
    this.matrix = matrix;
    this.useCase = region.useCase(useCase);
  }

  /** The columns of a table that the use case keeps, in the order of the outputs. */
  List<ColumnOrigin> of(String dataset, PipelineTable table, int returnYear) {
    Table schema =
        region.dataset(dataset).tables().stream()
            .filter(known -> known.name().equals(table.name()))
            .findFirst()
            .orElseThrow();
    List<Field> submitted = schema.fieldsIn(returnYear);
    return table.keptFor(Set.of(useCase.name())).stream()
        .map(field -> origin(cell(dataset, table.name(), field.name()), field, submitted))
        .toList();
  }

  private ColumnOrigin origin(Cell cell, OutputField field, List<Field> submitted) {
    From from = from(field, submitted);
    Optional<Field> input = input(field, submitted);
    List<Step> steps = new ArrayList<>();
    if (from == From.SUBMITTED) {
      steps.add(new Step(Operation.CLEANED, cleaned(input.orElseThrow().kind())));
    }
    if (from == From.CONCATENATION) {
      cell.enriched().forEach(words -> steps.add(new Step(Operation.REPAIRED, words)));
    } else if (from != From.NOWHERE) {
      cell.enriched().forEach(words -> steps.add(new Step(Operation.ENRICHED, words)));
    }
    if (!cell.degraded().isEmpty()) {
      steps.add(new Step(Operation.DEGRADED, cell.degraded()));
    }
    return new ColumnOrigin(
        field.name(),
        from,
        from == From.SUBMITTED ? List.of(input.orElseThrow().name()) : List.of(),
        steps,
        clause(cell.clause()),
        cell.rules());
  }

  static From from(OutputField field, List<Field> submitted) {
    if (field.origin() == Origin.ADDED_BY_REPAIR) {
      return From.CONCATENATION;
    }
    From from = input(field, submitted).isPresent() ? From.SUBMITTED : From.NOWHERE;
    for (EnrichRule rule : field.enrich()) {
      from =
          switch (rule) {
            case YEAR, MONTH, TERM, SCHOOL_TYPE -> From.PLACE;
            case LA_CODE, LA_NAME -> From.REGISTER;
            case INTEGER, ADD_LA_SUFFIX, SCHOOL_YEAR, POSTCODE_LA_LOOKUP -> from;
          };
    }
    return from;
  }

  /** The submitted field that the values of a column begin as. */
  static Optional<Field> input(OutputField field, List<Field> submitted) {
    Optional<Field> own =
        submitted.stream().filter(known -> known.name().equals(field.name())).findFirst();
    if (field.enrich().contains(EnrichRule.SCHOOL_YEAR)) {
      return own.filter(Field::isBirthDate)
          .or(() -> submitted.stream().filter(Field::isBirthDate).findFirst());
    }
    return own;
  }

  private static String cleaned(Kind kind) {
    return switch (kind) {
      case STRING -> "read as text";
      case CATEGORY -> "read as a code of the return year; any other became blank";
      case DATE -> "read as a date; what is none became blank";
      case TIME -> "read as a time; what is none became blank";
      case INTEGER -> "read as a whole number; what is none became blank";
      case DECIMAL -> "read as a number; what is none became blank";
      case AGE -> "read as an age; what is none became blank";
      case POSTCODE -> "read as a postcode; what is none became blank";
    };
  }

  Cell cell(String dataset, String table, String field) {
    return cells(dataset, table).stream()
        .filter(cell -> cell.field().equals(field))
        .findFirst()
        .orElseThrow();
  }

  /** All that the use case keeps of a table. */
  List<Cell> cells(String dataset, String table) {
    return matrix.agreed(useCase.name()).stream()
        .filter(cell -> cell.dataset().equals(dataset) && cell.table().equals(table))
        .toList();
  }

  Clause clause(String id) {
    return new Clause(useCase.name(), id, useCase.clause(id).map(UseCase.Clause::words).orElse(""));
  }

  /** What is done with all rows of a table, how long they stay included. */
  List<TableStep> tableSteps(String dataset, String table) {
    List<TableStep> steps = new ArrayList<>();
    for (UseCaseAudit audit : matrix.useCases()) {
      if (audit.useCase().name().equals(useCase.name())) {
        audit.tableRules().stream()
            .filter(rule -> rule.dataset().isEmpty() || rule.dataset().equals(dataset))
            .filter(rule -> rule.table().isEmpty() || rule.table().equals(table))
            .map(rule -> new TableStep(rule.words(), rule.rule(), clause(rule.clause())))
            .forEach(steps::add);
        audit.durations().stream()
            .filter(duration -> duration.dataset().equals(dataset))
            .filter(duration -> duration.where().equals(AuditMatrix.IN_OUTPUTS))
            .map(
                duration ->
                    new TableStep(duration.howLong(), duration.rule(), clause(duration.clause())))
            .forEach(steps::add);
      }
    }
    return steps;
  }
}
