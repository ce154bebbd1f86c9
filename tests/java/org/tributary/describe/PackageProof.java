package org.tributary.describe;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Proves a release package by its own files alone, whoever made it: by the Data Package tools in
 * JavaScript, by the rules of the standard's version 2, by reading every data file strictly in
 * DuckDB, and by following every relationship of the Power BI model there. A problem names files,
 * columns and rows, and holds no value.
 */
public final class PackageProof {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CSV = "datapackage.json";
  private static final String PARQUET = "datapackage-parquet.json";

  /** A table that the model gathers from: its file, and which of its columns becomes which. */
  private static final Pattern GATHERED =
      Pattern.compile("Folder & \"\\\\data\\\\([^\"]+)\"\\)\\), \\{[^}]*}\\), \\{(.+)}\\)");

  private final Path folder;
  private final Path gatheredIn;
  private final List<String> problems = new ArrayList<>();

  private PackageProof(Path folder, Path gatheredIn) {
    this.folder = folder;
    this.gatheredIn = gatheredIn;
  }

  public static PackageProof of(Path packageFolder) throws IOException {
    return new PackageProof(packageFolder, Files.createTempDirectory("gathered"));
  }

  /** Skips a test where the tools in JavaScript are not there and need not be. */
  public static void assumeInstalled() {
    Node.assumeInstalled();
  }

  /** Everything that is wrong; nothing where the package is good. */
  public List<String> problems() throws IOException {
    problems.clear();
    problems.addAll(Node.run("validate.js", folder));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = connection.createStatement()) {
      descriptors();
      JsonNode csv = json(CSV);
      JsonNode parquet = json(PARQUET);
      everyDataFileIsDescribed(csv, parquet);
      data(sql, csv, parquet);
      dictionary(parquet);
      releaseNote(parquet);
      powerBi(sql, parquet);
    } catch (SQLException failure) {
      throw new AssertionError("DuckDB itself failed", failure);
    }
    return List.copyOf(problems);
  }

  private JsonNode json(String name) throws IOException {
    return JSON.readTree(Files.readString(folder.resolve(name)));
  }

  private void descriptors() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(
                Files.readString(Path.of("tests/resources/package-proof/data-package-2.json")),
                InputFormat.JSON);
    for (String name : List.of(CSV, PARQUET)) {
      String text = Files.readString(folder.resolve(name));
      schema
          .validate(text, InputFormat.JSON)
          .forEach(
              error ->
                  problems.add(
                      name + ": " + error.getInstanceLocation() + " " + error.getKeyword()));
      SortedSet<String> names = new TreeSet<>();
      for (JsonNode resource : json(name).path("resources")) {
        if (!names.add(resource.path("name").asString())) {
          problems.add(name + ": two resources of one name");
        }
      }
    }
  }

  private void everyDataFileIsDescribed(JsonNode csv, JsonNode parquet) throws IOException {
    SortedSet<String> described = new TreeSet<>();
    for (JsonNode descriptor : List.of(csv, parquet)) {
      for (JsonNode resource : descriptor.path("resources")) {
        described.add(resource.path("path").asString());
      }
    }
    try (Stream<Path> files = Files.list(folder.resolve("data"))) {
      SortedSet<String> there =
          files
              .map(file -> "data/" + file.getFileName())
              .collect(Collectors.toCollection(TreeSet::new));
      if (!there.equals(described)) {
        problems.add("data: other files than described");
      }
    }
  }

  /** Each CSV reads strictly with the declared types, and its parts say what the Parquet says. */
  private void data(Statement sql, JsonNode csv, JsonNode parquet) throws IOException {
    Map<String, List<JsonNode>> parts = new HashMap<>();
    for (JsonNode resource : csv.path("resources")) {
      String path = resource.path("path").asString();
      parts
          .computeIfAbsent(
              path.replaceFirst("(_part\\d+)?\\.csv$", ".parquet"), of -> new ArrayList<>())
          .add(resource);
    }
    for (JsonNode resource : parquet.path("resources")) {
      String path = resource.path("path").asString();
      List<JsonNode> csvs = parts.remove(path);
      if (csvs == null) {
        problems.add(path + ": no CSV of the same table");
        continue;
      }
      try {
        compare(sql, resource, csvs);
      } catch (SQLException refused) {
        problems.add(path + ": DuckDB refuses the file or a CSV of it");
      }
    }
    parts.keySet().forEach(path -> problems.add(path + ": only a CSV"));
  }

  private void compare(Statement sql, JsonNode parquet, List<JsonNode> csvs)
      throws SQLException, IOException {
    String path = parquet.path("path").asString();
    List<String> typed = new ArrayList<>();
    List<String> asInCsv = new ArrayList<>();
    List<String> declared = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Map<String, String> types = types(sql, path);
    for (JsonNode field : parquet.path("schema").path("fields")) {
      String name = field.path("name").asString();
      String type = field.path("type").asString();
      names.add(name);
      if (!fits(type, types.get(name))) {
        problems.add(path + ": " + name + " is not of the declared type");
      }
      declared.add(text(name) + ": '" + duckDb(type) + "'");
      typed.add(quoted(name));
      asInCsv.add(
          type.equals("string") && !field.path("kind").asString("").equals("code")
              ? "CASE WHEN ascii(%1$s) IN (9, 10, 13, 43, 45, 61, 64) THEN '''' || %1$s ELSE NULLIF(%1$s, '') END"
                  .formatted(quoted(name))
              : "CAST(" + quoted(name) + " AS " + duckDb(type) + ")");
    }
    if (!names.equals(List.copyOf(types.keySet()))) {
      problems.add(path + ": other columns than declared");
    }
    List<String> read = new ArrayList<>();
    for (JsonNode csv : csvs) {
      Path file = folder.resolve(csv.path("path").asString());
      header(file, names);
      // The line end is not named: with CRLF and strict_mode, DuckDB 1.5 then reads no row at all.
      String source =
          "SELECT "
              + String.join(", ", typed)
              + " FROM read_csv("
              + text(file.toString())
              + ", strict_mode=true, auto_detect=false, header=true, delim=',', quote='\"',"
              + " escape='\"', nullstr='', dateformat='%Y-%m-%d',"
              + " parallel=false, columns={"
              + String.join(", ", declared)
              + "})";
      if (count(sql, "SELECT count(*) FROM (" + source + ")") != csv.path("rows").asLong()) {
        problems.add(csv.path("path").asString() + ": another number of rows");
      }
      read.add(source);
    }
    String people = String.join(" UNION ALL ", read);
    String programmes =
        "SELECT " + String.join(", ", asInCsv) + " FROM read_parquet(" + file(path) + ")";
    if (count(sql, "SELECT count(*) FROM read_parquet(" + file(path) + ")")
        != parquet.path("rows").asLong()) {
      problems.add(path + ": another number of rows");
    }
    for (String difference :
        List.of(
            "(" + people + ") EXCEPT ALL (" + programmes + ")",
            "(" + programmes + ") EXCEPT ALL (" + people + ")")) {
      if (count(sql, "SELECT count(*) FROM (" + difference + ")") > 0) {
        problems.add(path + ": other rows than its CSV");
      }
    }
    keys(sql, parquet);
  }

  private void header(Path csv, List<String> names) throws IOException {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
      var rows = reader.iterator();
      if (rows.hasNext() && !rows.next().getHeader().equals(names)) {
        problems.add(csv.getFileName() + ": other headers than declared");
      }
    }
  }

  /** Primary keys are unique and there; what must be there is; codes are of their list. */
  private void keys(Statement sql, JsonNode parquet) throws SQLException {
    String path = parquet.path("path").asString();
    String from = " FROM read_parquet(" + file(path) + ")";
    List<String> key = new ArrayList<>();
    parquet.path("schema").path("primaryKey").forEach(name -> key.add(quoted(name.asString())));
    if (!key.isEmpty()
        && count(
                sql,
                "SELECT count(*) FROM (SELECT 1"
                    + from
                    + " GROUP BY "
                    + String.join(", ", key)
                    + " HAVING count(*) > 1)")
            > 0) {
      problems.add(path + ": a key is there twice");
    }
    for (JsonNode field : parquet.path("schema").path("fields")) {
      String name = field.path("name").asString();
      JsonNode constraints = field.path("constraints");
      if (constraints.path("required").asBoolean(false)
          && count(sql, "SELECT count(*)" + from + " WHERE " + quoted(name) + " IS NULL") > 0) {
        problems.add(path + ": " + name + " is blank in a row");
      }
      List<String> codes = new ArrayList<>();
      constraints.path("enum").forEach(code -> codes.add(text(code.asString())));
      if (!codes.isEmpty()
          && count(
                  sql,
                  "SELECT count(*)"
                      + from
                      + " WHERE "
                      + quoted(name)
                      + " NOT IN ("
                      + String.join(", ", codes)
                      + ")")
              > 0) {
        problems.add(path + ": " + name + " has a code that is not in its list");
      }
    }
  }

  private void dictionary(JsonNode parquet) throws IOException {
    List<String> described = new ArrayList<>();
    for (JsonNode resource : parquet.path("resources")) {
      for (JsonNode field : resource.path("schema").path("fields")) {
        described.add(resource.path("title").asString() + "." + field.path("name").asString());
      }
    }
    List<String> explained = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve("dictionary.csv"))) {
      rows.forEach(row -> explained.add(row.getField("table") + "." + row.getField("column")));
    }
    if (!explained.equals(described)) {
      problems.add("dictionary.csv: other columns than described");
    }
    for (String page : List.of("dictionary.html", "release-note.html")) {
      String html = Files.readString(folder.resolve(page));
      if (html.contains("<script") || html.contains("src=") || html.contains("http://")) {
        problems.add(page + ": needs more than itself");
      }
    }
  }

  private void releaseNote(JsonNode parquet) throws IOException {
    Map<String, Long> rows = new HashMap<>();
    for (JsonNode table : json("release-note.json").path("tables")) {
      long now = table.path("rows").asLong();
      rows.put(table.path("table").asString(), now);
      long then = table.path("rowsBefore").asLong();
      if (then + table.path("rowsAdded").asLong() - table.path("rowsRemoved").asLong() != now) {
        problems.add("release-note.json: counts do not add up");
      }
    }
    for (JsonNode resource : parquet.path("resources")) {
      Long noted = rows.remove(resource.path("title").asString());
      if (noted != null && noted != resource.path("rows").asLong()) {
        problems.add("release-note.json: another number of rows than the table has");
      }
    }
    if (!rows.isEmpty()) {
      problems.add("release-note.json: a table that is not there");
    }
  }

  private void powerBi(Statement sql, JsonNode parquet) throws IOException {
    Path project = folder.resolve("power-bi");
    List<Path> pbip = new ArrayList<>();
    try (Stream<Path> files = Files.list(project)) {
      files.filter(file -> file.toString().endsWith(".pbip")).forEach(pbip::add);
    }
    if (pbip.size() != 1) {
      problems.add("power-bi: not one project");
      return;
    }
    JsonNode artifacts = JSON.readTree(Files.readString(pbip.get(0))).path("artifacts");
    Path report = project.resolve(artifacts.path(0).path("report").path("path").asString());
    Path model =
        report.resolve(
            JSON.readTree(Files.readString(report.resolve("definition.pbir")))
                .path("datasetReference")
                .path("byPath")
                .path("path")
                .asString());
    JSON.readTree(Files.readString(model.resolve("definition.pbism")));
    JsonNode pages = JSON.readTree(Files.readString(report.resolve("definition/pages/pages.json")));
    for (JsonNode page : pages.path("pageOrder")) {
      Path file = report.resolve("definition/pages/" + page.asString() + "/page.json");
      if (!JSON.readTree(Files.readString(file)).path("name").equals(page)) {
        problems.add("power-bi: a page of another name");
      }
    }
    Path definition = model.resolve("definition");
    SortedMap<String, TmdlText.Element> tables = new TreeMap<>();
    List<TmdlText.Element> others = new ArrayList<>();
    try (Stream<Path> files = Files.walk(definition)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = definition.relativize(file).toString();
        try {
          for (TmdlText.Element element :
              TmdlText.read(Files.readString(file, StandardCharsets.UTF_8))) {
            if (element.type().equals("table")) {
              if (!name.equals("tables/" + element.name() + ".tmdl")) {
                problems.add(name + ": a table of another name");
              }
              tables.put(element.name(), element);
            } else {
              others.add(element);
            }
          }
        } catch (IllegalArgumentException wrong) {
          problems.add(name + ": " + wrong.getMessage());
        }
      }
    }
    List<String> references =
        others.stream()
            .filter(element -> element.type().equals("ref"))
            .map(TmdlText.Element::name)
            .sorted()
            .toList();
    if (!references.equals(List.copyOf(tables.keySet()))) {
      problems.add("model.tmdl: other tables than there are");
    }
    model(sql, parquet, report, tables, others);
  }

  private void model(
      Statement sql,
      JsonNode parquet,
      Path report,
      Map<String, TmdlText.Element> tables,
      List<TmdlText.Element> others)
      throws IOException {
    Map<String, String> paths = new HashMap<>();
    SortedSet<String> foreignKeys = new TreeSet<>();
    Map<String, String> titles = new HashMap<>();
    for (JsonNode resource : parquet.path("resources")) {
      titles.put(resource.path("name").asString(), resource.path("title").asString());
    }
    for (JsonNode resource : parquet.path("resources")) {
      String title = resource.path("title").asString();
      paths.put(title, resource.path("path").asString());
      for (JsonNode key : resource.path("schema").path("foreignKeys")) {
        foreignKeys.add(
            title
                + "."
                + key.path("fields").path(0).asString()
                + " "
                + titles.get(key.path("reference").path("resource").asString())
                + "."
                + key.path("reference").path("fields").path(0).asString());
      }
    }
    if (!tables.keySet().containsAll(paths.keySet())) {
      problems.add("power-bi: other tables than described");
      return;
    }
    SortedSet<String> described = new TreeSet<>(paths.keySet());
    List<String> parameters =
        others.stream()
            .filter(element -> element.type().equals("expression"))
            .map(TmdlText.Element::name)
            .toList();
    try {
      for (TmdlText.Element table : tables.values()) {
        if (!described.contains(table.name())) {
          gather(sql, table, paths);
          columns(sql, table, paths.get(table.name()));
        }
      }
      for (TmdlText.Element table : tables.values()) {
        if (described.contains(table.name())) {
          columns(sql, table, paths.get(table.name()));
          partition(table, paths.get(table.name()), parameters);
        }
        reportParts(table);
      }
      List<TmdlText.Element> relationships =
          others.stream().filter(element -> element.type().equals("relationship")).toList();
      SortedSet<String> related = new TreeSet<>();
      for (TmdlText.Element relationship : relationships) {
        if (!related.add(relationship(sql, relationship, tables, paths))) {
          problems.add("relationships.tmdl: a relationship is there twice");
        }
      }
      visuals(report, tables);
      related.removeIf(
          words -> !described.contains(words.substring(words.indexOf(' ') + 1).split("\\.")[0]));
      if (!related.equals(foreignKeys)) {
        problems.add("relationships.tmdl: other relationships than described");
      }
      oneWay(relationships);
    } catch (SQLException failure) {
      problems.add("power-bi: DuckDB refuses a table");
    }
  }

  /**
   * A table that the model gathers from files of the release, as a file beside the package: its key
   * is there once, or whoever is in it has two authorities.
   */
  private void gather(Statement sql, TmdlText.Element table, Map<String, String> paths)
      throws SQLException {
    String source = table.children("partition").get(0).properties().getOrDefault("source", "");
    List<String> selects = new ArrayList<>();
    Matcher from = GATHERED.matcher(source);
    while (from.find()) {
      List<String> columns = new ArrayList<>();
      Matcher pair = Pattern.compile("\\{\"([^\"]+)\", \"([^\"]+)\"}").matcher(from.group(2));
      while (pair.find()) {
        columns.add(quoted(pair.group(1)) + " AS " + quoted(pair.group(2)));
      }
      selects.add(
          "SELECT "
              + String.join(", ", columns)
              + " FROM read_parquet("
              + file("data/" + from.group(1))
              + ")");
    }
    String key = table.children("column").get(0).name();
    Path gathered = gatheredIn.resolve(table.name() + ".parquet");
    sql.execute(
        "COPY (SELECT DISTINCT * FROM ("
            + String.join(" UNION ALL ", selects)
            + ") WHERE "
            + quoted(key)
            + " IS NOT NULL) TO "
            + text(gathered.toString())
            + " (FORMAT parquet)");
    paths.put(table.name(), gathered.toString());
  }

  /** What the visuals of a report show is there, and none lies on another or beside its page. */
  private void visuals(Path report, Map<String, TmdlText.Element> tables) throws IOException {
    Path pages = report.resolve("definition/pages");
    try (Stream<Path> files = Files.walk(pages)) {
      for (Path file : files.filter(one -> one.endsWith("visual.json")).sorted().toList()) {
        JsonNode visual = JSON.readTree(Files.readString(file));
        if (!visual.path("name").asString().equals(file.getParent().getFileName().toString())) {
          problems.add("power-bi: a visual of another name");
        }
        JsonNode position = visual.path("position");
        if (position.path("x").asInt() + position.path("width").asInt() > 1280
            || position.path("y").asInt() + position.path("height").asInt() > 720
            || position.path("height").asInt() < 50) {
          problems.add("power-bi: a visual that leaves its page");
        }
        JsonNode shown =
            visual
                .path("visual")
                .path("query")
                .path("queryState")
                .path("Values")
                .path("projections");
        if (shown.isEmpty()) {
          problems.add("power-bi: a visual that shows nothing");
        }
        for (JsonNode one : shown) {
          String kind = one.path("field").has("Measure") ? "Measure" : "Column";
          JsonNode field = one.path("field").path(kind);
          TmdlText.Element table =
              tables.get(field.path("Expression").path("SourceRef").path("Entity").asString());
          if (table == null
              || table.children(kind.toLowerCase(java.util.Locale.ROOT)).stream()
                  .noneMatch(of -> of.name().equals(field.path("Property").asString()))) {
            problems.add("power-bi: a visual shows what the model does not have");
          }
        }
      }
    }
  }

  /** What measures, orders and hierarchies name is there. */
  private void reportParts(TmdlText.Element table) {
    List<String> columns = table.children("column").stream().map(TmdlText.Element::name).toList();
    List<String> named = new ArrayList<>();
    for (TmdlText.Element column : table.children("column")) {
      Stream.ofNullable(column.properties().get("sortByColumn"))
          .forEach(by -> named.addAll(TmdlText.parts(by)));
    }
    for (TmdlText.Element hierarchy : table.children("hierarchy")) {
      for (TmdlText.Element level : hierarchy.children("level")) {
        named.addAll(TmdlText.parts(level.properties().getOrDefault("column", "")));
      }
    }
    if (!columns.containsAll(named)) {
      problems.add(table.name() + ".tmdl: a column that is not there is named");
    }
  }

  private void columns(Statement sql, TmdlText.Element table, String path) throws SQLException {
    Map<String, String> types = types(sql, path);
    List<TmdlText.Element> columns = table.children("column");
    if (!columns.stream()
        .map(column -> column.properties().get("sourceColumn"))
        .toList()
        .equals(List.copyOf(types.keySet()))) {
      problems.add(table.name() + ".tmdl: other columns than the Parquet");
      return;
    }
    List<String> keys = new ArrayList<>();
    for (TmdlText.Element column : columns) {
      String type = types.get(column.properties().get("sourceColumn"));
      if (!powerBi(type).equals(column.properties().get("dataType"))) {
        problems.add(table.name() + ".tmdl: " + column.name() + " has another type");
      }
      if (column.properties().containsKey("isKey")) {
        keys.add(column.name());
        if (!"dateTime".equals(column.properties().get("dataType"))) {
          problems.add(table.name() + ".tmdl: marked by no date");
        }
        unique(sql, path, column.name(), table.name() + ".tmdl: a date is there twice");
      }
    }
    if (keys.size() != (table.properties().containsKey("dataCategory") ? 1 : 0)) {
      problems.add(table.name() + ".tmdl: a date table has one key, no other table has one");
    }
  }

  private void partition(TmdlText.Element table, String path, List<String> parameters) {
    List<TmdlText.Element> partitions = table.children("partition");
    if (partitions.size() != 1 || parameters.size() != 1) {
      problems.add(table.name() + ".tmdl: not one partition, or not one parameter");
      return;
    }
    String source = partitions.get(0).properties().getOrDefault("source", "");
    if (!source.contains(parameters.get(0))
        || !source.contains("\"\\" + path.replace('/', '\\') + "\"")) {
      problems.add(table.name() + ".tmdl: reads another file");
    }
  }

  /** Every key is there once, and every value that is there leads to a key. */
  private String relationship(
      Statement sql,
      TmdlText.Element relationship,
      Map<String, TmdlText.Element> tables,
      Map<String, String> paths)
      throws SQLException {
    List<String> from = TmdlText.parts(relationship.properties().get("fromColumn"));
    List<String> to = TmdlText.parts(relationship.properties().get("toColumn"));
    String words = from.get(0) + "." + from.get(1) + " " + to.get(0) + "." + to.get(1);
    String fromType = type(tables, from);
    if (fromType.isEmpty() || !fromType.equals(type(tables, to))) {
      problems.add("relationships.tmdl: " + words + ": not two columns of one type");
      return words;
    }
    unique(sql, paths.get(to.get(0)), to.get(1), "relationships.tmdl: " + words + ": not unique");
    long orphans =
        count(
            sql,
            "SELECT count(*) FROM read_parquet(%s) AS f WHERE f.%s IS NOT NULL AND NOT EXISTS (SELECT 1 FROM read_parquet(%s) AS t WHERE t.%s = f.%s)"
                .formatted(
                    file(paths.get(from.get(0))),
                    quoted(from.get(1)),
                    file(paths.get(to.get(0))),
                    quoted(to.get(1)),
                    quoted(from.get(1))));
    if (orphans > 0) {
      problems.add("relationships.tmdl: " + words + ": " + orphans + " rows lead nowhere");
    }
    return words;
  }

  private static String type(Map<String, TmdlText.Element> tables, List<String> column) {
    return Stream.ofNullable(tables.get(column.get(0)))
        .flatMap(table -> table.children("column").stream())
        .filter(of -> of.name().equals(column.get(1)))
        .map(of -> of.properties().get("dataType"))
        .findFirst()
        .orElse("");
  }

  private void unique(Statement sql, String path, String column, String problem)
      throws SQLException {
    if (count(
            sql,
            "SELECT count(*) - count(DISTINCT %s) FROM read_parquet(%s)"
                .formatted(quoted(column), file(path)))
        > 0) {
      problems.add(problem);
    }
  }

  /** Power BI refuses a model in which a filter could go two ways to the same table. */
  private void oneWay(List<TmdlText.Element> relationships) {
    Map<String, List<String>> active = new TreeMap<>();
    for (TmdlText.Element relationship : relationships) {
      if (!relationship.properties().containsKey("isActive")) {
        active
            .computeIfAbsent(
                TmdlText.parts(relationship.properties().get("fromColumn")).get(0),
                from -> new ArrayList<>())
            .add(TmdlText.parts(relationship.properties().get("toColumn")).get(0));
      }
    }
    for (String from : active.keySet()) {
      List<String> reached = new ArrayList<>();
      walk(active, from, reached);
      if (reached.size() != new TreeSet<>(reached).size() || reached.contains(from)) {
        problems.add("relationships.tmdl: two active ways from " + from);
      }
    }
  }

  private static void walk(Map<String, List<String>> active, String from, List<String> reached) {
    for (String to : active.getOrDefault(from, List.of())) {
      reached.add(to);
      if (reached.size() < 10_000) {
        walk(active, to, reached);
      }
    }
  }

  private Map<String, String> types(Statement sql, String path) throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    try (ResultSet rows =
        sql.executeQuery("DESCRIBE SELECT * FROM read_parquet(" + file(path) + ")")) {
      while (rows.next()) {
        types.put(rows.getString(1), rows.getString(2).replaceFirst("\\(.*", ""));
      }
    }
    return types;
  }

  private static boolean fits(String declared, String type) {
    return switch (declared) {
      case "time" -> "TIME".equals(type) || "VARCHAR".equals(type);
      case "integer" -> "BIGINT".equals(type) || "INTEGER".equals(type);
      case "number" -> "DECIMAL".equals(type) || "DOUBLE".equals(type);
      default -> duckDb(declared).equals(type);
    };
  }

  private static String duckDb(String declared) {
    return switch (declared) {
      case "integer" -> "BIGINT";
      case "number" -> "DECIMAL(38, 10)";
      case "boolean" -> "BOOLEAN";
      case "date" -> "DATE";
      case "time" -> "TIME";
      default -> "VARCHAR";
    };
  }

  private static String powerBi(String type) {
    return switch (type) {
      case "BIGINT", "INTEGER" -> "int64";
      case "DECIMAL", "DOUBLE" -> "double";
      case "BOOLEAN" -> "boolean";
      case "DATE" -> "dateTime";
      default -> "string";
    };
  }

  private String file(String path) {
    return text(folder.resolve(path).toString());
  }

  private static long count(Statement sql, String query) throws SQLException {
    try (ResultSet row = sql.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String text(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }
}
