package org.tributary.audit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;
import org.tributary.audit.UseCaseAudit.ClauseUse;
import org.tributary.audit.UseCaseAudit.Duration;
import org.tributary.audit.UseCaseAudit.Signed;
import org.tributary.audit.UseCaseAudit.TableRule;
import org.tributary.authority.LocalAuthority;
import org.tributary.output.Output;
import org.tributary.output.Outputs;
import org.tributary.output.StarSchema;
import org.tributary.pipeline.DerivedOutput;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.region.Decision;
import org.tributary.region.Region;
import org.tributary.region.Retained;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Table;

/**
 * Everything that a region's configuration does with data on a day, from the clause to the cell and
 * back.
 *
 * @param authority the one asked about; empty for the region as a whole
 * @param cells each field of each table for each use case, kept or not
 * @param uncovered what no use case keeps and what nobody signed
 */
public record AuditMatrix(
    LocalDate day,
    Optional<LocalAuthority> authority,
    List<UseCaseAudit> useCases,
    List<Cell> cells,
    List<Uncovered> uncovered) {

  /** Where a duration holds that the users of the outputs meet. */
  public static final String IN_OUTPUTS = "in the outputs";

  /** Things of one kind that no agreement covers. */
  public record Uncovered(String what, List<String> which) {

    public Uncovered {
      which = List.copyOf(which);
    }
  }

  public AuditMatrix {
    useCases = List.copyOf(useCases);
    cells = List.copyOf(cells);
    uncovered = List.copyOf(uncovered);
  }

  /**
   * @param authority the code of the authority asked about; it must be one of the region's
   */
  public static AuditMatrix of(Region region, LocalDate day, Optional<String> authority) {
    return new Making(region, day, authority.map(region.authorities()::get)).matrix();
  }

  /** The same for one use case, as it goes with that use case's outputs. */
  public AuditMatrix only(String useCase) {
    return new AuditMatrix(
        day,
        authority,
        useCases.stream().filter(one -> one.useCase().name().equals(useCase)).toList(),
        cells.stream().filter(cell -> cell.useCase().equals(useCase)).toList(),
        List.of());
  }

  /** The cells of a use case that are kept, or would be if the authority had signed. */
  public List<Cell> agreed(String useCase) {
    return cells.stream()
        .filter(cell -> cell.useCase().equals(useCase) && cell.kept() != Kept.NOT_KEPT)
        .toList();
  }

  /** The making of one matrix. */
  private record Making(Region region, LocalDate day, Optional<LocalAuthority> authority) {

    AuditMatrix matrix() {
      List<Cell> cells = new ArrayList<>();
      for (Dataset dataset : region.datasets().values()) {
        Optional<Pipeline> pipeline = Optional.ofNullable(region.pipelines().get(dataset.name()));
        for (Table table : dataset.tables()) {
          Optional<PipelineTable> kept = pipeline.flatMap(known -> known.table(table.name()));
          for (String field : fields(table, kept)) {
            cells(dataset, table, kept, field, cells);
          }
        }
        pipeline.ifPresent(known -> bySql(known, cells));
      }
      List<UseCaseAudit> useCases = region.useCases().values().stream().map(this::useCase).toList();
      return new AuditMatrix(day, authority, useCases, cells, uncovered(cells));
    }

    /** Those of the pipeline in its order, then those that it does not name. */
    private static Set<String> fields(Table table, Optional<PipelineTable> kept) {
      Set<String> names = new LinkedHashSet<>();
      kept.ifPresent(known -> known.fields().forEach(field -> names.add(field.name())));
      table.fields().stream().map(Field::name).forEach(names::add);
      return names;
    }

    private void cells(
        Dataset dataset, Table table, Optional<PipelineTable> kept, String name, List<Cell> cells) {
      Optional<OutputField> field =
          kept.flatMap(
              known -> known.fields().stream().filter(one -> one.name().equals(name)).findFirst());
      for (UseCase useCase : region.useCases().values()) {
        boolean agreed = field.filter(one -> one.useCases().contains(useCase.name())).isPresent();
        cells.add(
            agreed
                ? kept(
                    dataset, kept.orElseThrow(), field.orElseThrow(), meaning(table, name), useCase)
                : Cell.notKept(
                    dataset.name(), table.name(), name, meaning(table, name), useCase.name()));
      }
    }

    private Cell kept(
        Dataset dataset, PipelineTable table, OutputField field, String meaning, UseCase useCase) {
      List<String> enriched = new ArrayList<>(field.enrich().stream().map(RuleWords::of).toList());
      List<String> rules = new ArrayList<>();
      rules.add(rule(dataset.name(), table, field));
      switch (field.origin()) {
        case SUBMITTED -> {}
        case ADDED_BY_REPAIR -> {
          enriched.add("the repair of the table writes it");
          table.repair().ifPresent(repair -> rules.add(repairFile(repair)));
        }
      }
      return new Cell(
          dataset.name(),
          table.name(),
          field.name(),
          meaning,
          useCase.name(),
          signed(useCase, dataset.name()),
          enriched,
          field.degrade().map(RuleWords::of).orElse(""),
          useCase.retentionYears().getOrDefault(dataset.name(), 0),
          field.clause(),
          useCase.clause(field.clause()).map(UseCase.Clause::words).orElse(""),
          rules);
    }

    /** As the newest definition of the field says. */
    private static String meaning(Table table, String field) {
      return table.fields().stream()
          .filter(one -> one.name().equals(field))
          .max(Comparator.comparingInt(one -> one.validity().since()))
          .map(Field::description)
          .orElse("");
    }

    private static String rule(String dataset, PipelineTable table, OutputField field) {
      List<String> words = new ArrayList<>();
      words.add("for: [" + String.join(", ", field.useCases()) + "]");
      if (!field.enrich().isEmpty()) {
        words.add(
            "enrich: ["
                + String.join(", ", field.enrich().stream().map(RuleWords::word).toList())
                + "]");
      }
      field.degrade().ifPresent(rule -> words.add("degrade: " + RuleWords.word(rule)));
      return pipelineFile(dataset)
          + ", "
          + table.name()
          + ", "
          + field.name()
          + ": "
          + String.join(", ", words);
    }

    /** What SQL makes, whoever has it. */
    private void bySql(Pipeline pipeline, List<Cell> cells) {
      for (DerivedOutput output : pipeline.derived()) {
        Output.Derived any = Outputs.derived("", pipeline, output, region.pipelines().values());
        any.columns().forEach(column -> cells(any, output.useCases(), column, cells));
        output
            .codesOf()
            .map(field -> Output.Column.ofCodes("one for each code of " + field))
            .ifPresent(column -> cells(any, output.useCases(), column, cells));
      }
      for (StarSchema star : region.starSchemas().values()) {
        if (star.dataset().equals(pipeline.dataset())) {
          for (Output.Star any : Outputs.ofStar("", pipeline, star)) {
            any.columns().forEach(column -> cells(any, star.useCases(), column, cells));
          }
        }
      }
    }

    private void cells(
        Output.BySql output, Set<String> agreed, Output.Column column, List<Cell> cells) {
      String made =
          column
              .is()
              .map(is -> "holds " + is.output().table() + " " + is.field().name())
              .orElse(output.workedOut());
      String degraded =
          column.is().flatMap(is -> is.field().degrade()).map(RuleWords::of).orElse("");
      for (UseCase useCase : region.useCases().values()) {
        cells.add(
            agreed.contains(useCase.name())
                ? new Cell(
                    output.dataset(),
                    output.label(),
                    column.name(),
                    column.description(),
                    useCase.name(),
                    signed(useCase, output.dataset()),
                    List.of(made),
                    degraded,
                    useCase.retentionYears().getOrDefault(output.dataset(), 0),
                    output.clause(),
                    useCase.clause(output.clause()).map(UseCase.Clause::words).orElse(""),
                    output.sqlFiles().stream().map(file -> "config/" + file).toList())
                : Cell.notKept(
                    output.dataset(),
                    output.label(),
                    column.name(),
                    column.description(),
                    useCase.name()));
      }
    }

    private Kept signed(UseCase useCase, String dataset) {
      return authority.isPresent()
              && !authority.get().signedOn(day, dataset).contains(useCase.name())
          ? Kept.NOT_SIGNED
          : Kept.KEPT;
    }

    private UseCaseAudit useCase(UseCase useCase) {
      List<Decision> decisions =
          Decision.all(region).stream()
              .filter(decision -> decision.useCase().equals(useCase.name()))
              .toList();
      List<Signed> signatures =
          region.authorities().values().stream()
              .filter(one -> authority.isEmpty() || authority.get().equals(one))
              .map(one -> signature(one, useCase.name()))
              .toList();
      List<TableRule> rules =
          decisions.stream()
              .filter(
                  decision ->
                      decision.field().isEmpty()
                          && !decision.instruction().equals(Instruction.RETAIN)
                          && !decision.instruction().isSessions())
              .map(
                  decision ->
                      new TableRule(
                          decision.dataset(),
                          decision.table(),
                          RuleWords.of(decision.instruction()),
                          decision.clause(),
                          rule(decision)))
              .toList();
      return new UseCaseAudit(
          useCase,
          signatures,
          rules,
          durations(useCase),
          Retained.of(region, useCase, day),
          clauses(useCase, decisions));
    }

    private Signed signature(LocalAuthority one, String useCase) {
      List<LocalAuthority.Signature> all =
          one.signatures().stream()
              .filter(signature -> signature.useCase().equals(useCase))
              .sorted(Comparator.comparing(LocalAuthority.Signature::signed))
              .toList();
      if (all.isEmpty()) {
        return new Signed(
            one.code(), one.name(), Standing.NEVER_SIGNED, Optional.empty(), Optional.empty());
      }
      Optional<LocalAuthority.Signature> holding =
          all.stream().filter(signature -> signature.holdsOn(day)).findFirst();
      Optional<LocalAuthority.Signature> next =
          all.stream().filter(signature -> signature.signed().isAfter(day)).findFirst();
      LocalAuthority.Signature meant =
          holding.or(() -> next).orElseGet(() -> all.get(all.size() - 1));
      Standing standing =
          holding.isPresent()
              ? Standing.HOLDS
              : next.isPresent() ? Standing.NOT_BEGUN : Standing.ENDED;
      return new Signed(
          one.code(), one.name(), standing, Optional.of(meant.signed()), meant.until());
    }

    private List<Duration> durations(UseCase useCase) {
      List<Duration> durations = new ArrayList<>();
      String file = useCaseFile(useCase.name()) + ": retention-years";
      String clause = useCase.retentionClause().orElse("");
      for (String dataset : region.pipelines().keySet()) {
        int years = useCase.retentionYears().getOrDefault(dataset, 0);
        if (years > 0) {
          String kept = years + " return years, on this day those from " + oldest(years) + " on";
          durations.add(
              new Duration(
                  dataset,
                  "at the door",
                  "files of return years before " + oldest(years) + " are not read for it",
                  clause,
                  file));
          durations.add(
              new Duration(dataset, "in the workspaces and the shared area", kept, clause, file));
          durations.add(new Duration(dataset, IN_OUTPUTS, kept, clause, file));
        }
      }
      for (UseCase.Clause sessions : useCase.clauses()) {
        for (Instruction instruction : sessions.instructs()) {
          if (instruction.isSessions()) {
            durations.add(
                new Duration(
                    "",
                    "in the archives of sessions",
                    "at most " + instruction.of() + " days",
                    sessions.id(),
                    "config/application.properties: tributary.sessions.keep-days"));
          }
        }
      }
      return durations;
    }

    private int oldest(int years) {
      return day.getYear() - years + 1;
    }

    private static List<ClauseUse> clauses(UseCase useCase, List<Decision> decisions) {
      List<ClauseUse> uses = new ArrayList<>();
      for (UseCase.Clause clause : useCase.clauses()) {
        // By place and instruction, the fields in one line.
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (Decision decision : decisions) {
          if (decision.clause().equals(clause.id())) {
            String place = (decision.dataset() + " " + decision.table()).strip();
            String what =
                (place.isEmpty() ? "every dataset" : place)
                    + ": "
                    + decision.instruction().written();
            List<String> fields = lines.computeIfAbsent(what, none -> new ArrayList<>());
            if (!decision.field().isEmpty()) {
              fields.add(decision.field());
            }
          }
        }
        uses.add(
            new ClauseUse(
                clause,
                lines.entrySet().stream()
                    .map(
                        line ->
                            line.getKey()
                                + (line.getValue().isEmpty()
                                    ? ""
                                    : " (" + String.join(", ", line.getValue()) + ")"))
                    .toList()));
      }
      return uses;
    }

    private static String rule(Decision decision) {
      Instruction instruction = decision.instruction();
      String clause = useCaseFile(decision.useCase()) + ", clause " + decision.clause();
      return switch (instruction.word()) {
        case "repair" -> repairFile(instruction.of());
        case "derive" -> sqlFile(decision.dataset(), instruction.of());
        case "star" -> "config/outputs/" + instruction.of() + "/star.yaml";
        case "deduplicate" -> pipelineFile(decision.dataset()) + ": deduplicate: true";
        case "newest-only" ->
            pipelineFile(decision.dataset()) + ": deduplicated-for: [" + decision.useCase() + "]";
        case "events" ->
            "schemas/" + decision.dataset() + "/" + decision.table() + ".yaml: document, events";
        default -> clause + ": instructs: [" + instruction.written() + "]";
      };
    }

    private static String pipelineFile(String dataset) {
      return "config/pipelines/" + dataset + ".yaml";
    }

    private static String useCaseFile(String useCase) {
      return "config/use-cases/" + useCase + ".yaml";
    }

    private static String repairFile(String repair) {
      return "config/outputs/repairs/" + repair + ".sql";
    }

    private static String sqlFile(String dataset, String output) {
      return "config/outputs/" + dataset + "/" + output + ".sql";
    }

    private List<Uncovered> uncovered(List<Cell> cells) {
      Map<String, List<String>> byTable = new LinkedHashMap<>();
      Map<String, Set<Kept>> seen = new LinkedHashMap<>();
      for (Cell cell : cells) {
        seen.computeIfAbsent(
                cell.dataset() + " " + cell.table() + "\t" + cell.field(),
                none -> new LinkedHashSet<>())
            .add(cell.kept());
      }
      seen.forEach(
          (field, kept) -> {
            if (kept.equals(Set.of(Kept.NOT_KEPT))) {
              String[] parts = field.split("\t", 2);
              byTable.computeIfAbsent(parts[0], none -> new ArrayList<>()).add(parts[1]);
            }
          });
      List<Uncovered> uncovered = new ArrayList<>();
      add(
          uncovered,
          "Fields that no clause keeps: they go no further than the reader",
          byTable.entrySet().stream()
              .map(table -> table.getKey() + ": " + String.join(", ", table.getValue()))
              .toList());
      add(
          uncovered,
          "Datasets that are described and that nothing is done with",
          region.datasets().keySet().stream()
              .filter(dataset -> !region.pipelines().containsKey(dataset))
              .toList());
      add(
          uncovered,
          "Authorities whose signature holds for nothing on this day: nothing of theirs is used",
          region.authorities().values().stream()
              .filter(one -> authority.isEmpty() || authority.get().equals(one))
              .filter(one -> one.signedOn(day).isEmpty())
              .map(one -> one.code() + " " + one.name())
              .toList());
      add(
          uncovered,
          "Clauses that the programme does not carry out: people do",
          region.useCases().values().stream()
              .flatMap(
                  useCase ->
                      useCase.clauses().stream()
                          .filter(clause -> clause.instructs().isEmpty())
                          .map(
                              clause -> useCase.name() + " " + clause.id() + ": " + clause.words()))
              .toList());
      return uncovered;
    }

    private static void add(List<Uncovered> uncovered, String what, List<String> which) {
      uncovered.add(new Uncovered(what, which));
    }
  }
}
