package org.tributary.report;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.errors.ErrorType;

/**
 * What putting all periods of a table together removed and mended.
 *
 * @param repaired by rule, how many rows it changed or removed
 */
public record JoinReport(
    String table,
    long rowsRead,
    long rowsKept,
    Map<ErrorType, Long> removed,
    Map<String, Long> repaired) {

  public JoinReport {
    removed = Collections.unmodifiableMap(new TreeMap<>(removed));
    long accounted = rowsKept + removed.values().stream().mapToLong(Long::longValue).sum();
    if (rowsRead != accounted) {
      throw new IllegalArgumentException("the rows read are not the rows kept and removed");
    }
    repaired = Collections.unmodifiableMap(new TreeMap<>(repaired));
  }
}
