package org.tributary.output;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tributary.agreement.UseCase;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.config.YamlMap;
import org.tributary.pipeline.Picture;
import org.tributary.pipeline.Pipeline;

/** The pictures of a use case's tables, each of which may read all of its tables. */
public final class Pictures {

  private record Of(Output.BySql table, Picture picture) {}

  private Pictures() {}

  /** All pictures of a use case, in the order of its tables. */
  public static List<Picture> of(Outputs outputs) {
    return withTables(outputs).stream().map(Of::picture).toList();
  }

  private static List<Of> withTables(Outputs outputs) {
    return outputs.bySql().stream()
        .flatMap(table -> table.pictures().stream().map(picture -> new Of(table, picture)))
        .toList();
  }

  /**
   * Tells of pictures that read what is not there.
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
      Map<String, Set<String>> tables = Measures.columns(outputs);
      Set<String> seen = new HashSet<>();
      for (Of of : withTables(outputs)) {
        String file =
            YamlFiles.shown(
                folder.resolve(of.table().folder()).resolve(of.table().table() + ".yaml"));
        String title = of.picture().title();
        if (!seen.add(title)) {
          problems.error(
              file, 0, "Two pictures are called '" + title + "'.", "Give one another name.");
        }
        of.picture()
            .reads()
            .forEach((table, columns) -> check(file, title, table, columns, tables, problems));
      }
    }
  }

  private static void check(
      String file,
      String title,
      String table,
      List<String> columns,
      Map<String, Set<String>> tables,
      Problems problems) {
    Set<String> known = tables.getOrDefault(table, Set.of());
    if (known.isEmpty()) {
      problems.error(
          file,
          0,
          "The picture '" + title + "' reads '" + table + "', which is no table of a release.",
          YamlMap.advice(table, tables.keySet()));
      return;
    }
    for (String column : columns) {
      if (!known.contains(column)) {
        problems.error(
            file,
            0,
            "The picture '" + title + "' reads '" + table + "." + column + "', which is not there.",
            YamlMap.advice(column, known));
      }
    }
  }
}
