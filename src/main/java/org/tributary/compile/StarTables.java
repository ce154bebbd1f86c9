package org.tributary.compile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tributary.output.Output;
import org.tributary.output.Outputs;
import org.tributary.output.StarColumn;
import org.tributary.output.StarSchema;
import org.tributary.output.StarTable;
import org.tributary.output.ValueType;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Table;

/**
 * Makes the tables of a star schema and holds them to what their descriptions promise: the columns
 * and their types, a key that is never blank and never there twice, references that all lead
 * somewhere, as many rows as the table that they are the rows of.
 */
public final class StarTables {

  /** Later than any return year, where a code has no end. */
  private static final int NO_END = 9999;

  /**
   * A table, and the rules that it is to be held to.
   *
   * @param standing whether it was there before
   */
  public record Built(
      Output.Star output, PipelineTable rules, Compiled compiled, Standing standing) {

    public StarTable table() {
      return output.star();
    }
  }

  /** Whether a table was there before. */
  public enum Standing {
    /** Its Parquet is that of the release before, by the same rules: it is not written again. */
    AS_BEFORE,
    NEW
  }

  /** Knows the tables of the release before that were made by the same rules. */
  @FunctionalInterface
  public interface Before {
    Standing of(Output.Star output, Path parquet) throws IOException;
  }

  private final Databases databases;
  private final long mostBytesOfAPart;

  public StarTables(Databases databases) {
    this.databases = databases;
    this.mostBytesOfAPart = UseCaseTables.MOST_BYTES_OF_A_PART;
  }

  /**
   * Writes {@code SUFFICIENCY_factEpisode.csv} for people and {@code .parquet} for programmes, and
   * so on.
   *
   * @param database which nobody else uses: the SQL leaves its tables behind in it
   * @param sources Parquet by table: compiled tables and open data; one that is not there counts as
   *     empty
   * @param before a table as before has its Parquet alone; all that it promises was found to be so
   *     when it was new, but for what it promises of others that are new
   * @param authorities the names by code of all that signed
   * @param folder an existing folder
   */
  public List<Built> build(
      Database database,
      StarSchema schema,
      Pipeline pipeline,
      Dataset dataset,
      Map<String, Path> sources,
      Map<String, String> authorities,
      String useCase,
      Before before,
      Path folder)
      throws IOException {
    prepare(database, schema, pipeline, dataset, sources, authorities, useCase);
    List<Built> built = new ArrayList<>();
    for (Output.Star output : Outputs.ofStar(useCase, pipeline, schema)) {
      StarTable table = output.star();
      database.execute("make " + table.name(), table.sql());
      holdToColumns(database, table);
      Path parquet = folder.resolve(output.parquet());
      long rows =
          database.execute(
              "write " + table.name(),
              "COPY (FROM %s) TO %s%s"
                  .formatted(Sql.name(table.name()), Sql.path(parquet), Sql.PUBLISHED_PARQUET));
      // What is made from it later reads the file: it need not be in memory, or made again.
      replaceByFile(database, table, parquet);
      built.add(
          new Built(
              output,
              output.rules(List.of()),
              new Compiled(
                  rows,
                  rows,
                  new TreeMap<>(),
                  List.of(new Compiled.File(output.parquet(), parquet, rows))),
              before.of(output, parquet)));
    }
    List<Built> written = writtenForPeople(built, folder);
    Set<String> asBefore =
        written.stream()
            .filter(table -> table.standing() == Standing.AS_BEFORE)
            .map(table -> table.table().name())
            .collect(Collectors.toSet());
    for (Built table : written) {
      holdToKeys(database, schema, table, asBefore);
    }
    return written;
  }

  private void prepare(
      Database database,
      StarSchema schema,
      Pipeline pipeline,
      Dataset dataset,
      Map<String, Path> sources,
      Map<String, String> authorities,
      String useCase) {
    for (String table : schema.reads()) {
      Map<String, ValueType> columns = new LinkedHashMap<>();
      pipeline
          .table(table)
          .ifPresent(
              found ->
                  found
                      .keptFor(Set.of(useCase))
                      .forEach(field -> columns.put(field.name(), ValueType.of(field.type()))));
      view(database, table, columns, Optional.ofNullable(sources.get(table)));
    }
    schema
        .openData()
        .forEach(
            (table, columns) ->
                view(database, table, columns, Optional.ofNullable(sources.get(table))));
    insert(
        database,
        "authorities (code VARCHAR, name VARCHAR)",
        authorities.entrySet().stream()
            .map(authority -> Sql.text(authority.getKey()) + ", " + Sql.text(authority.getValue()))
            .toList());
    insert(
        database,
        "members (table_name VARCHAR, key BIGINT, code VARCHAR, description VARCHAR)",
        schema.members().stream()
            .map(
                member ->
                    Sql.text(member.table())
                        + ", "
                        + member.key()
                        + ", "
                        + Sql.text(member.code())
                        + ", "
                        + Sql.text(member.description()))
            .toList());
    insert(
        database,
        "codes (table_name VARCHAR, field VARCHAR, code VARCHAR, label VARCHAR, position INTEGER,"
            + " since INTEGER, before INTEGER)",
        codes(dataset));
    database.execute("prepare the star schema " + schema.name(), schema.prepare());
  }

  /** The columns that the SQL may count on, whatever else the file has. */
  private static void view(
      Database database, String table, Map<String, ValueType> columns, Optional<Path> parquet) {
    database.execute("prepare " + table, Sql.view(table, columns, StarTables::type, parquet));
  }

  private static void insert(Database database, String table, List<String> rows) {
    database.execute("prepare", "CREATE TABLE " + table);
    if (!rows.isEmpty()) {
      database.execute(
          "prepare",
          "INSERT INTO "
              + table.substring(0, table.indexOf(' '))
              + " VALUES ("
              + String.join("), (", rows)
              + ")");
    }
  }

  private static List<String> codes(Dataset dataset) {
    List<String> rows = new ArrayList<>();
    for (Table table : dataset.tables()) {
      for (Field field : table.fields()) {
        for (Code code : field.codes()) {
          String label = code.words().orElse(code.code());
          rows.add(
              String.join(
                  ", ",
                  Sql.text(table.name()),
                  Sql.text(field.name()),
                  Sql.text(code.code()),
                  Sql.text(label),
                  Integer.toString(rows.size()),
                  Integer.toString(code.validity().since()),
                  Integer.toString(Math.min(code.validity().firstYearWithout(), NO_END))));
        }
      }
    }
    return rows;
  }

  private static void replaceByFile(Database database, StarTable table, Path parquet) {
    String kind =
        database.count(
                    "look at " + table.name(),
                    "SELECT count(*) FROM duckdb_tables() WHERE table_name = "
                        + Sql.text(table.name()))
                == 0
            ? "VIEW"
            : "TABLE";
    database.execute(
        "keep " + table.name(),
        "DROP "
            + kind
            + " "
            + Sql.name(table.name())
            + "; CREATE VIEW "
            + Sql.name(table.name())
            + " AS FROM read_parquet("
            + Sql.path(parquet)
            + ")");
  }

  private List<Built> writtenForPeople(List<Built> built, Path folder) throws IOException {
    List<Databases.Work<Built>> work = new ArrayList<>();
    for (Built table : built) {
      work.add(
          switch (table.standing()) {
            case AS_BEFORE -> database -> table;
            case NEW -> database -> writtenForPeople(database, table, folder);
          });
    }
    return databases.useSideBySide(work);
  }

  private Built writtenForPeople(Database database, Built built, Path folder) throws IOException {
    Compiled.File parquet = built.compiled().files().get(0);
    String columns =
        built.rules().fields().stream()
            .map(field -> forPeople(field, built.table()) + " AS " + Sql.name(field.name()))
            .collect(Collectors.joining(", "));
    List<Compiled.File> files =
        new ArrayList<>(
            CsvParts.written(
                database,
                columns,
                "read_parquet(" + Sql.path(parquet.path()) + ")",
                parquet.rows(),
                folder,
                built.output().name(),
                mostBytesOfAPart));
    files.add(parquet);
    return new Built(
        built.output(),
        built.rules(),
        new Compiled(parquet.rows(), parquet.rows(), new TreeMap<>(), files),
        built.standing());
  }

  private static String forPeople(OutputField field, StarTable table) {
    boolean isText =
        table.columns().stream()
            .filter(column -> column.name().equals(field.name()))
            .anyMatch(column -> column.type() == ValueType.TEXT);
    return isText ? UseCaseTables.forPeople(field) : Sql.name(field.name());
  }

  private static void holdToColumns(Database database, StarTable table) {
    List<String> made =
        database.query(
            "look at " + table.name(),
            "DESCRIBE " + Sql.name(table.name()),
            row -> row.getString(1) + " " + row.getString(2).replaceAll("\\(.*", ""));
    List<String> promised =
        table.columns().stream()
            .map(column -> column.name() + " " + type(column.type()).replaceAll("\\(.*", ""))
            .toList();
    if (!made.equals(promised)) {
      throw new DatabaseException(
          "make " + table.name() + " with the columns and types that it says");
    }
  }

  private static void holdToKeys(
      Database database, StarSchema schema, Built built, Set<String> asBefore) {
    StarTable table = built.table();
    String name = Sql.name(table.name());
    String key = Sql.name(table.key());
    boolean isNew = !asBefore.contains(table.name());
    if (isNew
        && database.count(
                "check the key of " + table.name(),
                "SELECT count(DISTINCT " + key + ") FROM " + name)
            != built.compiled().rowsKept()) {
      throw new DatabaseException("make " + table.name() + " with a key that no two rows share");
    }
    holdToReferences(
        database,
        schema,
        table,
        table.columns().stream()
            .filter(
                column ->
                    column.references().filter(to -> isNew || !asBefore.contains(to)).isPresent())
            .toList());
    table
        .rowsOf()
        .filter(
            of ->
                database.count("count " + of, "SELECT count(*) FROM " + Sql.name(of))
                    != built.compiled().rowsKept())
        .ifPresent(
            of -> {
              throw new DatabaseException(
                  "make " + table.name() + " with as many rows as " + of + " has");
            });
  }

  /** All in one statement: most of them are asked of few values. */
  private static void holdToReferences(
      Database database, StarSchema schema, StarTable table, List<StarColumn> columns) {
    if (columns.isEmpty()) {
      return;
    }
    String lost =
        columns.stream()
            .map(
                column -> {
                  StarTable to = schema.table(column.references().orElseThrow());
                  return """
                  SELECT %s, count(*)
                  FROM (SELECT DISTINCT %s AS value FROM %s)
                  WHERE value IS NULL OR value NOT IN (SELECT %s FROM %s)
                  """
                      .formatted(
                          Sql.text(to.name() + " for each " + column.name()),
                          Sql.name(column.name()),
                          Sql.name(table.name()),
                          Sql.name(to.key()),
                          Sql.name(to.name()));
                })
            .collect(Collectors.joining(" UNION ALL "));
    List<String> broken =
        database.query(
            "check the references of " + table.name(),
            "FROM (" + lost + ") AS lost(reference, number) WHERE number > 0",
            row -> row.getString(1));
    if (!broken.isEmpty()) {
      throw new DatabaseException("make " + table.name() + " with a " + broken.get(0));
    }
  }

  private static String type(ValueType type) {
    return switch (type) {
      case TEXT, CODE, TIME -> "VARCHAR";
      case DATE -> "DATE";
      case INTEGER -> "BIGINT";
      case DECIMAL -> "DECIMAL(38, 10)";
      case BOOLEAN -> "BOOLEAN";
    };
  }
}
