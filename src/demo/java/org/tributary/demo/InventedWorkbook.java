package org.tributary.demo;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An XLSX workbook, written row by row as Excel writes one: texts shared, dates as numbers with a
 * style. The same rows give the same bytes everywhere. It knows nothing of layout or formulas.
 */
public final class InventedWorkbook implements Closeable {

  private static final String DECLARATION =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String PACKAGE =
      "http://schemas.openxmlformats.org/package/2006/relationships";
  private static final String TYPES =
      "http://schemas.openxmlformats.org/package/2006/content-types";

  /** Spreadsheets count days from here. */
  private static final long DAY_ZERO = LocalDate.of(1899, 12, 30).toEpochDay();

  private static final int FLUSH_AT = 1 << 16;

  private enum Type {
    BLANK,
    TEXT,
    NUMBER,
    DAY
  }

  /** What stands in a cell. */
  public static final class Cell {

    public static final Cell BLANK = new Cell(Type.BLANK, "", 0);

    private final Type type;
    private final String text;
    private final long number;

    private Cell(Type type, String text, long number) {
      this.type = type;
      this.text = text;
      this.number = number;
    }

    /** A text; a blank one leaves the cell out. */
    public static Cell text(String text) {
      return text.isEmpty() ? BLANK : new Cell(Type.TEXT, text, 0);
    }

    public static Cell number(long number) {
      return new Cell(Type.NUMBER, "", number);
    }

    /** A number that is shown as a date. */
    public static Cell day(LocalDate day) {
      return new Cell(Type.DAY, "", day.toEpochDay() - DAY_ZERO);
    }
  }

  private final ZipOutputStream zip;
  private final StringBuilder xml = new StringBuilder(2 * FLUSH_AT);
  private final List<String> sheets = new ArrayList<>();
  private final Map<String, Integer> texts = new LinkedHashMap<>();
  private int row;

  /** The stream stays open when the workbook is closed. */
  public InventedWorkbook(OutputStream out) {
    zip = new ZipOutputStream(out);
  }

  private void begin(String part) throws IOException {
    ZipEntry entry = new ZipEntry(part);
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    xml.append(DECLARATION);
  }

  private void end() throws IOException {
    flush();
    zip.closeEntry();
  }

  private void flush() throws IOException {
    zip.write(xml.toString().getBytes(StandardCharsets.UTF_8));
    xml.setLength(0);
  }

  /** Begins the next sheet; the rows that follow are its rows. */
  public void sheet(String name) throws IOException {
    endSheet();
    sheets.add(name);
    row = 0;
    begin("xl/worksheets/sheet" + sheets.size() + ".xml");
    xml.append("<worksheet xmlns=\"").append(MAIN).append("\"><sheetData>");
  }

  private void endSheet() throws IOException {
    if (!sheets.isEmpty()) {
      xml.append("</sheetData></worksheet>");
      end();
    }
  }

  /** Writes the next row. */
  public void row(List<Cell> cells) throws IOException {
    row++;
    xml.append("<row r=\"").append(row).append("\">");
    for (int column = 0; column < cells.size(); column++) {
      cell(column, cells.get(column));
    }
    xml.append("</row>");
    if (xml.length() > FLUSH_AT) {
      flush();
    }
  }

  private void cell(int column, Cell cell) {
    if (cell.type == Type.BLANK) {
      return;
    }
    xml.append("<c r=\"");
    if (column >= 26) {
      xml.append((char) ('A' + column / 26 - 1));
    }
    xml.append((char) ('A' + column % 26)).append(row).append('"');
    switch (cell.type) {
      case TEXT ->
          xml.append(" t=\"s\"><v>").append(texts.computeIfAbsent(cell.text, any -> texts.size()));
      case NUMBER -> xml.append("><v>").append(cell.number);
      case DAY -> xml.append(" s=\"1\"><v>").append(cell.number);
      case BLANK -> throw new IllegalStateException("a blank cell is left out");
    }
    xml.append("</v></c>");
  }

  @Override
  public void close() throws IOException {
    endSheet();
    begin("xl/sharedStrings.xml");
    xml.append("<sst xmlns=\"").append(MAIN).append("\">");
    for (String text : texts.keySet()) {
      xml.append("<si><t xml:space=\"preserve\">").append(escaped(text)).append("</t></si>");
      if (xml.length() > FLUSH_AT) {
        flush();
      }
    }
    xml.append("</sst>");
    end();
    part(
        "xl/styles.xml",
        "<styleSheet xmlns=\"%s\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            .formatted(MAIN));
    StringBuilder list = new StringBuilder();
    StringBuilder relationships = new StringBuilder();
    for (int i = 0; i < sheets.size(); i++) {
      list.append(
          "<sheet name=\"%s\" sheetId=\"%d\" r:id=\"rId%d\"/>"
              .formatted(escaped(sheets.get(i)), i + 1, i + 1));
      relationships.append(
          relationship("rId" + (i + 1), "worksheet", "worksheets/sheet" + (i + 1) + ".xml"));
    }
    relationships.append(relationship("texts", "sharedStrings", "sharedStrings.xml"));
    relationships.append(relationship("styles", "styles", "styles.xml"));
    part(
        "xl/workbook.xml",
        "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets>%s</sheets></workbook>"
            .formatted(MAIN, OFFICE, list));
    part("xl/_rels/workbook.xml.rels", relationships(relationships.toString()));
    part("_rels/.rels", relationships(relationship("rId1", "officeDocument", "xl/workbook.xml")));
    contentTypes();
    zip.finish();
  }

  private void contentTypes() throws IOException {
    String spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    StringBuilder types = new StringBuilder();
    for (int i = 1; i <= sheets.size(); i++) {
      types.append(override("xl/worksheets/sheet" + i + ".xml", spreadsheet + "worksheet+xml"));
    }
    types.append(override("xl/workbook.xml", spreadsheet + "sheet.main+xml"));
    types.append(override("xl/styles.xml", spreadsheet + "styles+xml"));
    types.append(override("xl/sharedStrings.xml", spreadsheet + "sharedStrings+xml"));
    part(
        "[Content_Types].xml",
        "<Types xmlns=\"%s\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>%s</Types>"
            .formatted(TYPES, types));
  }

  private static String override(String part, String type) {
    return "<Override PartName=\"/%s\" ContentType=\"%s\"/>".formatted(part, type);
  }

  private static String relationships(String each) {
    return "<Relationships xmlns=\"%s\">%s</Relationships>".formatted(PACKAGE, each);
  }

  private static String relationship(String id, String type, String target) {
    return "<Relationship Id=\"%s\" Type=\"%s/%s\" Target=\"%s\"/>"
        .formatted(id, OFFICE, type, target);
  }

  private void part(String name, String text) throws IOException {
    begin(name);
    xml.append(text);
    end();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
