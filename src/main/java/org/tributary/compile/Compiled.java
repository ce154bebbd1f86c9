package org.tributary.compile;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What compiling one table for one use case made: rowsRead = rowsKept + all that was removed.
 *
 * @param removed rows by reason, spelled as error types are
 * @param files the CSV or its parts in order, then the Parquet
 */
public record Compiled(
    long rowsRead, long rowsKept, SortedMap<String, Long> removed, List<File> files) {

  /** One file that people fetch. */
  public record File(String name, Path path, long rows) {}

  public Compiled {
    removed = Collections.unmodifiableSortedMap(new TreeMap<>(removed));
    files = List.copyOf(files);
  }
}
