package org.tributary.read;

import java.io.IOException;

/** A table that lies in a sheet of a workbook. */
interface InSheet {

  Workbook workbook();

  Workbook.Sheet sheet();

  /** The row of its headers; 0 where it has labels instead. */
  long headerLine();

  /** All rows of the sheet, each cell as the table is read. */
  SheetRows rows() throws IOException, UnreadableFileException;
}
