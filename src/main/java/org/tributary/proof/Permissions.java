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
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;
import org.tributary.authority.LocalAuthority;
import org.tributary.output.StarColumn;
import org.tributary.output.StarSchema;
import org.tributary.output.StarTable;
import org.tributary.output.ValueType;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.DerivedOutput;
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
  private final Map<String, String> repairs;
  private final LocalDate date;

  /**
   * @param repairs the SQL of the repairs of concatenated tables, by name
   */
  Permissions(Region region, Map<String, String> repairs, LocalDate date) {
    this.region = region;
    this.repairs = Map.copyOf(repairs);
    this.date = date;
  }

  /** The pipelines of which a use case keeps anything. */
  List<Pipeline> pipelines(UseCase useCase) {
    return region.pipelines().values().stream()
        .filter(pipeline -> useCase.retentionYears().containsKey(pipeline.dataset()))
        .filter(pipeline -> pipeline.useCases().contains(useCase.name()))
        .toList();
  }

  static List<PipelineTable> tables(Pipeline pipeline, Set<String> useCases) {
    return pipeline.tables().stream().filter(table -> !table.keptFor(useCases).isEmpty()).toList();
  }

  List<LocalAuthority> signedOnTheDay(String useCase) {
    return region.authorities().values().stream()
        .filter(authority -> authority.signedOn(date).contains(useCase))
        .toList();
  }

  int oldestYear(UseCase useCase, String dataset) {
    return date.getYear() - useCase.retentionYears().get(dataset) + 1;
  }

  /** One compiled table of a use case. */
  PermittedTable output(UseCase useCase, String base, Pipeline pipeline, PipelineTable table) {
    Set<String> codeWords = repairWords(table);
    List<PermittedColumn> columns =
        table.keptFor(Set.of(useCase.name())).stream()
            .map(
                field ->
                    PermittedColumn.of(
                        field.name(),
                        field,
                        leaves(pipeline, table, field, List.of(useCase)),
                        several(pipeline.dataset(), table.name(), field.name()),
                        codes(pipeline.dataset(), table.name(), field.name()),
                        codeWords,
                        clause(useCase, field.clause())))
            // The columns that a repair makes stand in every compiled table, blank or not.
            .map(column -> with(column, Presence.REQUIRED))
            .toList();
    return permitted(useCase, base, pipeline, columns, Set.of(), Set.of());
  }

  /** The star schemas of a use case that are made from a pipeline's compiled tables. */
  List<StarSchema> starSchemas(UseCase useCase, Pipeline pipeline) {
    return region.starSchemas().values().stream()
        .filter(schema -> schema.useCases().contains(useCase.name()))
        .filter(schema -> schema.dataset().equals(pipeline.dataset()))
        .toList();
  }

  /** One table of a star schema. */
  PermittedTable star(
      UseCase useCase, String base, Pipeline pipeline, StarSchema schema, StarTable table) {
    List<String> clauses = clause(useCase, schema.clause());
    List<PermittedColumn> columns =
        table.columns().stream().map(column -> star(useCase, column, pipeline, clauses)).toList();
    return permitted(useCase, base, pipeline, columns, Set.of(), StarSchema.UNKNOWN);
  }

  private PermittedColumn star(
      UseCase useCase, StarColumn column, Pipeline pipeline, List<String> clauses) {
    if (column.is().isEmpty()) {
      return other(column.name(), kind(column.type()), clauses);
    }
    StarColumn.Source is = column.is().get();
    PipelineTable source = pipeline.table(is.table()).orElseThrow();
    OutputField field =
        source.fields().stream()
            .filter(known -> known.name().equals(is.field()))
            .findFirst()
            .orElseThrow();
    // A dimension says of all years what the newest codes say.
    Set<String> ever = new TreeSet<>();
    codes(pipeline.dataset(), source.name(), field.name()).forEach(run -> ever.addAll(run.codes()));
    return PermittedColumn.of(
        column.name(),
        field,
        leaves(pipeline, source, field, List.of(useCase)),
        several(pipeline.dataset(), source.name(), field.name()),
        ever.isEmpty() ? List.of() : List.of(new CodeYears(0, Integer.MAX_VALUE, ever)),
        repairWords(source),
        clauses);
  }

  private static Kind kind(ValueType type) {
    return switch (type) {
      case TEXT, CODE, BOOLEAN -> Kind.STRING;
      case DATE -> Kind.DATE;
      case TIME -> Kind.TIME;
      case INTEGER -> Kind.INTEGER;
      case DECIMAL -> Kind.DECIMAL;
    };
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

  /** What SQL makes of a compiled table of a use case. */
  PermittedTable derived(UseCase useCase, String base, Pipeline pipeline, DerivedOutput output) {
    PipelineTable source = pipeline.table(output.reads()).orElseThrow();
    List<PermittedColumn> columns = new ArrayList<>();
    for (DerivedOutput.Column column : output.columns()) {
      Optional<OutputField> field =
          source.fields().stream()
              .filter(known -> column.is().equals(Optional.of(known.name())))
              .findFirst();
      columns.add(
          field
              .map(
                  known ->
                      PermittedColumn.of(
                          column.name(),
                          known,
                          leaves(pipeline, source, known, List.of(useCase)),
                          several(pipeline.dataset(), source.name(), known.name()),
                          codes(pipeline.dataset(), source.name(), known.name()),
                          repairWords(source),
                          clause(useCase, output.clause())))
              .orElseGet(
                  () -> other(column.name(), column.type(), clause(useCase, output.clause()))));
    }
    Set<String> further = new TreeSet<>();
    output
        .codesOf()
        .ifPresent(
            name ->
                schema(pipeline.dataset(), source.name()).stream()
                    .flatMap(table -> table.fields().stream())
                    .filter(field -> field.name().equals(name))
                    .forEach(field -> field.codes().forEach(code -> further.add(code.code()))));
    return permitted(useCase, base, pipeline, columns, further, Set.of());
  }

  private PermittedTable permitted(
      UseCase useCase,
      String base,
      Pipeline pipeline,
      List<PermittedColumn> columns,
      Set<String> further,
      Set<String> unknown) {
    return new PermittedTable(
        useCase.name(),
        base,
        columns,
        further,
        unknown,
        signedOnTheDay(useCase.name()),
        oldestYear(useCase, pipeline.dataset()),
        region.datasets().get(pipeline.dataset()).newestYear(),
        List.of(),
        retentionClause(useCase));
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
                            pipeline,
                            table,
                            field,
                            signed.stream().map(region.useCases()::get).toList()),
                        several(pipeline.dataset(), table.name(), field.plainName()),
                        codes(pipeline.dataset(), table.name(), field.plainName()),
                        repairWords(table),
                        signed.stream()
                            .filter(field.useCases()::contains)
                            .flatMap(
                                name ->
                                    clause(region.useCases().get(name), field.clause()).stream())
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
        region.datasets().get(pipeline.dataset()).newestYear(),
        List.of(),
        signed.stream()
            .flatMap(name -> retentionClause(region.useCases().get(name)).stream())
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
    Set<String> words = new TreeSet<>();
    table
        .repair()
        .map(name -> repairs.getOrDefault(name, ""))
        .ifPresent(
            sql -> {
              Matcher matcher = WORD.matcher(sql.replaceAll("--[^\n]*", ""));
              while (matcher.find()) {
                words.add(matcher.group(1));
              }
            });
    return words;
  }

  private Optional<Table> schema(String dataset, String table) {
    return region.datasets().get(dataset).tables().stream()
        .filter(known -> known.name().equals(table))
        .findFirst();
  }

  /**
   * What is promised of a field that the schema marks, by the clauses under which it is kept.
   *
   * @param useCases those that see the column; each must have agreed
   */
  private Optional<Promise> leaves(
      Pipeline pipeline, PipelineTable table, OutputField field, List<UseCase> useCases) {
    Optional<Mark> mark =
        schema(pipeline.dataset(), table.name()).stream()
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
    Dataset known = region.datasets().get(dataset);
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
