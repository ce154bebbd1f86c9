package org.tributary.publish;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of the rows that were read: kept, or removed for a named reason. */
public record Counts(long read, long kept, SortedMap<String, Long> removed) {

  public Counts {
    removed = Collections.unmodifiableSortedMap(new TreeMap<>(removed));
  }

  /** Every row that was read is accounted for, once. */
  public boolean addUp() {
    return read == kept + removed.values().stream().mapToLong(Long::longValue).sum();
  }
}
