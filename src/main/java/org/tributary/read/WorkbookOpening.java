package org.tributary.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Dataset;

/**
 * Finds out which tables the sheets of a workbook are. A sheet goes by its headers, never by its
 * name or its place; in reports it has a number only, because its name may be a child's.
 */
final class WorkbookOpening {

  /** Headers stand within so many rows; above them are titles. */
  private static final int ROWS_LOOKED_AT = 20;

  private final Path bytes;
  private final int returnYear;
  private final Limits limits;
  private final Headers headers;
  private final ErrorLog errors;

  private final List<Workbook.Sheet> withoutHeaders = new ArrayList<>();
  private boolean anyCell;

  WorkbookOpening(Path bytes, Dataset dataset, int returnYear, Limits limits, ErrorLog errors) {
    this.bytes = bytes;
    this.returnYear = returnYear;
    this.limits = limits;
    this.headers = new Headers(dataset, returnYear);
    this.errors = errors;
  }

  /** Opens a workbook and says what of it is left alone. */
  static Workbook open(Path bytes, Limits limits, ErrorLog errors)
      throws IOException, UnreadableFileException {
    Workbook workbook = Workbook.open(bytes, limits);
    if (workbook.hasMacros()) {
      errors.add(DataError.ofFile(ErrorType.MACRO_IGNORED, ""));
    }
    if (workbook.hasLinks()) {
      errors.add(DataError.ofFile(ErrorType.LINKS_IGNORED, ""));
    }
    return workbook;
  }

  /** The tables, in the order of the sheets; none, with the reasons in the log, where none is. */
  List<SubmittedTable> tables() throws IOException, UnreadableFileException {
    List<SubmittedTable> tables = new ArrayList<>();
    Workbook workbook = open(bytes, limits, errors);
    for (Workbook.Sheet sheet : workbook.sheets()) {
      table(workbook, sheet).ifPresent(tables::add);
    }
    if (!anyCell) {
      errors.add(DataError.ofFile(ErrorType.EMPTY_FILE, ""));
    }
    // Beside tables such a sheet is a cover or a guide, and nobody's mistake.
    ErrorType type = tables.isEmpty() ? ErrorType.UNIDENTIFIED_TABLE : ErrorType.SHEET_IGNORED;
    for (Workbook.Sheet sheet : withoutHeaders) {
      String what =
          "No header of this return was found in the first "
              + ROWS_LOOKED_AT
              + " rows of "
              + sheet.words()
              + ".";
      errors.add(DataError.ofFile(type, what));
    }
    return tables;
  }

  private Optional<SubmittedTable> table(Workbook workbook, Workbook.Sheet sheet)
      throws IOException, UnreadableFileException {
    try (SheetRows rows = new SheetRows(workbook, sheet, limits, new BitSet(), new BitSet())) {
      Optional<Headers.Match> closest = Optional.empty();
      boolean first = true;
      while (rows.next() && (first || rows.row().line() <= ROWS_LOOKED_AT)) {
        anyCell = true;
        if (first && rows.row().line() > 1) {
          errors.add(DataError.ofFile(ErrorType.BLANK_HEADERS, "It is " + sheet.words() + "."));
          return Optional.empty();
        }
        if (first && AddedSheet.is(rows.row())) {
          withoutHeaders.add(sheet);
          return Optional.empty();
        }
        first = false;
        Optional<Headers.Match> match = headers.match(rows.row());
        if (match.filter(Headers.Match::isComplete).isPresent()) {
          return found(workbook, sheet, match.get(), rows);
        }
        if (match.map(Headers.Match::matched).orElse(0)
            > closest.map(Headers.Match::matched).orElse(0)) {
          closest = match;
        }
      }
      // A sheet with nothing in it is nothing to speak of.
      if (closest.isPresent()) {
        unidentified(sheet, closest.get());
      } else if (!first) {
        withoutHeaders.add(sheet);
      }
      return Optional.empty();
    }
  }

  private Optional<SubmittedTable> found(
      Workbook workbook, Workbook.Sheet sheet, Headers.Match match, SheetRows rows)
      throws IOException, UnreadableFileException {
    String table = match.table().name();
    FoundHeaders found = new FoundHeaders(match, rows.row().line(), errors);
    errors.add(DataError.ofTable(ErrorType.READ_AS, "an Excel workbook, " + sheet.words(), table));
    if (sheet.visibility() == Workbook.Visibility.HIDDEN) {
      errors.add(DataError.ofTable(ErrorType.HIDDEN_SHEET, "It is " + sheet.words() + ".", table));
    }
    headers.found(rows.row());
    if (!found.areUsable()) {
      return Optional.empty();
    }
    if (!rows.next()) {
      errors.add(DataError.ofTable(ErrorType.NO_DATA_ROWS, "", table));
      return Optional.empty();
    }
    return Optional.of(
        new SheetTable(
            workbook, sheet, headers, found, match.table().fieldsIn(returnYear), limits, errors));
  }

  private void unidentified(Workbook.Sheet sheet, Headers.Match closest) {
    String table = closest.table().name();
    String missing = String.join(", ", closest.missing());
    errors.add(
        DataError.ofTable(
            ErrorType.UNIDENTIFIED_TABLE,
            "The closest to " + sheet.words() + " is " + table + "; it misses " + missing + ".",
            table));
  }
}
