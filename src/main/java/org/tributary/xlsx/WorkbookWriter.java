package org.tributary.xlsx;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An XLSX workbook that is written as it comes, one sheet after the other. Its columns hold text,
 * so that a spreadsheet takes nothing for a number and drops no zero before a code. The same cells
 * give the same bytes. It is whole once it is closed.
 */
public final class WorkbookWriter implements Closeable {

  /** Whether people see a sheet. */
  public enum Visibility {
    SHOWN("visible"),
    HIDDEN("hidden");

    private final String word;

    Visibility(String word) {
      this.word = word;
    }
  }

  /** What Excel allows. */
  private static final int LONGEST_SHEET_NAME = 31;

  /** The first moment that a ZIP can name: no clock is asked. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final String NOTE_TYPE =
      "<Override PartName=\"/xl/comments/commentsNUMBER.xml\" ContentType=\""
          + "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml\"/>";

  private record Sheet(String name, Visibility visibility) {}

  private final ZipOutputStream zip;
  private final Writer out;
  private final List<Sheet> sheets = new ArrayList<>();
  private final StringBuilder noteTypes = new StringBuilder();
  private Optional<SheetWriter> open = Optional.empty();

  public WorkbookWriter(OutputStream to) {
    zip = new ZipOutputStream(to);
    out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8), 1 << 14);
  }

  /** Marks the file with words that a spreadsheet drops when it saves it. */
  public WorkbookWriter comment(String words) {
    zip.setComment(words);
    return this;
  }

  /**
   * A name that a sheet may have, as near to the one wanted as may be, and adds it to the taken.
   */
  public static String sheetName(String wanted, Set<String> taken) {
    String legal = wanted.replaceAll("[\\[\\]:*?/\\\\\\p{Cntrl}]", "_");
    legal = legal.replaceAll("^'|'$", "_");
    legal = legal.isBlank() ? "Sheet" : legal;
    String name = cut(legal, "");
    for (int number = 2; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
      name = cut(legal, " " + number);
    }
    return name;
  }

  private static String cut(String name, String ending) {
    int most = LONGEST_SHEET_NAME - ending.length();
    return (name.length() > most ? name.substring(0, most) : name) + ending;
  }

  /**
   * Begins a sheet; the one before is done.
   *
   * @param name as {@link #sheetName} gives it
   * @param frozen so many rows stay in sight
   */
  public SheetWriter sheet(
      String name, Visibility visibility, long frozen, SheetWriter.Columns... columns)
      throws IOException {
    endSheet();
    sheets.add(new Sheet(name, visibility));
    begin("xl/worksheets/sheet" + sheets.size() + ".xml");
    SheetWriter sheet = new SheetWriter(out);
    sheet.begin(frozen, List.of(columns));
    open = Optional.of(sheet);
    return sheet;
  }

  private void endSheet() throws IOException {
    if (open.isEmpty()) {
      return;
    }
    SheetWriter sheet = open.get();
    open = Optional.empty();
    int number = sheets.size();
    sheet.end();
    if (sheet.hasNotes()) {
      part(
          "xl/worksheets/_rels/sheet" + number + ".xml.rels",
          resource("sheet-parts").replace("NUMBER", Integer.toString(number)));
      begin("xl/drawings/notes" + number + ".vml");
      sheet.drawing(out);
      begin("xl/comments/comments" + number + ".xml");
      sheet.notes(out);
      noteTypes.append(NOTE_TYPE.replace("NUMBER", Integer.toString(number)));
    }
  }

  private void begin(String name) throws IOException {
    out.flush();
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
  }

  private void part(String name, String text) throws IOException {
    begin(name);
    out.write(text);
  }

  /** The fixed text of a part, with a line for each sheet where it has one. */
  private String filled(String name) {
    String text = resource(name);
    int from = text.indexOf("<!--each-->");
    int end = text.indexOf("<!--end-->");
    String line = text.substring(from + "<!--each-->".length(), end);
    StringBuilder lines = new StringBuilder();
    for (int number = 1; number <= sheets.size(); number++) {
      Sheet sheet = sheets.get(number - 1);
      lines.append(
          line.replace("NUMBER", Integer.toString(number))
              .replace("STATE", sheet.visibility().word)
              .replace("NAME", XmlCharacters.escaped(sheet.name())));
    }
    return text.substring(0, from) + lines + text.substring(end + "<!--end-->".length());
  }

  private int firstShown() {
    for (int at = 0; at < sheets.size(); at++) {
      if (sheets.get(at).visibility() == Visibility.SHOWN) {
        return at;
      }
    }
    return 0;
  }

  private static String resource(String name) {
    try (InputStream in = WorkbookWriter.class.getResourceAsStream(name + ".xml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Ends the last sheet and writes what holds the workbook together. */
  @Override
  public void close() throws IOException {
    try (zip) {
      endSheet();
      part("xl/styles.xml", resource("styles"));
      part("xl/_rels/workbook.xml.rels", filled("parts"));
      part("xl/workbook.xml", filled("workbook").replace("FIRST", Integer.toString(firstShown())));
      part("_rels/.rels", resource("package"));
      part("[Content_Types].xml", filled("content-types").replace("<!--notes-->", noteTypes));
      out.flush();
    }
  }
}
