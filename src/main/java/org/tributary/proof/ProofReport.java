package org.tributary.proof;

import java.time.LocalDate;
import java.util.List;

/**
 * Everything that was looked at, and whether it holds.
 *
 * @param date the day on which signatures and retention were held to
 * @param checks by unit, then by table, then by promise
 * @param notLookedAt what could not be looked at, in words: an area that is not configured
 */
public record ProofReport(LocalDate date, List<Check> checks, List<String> notLookedAt) {

  public ProofReport {
    checks = List.copyOf(checks);
    notLookedAt = List.copyOf(notLookedAt);
  }

  /** Whether every promise holds; a report without a check proves nothing. */
  public boolean holds() {
    return !checks.isEmpty() && checks.stream().allMatch(Check::holds);
  }

  /** The checks that do not hold. */
  public List<Check> broken() {
    return checks.stream().filter(check -> !check.holds()).toList();
  }
}
