package org.tributary.status;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One release of a use case: what became of the rows that the authorities share.
 *
 * @param removed rows, by the code of the kind of error
 */
public record ReleaseStatus(
    String useCase,
    long number,
    Instant when,
    long rowsRead,
    long rowsKept,
    SortedMap<String, Long> removed) {

  public ReleaseStatus {
    removed = Collections.unmodifiableSortedMap(new TreeMap<>(removed));
  }
}
