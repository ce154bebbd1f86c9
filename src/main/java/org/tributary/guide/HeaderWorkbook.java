package org.tributary.guide;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.tributary.errors.DataError;
import org.tributary.page.Page;
import org.tributary.schema.Field;
import org.tributary.schema.Table;

/**
 * An XLSX workbook with a sheet for each table, the headers in its first row and nothing below. Its
 * columns hold text, so that a spreadsheet takes nothing for a number and drops no zero before a
 * code. The same return gives the same bytes.
 */
final class HeaderWorkbook {

  /** What Excel allows. */
  private static final int LONGEST_SHEET_NAME = 31;

  /** The first moment that a ZIP can name: no clock is asked. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private HeaderWorkbook() {}

  static byte[] of(ReturnGuide guide) {
    Map<String, String> sheets = new LinkedHashMap<>();
    for (Table table : guide.dataset().tablesIn(guide.year())) {
      sheets.put(sheetName(table.name()), sheet(ReturnGuide.fields(table, guide.year())));
    }
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("[Content_Types].xml", part("content-types", sheets));
    parts.put("_rels/.rels", part("package", sheets));
    parts.put("xl/workbook.xml", part("workbook", sheets));
    parts.put("xl/_rels/workbook.xml.rels", part("parts", sheets));
    parts.put("xl/styles.xml", part("styles", sheets));
    int number = 0;
    for (String sheet : sheets.values()) {
      number++;
      parts.put("xl/worksheets/sheet" + number + ".xml", sheet);
    }
    return zip(parts);
  }

  private static String sheetName(String table) {
    return table.length() > LONGEST_SHEET_NAME ? table.substring(0, LONGEST_SHEET_NAME) : table;
  }

  /** The fixed text of a part, with a line for each sheet where it has one. */
  private static String part(String name, Map<String, String> sheets) {
    String[] names = sheets.keySet().toArray(String[]::new);
    String text = Page.resource(HeaderWorkbook.class, name + ".xml");
    int from = text.indexOf("<!--each-->");
    if (from < 0) {
      return text;
    }
    int end = text.indexOf("<!--end-->");
    String line = text.substring(from + "<!--each-->".length(), end);
    return text.substring(0, from)
        + IntStream.range(0, names.length)
            .mapToObj(
                at ->
                    line.replace("NUMBER", Integer.toString(at + 1))
                        .replace("NAME", escaped(names[at])))
            .collect(Collectors.joining())
        + text.substring(end + "<!--end-->".length());
  }

  private static String sheet(Map<String, Field> fields) {
    StringBuilder cells = new StringBuilder();
    int column = 0;
    for (String name : fields.keySet()) {
      cells
          .append("<c r=\"")
          .append(DataError.columnLetter(column))
          .append("1\" s=\"2\" t=\"inlineStr\"><is><t>")
          .append(escaped(name))
          .append("</t></is></c>");
      column++;
    }
    return Page.resource(HeaderWorkbook.class, "sheet.xml")
        .replace("COLUMNS", Integer.toString(Math.max(1, fields.size())))
        .replace("CELLS", cells);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static byte[] zip(Map<String, String> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Entry<String, String> part : parts.entrySet()) {
        ZipEntry entry = new ZipEntry(part.getKey());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return bytes.toByteArray();
  }
}
