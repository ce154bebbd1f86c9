package org.tributary.proof;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;
import org.tributary.authority.LocalAuthority;
import org.tributary.output.Output;
import org.tributary.output.Outputs;
import org.tributary.output.StarSchema;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.FieldRules;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.proof.PermittedColumn.CodeYears;
import org.tributary.proof.PermittedColumn.Codes;
import org.tributary.proof.PermittedColumn.Meaning;
import org.tributary.proof.PermittedColumn.Presence;
import org.tributary.region.Region;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Mark;
import org.tributary.schema.Table;

/** What may be published on a day, read from the region's configuration and nowhere else. */
final class Permissions {

  /** A word that the SQL of a repair writes into a column. */
  private static final Pattern WORD = Pattern.compile("'([A-Za-z0-9_]+)'");

  private final Region region;

  /** By the name of a repair: the words that its SQL may put into a cell. */
  private final Map<String, Set<String>> repairs;

  private final LocalDate date;

  /**
   * @param repairs the SQL of the repairs of concatenated tables, by name
   */
  Permissions(Region region, Map<String, String> repairs, LocalDate date) {
    this.region = region;
    this.repairs =
        repairs.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, repair -> words(repair.getValue())));
    this.date = date;
  }

  /** The tables that a use case may have. */
  Outputs outputs(UseCase useCase) {
    return region.outputs(useCase.name(), date);
  }

  static List<PipelineTable> tables(Pipeline pipeline, Set<String> useCases) {
    return pipeline.tables().stream().filter(table -> !table.keptFor(useCases).isEmpty()).toList();
  }

  List<LocalAuthority> signedOnTheDay(String useCase, String dataset) {
    return region.authorities().values().stream()
        .filter(authority -> authority.signedOn(date, dataset).contains(useCase))
        .toList();
  }

  int oldestYear(UseCase useCase, String dataset) {
    return date.getYear() - useCase.retentionYears(dataset) + 1;
  }

  /** One table of a use case. */
  PermittedTable of(UseCase useCase, Output output) {
    List<PermittedColumn> columns = new ArrayList<>();
    Set<String> further = Set.of();
    if (output instanceof Output.OfReturn of) {
      for (OutputField field : of.fields()) {
        PermittedColumn column =
            held(
                useCase,
                field.name(),
                new Output.Source(of, field),
                codes(of.dataset(), of.table(), field.name()),
                field.clause());
        // The columns that a repair makes stand in every compiled table, blank or not.
        columns.add(with(column, Presence.REQUIRED));
      }
    } else if (output instanceof Output.BySql made) {
      for (Output.Column column : made.columns()) {
        columns.add(
            column
                .is()
                .map(is -> held(useCase, column.name(), is, codes(output, is), made.clause()))
                .orElseGet(
                    () ->
                        handedOver(
                            made,
                            other(column.name(), column.kind(), clause(useCase, made.clause())))));
      }
    }
    if (output instanceof Output.Derived derived) {
      further = furtherColumns(derived);
    }
    return new PermittedTable(
        useCase.name(),
        output.name(),
        columns,
        further,
        output instanceof Output.Star ? StarSchema.UNKNOWN : Set.of(),
        signedOnTheDay(useCase.name(), output.dataset()),
        oldestYear(useCase, output.dataset()),
        region.dataset(output.dataset()).newestYear(),
        List.of(),
        retentionClause(useCase));
  }

  /** A column that holds a field's values. */
  private PermittedColumn held(
      UseCase useCase, String name, Output.Source is, List<CodeYears> codes, String clause) {
    PipelineTable table = is.output().rules();
    String dataset = is.output().dataset();
    return PermittedColumn.of(
        name,
        is.field(),
        leaves(dataset, table, is.field(), List.of(useCase)),
        several(dataset, table.name(), is.field().name()),
        codes,
        repairWords(table),
        clause(useCase, clause));
  }

  /**
   * The codes of a field where SQL put it; a dimension says of all years what the newest say, and
   * what another return says is of that return's year.
   */
  private List<CodeYears> codes(Output output, Output.Source is) {
    List<CodeYears> years = codes(is.output().dataset(), is.output().table(), is.field().name());
    Set<String> ever = new TreeSet<>();
    years.forEach(run -> ever.addAll(run.codes()));
    boolean isOfItsOwnYear =
        !(output instanceof Output.Star) && is.output().dataset().equals(output.dataset());
    return ever.isEmpty() || isOfItsOwnYear
        ? years
        : List.of(new CodeYears(0, Integer.MAX_VALUE, ever));
  }

  /** A column of which nothing is promised but that it may be there. */
  private static PermittedColumn other(String name, Kind kind, List<String> clauses) {
    return new PermittedColumn(
        name,
        kind,
        Set.of(),
        Meaning.OTHER,
        Codes.ONE,
        List.of(),
        Set.of(),
        Presence.REQUIRED,
        clauses);
  }

  /** The column that says whom rows are for holds one authority's code and no other. */
  private static PermittedColumn handedOver(Output.BySql output, PermittedColumn column) {
    Optional<Output.HandedOver> to =
        output instanceof Output.Derived derived ? derived.handedOver() : Optional.empty();
    return to.filter(of -> of.column().equals(column.name()))
        .map(
            of ->
                new PermittedColumn(
                    column.name(),
                    column.kind(),
                    Set.of(Promise.HANDED_OVER),
                    Meaning.OTHER,
                    Codes.ONE,
                    List.of(new CodeYears(0, Integer.MAX_VALUE, Set.of(of.to().giasCode()))),
                    Set.of(),
                    Presence.REQUIRED,
                    column.clauses()))
        .orElse(column);
  }

  /** The codes that a derived table may have a column for. */
  private Set<String> furtherColumns(Output.Derived output) {
    Set<String> further = new TreeSet<>();
    output
        .output()
        .codesOf()
        .ifPresent(
            name ->
                schema(output.dataset(), output.source().table()).stream()
                    .flatMap(table -> table.fields().stream())
                    .filter(field -> field.name().equals(name))
                    .forEach(field -> field.codes().forEach(code -> further.add(code.code()))));
    return further;
  }

  /** One authority's table, as the upload account shares it or keeps it to build on. */
  PermittedTable shared(
      String base, LocalAuthority authority, Pipeline pipeline, PipelineTable table) {
    Set<String> signed = region.signed(authority, pipeline.dataset(), date);
    List<PermittedColumn> columns =
        table.purposeBound().keptFor(signed).stream()
            .map(
                field ->
                    PermittedColumn.of(
                        field.name(),
                        field,
                        leaves(
                            pipeline.dataset(),
                            table,
                            field,
                            signed.stream().map(region::useCase).toList()),
                        several(pipeline.dataset(), table.name(), field.plainName()),
                        codes(pipeline.dataset(), table.name(), field.plainName()),
                        repairWords(table),
                        signed.stream()
                            .filter(field.useCases()::contains)
                            .flatMap(name -> clause(region.useCase(name), field.clause()).stream())
                            .toList()))
            .toList();
    int years = region.retentionYears(signed, pipeline.dataset());
    return new PermittedTable(
        authority.code() + "/" + pipeline.dataset(),
        base,
        columns,
        Set.of(),
        Set.of(),
        signed.isEmpty() ? List.of() : List.of(authority),
        date.getYear() - years + 1,
        region.dataset(pipeline.dataset()).newestYear(),
        List.of(),
        signed.stream()
            .flatMap(name -> retentionClause(region.useCase(name)).stream())
            .sorted()
            .toList());
  }

  static PermittedColumn with(PermittedColumn column, Presence presence) {
    return new PermittedColumn(
        column.name(),
        column.kind(),
        column.promises(),
        column.meaning(),
        column.several(),
        column.codes(),
        column.words(),
        presence,
        column.clauses());
  }

  private static List<String> clause(UseCase useCase, String id) {
    return id.isEmpty() ? List.of() : List.of(useCase.name() + " " + id);
  }

  private static List<String> retentionClause(UseCase useCase) {
    return useCase.retentionClause().map(id -> useCase.name() + " " + id).stream().toList();
  }

  private Set<String> repairWords(PipelineTable table) {
    return table.repair().map(name -> repairs.getOrDefault(name, Set.of())).orElse(Set.of());
  }

  private static Set<String> words(String sql) {
    Set<String> words = new TreeSet<>();
    Matcher matcher = WORD.matcher(sql.replaceAll("--[^\n]*", ""));
    while (matcher.find()) {
      words.add(matcher.group(1));
    }
    return words;
  }

  private Optional<Table> schema(String dataset, String table) {
    return region.dataset(dataset).tables().stream()
        .filter(known -> known.name().equals(table))
        .findFirst();
  }

  /**
   * What is promised of a field that the schema marks, by the clauses under which it is kept.
   *
   * @param useCases those that see the column; each must have agreed
   */
  private Optional<Promise> leaves(
      String dataset, PipelineTable table, OutputField field, List<UseCase> useCases) {
    Optional<Mark> mark =
        schema(dataset, table.name()).stream()
            .flatMap(known -> known.fields().stream())
            .filter(known -> known.name().equals(field.plainName()))
            .flatMap(known -> known.mark().stream())
            .findFirst();
    if (mark.isEmpty()) {
      return Optional.empty();
    }
    Predicate<Instruction> agreed =
        instruction ->
            useCases.stream()
                .filter(useCase -> field.useCases().contains(useCase.name()))
                .map(useCase -> useCase.clause(field.clause()))
                .allMatch(clause -> clause.filter(said -> said.instructs(instruction)).isPresent());
    if (agreed.test(Instruction.asSubmitted(mark.get().word()))) {
      return Optional.empty();
    }
    if (field.identifier().isPresent()
        && agreed.test(FieldRules.instruction(DegradeRule.HASH_SHA256))) {
      return Optional.of(Promise.HASHED);
    }
    boolean isCoarse =
        switch (mark.get()) {
          case BIRTH_DATE, DEATH_DATE, EXPECTED_BIRTH_DATE ->
              agreed.test(FieldRules.instruction(DegradeRule.FIRST_OF_MONTH));
          case POSTCODE -> agreed.test(FieldRules.instruction(DegradeRule.SHORT_POSTCODE));
          case PERSON_ID -> agreed.test(FieldRules.instruction(EnrichRule.ADD_LA_SUFFIX));
          case NAME -> false;
        };
    return Optional.of(
        !isCoarse
            ? Promise.WITHHELD
            : switch (mark.get()) {
              case BIRTH_DATE, DEATH_DATE, EXPECTED_BIRTH_DATE -> Promise.FIRST_OF_MONTH;
              case POSTCODE -> Promise.SECTOR;
              case PERSON_ID -> Promise.CHILD_SUFFIX;
              case NAME -> Promise.WITHHELD;
            });
  }

  private Codes several(String dataset, String table, String column) {
    boolean repeats =
        schema(dataset, table).stream()
            .flatMap(found -> found.document().stream())
            .flatMap(document -> document.parts().stream())
            .filter(part -> part.field().map(Field::name).equals(Optional.of(column)))
            .anyMatch(part -> part.occurs().repeats());
    return repeats ? Codes.SEVERAL : Codes.ONE;
  }

  /** The codes of a column, where it has any, year by year; years that are alike are one run. */
  private List<CodeYears> codes(String dataset, String table, String column) {
    Dataset known = region.dataset(dataset);
    List<Field> fields =
        schema(dataset, table).stream()
            .flatMap(found -> found.fields().stream())
            .filter(field -> field.name().equals(column))
            .toList();
    if (fields.stream().allMatch(field -> field.codes().isEmpty())) {
      return List.of();
    }
    List<CodeYears> runs = new ArrayList<>();
    for (int year = known.firstYear(); year <= known.newestYear(); year++) {
      Set<String> codes = codesIn(fields, year);
      CodeYears last = runs.isEmpty() ? new CodeYears(0, 0, Set.of()) : runs.get(runs.size() - 1);
      if (!runs.isEmpty() && last.codes().equals(codes)) {
        runs.set(runs.size() - 1, new CodeYears(last.from(), year, codes));
      } else {
        runs.add(new CodeYears(year, year, codes));
      }
    }
    return runs;
  }

  private static Set<String> codesIn(Collection<Field> fields, int year) {
    Set<String> codes = new TreeSet<>();
    for (Field field : fields) {
      for (Code code : field.codesIn(year)) {
        codes.add(code.readAs().strip());
      }
    }
    return codes;
  }
}
