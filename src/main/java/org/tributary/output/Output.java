package org.tributary.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tributary.pipeline.DerivedOutput;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.Measure;
import org.tributary.pipeline.Origin;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Picture;
import org.tributary.pipeline.PipelineTable;
import org.tributary.schema.Kind;

/**
 * One table of a use case's releases. Nobody else knows what it and its files are called, and
 * nobody reads anything out of such a name: who has a file and wants its table asks each table for
 * its files.
 */
public sealed interface Output {

  /** How the names of an output's files end. */
  String CSV = ".csv";

  String PARQUET = ".parquet";

  /** The use case that it is for. */
  String useCase();

  /** The return that it is made from. */
  String dataset();

  /** As the configuration and the SQL call it. */
  String table();

  /** As it is called within a release: {@code ssda903_episodes}, {@code factEpisode}. */
  String shortName();

  /** What the names of its files begin with: {@code PAN_ssda903_episodes}. */
  default String name() {
    return beginning(useCase()) + shortName();
  }

  /** What the names of all files of a use case's releases begin with. */
  static String beginning(String useCase) {
    return useCase + "_";
  }

  /** What a return's table is called that may be there no longer, or not yet. */
  static String name(String useCase, String dataset, String table, Rows rows) {
    return beginning(useCase) + shortName(dataset, table, rows);
  }

  private static String shortName(String dataset, String table, Rows rows) {
    return switch (rows) {
          case ALL -> "";
          case NEWEST -> "DEDUP_";
        }
        // A name has one kind of sign between its words.
        + (dataset + "_" + table).replace('-', '_');
  }

  /** Whether a file of an output is one for people: the whole of it, or a part. */
  static boolean isCsv(String file) {
    return file.endsWith(CSV);
  }

  /** Whether a file of an output is the one for tools, with types. */
  static boolean isParquet(String file) {
    return file.endsWith(PARQUET);
  }

  /** The file for programmes. */
  default String parquet() {
    return name() + PARQUET;
  }

  /** The files for people that are there: the CSV, or its parts in order. */
  default List<String> csvs(Predicate<String> isThere) {
    String whole = name() + CSV;
    List<String> files = new ArrayList<>(isThere.test(whole) ? List.of(whole) : List.of());
    for (int part = 1; isThere.test(part(name(), part)); part++) {
      files.add(part(name(), part));
    }
    return files;
  }

  /** The files that are there, those for people first. */
  default List<String> files(Predicate<String> isThere) {
    List<String> files = csvs(isThere);
    if (isThere.test(parquet())) {
      files.add(parquet());
    }
    return files;
  }

  /** What a part of a CSV is called; parts are counted from 1. */
  static String part(String name, int number) {
    return name + "_part" + number + CSV;
  }

  /** Which rows of a return's table an output holds. */
  enum Rows {
    ALL,
    /** Of each key the newest only. */
    NEWEST
  }

  /**
   * A table of a return, compiled of all authorities' rows.
   *
   * @param rules what is done with the table, for all use cases
   */
  record OfReturn(String useCase, String dataset, PipelineTable rules, Rows rows)
      implements Output {

    /** All rows of a table. */
    public OfReturn(String useCase, String dataset, PipelineTable rules) {
      this(useCase, dataset, rules, Rows.ALL);
    }

    @Override
    public String table() {
      return rules.name();
    }

    @Override
    public String shortName() {
      return Output.shortName(dataset, table(), rows);
    }

    /** The same table with the newest rows only. */
    public OfReturn newest() {
      return new OfReturn(useCase, dataset, rules, Rows.NEWEST);
    }

    /** Its columns, in order. */
    public List<OutputField> fields() {
      return rules.keptFor(Set.of(useCase));
    }

    /** The columns that make a row one of its own; none where not all of them are kept. */
    public List<String> key() {
      return fields().containsAll(rules.uniqueKey())
          ? rules.uniqueKey().stream().map(OutputField::name).toList()
          : List.of();
    }

    /** The column with the return year, whether it is kept or not. */
    public Optional<String> year() {
      return rules.fields().stream()
          .filter(field -> field.enrich().contains(EnrichRule.YEAR))
          .map(OutputField::name)
          .findFirst();
    }

    Optional<Source> source(String field) {
      return rules.fields().stream()
          .filter(known -> known.name().equals(field))
          .findFirst()
          .map(known -> new Source(this, known));
    }
  }

  /** A field of a compiled table, whose values stand in a column as they are. */
  record Source(OfReturn output, OutputField field) {

    @Override
    public String toString() {
      return output.name() + "." + field.name();
    }
  }

  /**
   * A column that SQL makes.
   *
   * @param is where its values come from unchanged; the same rules hold for them here
   * @param type what its values are, where they are no field's
   */
  record Column(String name, String description, Optional<Source> is, ValueType type, Kind kind) {

    /** A column of 0 and 1, for a code or for each of several. */
    public static Column ofCodes(String name) {
      return new Column(name, "", Optional.empty(), ValueType.INTEGER, Kind.INTEGER);
    }

    private OutputField asField(String useCase, String clause) {
      Optional<OutputField> field = is.map(Source::field);
      return new OutputField(
          name,
          field.map(OutputField::type).orElse(kind),
          Set.of(useCase),
          false,
          field.map(OutputField::enrich).orElse(List.of()),
          field.flatMap(OutputField::degrade),
          OptionalInt.empty(),
          false,
          clause,
          Origin.SUBMITTED,
          Optional.empty(),
          field.flatMap(OutputField::marked));
    }
  }

  /** A table that SQL makes from compiled ones. */
  sealed interface BySql extends Output {

    /** The clause of the agreement that instructs it. */
    String clause();

    /** The compiled tables that the SQL finds, in the order of the configuration. */
    List<OfReturn> reads();

    /** The columns that the configuration names, in order. */
    List<Column> columns();

    /** The folder of the configuration in which its SQL stands. */
    String folder();

    /** As the audit and explanations call the table. */
    String label();

    String sql();

    /** Where the values of a column come from that holds no field's. */
    String workedOut();

    List<Measure> measures();

    List<Picture> pictures();

    /** Where the SQL stands, from the configuration's folder, in the order in which it runs. */
    default List<String> sqlFiles() {
      return List.of("outputs/" + folder() + "/" + table() + ".sql");
    }

    /**
     * The table as rules, so that it can be held to them as a return's table is.
     *
     * @param codes columns of 0 and 1 behind those that the configuration names
     */
    default PipelineTable rules(List<String> codes) {
      List<OutputField> fields = new ArrayList<>();
      columns().forEach(column -> fields.add(column.asField(useCase(), clause())));
      codes.forEach(code -> fields.add(Column.ofCodes(code).asField(useCase(), clause())));
      return new PipelineTable(table(), fields, Optional.empty());
    }
  }

  /**
   * What one file of SQL makes of one compiled table, and of those that it joins to it.
   *
   * @param recipient whom the rows are for, where they are handed over
   */
  record Derived(
      OfReturn source, DerivedOutput output, List<Joined> joined, Optional<Recipient> recipient)
      implements BySql {

    public Derived {
      joined = List.copyOf(joined);
    }

    /**
     * A table that is joined.
     *
     * @param name as the SQL calls it
     * @param output what it is
     * @param fields its columns, whether or not anybody shares anything of it
     */
    public record Joined(String name, Output output, List<OutputField> fields) {

      public Joined {
        fields = List.copyOf(fields);
      }
    }

    @Override
    public String useCase() {
      return source.useCase();
    }

    @Override
    public String dataset() {
      return source.dataset();
    }

    @Override
    public String table() {
      return output.name();
    }

    @Override
    public String shortName() {
      return recipient.map(to -> to.giasCode() + "_").orElse("")
          + Output.shortName(dataset(), table(), Rows.ALL);
    }

    /** What it is called where all that are made of the same SQL are meant. */
    public String nameOfAll() {
      return Output.name(useCase(), dataset(), table(), Rows.ALL);
    }

    /** The same rows for one of those that they are handed over to. */
    public Derived to(Recipient to) {
      return new Derived(source, output, joined, Optional.of(to));
    }

    /** What each of its rows must say, where they are handed over. */
    public Optional<HandedOver> handedOver() {
      return output.to().flatMap(column -> recipient.map(to -> new HandedOver(column, to)));
    }

    @Override
    public String clause() {
      return output.clause();
    }

    @Override
    public List<Measure> measures() {
      return output.measures();
    }

    @Override
    public List<Picture> pictures() {
      return output.pictures();
    }

    @Override
    public List<OfReturn> reads() {
      return Stream.concat(Stream.of(source), joined.stream().flatMap(Derived::compiled))
          .distinct()
          .toList();
    }

    private static Stream<OfReturn> compiled(Joined joined) {
      if (joined.output() instanceof OfReturn compiled) {
        return Stream.of(compiled);
      }
      return joined.output() instanceof BySql made ? made.reads().stream() : Stream.of();
    }

    private Optional<Source> source(DerivedOutput.Column column) {
      return column
          .is()
          .flatMap(
              field ->
                  column.of().isEmpty()
                      ? source.source(field)
                      : joined.stream()
                          .filter(other -> column.of().get().equals(other.name()))
                          .flatMap(Derived::compiled)
                          .flatMap(of -> of.source(field).stream())
                          .findFirst());
    }

    @Override
    public List<Column> columns() {
      return output.columns().stream()
          .map(
              column ->
                  new Column(
                      column.name(),
                      "",
                      source(column),
                      ValueType.of(column.type()),
                      column.type()))
          .toList();
    }

    @Override
    public String folder() {
      return dataset();
    }

    @Override
    public String label() {
      return recipient.map(to -> to.giasCode() + "_").orElse("") + table();
    }

    @Override
    public String sql() {
      return output.sql();
    }

    @Override
    public List<String> sqlFiles() {
      return output.sqlFiles().stream()
          .map(file -> "outputs/" + folder() + "/" + file + ".sql")
          .toList();
    }

    @Override
    public String workedOut() {
      return "worked out from kept fields of "
          + source.table()
          + (joined.isEmpty() ? "" : " and of what is joined to it")
          + output.to().map(to -> "; each row is handed over by " + to).orElse("");
    }
  }

  /**
   * That each row of an output is for one authority.
   *
   * @param column which says whose each row is, by the code in the register of schools
   */
  record HandedOver(String column, Recipient to) {}

  /** A table of a star schema. */
  record Star(String useCase, StarSchema schema, StarTable star, List<OfReturn> reads)
      implements BySql {

    public Star {
      reads = List.copyOf(reads);
    }

    @Override
    public String dataset() {
      return schema.dataset();
    }

    @Override
    public String table() {
      return star.name();
    }

    @Override
    public String shortName() {
      return star.name();
    }

    @Override
    public String clause() {
      return schema.clause();
    }

    @Override
    public List<Measure> measures() {
      return star.measures();
    }

    @Override
    public List<Picture> pictures() {
      return star.pictures();
    }

    @Override
    public List<Column> columns() {
      return star.columns().stream()
          .map(
              column ->
                  new Column(
                      column.name(),
                      column.description(),
                      column.is().flatMap(this::source),
                      column.type(),
                      kind(column.type())))
          .toList();
    }

    private Optional<Source> source(StarColumn.Source is) {
      return reads.stream()
          .filter(output -> output.table().equals(is.table()))
          .findFirst()
          .flatMap(output -> output.source(is.field()));
    }

    private static Kind kind(ValueType type) {
      return switch (type) {
        case TEXT, BOOLEAN -> Kind.STRING;
        case CODE -> Kind.CATEGORY;
        case DATE -> Kind.DATE;
        case TIME -> Kind.TIME;
        case INTEGER -> Kind.INTEGER;
        case DECIMAL -> Kind.DECIMAL;
      };
    }

    @Override
    public String folder() {
      return schema.name();
    }

    @Override
    public String label() {
      return schema.name() + " " + table();
    }

    @Override
    public String sql() {
      return star.sql();
    }

    @Override
    public String workedOut() {
      return "made from kept fields and open data";
    }

    /** The compiled table that it has a row for each row of. */
    public Optional<OfReturn> rowsOf() {
      return star.rowsOf()
          .flatMap(of -> reads.stream().filter(read -> read.table().equals(of)).findFirst());
    }
  }
}
