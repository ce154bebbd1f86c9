package org.tributary.audit;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tributary.agreement.UseCase;
import org.tributary.region.Retained;

/**
 * One use case: who signed it, what is done with whole tables, how long anything stays, and what
 * carries out each clause.
 */
public record UseCaseAudit(
    UseCase useCase,
    List<Signed> signatures,
    List<TableRule> tableRules,
    List<Duration> durations,
    List<Retained> retained,
    List<ClauseUse> clauses) {

  /** An authority and what its signature says on the day. */
  public record Signed(
      String code,
      String name,
      Standing standing,
      Optional<LocalDate> from,
      Optional<LocalDate> until) {}

  /**
   * What is done with a whole table.
   *
   * @param dataset empty where it is the same for all
   * @param table empty where it is the same for all
   * @param words what is done
   * @param clause under which
   * @param rule what of the configuration does it
   */
  public record TableRule(String dataset, String table, String words, String clause, String rule) {}

  /**
   * How long data stays somewhere.
   *
   * @param dataset empty where it is the same for all
   */
  public record Duration(
      String dataset, String where, String howLong, String clause, String rule) {}

  /** One clause and all that carries it out, each a line; none where people do it. */
  public record ClauseUse(UseCase.Clause clause, List<String> carriedOutBy) {

    public ClauseUse {
      carriedOutBy = List.copyOf(carriedOutBy);
    }
  }

  public UseCaseAudit {
    signatures = List.copyOf(signatures);
    tableRules = List.copyOf(tableRules);
    durations = List.copyOf(durations);
    retained = List.copyOf(retained);
    clauses = List.copyOf(clauses);
  }

  /** What the clause says; empty where there is none of this number. */
  public String clauseWords(String id) {
    return useCase.clause(id).map(UseCase.Clause::words).orElse("");
  }
}
