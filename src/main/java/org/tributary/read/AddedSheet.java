package org.tributary.read;

import java.io.IOException;
import java.util.BitSet;

/**
 * A sheet that a check has added to an authority's workbook to say what is wrong: it names fields
 * and codes, and is never taken for a table when the workbook comes back.
 */
public final class AddedSheet {

  /** What its first cell says; by this it is known, whatever its name. */
  public static final String TITLE = "Added by the check; not part of the return.";

  private AddedSheet() {}

  /** Whether a check has added it. */
  static boolean is(Workbook workbook, Workbook.Sheet sheet, Limits limits)
      throws IOException, UnreadableFileException {
    try (SheetRows rows = new SheetRows(workbook, sheet, limits, new BitSet(), new BitSet())) {
      return rows.next() && is(rows.row());
    }
  }

  /** Whether this is its first row. */
  static boolean is(SheetRow row) {
    return row.line() == 1 && row.cells() > 0 && row.cell(0).equals(TITLE);
  }
}
