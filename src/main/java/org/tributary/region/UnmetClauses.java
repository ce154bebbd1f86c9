package org.tributary.region;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.config.YamlMap;

/** Finds what clauses instruct and nothing carries out, so that no promise is left on paper. */
final class UnmetClauses {

  private UnmetClauses() {}

  /**
   * @param files the files of the use cases, which say the lines
   */
  static void find(
      SortedMap<String, UseCase> useCases,
      SortedMap<String, Path> files,
      Collection<Decision> decisions,
      Problems problems) {
    for (UseCase useCase : useCases.values()) {
      Path file =
          Objects.requireNonNull(files.get(useCase.name()), "a use case was read from no file");
      Optional<YamlMap> lines = YamlFiles.read(file, new Problems());
      for (UseCase.Clause clause : useCase.clauses()) {
        for (Instruction instruction : clause.instructs()) {
          boolean met =
              decisions.stream()
                  .anyMatch(
                      decision ->
                          decision.useCase().equals(useCase.name())
                              && decision.clause().equals(clause.id())
                              && decision.instruction().equals(instruction));
          if (!met) {
            problems.error(
                YamlFiles.shown(file),
                lines.map(map -> line(map, clause.id())).orElse(0),
                "The clause "
                    + clause.id()
                    + " instructs '"
                    + instruction.written()
                    + "' and nothing does it.",
                "Configure it, or take the word out of 'instructs'.");
          }
        }
      }
    }
  }

  private static int line(YamlMap map, String id) {
    return map.maps("clauses").stream()
        .filter(clause -> clause.text("id").equals(Optional.of(id)))
        .findFirst()
        .map(clause -> clause.line("instructs"))
        .orElse(0);
  }
}
