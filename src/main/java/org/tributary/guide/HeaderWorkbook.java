package org.tributary.guide;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.tributary.schema.Table;
import org.tributary.xlsx.SheetWriter;
import org.tributary.xlsx.WorkbookWriter;

/**
 * An XLSX workbook with a sheet for each table, the headers in its first row and nothing below. Its
 * columns hold text, so that a spreadsheet takes nothing for a number and drops no zero before a
 * code. The same return gives the same bytes.
 */
final class HeaderWorkbook {

  private static final int DIGITS_WIDE = 20;

  private HeaderWorkbook() {}

  static byte[] of(ReturnGuide guide) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Set<String> names = new HashSet<>();
    try (WorkbookWriter workbook = new WorkbookWriter(bytes)) {
      for (Table table : guide.dataset().tablesIn(guide.year())) {
        Set<String> fields = ReturnGuide.fields(table, guide.year()).keySet();
        SheetWriter sheet =
            workbook.sheet(
                WorkbookWriter.sheetName(table.name(), names),
                WorkbookWriter.Visibility.SHOWN,
                1,
                new SheetWriter.Columns(Math.max(1, fields.size()), DIGITS_WIDE));
        sheet.row(1);
        int column = 0;
        for (String name : fields) {
          sheet.cell(column, name, SheetWriter.Look.HEADER);
          column++;
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return bytes.toByteArray();
  }
}
