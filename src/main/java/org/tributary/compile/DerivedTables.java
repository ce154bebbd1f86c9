package org.tributary.compile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tributary.output.Output;
import org.tributary.pipeline.DerivedOutput;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;
import org.tributary.schema.Code;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Table;

/**
 * Makes what is derived from a use case's compiled table. The SQL finds the table under its own
 * name, those that it joins and open data as its description says, whether or not there is anything
 * in them, {@code limits} with one row, {@code codes} with every code of the table, and {@code
 * recipients} with those that rows may be handed over to; it makes the table {@code output} with
 * the columns that its description says, in an order that it chooses, and one row for each row of
 * the table where it joins others. What it has to say of the joins it puts into the table {@code
 * remarks}.
 */
public final class DerivedTables {

  /** Later than any return year, where a code has no end. */
  private static final int NO_END = 9999;

  /**
   * An output, and the table that it is to be held to.
   *
   * @param remarks what the SQL says of how rows were joined
   */
  public record Derived(PipelineTable table, Compiled compiled, List<String> remarks) {

    public Derived {
      remarks = List.copyOf(remarks);
    }
  }

  private final Database database;
  private final long mostBytesOfAPart;

  /**
   * @param database which nobody else uses, and which is closed afterwards: the SQL may leave
   *     tables of its own behind
   */
  public DerivedTables(Database database) {
    this.database = database;
    this.mostBytesOfAPart = UseCaseTables.MOST_BYTES_OF_A_PART;
  }

  /**
   * Writes the CSV for people and the Parquet for programmes.
   *
   * @param source the compiled table, as Parquet
   * @param beside what is joined and open data, as Parquet, by the name in the SQL; what is not
   *     there counts as empty
   * @param folder an existing folder
   */
  public Derived derive(
      Output.Derived of, Table schema, Path source, Map<String, Path> beside, Path folder)
      throws IOException {
    return derive(List.of(of), schema, source, beside, folder).get(0);
  }

  /**
   * Writes what one SQL makes: one output, or one for each authority that rows are handed over to.
   * None of those is written without rows.
   *
   * @param together of one SQL; not none
   */
  public List<Derived> derive(
      List<Output.Derived> together,
      Table schema,
      Path source,
      Map<String, Path> beside,
      Path folder)
      throws IOException {
    Output.Derived of = together.get(0);
    DerivedOutput output = of.output();
    database.execute(
        "prepare the source",
        // Not copied: the SQL reads the columns that it needs, however large the table is.
        "CREATE VIEW %s AS FROM read_parquet(%s)%s"
            .formatted(Sql.name(output.reads()), Sql.path(source), only(output)));
    for (Output.Derived.Joined joined : of.joined()) {
      SortedMap<String, Kind> columns = new TreeMap<>();
      joined.fields().forEach(field -> columns.put(field.name(), field.type()));
      prepare(joined.name(), columns, Optional.ofNullable(beside.get(joined.name())));
    }
    output
        .openData()
        .forEach((name, columns) -> prepare(name, columns, Optional.ofNullable(beside.get(name))));
    database.execute(
        "prepare what is remarked", "CREATE TABLE remarks (remark VARCHAR, rows BIGINT)");
    prepareRecipients(together);
    prepareLimits(output);
    prepareCodes(schema);
    output.data().forEach(this::prepareData);
    database.execute("derive " + output.name(), output.sql());
    PipelineTable table = of.rules(codeColumns(output, schema));
    List<String> remarks =
        database.query(
            "read what is remarked",
            "SELECT remark, rows FROM remarks WHERE rows > 0 ORDER BY remark",
            row -> row.getString(1) + ": " + row.getLong(2));
    List<Derived> written = new ArrayList<>();
    for (Output.Derived one : together) {
      written.add(new Derived(table, written(one, table, folder), remarks));
    }
    long rows = written.stream().mapToLong(one -> one.compiled().rowsKept()).sum();
    if (output.to().isPresent()) {
      if (rows != count("output")) {
        throw new DatabaseException("derive " + output.name() + " for nobody but those it is for");
      }
    } else if (!of.joined().isEmpty() && rows != count(output.reads())) {
      throw new DatabaseException("derive " + output.name() + " with a row for each row");
    }
    return written;
  }

  private long count(String table) {
    return database.count("count the rows", "SELECT count(*) FROM " + Sql.name(table));
  }

  /** The files of an output, of those rows that are for it. */
  private Compiled written(Output.Derived of, PipelineTable table, Path folder) throws IOException {
    String from =
        of.recipient()
            .map(
                to ->
                    "(SELECT * FROM output WHERE %s = %s)"
                        .formatted(
                            Sql.name(of.output().to().orElseThrow()), Sql.text(to.giasCode())))
            .orElse("output");
    Path parquet = folder.resolve(of.parquet());
    long rows =
        database.execute(
            "write the typed table",
            "COPY " + from + " TO " + Sql.path(parquet) + Sql.PUBLISHED_PARQUET);
    if (of.recipient().isPresent() && rows == 0) {
      return new Compiled(0, 0, new TreeMap<>(), List.of());
    }
    String columns =
        table.fields().stream()
            .map(field -> forPeople(field) + " AS " + Sql.name(field.name()))
            .collect(Collectors.joining(", "));
    List<Compiled.File> files =
        new ArrayList<>(
            CsvParts.written(database, columns, from, rows, folder, of.name(), mostBytesOfAPart));
    files.add(new Compiled.File(of.parquet(), parquet, rows));
    return new Compiled(rows, rows, new TreeMap<>(), files);
  }

  /** Those that rows may be handed over to. */
  private void prepareRecipients(List<Output.Derived> together) {
    database.execute(
        "prepare who may be handed rows", "CREATE TABLE recipients (gias_code VARCHAR)");
    for (Output.Derived one : together) {
      if (one.recipient().isPresent()) {
        database.execute(
            "prepare who may be handed rows",
            "INSERT INTO recipients VALUES (" + Sql.text(one.recipient().get().giasCode()) + ")");
      }
    }
  }

  private static String only(DerivedOutput output) {
    return output.only().isEmpty()
        ? ""
        : output.only().entrySet().stream()
            .map(one -> Sql.name(one.getKey()) + " = " + Sql.text(one.getValue()))
            .collect(Collectors.joining(" AND ", " WHERE ", ""));
  }

  /** The columns that the SQL may count on, in the order of the file. */
  private void prepare(String name, SortedMap<String, Kind> columns, Optional<Path> parquet) {
    database.execute("prepare " + name, Sql.view(name, columns, UseCaseTables::type, parquet));
  }

  /** A number has no zeros at its end, as in the table that it is made from. */
  private static String forPeople(OutputField field) {
    String text = "CAST(" + Sql.name(field.name()) + " AS VARCHAR)";
    return switch (field.type()) {
      case DECIMAL ->
          "CASE WHEN contains(%1$s, '.') THEN rtrim(rtrim(%1$s, '0'), '.') ELSE %1$s END"
              .formatted(text);
      case DATE, TIME, INTEGER, AGE, CATEGORY, STRING, POSTCODE -> UseCaseTables.forPeople(field);
    };
  }

  private void prepareLimits(DerivedOutput output) {
    String limits =
        output.limits().entrySet().stream()
            .map(limit -> limit.getValue() + " AS " + Sql.name(limit.getKey()))
            .collect(Collectors.joining(", "));
    database.execute(
        "prepare the limits",
        "CREATE TABLE limits AS SELECT " + (limits.isEmpty() ? "0 AS none" : limits));
  }

  private void prepareData(DerivedOutput.Data data) {
    List<String> rows = new ArrayList<>();
    for (List<String> row : data.rows()) {
      rows.add(
          row.stream().map(Sql::text).collect(Collectors.joining(", ", "(", ", "))
              + rows.size()
              + ")");
    }
    database.execute(
        "prepare the list " + data.name(),
        "CREATE TABLE %s AS FROM (VALUES %s) AS list(%s, position)"
            .formatted(
                Sql.name(data.name()),
                String.join(", ", rows),
                data.columns().stream().map(Sql::name).collect(Collectors.joining(", "))));
  }

  private void prepareCodes(Table schema) {
    database.execute(
        "prepare the codes",
        """
        CREATE TABLE codes
          (field VARCHAR, code VARCHAR, position INTEGER, since INTEGER, before INTEGER)
        """);
    List<String> rows = new ArrayList<>();
    for (Field field : schema.fields()) {
      for (Code code : field.codes()) {
        rows.add(
            "("
                + Sql.text(field.name())
                + ", "
                + Sql.text(code.code())
                + ", "
                + rows.size()
                + ", "
                + code.validity().since()
                + ", "
                + Math.min(code.validity().firstYearWithout(), NO_END)
                + ")");
      }
    }
    if (!rows.isEmpty()) {
      database.execute("prepare the codes", "INSERT INTO codes VALUES " + String.join(", ", rows));
    }
  }

  /** The columns after those that are named; what the description does not say is refused. */
  private List<String> codeColumns(DerivedOutput output, Table schema) {
    List<String> made =
        database.query("look at the columns", "DESCRIBE output", row -> row.getString(1));
    List<String> named = output.columns().stream().map(DerivedOutput.Column::name).toList();
    List<String> further = made.subList(Math.min(named.size(), made.size()), made.size());
    Optional<Field> field =
        schema.fields().stream()
            .filter(known -> output.codesOf().equals(Optional.of(known.name())))
            .findFirst();
    List<String> codes =
        field.stream().flatMap(known -> known.codes().stream()).map(Code::code).toList();
    if (!made.subList(0, Math.min(named.size(), made.size())).equals(named)
        || !codes.containsAll(further)) {
      throw new DatabaseException("derive " + output.name() + " with the columns that it says");
    }
    return further;
  }
}
