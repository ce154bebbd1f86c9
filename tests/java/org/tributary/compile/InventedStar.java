package org.tributary.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tributary.compile.StarTables.Built;
import org.tributary.output.StarSchema;
import org.tributary.output.ValueType;
import org.tributary.pipeline.OutputField;
import org.tributary.region.Region;
import org.tributary.region.Shipped;

/** The shipped star schema, and invented sources for it: of each only the columns that matter. */
final class InventedStar implements AutoCloseable {

  private static final String USE_CASE = "SUFFICIENCY";
  private static final String DATASET = "ssda903";
  private static final Map<String, String> AUTHORITIES =
      Map.of("821", "Luton", "822", "Bedford", "881", "Essex");

  private final Path scratch;
  private final Region region;
  private StarSchema schema;
  private final Databases databases;
  private final SortedMap<String, Path> sources = new TreeMap<>();
  private final SortedMap<String, Built> built = new TreeMap<>();

  InventedStar(Path scratch) {
    this.scratch = scratch;
    this.region = Shipped.region();
    this.schema = region.starSchemas().get("sufficiency");
    this.databases = new Databases(scratch, "500MB", 2);
  }

  /** As if nobody had given the codes of a table a number. */
  void forgetMembers(String table) {
    schema =
        new StarSchema(
            schema.name(),
            schema.description(),
            schema.dataset(),
            schema.useCases(),
            schema.clause(),
            schema.reads(),
            schema.openData(),
            schema.prepare(),
            schema.tables(),
            schema.members().stream()
                .filter(member -> !member.table().equals(table) || member.key() < 0)
                .toList());
  }

  /** Luton with two sectors that are near each other, and a district of Essex far from them. */
  void areas() throws IOException {
    source(
        "ons_areas",
        "ward_code, la_code, la_name, county_code, county_name",
        List.of(
            "'W1', 'E06000032', 'Luton', NULL, NULL",
            "'W2', 'E07000070', 'Chelmsford', 'E10000012', 'Essex'"));
    source(
        "postcodes",
        "sector, la_code, eastings, northings",
        List.of(
            "'LU1 1', 'E06000032', 500000, 200000",
            "'LU1 2', 'E06000032', 508000, 200000",
            "'CM1 1', 'E07000070', 540000, 200000"));
  }

  /**
   * Gives a source its rows.
   *
   * @param columns those that the rows have; the others are blank
   * @param rows each the values of an SQL row
   */
  void source(String name, String columns, List<String> rows) throws IOException {
    source(
        name, "SELECT * FROM (VALUES (" + String.join("), (", rows) + ")) AS t(" + columns + ")");
  }

  /** Gives a source what a SELECT says. */
  void source(String name, String select) throws IOException {
    Path parquet = scratch.resolve(name + ".parquet");
    databases.use(
        database -> {
          database.execute("make", "CREATE TABLE made (" + columnsOf(name) + ")");
          database.execute("fill", "INSERT INTO made BY NAME " + select);
          database.execute("write", "COPY made TO " + Sql.path(parquet) + Sql.PARQUET);
          return database.execute("tidy up", "DROP TABLE made");
        });
    sources.put(name, parquet);
  }

  private String columnsOf(String source) {
    Map<String, ValueType> columns =
        schema.reads().contains(source)
            ? region.pipelines().get(DATASET).table(source).orElseThrow().fields().stream()
                .collect(Collectors.toMap(OutputField::name, field -> ValueType.of(field.type())))
            : schema.openData().get(source);
    return columns.entrySet().stream()
        .map(column -> Sql.name(column.getKey()) + " " + type(column.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String type(ValueType type) {
    return switch (type) {
      case TEXT, CODE, TIME, BOOLEAN -> "VARCHAR";
      case DATE -> "DATE";
      case INTEGER -> "BIGINT";
      case DECIMAL -> "DECIMAL(9, 6)";
    };
  }

  Map<String, Built> build() throws IOException {
    return build(AUTHORITIES);
  }

  Map<String, Built> build(Map<String, String> authorities) throws IOException {
    Path folder = Files.createTempDirectory(scratch, "built");
    built.clear();
    try (Database database = Database.open(scratch, "500MB")) {
      new StarTables(databases)
          .build(
              database,
              schema,
              region.pipelines().get(DATASET),
              region.datasets().get(DATASET),
              sources,
              authorities,
              USE_CASE,
              (output, parquet) -> StarTables.Standing.NEW,
              folder)
          .forEach(table -> built.put(table.table().name(), table));
    }
    return Map.copyOf(built);
  }

  /** The rows of a table as it was built last. */
  List<String> rows(String table, String select) throws IOException {
    return query("SELECT concat_ws('|', " + select + ") FROM " + table);
  }

  /** What a query answers, in which sources and tables built last go by their names. */
  List<String> query(String sql) throws IOException {
    StringBuilder views = new StringBuilder();
    sources.forEach((name, path) -> views.append(view(name, path)));
    parquets().forEach((name, path) -> views.append(view(name, path)));
    try (Database database = Database.open(scratch, "500MB")) {
      database.execute("prepare", views.toString());
      return database.query("read", sql, row -> row.getString(1));
    }
  }

  /** The Parquet of each table as it was built last. */
  SortedMap<String, Path> parquets() {
    SortedMap<String, Path> parquets = new TreeMap<>();
    built.forEach(
        (name, table) -> {
          List<Compiled.File> files = table.compiled().files();
          parquets.put(name, files.get(files.size() - 1).path());
        });
    return parquets;
  }

  private static String view(String name, Path parquet) {
    return "CREATE VIEW " + name + " AS FROM read_parquet(" + Sql.path(parquet) + ");";
  }

  @Override
  public void close() {
    databases.close();
  }
}
