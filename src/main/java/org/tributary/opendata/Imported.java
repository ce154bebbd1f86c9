package org.tributary.opendata;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tables made of open data, what they were made of, and what is amiss with it.
 *
 * @param tables by name, as Parquet; a table of which nothing is known is there and empty
 * @param versions by source and file
 * @param findings by source and file
 */
public record Imported(
    SortedMap<String, Path> tables, List<Version> versions, List<Finding> findings) {

  public Imported {
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    versions = List.copyOf(versions);
    findings = List.copyOf(findings);
  }
}
