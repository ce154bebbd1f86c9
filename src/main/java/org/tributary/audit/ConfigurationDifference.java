package org.tributary.audit;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What one version of the configuration changes against another, most sensitive first, so that
 * somebody can sign it off.
 *
 * @param rowCounts how many rows each output has today, by its name without the ending; empty where
 *     they were not counted
 */
public record ConfigurationDifference(
    LocalDate day, List<Change> changes, Optional<SortedMap<String, Long>> rowCounts) {

  public ConfigurationDifference {
    changes = List.copyOf(changes);
  }

  /** All differences, the first of them the most sensitive. */
  public static ConfigurationDifference of(
      ConfigurationVersion before,
      ConfigurationVersion after,
      LocalDate day,
      Optional<SortedMap<String, Long>> rowCounts) {
    return new ConfigurationDifference(
        day, Comparison.changes(before.root(), after.root(), day), rowCounts);
  }

  /** How many rows today's output of a change has, as a page writes it. */
  public String rows(Change change) {
    if (change.file().isEmpty()) {
      return "";
    }
    return rowCounts
        .map(counts -> counts.get(change.file()))
        .map(rows -> String.format(Locale.ROOT, "%,d", rows))
        .orElse("not counted");
  }

  /** How many changes have an effect. */
  public long count(Effect effect) {
    return changes.stream().filter(change -> change.effect() == effect).count();
  }
}
