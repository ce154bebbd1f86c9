package org.tributary.pipeline;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;
import org.tributary.config.YamlMap;

/** Whether a use case agreed to an output that SQL makes: its clause is there and instructs it. */
public final class AgreedOutput {

  private AgreedOutput() {}

  /**
   * Reports what is wrong at the keys {@code for} and {@code clause} of an output's file.
   *
   * @param made the names of the use cases that it is made for
   * @param advice what to do where the clause does not instruct the output
   */
  public static void check(
      YamlMap map,
      Map<String, UseCase> useCases,
      Set<String> made,
      Instruction instruction,
      String advice) {
    made.forEach(name -> check(map, useCases, name, instruction, advice));
  }

  private static void check(
      YamlMap map,
      Map<String, UseCase> useCases,
      String name,
      Instruction instruction,
      String advice) {
    String clause = map.text("clause").orElse("");
    UseCase useCase = useCases.get(name);
    if (useCase == null) {
      map.problem(
          "for",
          "There is no use case called '" + name + "'.",
          YamlMap.advice(name, useCases.keySet()));
    } else if (map.keys().contains("clause") && useCase.clause(clause).isEmpty()) {
      map.problem(
          "clause",
          "The use case " + name + " has no clause '" + clause + "'.",
          YamlMap.advice(
              clause,
              useCase.clauses().stream().map(UseCase.Clause::id).collect(Collectors.toSet())));
    } else if (useCase
        .clause(clause)
        .filter(agreed -> !agreed.instructs(instruction))
        .isPresent()) {
      map.problem(
          "clause",
          "The clause "
              + clause
              + " of "
              + name
              + " does not instruct '"
              + instruction.written()
              + "'.",
          advice);
    }
  }
}
