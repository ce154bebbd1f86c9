package org.tributary.output;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tributary.agreement.UseCase;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.pipeline.Measure;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;

/** The measures of a use case's tables, each of which may name all tables and the others. */
public final class Measures {

  /** A measure and the table that has it. */
  public record Of(Output.BySql table, Measure measure) {}

  private Measures() {}

  /** All measures of a use case, in the order of its tables. */
  public static List<Of> of(Outputs outputs) {
    return outputs.bySql().stream()
        .flatMap(table -> table.measures().stream().map(measure -> new Of(table, measure)))
        .toList();
  }

  /**
   * Tells of formulas that are none, or name what is not there.
   *
   * @param folder {@code config/outputs}
   */
  public static void check(
      Path folder,
      Collection<UseCase> useCases,
      Collection<Pipeline> pipelines,
      Collection<StarSchema> starSchemas,
      Problems problems) {
    for (UseCase useCase : useCases) {
      Outputs outputs = Outputs.of(useCase, pipelines, starSchemas, dataset -> List.of());
      List<Of> measures = of(outputs);
      Map<String, Set<String>> columns = columns(outputs);
      Set<String> names =
          measures.stream().map(of -> of.measure().name()).collect(Collectors.toSet());
      Set<String> seen = new HashSet<>();
      for (Of of : measures) {
        String file =
            YamlFiles.shown(
                folder.resolve(of.table().folder()).resolve(of.table().table() + ".yaml"));
        String name = of.measure().name();
        if (!seen.add(name)) {
          problems.error(
              file, 0, "Two measures are called '" + name + "'.", "Give one another name.");
        }
        of.measure().by().stream()
            .filter(column -> !isThere(columns, column))
            .forEach(
                column ->
                    problems.error(
                        file,
                        0,
                        "The measure '"
                            + name
                            + "' is shown by '"
                            + column
                            + "', which is not there.",
                        "Write it as table.column."));
        Dax.wrong(of.measure().dax(), columns, names)
            .forEach(
                wrong ->
                    problems.error(
                        file,
                        0,
                        "The measure '" + name + "' has " + wrong + ".",
                        "Write tables as 'table', columns as 'table'[column], measures as"
                            + " [measure]."));
      }
    }
  }

  private static boolean isThere(Map<String, Set<String>> columns, String column) {
    int point = column.indexOf('.');
    return point > 0
        && columns
            .getOrDefault(column.substring(0, point), Set.of())
            .contains(column.substring(point + 1));
  }

  /** By table as SQL calls it, its columns. */
  static Map<String, Set<String>> columns(Outputs outputs) {
    Map<String, Set<String>> columns = new HashMap<>();
    outputs
        .ofReturns()
        .forEach(
            table ->
                columns.put(
                    table.shortName(),
                    table.fields().stream().map(OutputField::name).collect(Collectors.toSet())));
    outputs
        .bySql()
        .forEach(
            table ->
                columns.put(
                    table.shortName(),
                    table.columns().stream().map(Output.Column::name).collect(Collectors.toSet())));
    return columns;
  }
}
