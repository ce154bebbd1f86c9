package org.tributary.status;

import java.util.Optional;

/**
 * One session or release that ended.
 *
 * @param when UTC, ISO 8601
 * @param who the authority's code and name, or the use case
 * @param dataset empty for a release
 * @param ended {@code published 12}, or why nothing was
 * @param numbers of its error report; absent where it published nothing, or newer ones took the
 *     place of its report
 */
public record SessionStatus(
    String when, String who, String dataset, String ended, Optional<Numbers> numbers) {

  /** How many files it was of, how many errors cost something, and the rows. */
  public record Numbers(long files, long errors, long rowsRead, long rowsKept) {}
}
