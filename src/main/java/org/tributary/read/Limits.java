package org.tributary.read;

/**
 * How much of a hostile file is read before it is given up: whoever uploads is trusted with
 * nothing.
 *
 * @param fileBytes of the file as it was uploaded
 * @param rows of one table, blank ones counted
 * @param columns of one row
 * @param cellCharacters of one cell
 */
public record Limits(long fileBytes, long rows, int columns, int cellCharacters) {

  public static final Limits USUAL = new Limits(2L << 30, 50_000_000, 1_000, 32_768);
}
