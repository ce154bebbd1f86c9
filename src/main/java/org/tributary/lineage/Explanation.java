package org.tributary.lineage;

import java.util.List;

/**
 * Where the rows of an output that were asked about come from. It holds no value of a record, but
 * the names that an authority gave its files.
 *
 * @param output as its files are called, without their endings
 * @param release the number of the release
 * @param madeBy the SQL that makes the output; empty where it is compiled of what authorities share
 * @param reads the outputs and tables of open data that the SQL reads
 * @param found how many rows there are of those asked about
 * @param rows the first of them; none where SQL makes the output
 * @param columns each column's origin, where SQL makes the output; elsewhere they stand with each
 *     row, since they differ from year to year
 * @param table what is done with all of its rows
 */
public record Explanation(
    String output,
    long release,
    String madeBy,
    List<String> reads,
    long found,
    List<RowOrigin> rows,
    List<ColumnOrigin> columns,
    List<TableStep> table) {

  public Explanation {
    reads = List.copyOf(reads);
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    table = List.copyOf(table);
  }
}
