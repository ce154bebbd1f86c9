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
          "for",
          "clause",
          "limits",
          "data",
          "columns",
          "a-column-for-each-code-of",
          "measures");
  private static final Set<String> COLUMN_KEYS = Set.of("is", "type");

  private final Map<String, UseCase> useCases;
  private final Map<String, PipelineTable> tables;

  private DerivedOutputFiles(Map<String, UseCase> useCases, List<PipelineTable> tables) {
    this.useCases = useCases;
    this.tables =
        tables.stream()
            .collect(Collectors.toMap(PipelineTable::name, table -> table, (one, other) -> one));
  }

  /**
   * The outputs derived from one dataset, by name; none where there is no such folder.
   *
   * @param folder {@code config/outputs/<dataset>}
   */
  static List<DerivedOutput> load(
      Path folder, List<PipelineTable> tables, Map<String, UseCase> useCases, Problems problems) {
    List<DerivedOutput> outputs = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return outputs;
    }
    DerivedOutputFiles files = new DerivedOutputFiles(useCases, tables);
    JsonSchema shape = JsonSchema.of("output");
    SortedMap<String, Path> found = YamlFiles.in(folder, problems);
    found.forEach(
        (name, file) ->
            YamlFiles.read(file, problems)
                .ifPresent(
                    map -> {
                      outputs.add(files.output(folder, name, map, sql(folder, name, problems)));
                      shape.check(map, problems);
                    }));
    return outputs;
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

  private DerivedOutput output(Path folder, String name, YamlMap map, String sql) {
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
    made.forEach(
        useCase ->
            AgreedOutput.check(
                map,
                useCases,
                useCase,
                Instruction.derive(name),
                "Delete the output, or agree a clause that instructs it."));
    table.ifPresent(known -> kept(map, known, made, map.text("a-column-for-each-code-of")));
    return new DerivedOutput(
        name,
        map.text("description").orElse(""),
        map.text("grain").orElse(""),
        reads,
        made,
        clause,
        limits(map.map("limits")),
        map.texts("data").stream().map(data -> data(folder, data, map)).toList(),
        columns(map.map("columns"), table, made),
        map.text("a-column-for-each-code-of"),
        Measure.read(map),
        sql);
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
      YamlMap map, Optional<PipelineTable> table, Set<String> made) {
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
      table.ifPresent(known -> kept(map, known, made, is));
      columns.add(new DerivedOutput.Column(name, is, type.orElse(Kind.STRING)));
    }
    return columns;
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
