package org.tributary.region;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.config.YamlMap;
import org.tributary.pipeline.FreeText;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.schema.Dataset;

/**
 * Finds kept fields into which people can type whatever they like, names and telephone numbers
 * included, although no agreement says that such text is kept.
 */
final class UnagreedText {

  private UnagreedText() {}

  /**
   * @param files the files of the pipelines, which say the lines
   */
  static void find(
      SortedMap<String, Pipeline> pipelines,
      SortedMap<String, Path> files,
      SortedMap<String, Dataset> datasets,
      SortedMap<String, UseCase> useCases,
      Problems problems) {
    for (Pipeline pipeline : pipelines.values()) {
      Path file =
          Objects.requireNonNull(files.get(pipeline.dataset()), "a pipeline was read from no file");
      Optional<YamlMap> lines = YamlFiles.read(file, new Problems());
      Optional<Dataset> dataset = Optional.ofNullable(datasets.get(pipeline.dataset()));
      for (PipelineTable table : pipeline.tables()) {
        for (OutputField field : table.fields()) {
          List<String> unsaid = unsaid(field, useCases);
          if (!unsaid.isEmpty() && FreeText.isKeptOf(field, Decision.submitted(dataset, table))) {
            problems.error(
                YamlFiles.shown(file),
                lines.map(map -> line(map, table.name(), field.name())).orElse(0),
                "Anything may be typed into '"
                    + field.name()
                    + "', and no clause says that "
                    + String.join(", ", unsaid)
                    + " keeps free text of it.",
                "Say what may stand in it with a 'pattern' in schemas/"
                    + pipeline.dataset()
                    + "/"
                    + table.name()
                    + ".yaml, make it a category, or name a clause that instructs 'free-text'.");
          }
        }
      }
    }
  }

  /** The use cases that keep the field under a clause that says nothing of free text. */
  private static List<String> unsaid(OutputField field, SortedMap<String, UseCase> useCases) {
    return field.useCases().stream()
        .filter(
            name ->
                Optional.ofNullable(useCases.get(name))
                    .flatMap(useCase -> useCase.clause(field.clause()))
                    .filter(clause -> clause.instructs(Instruction.FREE_TEXT))
                    .isEmpty())
        .toList();
  }

  private static int line(YamlMap map, String table, String field) {
    return map.map("tables").map(table).map("fields").line(field);
  }
}
