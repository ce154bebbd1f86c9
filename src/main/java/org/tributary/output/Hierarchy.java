package org.tributary.output;

import java.util.List;

/**
 * A way through a table from the large to the small: year, quarter, month.
 *
 * @param levels columns, the largest first
 */
public record Hierarchy(String name, List<String> levels) {

  public Hierarchy {
    levels = List.copyOf(levels);
  }
}
