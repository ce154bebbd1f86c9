package org.tributary.xlsx;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * A sheet that is being written, row by row, each cell in its order; only notes and lists are held.
 * Used by one thread; an {@link IOException} leaves a workbook that is none.
 */
public final class SheetWriter {

  /** How a cell looks; all are text. */
  public enum Look {
    PLAIN(1),
    HEADER(2),
    /** Filled and framed; a note says why. */
    MARKED(3),
    WRAPPED(4);

    private final int style;

    Look(int style) {
      this.style = style;
    }
  }

  /** Columns that stand side by side, as wide as so many digits. */
  public record Columns(int count, int width) {}

  /** What a spreadsheet holds. */
  public static final long MOST_ROWS = 1_048_576;

  public static final int MOST_COLUMNS = 16_384;
  public static final int MOST_CHARACTERS = 32_767;

  /** A note longer than this is cut: it is a hint, and spreadsheets show no more. */
  private static final int NOTE_CHARACTERS = 2_000;

  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

  private record Note(long row, int column, String text) {}

  private record Choice(int column, long from, long to, String formula) {}

  private final Writer out;
  private final List<Note> notes = new ArrayList<>();
  private final List<Choice> choices = new ArrayList<>();
  private long row;

  SheetWriter(Writer out) {
    this.out = out;
  }

  void begin(long frozen, List<Columns> columns) throws IOException {
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"")
        .append(MAIN)
        .append(
            "\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">")
        .append("<sheetViews><sheetView workbookViewId=\"0\">");
    if (frozen > 0) {
      out.append("<pane ySplit=\"" + frozen + "\" topLeftCell=\"A" + (frozen + 1) + "\"")
          .append(" activePane=\"bottomLeft\" state=\"frozen\"/>");
    }
    out.append("</sheetView></sheetViews><cols>");
    int first = 1;
    for (Columns group : columns) {
      int last = first + group.count() - 1;
      out.append("<col min=\"" + first + "\" max=\"" + last + "\" width=\"" + group.width())
          .append("\" style=\"1\" customWidth=\"1\"/>");
      first = last + 1;
    }
    out.append("</cols><sheetData>");
  }

  /** Begins a row, below the one before. */
  public SheetWriter row(long number) throws IOException {
    if (row > 0) {
      out.append("</row>");
    }
    row = number;
    out.append("<row r=\"").append(Long.toString(number)).append("\">");
    return this;
  }

  /** A cell of the present row, to the right of the one before: 0 for A. */
  public SheetWriter cell(int column, String text, Look look) throws IOException {
    out.append("<c r=\"")
        .append(letters(column))
        .append(Long.toString(row))
        .append("\" s=\"")
        .append((char) ('0' + look.style));
    if (text.isEmpty()) {
      out.append("\"/>");
      return this;
    }
    out.append("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    XmlCharacters.append(out, text);
    out.append("</t></is></c>");
    return this;
  }

  /** A whole number. */
  public SheetWriter number(int column, long number) throws IOException {
    out.append("<c r=\"" + letters(column) + row + "\" s=\"0\"><v>" + number + "</v></c>");
    return this;
  }

  /** A note at a cell of the present row. */
  public void note(int column, String text) {
    notes.add(
        new Note(
            row,
            column,
            text.length() > NOTE_CHARACTERS ? text.substring(0, NOTE_CHARACTERS) + "…" : text));
  }

  /**
   * Offers values in a column; others may be typed, after a warning.
   *
   * @param from the first row of them
   * @param to the last
   */
  public void choices(int column, long from, long to, CodeLists.Formula values) {
    choices.add(new Choice(column, from, to, values.text()));
  }

  boolean hasNotes() {
    return !notes.isEmpty();
  }

  void end() throws IOException {
    out.append(row > 0 ? "</row></sheetData>" : "</sheetData>");
    if (!choices.isEmpty()) {
      out.append("<dataValidations count=\"" + choices.size() + "\">");
      for (Choice choice : choices) {
        String column = letters(choice.column());
        out.append("<dataValidation type=\"list\" errorStyle=\"warning\" allowBlank=\"1\"")
            .append(" showErrorMessage=\"1\" sqref=\"")
            .append(column + choice.from() + ":" + column + choice.to())
            .append("\"><formula1>")
            .append(XmlCharacters.escaped(choice.formula()))
            .append("</formula1></dataValidation>");
      }
      out.append("</dataValidations>");
    }
    // Else every code of digits would carry a sign like that of a note.
    out.append("<ignoredErrors><ignoredError sqref=\"A1:XFD1048576\" numberStoredAsText=\"1\"/>")
        .append("</ignoredErrors>");
    if (hasNotes()) {
      out.append("<legacyDrawing r:id=\"rIdDrawing\"/>");
    }
    out.append("</worksheet>");
  }

  void notes(Writer to) throws IOException {
    to.append("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"")
        .append(MAIN)
        .append("\"><authors><author>check</author></authors><commentList>");
    for (Note note : notes) {
      to.append("<comment ref=\"" + letters(note.column()) + note.row() + "\" authorId=\"0\">")
          .append("<text><t xml:space=\"preserve\">");
      XmlCharacters.append(to, note.text());
      to.append("</t></text></comment>");
    }
    to.append("</commentList></comments>");
  }

  /** The boxes in which spreadsheets show the notes. */
  void drawing(Writer to) throws IOException {
    to.append("<xml xmlns:v=\"urn:schemas-microsoft-com:vml\"")
        .append(" xmlns:o=\"urn:schemas-microsoft-com:office:office\"")
        .append(" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">")
        .append("<v:shapetype id=\"note\" coordsize=\"21600,21600\" o:spt=\"202\"")
        .append(" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>")
        .append("<v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>");
    int number = 0;
    for (Note note : notes) {
      number++;
      to.append("<v:shape id=\"note" + number + "\" type=\"#note\"")
          .append(" style=\"position:absolute;visibility:hidden\" fillcolor=\"#ffffe1\">")
          .append("<v:fill color2=\"#ffffe1\"/><x:ClientData ObjectType=\"Note\">")
          .append("<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>")
          .append((note.column() + 1) + ",15," + (note.row() - 1) + ",2,")
          .append((note.column() + 4) + ",15," + (note.row() + 6) + ",2</x:Anchor>")
          .append("<x:AutoFill>False</x:AutoFill><x:Row>" + (note.row() - 1) + "</x:Row>")
          .append("<x:Column>" + note.column() + "</x:Column></x:ClientData></v:shape>");
    }
    to.append("</xml>");
  }

  /** {@code A} for 0, {@code AA} for 26. */
  static String letters(int column) {
    String last = String.valueOf((char) ('A' + column % 26));
    return column < 26 ? last : letters(column / 26 - 1) + last;
  }
}
