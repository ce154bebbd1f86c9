package org.tributary.check.workbook;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.read.AddedSheet;
import org.tributary.report.Audience;
import org.tributary.report.Cause;
import org.tributary.report.FileReport;
import org.tributary.report.SessionReport;
import org.tributary.xlsx.SheetWriter;
import org.tributary.xlsx.SheetWriter.Columns;
import org.tributary.xlsx.SheetWriter.Look;
import org.tributary.xlsx.WorkbookWriter;

/** The sheet behind the data that says what is wrong, by cause, worst first. */
final class CausesSheet {

  private static final List<String> HEADERS =
      List.of("What it costs", "Cause", "Count", "Marked", "Examples", "What to do");

  private CausesSheet() {}

  /** Writes it; nothing in it is a value of the file. */
  static void write(
      WorkbookWriter workbook, String name, SessionReport session, FileReport file, Marks marks)
      throws IOException {
    SheetWriter sheet =
        workbook.sheet(
            name,
            WorkbookWriter.Visibility.SHOWN,
            0,
            new Columns(1, 20),
            new Columns(1, 60),
            new Columns(1, 10),
            new Columns(2, 30),
            new Columns(1, 60));
    sheet.row(1).cell(0, AddedSheet.TITLE, Look.PLAIN);
    SessionReport alone =
        new SessionReport(
            session.authorityName(),
            session.authorityCode(),
            session.dataset(),
            session.session(),
            session.day(),
            List.of(file),
            List.of());
    List<Cause> causes = Cause.of(alone, Audience.LOCAL_AUTHORITY);
    long row = 3;
    if (causes.isEmpty()) {
      sheet.row(row).cell(0, "Nothing needs to be corrected.", Look.PLAIN);
      return;
    }
    sheet.row(row);
    for (int column = 0; column < HEADERS.size(); column++) {
      sheet.cell(column, HEADERS.get(column), Look.HEADER);
    }
    for (Cause cause : causes) {
      row++;
      sheet
          .row(row)
          .cell(0, cause.cost().words(), Look.WRAPPED)
          .cell(1, String.join(" / ", cause.sentences()), Look.WRAPPED)
          .number(2, cause.count())
          .cell(3, marked(cause, file, marks), Look.WRAPPED)
          .cell(4, String.join(", ", marks.examples(cause)), Look.WRAPPED)
          .cell(5, cause.type().hint(), Look.WRAPPED);
    }
  }

  /** How much of it is marked: of each kind only the first are kept word for word. */
  private static String marked(Cause cause, FileReport file, Marks marks) {
    long found = count(file.counts(), cause.type());
    long kept = file.errors().stream().map(DataError::type).filter(cause.type()::equals).count();
    if (kept < found) {
      return String.format(
          Locale.ROOT, "first %,d of %,d of this kind marked; then check again", kept, found);
    }
    return marks.marked(cause) == 0 ? "no single cell" : "all";
  }

  private static long count(Map<ErrorType, Long> counts, ErrorType type) {
    return counts.getOrDefault(type, 0L);
  }
}
