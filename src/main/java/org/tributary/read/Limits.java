package org.tributary.read;

/**
 * How much of a hostile file is read before it is given up: whoever uploads is trusted with
 * nothing.
 *
 * @param fileBytes of the file as it was uploaded
 * @param rows of one table, blank ones counted
 * @param columns of one row
 * @param cellCharacters of one cell
 * @param inflation of a packed file
 */
public record Limits(
    long fileBytes, long rows, int columns, int cellCharacters, InflationLimits inflation) {

  public static final Limits USUAL = new Limits(2L << 30, 50_000_000, 1_000, 32_768);

  public Limits(long fileBytes, long rows, int columns, int cellCharacters) {
    this(fileBytes, rows, columns, cellCharacters, InflationLimits.USUAL);
  }
}
