package org.tributary.read;

/**
 * How far a packed file may unfold. What people and systems pack stays far below; a file made to
 * harm does not.
 *
 * @param bytes of all parts together, unpacked
 * @param ratio unpacked bytes for each packed byte of a part, beyond its first {@link #FREE_BYTES}
 * @param cellsPerByte cells of a sheet for each of its packed bytes, beyond its first {@link
 *     #FREE_CELLS}
 * @param parts of one package
 */
public record InflationLimits(long bytes, int ratio, int cellsPerByte, int parts) {

  public static final InflationLimits USUAL = new InflationLimits(8L << 30, 200, 2, 10_000);

  static final long FREE_BYTES = 1 << 20;
  static final long FREE_CELLS = 1_000_000;
}
