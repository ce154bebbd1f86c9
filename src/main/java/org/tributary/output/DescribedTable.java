package org.tributary.output;

import java.util.List;

/**
 * One table of a release as tools and people are told of it.
 *
 * @param name as it is called within the release ({@code ssda903_episodes}, {@code factEpisode})
 * @param grain what one row is ({@code One row for each episode.})
 * @param columns in the order of the files
 * @param primaryKey columns that no two rows share together; none where nothing is promised
 * @param references columns that point to another table's key
 * @param files the names of its files among those of the release, in order: a CSV or its parts,
 *     each part with the line of headers, and the Parquet
 * @param forReports what it is to reports beyond its rows
 */
public record DescribedTable(
    String name,
    String description,
    String grain,
    List<DescribedColumn> columns,
    List<String> primaryKey,
    List<Reference> references,
    long rows,
    List<String> files,
    ForReports forReports) {

  /** That each value of a column is a value of the key of another table of the release. */
  public record Reference(String column, String table, String key) {}

  /** A table that is nothing to reports beyond its rows. */
  public DescribedTable(
      String name,
      String description,
      String grain,
      List<DescribedColumn> columns,
      List<String> primaryKey,
      List<Reference> references,
      long rows,
      List<String> files) {
    this(
        name, description, grain, columns, primaryKey, references, rows, files, ForReports.NOTHING);
  }

  public DescribedTable {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    references = List.copyOf(references);
    files = List.copyOf(files);
  }

  /** What it is and what one row of it is, as sentences. */
  public String words() {
    return sentence(description) + " " + sentence(grain);
  }

  private static String sentence(String words) {
    return words.matches("(?s).*[.!?]") ? words : words + ".";
  }
}
