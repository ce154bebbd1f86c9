package org.tributary.compile;

import java.util.List;
import org.tributary.errors.ErrorType;

/**
 * Rows of one file that putting files together left out, for one reason: {@code SUPERSEDED}, {@code
 * DUPLICATE_REMOVED} or {@code EPISODE_REPAIRED}.
 *
 * @param rows how many
 * @param firstRows the first of them, at most {@value #NAMED}, as lines that a person sees
 */
public record Loss(String fileId, ErrorType type, long rows, List<Long> firstRows) {

  /** How many rows are named one by one. */
  public static final int NAMED = 1_000;

  public Loss {
    firstRows = List.copyOf(firstRows);
  }
}
