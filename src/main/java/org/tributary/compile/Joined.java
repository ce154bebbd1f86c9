package org.tributary.compile;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the rows of files that were put together: rowsRead = rowsKept + the rows of all
 * losses.
 *
 * @param losses in order of reading, then by type
 * @param remarks what is to be said of rows one by one, in order of reading, then by type
 * @param repaired how many rows each rule of a repair changed or deleted, by the rule's name
 */
public record Joined(
    long rowsRead,
    long rowsKept,
    List<Loss> losses,
    List<Remark> remarks,
    Map<String, Long> repaired) {

  public Joined {
    losses = List.copyOf(losses);
    remarks = List.copyOf(remarks);
    repaired = Collections.unmodifiableMap(new TreeMap<>(repaired));
  }
}
