package org.tributary.output;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;
import org.tributary.config.JsonSchema;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.config.YamlMap;
import org.tributary.output.DescribedColumn.Shown;
import org.tributary.pipeline.AgreedOutput;
import org.tributary.pipeline.Measure;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Picture;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;

/**
 * Reads {@code config/outputs/<name>/star.yaml}, and beside it for each of its tables a YAML and an
 * SQL file, {@code prepare.sql} and {@code members.csv}.
 */
public final class StarSchemaFiles {

  private static final String STAR = "star.yaml";
  private static final Set<String> KEYS =
      Set.of("star", "description", "dataset", "for", "clause", "reads", "open-data", "tables");
  private static final Set<String> TABLE_KEYS =
      Set.of(
          "table",
          "description",
          "grain",
          "key",
          "rows-of",
          "columns",
          "report-rows",
          "hierarchies",
          "measures",
          "pictures");
  private static final Set<String> COLUMN_KEYS =
      Set.of("type", "description", "is", "references", "sort-by", "hidden");

  private final Path folder;
  private final Map<String, Pipeline> pipelines;
  private final Map<String, UseCase> useCases;
  private final Problems problems;

  private StarSchemaFiles(
      Path folder,
      Map<String, Pipeline> pipelines,
      Map<String, UseCase> useCases,
      Problems problems) {
    this.folder = folder;
    this.pipelines = pipelines;
    this.useCases = useCases;
    this.problems = problems;
  }

  /**
   * All star schemas, by name; none where there is no such folder.
   *
   * @param outputs {@code config/outputs}
   */
  public static SortedMap<String, StarSchema> load(
      Path outputs,
      Map<String, Pipeline> pipelines,
      Map<String, UseCase> useCases,
      Problems problems) {
    SortedMap<String, StarSchema> schemas = new TreeMap<>();
    if (!Files.isDirectory(outputs)) {
      return schemas;
    }
    try (Stream<Path> folders = Files.list(outputs)) {
      for (Path folder : folders.sorted().toList()) {
        Path file = folder.resolve(STAR);
        if (Files.isRegularFile(file)) {
          YamlFiles.read(file, problems)
              .ifPresent(
                  map -> {
                    StarSchema schema =
                        new StarSchemaFiles(folder, pipelines, useCases, problems).schema(map);
                    JsonSchema.of("star").check(map, problems);
                    schemas.put(schema.name(), schema);
                  });
        }
      }
    } catch (IOException unreadable) {
      problems.error(
          YamlFiles.shown(outputs), 0, "The folder cannot be read.", "Check its rights.");
    }
    return schemas;
  }

  private StarSchema schema(YamlMap map) {
    map.allow(KEYS);
    map.require("star", "description", "dataset", "for", "clause", "reads", "tables");
    String name = folder.getFileName().toString();
    map.text("star")
        .filter(written -> !written.equals(name))
        .ifPresent(
            written ->
                map.problem(
                    "star",
                    "The star schema is called '" + written + "' and its folder '" + name + "'.",
                    "Call both the same."));
    String dataset = map.text("dataset").orElse("");
    Optional<Pipeline> pipeline = Optional.ofNullable(pipelines.get(dataset));
    if (pipeline.isEmpty()) {
      map.problem(
          "dataset",
          "There is no pipeline for '" + dataset + "'.",
          YamlMap.advice(dataset, pipelines.keySet()));
    }
    Set<String> made = new TreeSet<>(map.texts("for"));
    String clause = map.text("clause").orElse("");
    AgreedOutput.check(
        map,
        useCases,
        made,
        Instruction.star(name),
        "Delete the star schema, or agree a clause that instructs it.");
    List<String> reads = map.texts("reads");
    pipeline.ifPresent(known -> reads.forEach(table -> kept(map, known, table, made)));
    List<String> names = map.texts("tables");
    List<StarTable> tables = new ArrayList<>();
    for (String table : names) {
      YamlFiles.read(folder.resolve(table + ".yaml"), problems)
          .ifPresent(
              found -> {
                tables.add(table(table, found, names, reads, pipeline, made));
                JsonSchema.of("star-table").check(found, problems);
              });
    }
    return new StarSchema(
        name,
        map.text("description").orElse(""),
        dataset,
        made,
        clause,
        reads,
        openData(map.map("open-data")),
        sql("prepare"),
        tables,
        members(map, names));
  }

  private static void kept(YamlMap map, Pipeline pipeline, String table, Set<String> made) {
    Optional<PipelineTable> found = pipeline.table(table);
    if (found.isEmpty()) {
      map.problem(
          "reads",
          "The pipeline has no table called '" + table + "'.",
          YamlMap.advice(
              table,
              pipeline.tables().stream().map(PipelineTable::name).collect(Collectors.toSet())));
      return;
    }
    for (String useCase : made) {
      if (found.get().keptFor(Set.of(useCase)).isEmpty()) {
        map.problem(
            "reads",
            "The use case " + useCase + " keeps nothing of '" + table + "'.",
            "Take the table out, or say in the pipeline what is kept.");
      }
    }
  }

  private static SortedMap<String, Map<String, ValueType>> openData(YamlMap map) {
    SortedMap<String, Map<String, ValueType>> tables = new TreeMap<>();
    for (String table : map.keys()) {
      YamlMap line = map.map(table);
      Map<String, ValueType> columns = new LinkedHashMap<>();
      for (String column : line.keys()) {
        line.choice(column, ValueType.class).ifPresent(type -> columns.put(column, type));
      }
      tables.put(table, columns);
    }
    return tables;
  }

  private StarTable table(
      String name,
      YamlMap map,
      List<String> tables,
      List<String> reads,
      Optional<Pipeline> pipeline,
      Set<String> made) {
    map.allow(TABLE_KEYS);
    map.require("table", "description", "grain", "key", "columns");
    YamlMap lines = map.map("columns");
    List<StarColumn> columns = new ArrayList<>();
    for (String column : lines.keys()) {
      columns.add(column(column, lines.map(column), tables, reads, pipeline, made));
    }
    String key = map.text("key").orElse("");
    Set<String> known = columns.stream().map(StarColumn::name).collect(Collectors.toSet());
    known(map, "key", key, known);
    map.text("report-rows").ifPresent(column -> known(map, "report-rows", column, known));
    for (String column : lines.keys()) {
      YamlMap line = lines.map(column);
      line.text("sort-by").ifPresent(by -> known(line, "sort-by", by, known));
    }
    map.text("rows-of")
        .filter(table -> !reads.contains(table))
        .ifPresent(
            table ->
                map.problem(
                    "rows-of",
                    "'" + table + "' is not read.",
                    YamlMap.advice(table, Set.copyOf(reads))));
    return new StarTable(
        name,
        map.text("description").orElse(""),
        map.text("grain").orElse(""),
        key,
        map.text("rows-of"),
        columns,
        map.text("report-rows"),
        hierarchies(map, known),
        Measure.read(map),
        Picture.read(map),
        sql(name));
  }

  private static void known(YamlMap map, String key, String column, Set<String> columns) {
    if (!columns.contains(column)) {
      map.problem(
          key, "The table has no column called '" + column + "'.", YamlMap.advice(column, columns));
    }
  }

  private static List<Hierarchy> hierarchies(YamlMap map, Set<String> columns) {
    YamlMap lines = map.map("hierarchies");
    List<Hierarchy> hierarchies = new ArrayList<>();
    for (String name : lines.keys()) {
      List<String> levels = lines.texts(name);
      levels.forEach(level -> known(lines, name, level, columns));
      hierarchies.add(new Hierarchy(name, levels));
    }
    return hierarchies;
  }

  private static StarColumn column(
      String name,
      YamlMap line,
      List<String> tables,
      List<String> reads,
      Optional<Pipeline> pipeline,
      Set<String> made) {
    line.allow(COLUMN_KEYS);
    line.require("type", "description");
    line.text("references")
        .filter(table -> !tables.contains(table))
        .ifPresent(
            table ->
                line.problem(
                    "references",
                    "The star schema has no table called '" + table + "'.",
                    YamlMap.advice(table, Set.copyOf(tables))));
    Optional<StarColumn.Source> is = line.text("is").flatMap(text -> source(line, text, reads));
    pipeline.ifPresent(known -> is.ifPresent(source -> kept(line, known, source, made)));
    return new StarColumn(
        name,
        line.text("description").orElse(""),
        line.choice("type", ValueType.class).orElse(ValueType.TEXT),
        is,
        line.text("references"),
        line.text("sort-by"),
        line.isTrue("hidden") ? Shown.HIDDEN : Shown.TO_PEOPLE);
  }

  private static Optional<StarColumn.Source> source(YamlMap line, String text, List<String> reads) {
    int point = text.indexOf('.');
    if (point < 0 || !reads.contains(text.substring(0, point))) {
      line.problem(
          "is",
          "'" + text + "' is no field of a table that is read.",
          "Write it as table.FIELD, the table one of: " + String.join(", ", reads) + ".");
      return Optional.empty();
    }
    return Optional.of(new StarColumn.Source(text.substring(0, point), text.substring(point + 1)));
  }

  /** Nothing may stand in a star schema that a use case does not keep. */
  private static void kept(
      YamlMap line, Pipeline pipeline, StarColumn.Source source, Set<String> made) {
    for (String useCase : made) {
      Set<String> known =
          pipeline.table(source.table()).stream()
              .flatMap(table -> table.keptFor(Set.of(useCase)).stream())
              .map(OutputField::name)
              .collect(Collectors.toSet());
      if (!known.contains(source.field())) {
        line.problem(
            "is",
            "'" + source.field() + "' is not kept for the use case " + useCase + ".",
            YamlMap.advice(source.field(), known));
      }
    }
  }

  private String sql(String name) {
    Path sql = folder.resolve(name + ".sql");
    try {
      return Files.readString(sql);
    } catch (IOException unreadable) {
      problems.error(
          YamlFiles.shown(sql), 0, "The file cannot be read.", "Put the table's SQL there.");
      return "";
    }
  }

  private List<StarSchema.Member> members(YamlMap map, List<String> tables) {
    Path file = folder.resolve("members.csv");
    List<StarSchema.Member> members = new ArrayList<>();
    Set<String> keys = new TreeSet<>();
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord row : rows) {
        StarSchema.Member member =
            new StarSchema.Member(
                row.getField("table"),
                Long.parseLong(row.getField("key")),
                row.getField("code"),
                row.getField("description"));
        int line = Math.toIntExact(row.getStartingLineNumber());
        if (!tables.contains(member.table())) {
          problems.error(
              YamlFiles.shown(file),
              line,
              "The star schema has no table called '" + member.table() + "'.",
              YamlMap.advice(member.table(), Set.copyOf(tables)));
        } else if (!keys.add(member.table() + ' ' + member.key())) {
          problems.error(
              YamlFiles.shown(file),
              line,
              "Another member has the key " + member.key() + " of " + member.table() + ".",
              "Give this one a number that none has had yet.");
        }
        members.add(member);
      }
    } catch (IOException | RuntimeException unusable) {
      map.problem(
          "star",
          "members.csv beside this file cannot be used.",
          "Give it the columns table, key, code, description; a key is a whole number.");
    }
    return members;
  }
}
