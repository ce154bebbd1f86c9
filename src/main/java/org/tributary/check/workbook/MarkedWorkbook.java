package org.tributary.check.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tributary.check.local.FilesCheck.Checked;
import org.tributary.errors.DataError;
import org.tributary.read.AddedSheet;
import org.tributary.read.UnreadableFileException;
import org.tributary.read.WrittenSheet;
import org.tributary.read.WrittenSheet.Values;
import org.tributary.report.SessionReport;
import org.tributary.schema.Code;
import org.tributary.xlsx.CodeLists;
import org.tributary.xlsx.SheetWriter;
import org.tributary.xlsx.SheetWriter.Columns;
import org.tributary.xlsx.SheetWriter.Look;
import org.tributary.xlsx.WorkbookWriter;

/**
 * One file as a workbook: its cells as they were written, what is wrong marked and explained, the
 * codes of its columns to choose from, and a sheet of causes behind. Rows pass through one by one;
 * held are the marks, of which a check keeps a limited number.
 */
final class MarkedWorkbook {

  /** By this a workbook is known as made here, until a spreadsheet saves it. */
  static final String SIGN = "made by tributary check";

  private static final int DIGITS_WIDE = 18;

  private final Checked file;
  private final List<WrittenSheet> written;
  private final List<String> names = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private final Marks marks;

  /**
   * @param written its sheets, at least one
   */
  MarkedWorkbook(Checked file, List<WrittenSheet> written) {
    this.file = file;
    this.written = written;
    written.forEach(sheet -> names.add(WorkbookWriter.sheetName(sheet.name(), taken)));
    this.marks = new Marks(file, written, names);
  }

  /**
   * Writes it.
   *
   * @throws UnreadableFileException where the file cannot be read again, or holds more than a sheet
   *     can; what was written must be forgotten
   */
  void write(OutputStream to, SessionReport session) throws IOException, UnreadableFileException {
    String causes = WorkbookWriter.sheetName("Causes", taken);
    CodeLists codes = new CodeLists(WorkbookWriter.sheetName("Codes", taken), AddedSheet.TITLE);
    try (WorkbookWriter workbook = new WorkbookWriter(to).comment(SIGN)) {
      for (int at = 0; at < written.size(); at++) {
        sheet(workbook, at, codes);
      }
      CausesSheet.write(workbook, causes, session, file.report(), marks);
      codes.write(workbook);
    }
  }

  private void sheet(WorkbookWriter workbook, int at, CodeLists codes)
      throws IOException, UnreadableFileException {
    WrittenSheet sheet = written.get(at);
    SheetWriter out =
        workbook.sheet(
            names.get(at),
            sheet.isHidden() ? WorkbookWriter.Visibility.HIDDEN : WorkbookWriter.Visibility.SHOWN,
            sheet.headerLine(),
            new Columns(SheetWriter.MOST_COLUMNS, DIGITS_WIDE));
    sheet.read((line, cells) -> row(out, sheet, line, cells, marks.row(at, line)));
    for (Values values : sheet.values()) {
      List<String> allowed =
          values.field().codesIn(file.returnYear()).stream().map(Code::code).toList();
      if (!allowed.isEmpty()) {
        out.choices(
            values.column(),
            values.first(),
            Math.min(values.last(), SheetWriter.MOST_ROWS),
            codes.of(allowed));
      }
    }
  }

  private static void row(
      SheetWriter out, WrittenSheet sheet, long line, List<String> cells, Marks.Row marked)
      throws IOException, UnreadableFileException {
    if (line > SheetWriter.MOST_ROWS) {
      throw new UnreadableFileException(
          "a sheet holds " + SheetWriter.MOST_ROWS + " rows, and it more");
    }
    out.row(line);
    int last = marked.isEmpty() ? 0 : marked.cells().lastKey() + 1;
    for (int column = 0; column < Math.max(cells.size(), last); column++) {
      String text = column < cells.size() ? cells.get(column) : "";
      if (text.length() > SheetWriter.MOST_CHARACTERS) {
        throw new UnreadableFileException("a cell is longer than a workbook holds");
      }
      Optional<List<DataError>> wrong = Optional.ofNullable(marked.cells().get(column));
      if (wrong.isPresent()) {
        out.cell(column, text, Look.MARKED);
        out.note(column, words(wrong.get()));
      } else if (!text.isEmpty()) {
        out.cell(column, text, line == sheet.headerLine() ? Look.HEADER : Look.PLAIN);
      }
    }
  }

  /** What is wrong and what to do; what the check would suggest stands in the sentence. */
  private static String words(List<DataError> errors) {
    return errors.stream()
        .map(
            error ->
                error.type().message(error.field(), error.detail())
                    + "\nWhat to do: "
                    + error.type().hint())
        .distinct()
        .collect(Collectors.joining("\n\n"));
  }
}
