package org.tributary.agreement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A purpose for which controllers and processor agreed to share data. It says how long and under
 * which clauses; which field is kept for it stands in the pipelines.
 *
 * @param name short and upper case ({@code PAN}); names the outputs
 * @param retentionYears by dataset: how many return years are kept, the current one included
 * @param retentionClause the clause that says so; deletions are logged under it
 */
public record UseCase(
    String name,
    String title,
    String purpose,
    Agreement agreement,
    Map<String, Integer> retentionYears,
    Optional<String> retentionClause,
    List<Clause> clauses) {

  /** One instruction of the agreement in its own words, and in the product's. */
  public record Clause(String id, String words, List<Instruction> instructs) {

    public Clause {
      instructs = List.copyOf(instructs);
    }

    public boolean instructs(Instruction instruction) {
      return instructs.contains(instruction);
    }
  }

  public UseCase {
    retentionYears = Map.copyOf(retentionYears);
    clauses = List.copyOf(clauses);
  }

  /** How many return years of a dataset are kept, which has to be one that the use case keeps. */
  public int retentionYears(String dataset) {
    Integer years = retentionYears.get(dataset);
    if (years == null) {
      throw new IllegalArgumentException(name + " keeps no year of the dataset '" + dataset + "'");
    }
    return years;
  }

  public Optional<Clause> clause(String id) {
    return clauses.stream().filter(clause -> clause.id().equals(id)).findFirst();
  }

  /** The clauses that instruct something, in the order of the agreement. */
  public List<Clause> instructing(Instruction instruction) {
    return clauses.stream().filter(clause -> clause.instructs(instruction)).toList();
  }

  /** How many days the archives of sessions may be kept; the fewest, where clauses differ. */
  public OptionalInt sessionDays() {
    return clauses.stream()
        .flatMap(clause -> clause.instructs().stream())
        .filter(Instruction::isSessions)
        .mapToInt(instruction -> Integer.parseInt(instruction.of()))
        .min();
  }
}
