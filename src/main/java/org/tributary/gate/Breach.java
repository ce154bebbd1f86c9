package org.tributary.gate;

/**
 * One rule broken in one column of one file. It holds no value.
 *
 * @param column the field's name; empty where the column itself is not known
 * @param rows how many rows break it; 0 where the headers do
 */
public record Breach(String file, String column, Rule rule, long rows) {

  @Override
  public String toString() {
    return file
        + (column.isEmpty() ? "" : ", " + column)
        + ": "
        + rule.words()
        + (rows > 0 ? " (" + rows + " rows)" : "");
  }
}
