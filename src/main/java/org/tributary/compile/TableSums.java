package org.tributary.compile;

import java.util.Comparator;
import java.util.List;

/**
 * How many rows a table has of which authority and return year, and the sum of their hashes: where
 * both are alike in two releases, so are the rows, whatever their order. Chance would have to hit
 * one of 2^64.
 *
 * @param columns what was hashed, and by which version of which function: sums of other columns
 *     cannot be compared
 * @param sums in order of authority and year; one for the whole table where it has neither
 */
public record TableSums(String columns, List<Sum> sums) {

  /**
   * The rows of one authority and return year.
   *
   * @param authority its name as it stands in the rows; empty where the table does not say
   * @param year the return year; empty where the table does not say
   * @param hashes their sum, a whole number
   */
  public record Sum(String authority, String year, long rows, String hashes) {

    boolean isOfTheSamePlaceAs(Sum other) {
      return authority.equals(other.authority) && year.equals(other.year);
    }
  }

  public TableSums {
    sums =
        sums.stream()
            .sorted(Comparator.comparing(Sum::authority).thenComparing(Sum::year))
            .toList();
  }

  /** The places of which both have rows, and not the same. */
  List<Sum> differingFrom(TableSums before) {
    return sums.stream()
        .filter(sum -> before.sums.stream().anyMatch(sum::isOfTheSamePlaceAs))
        .filter(sum -> !before.sums.contains(sum))
        .toList();
  }

  /** Whether these sums and those of the release before tell all that changed. */
  public boolean tellAllThatChangedSince(TableSums before) {
    return columns.equals(before.columns) && differingFrom(before).isEmpty();
  }
}
