package org.tributary.compile;

import java.util.List;
import org.tributary.errors.ErrorType;

/**
 * What putting files together has to say of rows of one file, whether or not they stayed: {@code
 * KEY_CONFLICT} or {@code EPISODE_REPAIRED}.
 *
 * @param rows how many
 * @param first the first of them, at most {@value Loss#NAMED}
 */
public record Remark(String fileId, ErrorType type, long rows, List<Line> first) {

  /**
   * One row.
   *
   * @param row its line, as a person sees it
   * @param detail words of our own
   */
  public record Line(long row, String detail) {}

  public Remark {
    first = List.copyOf(first);
  }
}
