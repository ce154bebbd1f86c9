package org.tributary.agreement;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    String agreement,
    Map<String, Integer> retentionYears,
    Optional<String> retentionClause,
    List<Clause> clauses) {

  /** One instruction of the agreement in its own words. */
  public record Clause(String id, String words) {}

  public UseCase {
    retentionYears = Map.copyOf(retentionYears);
    clauses = List.copyOf(clauses);
  }

  public Optional<Clause> clause(String id) {
    return clauses.stream().filter(clause -> clause.id().equals(id)).findFirst();
  }
}
