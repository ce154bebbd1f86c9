package org.tributary.pipeline;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;
import org.tributary.config.JsonSchema;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.config.YamlMap;
import org.tributary.schema.Kind;

/** Reads {@code config/outputs/<dataset>/<name>.yaml} and the SQL beside each. */
final class DerivedOutputFiles {

  private static final Set<String> KEYS =
      Set.of(
          "output",
          "description",
          "grain",
          "reads",
          "only",
          "joins",
          "needs",
          "open-data",
          "for",
          "to",
          "clause",
          "limits",
          "data",
          "columns",
          "a-column-for-each-code-of",
          "measures",
          "pictures",
          "sql");
  private static final Set<String> COLUMN_KEYS = Set.of("is", "of", "type");

  private final Map<String, UseCase> useCases;
  private final Map<String, Pipeline> pipelines;
  private final SortedMap<String, SortedMap<String, DerivedOutput>> outputs = new TreeMap<>();

  /** One file that says what an output is. */
  private record Description(Pipeline pipeline, Path folder, String name, YamlMap map) {

    boolean joins() {
      return map.keys().contains("joins");
    }
  }

  private DerivedOutputFiles(Map<String, UseCase> useCases, Map<String, Pipeline> pipelines) {
    this.useCases = useCases;
    this.pipelines = pipelines;
  }

  /**
   * The pipelines, each with the outputs derived from its dataset, by name; none where there is no
   * such folder.
   *
   * @param folder {@code config/outputs}
   */
  static SortedMap<String, Pipeline> load(
      Path folder,
      SortedMap<String, Pipeline> pipelines,
      Map<String, UseCase> useCases,
      Problems problems) {
    DerivedOutputFiles files = new DerivedOutputFiles(useCases, pipelines);
    List<Description> descriptions = new ArrayList<>();
    pipelines.forEach(
        (dataset, pipeline) -> {
          Path own = folder.resolve(dataset);
          if (Files.isDirectory(own)) {
            YamlFiles.in(own, problems)
                .forEach(
                    (name, file) ->
                        YamlFiles.read(file, problems)
                            .ifPresent(
                                map ->
                                    descriptions.add(new Description(pipeline, own, name, map))));
          }
        });
    // What joins others is looked at when the others are known.
    descriptions.stream().filter(one -> !one.joins()).forEach(one -> files.add(one, problems));
    descriptions.stream().filter(Description::joins).forEach(one -> files.add(one, problems));
    SortedMap<String, Pipeline> complete = new TreeMap<>();
    pipelines.forEach(
        (dataset, pipeline) ->
            complete.put(
                dataset, pipeline.withDerived(List.copyOf(files.derivedFrom(dataset).values()))));
    return complete;
  }

  private SortedMap<String, DerivedOutput> derivedFrom(String dataset) {
    return outputs.getOrDefault(dataset, new TreeMap<>());
  }

  private void add(Description of, Problems problems) {
    DerivedOutput output = output(of, problems);
    outputs
        .computeIfAbsent(of.pipeline().dataset(), none -> new TreeMap<>())
        .put(of.name(), output);
    JsonSchema.of("output").check(of.map(), problems);
  }

  private static String sql(Path folder, String name, Problems problems) {
    Path sql = folder.resolve(name + ".sql");
    try {
      return Files.readString(sql);
    } catch (IOException unreadable) {
      problems.error(
          YamlFiles.shown(sql), 0, "The file cannot be read.", "Put the output's SQL there.");
      return "";
    }
  }

  private DerivedOutput output(Description of, Problems problems) {
    YamlMap map = of.map();
    String name = of.name();
    Map<String, PipelineTable> tables =
        of.pipeline().tables().stream()
            .collect(Collectors.toMap(PipelineTable::name, table -> table, (one, other) -> one));
    map.allow(KEYS);
    map.require("output", "description", "grain", "reads", "for", "clause", "columns");
    map.text("output")
        .filter(written -> !written.equals(name))
        .ifPresent(
            written ->
                map.problem(
                    "output",
                    "The output is called '" + written + "' and its file '" + name + ".yaml'.",
                    "Call both the same."));
    String reads = map.text("reads").orElse("");
    if (!tables.containsKey(reads)) {
      map.problem(
          "reads",
          "The pipeline has no table called '" + reads + "'.",
          YamlMap.advice(reads, tables.keySet()));
    }
    Optional<PipelineTable> table = Optional.ofNullable(tables.get(reads));
    String clause = map.text("clause").orElse("");
    Set<String> made = new TreeSet<>(map.texts("for"));
    AgreedOutput.check(
        map,
        useCases,
        made,
        Instruction.derive(name),
        "Delete the output, or agree a clause that instructs it.");
    Optional<String> to = map.text("to");
    if (to.isPresent()) {
      for (String key : List.of("measures", "pictures")) {
        if (map.keys().contains(key)) {
          map.problem(key, "Rows that are handed over are no report's.", "Delete '" + key + "'.");
        }
      }
      if (!map.map("columns").keys().contains(to.get())) {
        map.problem(
            "to",
            "The output has no column '" + to.get() + "'.",
            YamlMap.advice(to.get(), map.map("columns").keys()));
      }
      AgreedOutput.check(
          map,
          useCases,
          made,
          Instruction.HAND_OVER,
          "Delete 'to', or agree that rows are handed over to an authority.");
    }
    table.ifPresent(known -> kept(map, known, made, map.text("a-column-for-each-code-of")));
    List<DerivedOutput.Join> joins = joins(map.map("joins"), made);
    List<String> sqlFiles = map.keys().contains("sql") ? map.texts("sql") : List.of(name);
    return new DerivedOutput(
        name,
        map.text("description").orElse(""),
        map.text("grain").orElse(""),
        reads,
        only(map.map("only"), table, made),
        joins,
        needs(map, joins),
        openData(map.map("open-data")),
        made,
        to,
        clause,
        limits(map.map("limits")),
        map.texts("data").stream().map(data -> data(of.folder(), data, map)).toList(),
        columns(map.map("columns"), table, joins, made),
        map.text("a-column-for-each-code-of"),
        Measure.read(map),
        Picture.read(map),
        sqlFiles,
        sqlFiles.stream()
            .map(file -> sql(of.folder(), file, problems))
            .collect(Collectors.joining("\n")));
  }

  /** Nothing may be joined that a use case does not have. */
  private List<DerivedOutput.Join> joins(YamlMap map, Set<String> made) {
    List<DerivedOutput.Join> joins = new ArrayList<>();
    map.allow(pipelines.keySet());
    for (String dataset : map.keys()) {
      Optional<Pipeline> pipeline = Optional.ofNullable(pipelines.get(dataset));
      for (String table : map.texts(dataset)) {
        joins.add(new DerivedOutput.Join(dataset, table));
        Set<String> known = new TreeSet<>();
        pipeline.ifPresent(
            of ->
                of.tables().stream()
                    .filter(
                        one ->
                            made.stream()
                                .noneMatch(useCase -> one.keptFor(Set.of(useCase)).isEmpty()))
                    .forEach(one -> known.add(one.name())));
        derivedFrom(dataset).values().stream()
            .filter(one -> one.useCases().containsAll(made))
            .forEach(one -> known.add(one.name()));
        if (pipeline.isPresent() && !known.contains(table)) {
          map.problem(
              dataset,
              "Those for whom this is made have no table '" + table + "' of " + dataset + ".",
              YamlMap.advice(table, known));
        }
      }
    }
    return joins;
  }

  private static SortedMap<String, String> only(
      YamlMap map, Optional<PipelineTable> table, Set<String> made) {
    SortedMap<String, String> only = new TreeMap<>();
    for (String column : map.keys()) {
      table.ifPresent(known -> kept(map, known, made, Optional.of(column)));
      map.text(column).ifPresent(value -> only.put(column, value));
    }
    return only;
  }

  private static Set<String> needs(YamlMap map, List<DerivedOutput.Join> joins) {
    Set<String> known =
        joins.stream().map(DerivedOutput.Join::name).collect(Collectors.toCollection(TreeSet::new));
    Set<String> needs = new TreeSet<>(map.texts("needs"));
    for (String need : needs) {
      if (!known.contains(need)) {
        map.problem("needs", "No table '" + need + "' is joined.", YamlMap.advice(need, known));
      }
    }
    return needs;
  }

  private static SortedMap<String, SortedMap<String, Kind>> openData(YamlMap map) {
    SortedMap<String, SortedMap<String, Kind>> tables = new TreeMap<>();
    for (String table : map.keys()) {
      YamlMap line = map.map(table);
      SortedMap<String, Kind> columns = new TreeMap<>();
      for (String column : line.keys()) {
        line.choice(column, Kind.class).ifPresent(kind -> columns.put(column, kind));
      }
      tables.put(table, columns);
    }
    return tables;
  }

  private static SortedMap<String, Integer> limits(YamlMap map) {
    SortedMap<String, Integer> limits = new TreeMap<>();
    for (String limit : map.keys()) {
      map.integer(limit).ifPresent(number -> limits.put(limit, number));
    }
    return limits;
  }

  private static DerivedOutput.Data data(Path folder, String name, YamlMap map) {
    List<String> columns = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> records =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve(name + ".csv"))) {
      for (NamedCsvRecord row : records) {
        if (rows.isEmpty()) {
          columns.addAll(row.getHeader());
        }
        rows.add(row.getFields());
      }
    } catch (IOException | RuntimeException unusable) {
      rows.clear();
    }
    if (rows.isEmpty()) {
      map.problem(
          "data",
          name + ".csv beside this file cannot be used.",
          "Put the list there: names of columns in the first line, and as many values in each other.");
    }
    return new DerivedOutput.Data(name, columns, rows);
  }

  private List<DerivedOutput.Column> columns(
      YamlMap map,
      Optional<PipelineTable> table,
      List<DerivedOutput.Join> joins,
      Set<String> made) {
    List<DerivedOutput.Column> columns = new ArrayList<>();
    for (String name : map.keys()) {
      YamlMap line = map.map(name);
      line.allow(COLUMN_KEYS);
      Optional<Kind> type = line.choice("type", Kind.class);
      Optional<String> is =
          line.text("is").or(() -> type.isPresent() ? Optional.empty() : Optional.of(name));
      if (line.keys().contains("is") && line.keys().contains("type")) {
        line.problem("type", "The values are a field's, so their type is known.", "Delete it.");
      }
      Optional<String> of = line.text("of");
      (of.isPresent() ? joined(line, of.get(), joins) : table)
          .ifPresent(known -> kept(map, known, made, is));
      columns.add(new DerivedOutput.Column(name, is, of, type.orElse(Kind.STRING)));
    }
    return columns;
  }

  /** The compiled table that a column says it has its values of. */
  private Optional<PipelineTable> joined(
      YamlMap line, String name, List<DerivedOutput.Join> joins) {
    Optional<PipelineTable> table =
        joins.stream()
            .filter(join -> join.name().equals(name))
            .flatMap(
                join ->
                    Optional.ofNullable(pipelines.get(join.dataset()))
                        .flatMap(pipeline -> pipeline.table(join.table()))
                        .stream())
            .findFirst();
    if (table.isEmpty()) {
      line.problem(
          "of",
          "No compiled table '" + name + "' is joined.",
          YamlMap.advice(
              name, joins.stream().map(DerivedOutput.Join::name).collect(Collectors.toSet())));
    }
    return table;
  }

  /** Nothing may be derived from what a use case does not keep. */
  private static void kept(
      YamlMap map, PipelineTable table, Set<String> made, Optional<String> field) {
    for (String useCase : made) {
      Set<String> known =
          table.keptFor(Set.of(useCase)).stream()
              .map(OutputField::name)
              .collect(Collectors.toSet());
      if (field.isPresent() && !known.contains(field.get())) {
        map.problem(
            map.keys().contains(field.get()) ? field.get() : map.keys().iterator().next(),
            "'" + field.get() + "' is not kept for the use case " + useCase + ".",
            YamlMap.advice(field.get(), known));
      }
    }
  }
}
