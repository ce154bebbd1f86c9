package org.tributary.read;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Table;

/** The table in a CSV file. */
final class CsvTable implements SubmittedTable {

  /** Where none of so many rows fits, the headers are not theirs. */
  private static final int MISFITS = 100;

  private final CsvText text;
  private final Headers headers;
  private final Headers.Match match;
  private final long headerLine;
  private final int mostCells;
  private final String[] mandatory;

  /** A row with fewer cells lacks one that must be filled in. */
  private final int fewestCells;

  private final ErrorLog errors;

  private long read;
  private long blank;
  private long ragged;
  private long noRows;

  /** Whether the rows above were given up, so that what is left of them may follow. */
  private boolean behindBroken;

  /**
   * @param mostCells how many cells a row of this file may have, where those behind the headers are
   *     empty: with more, a separator within a value has shifted it, and its values stand under
   *     headers that are not theirs
   * @param mandatory by column, the field that must be filled in; empty for others
   */
  CsvTable(
      CsvText text,
      Headers headers,
      Headers.Match match,
      long headerLine,
      int mostCells,
      String[] mandatory,
      ErrorLog errors) {
    this.text = text;
    this.headers = headers;
    this.match = match;
    this.headerLine = headerLine;
    this.mostCells = mostCells;
    this.mandatory = mandatory;
    this.fewestCells = fewest(mandatory);
    this.errors = errors;
  }

  private static int fewest(String[] mandatory) {
    // One cell alone: nothing separates it, or it is a line of text.
    int fewest = 2;
    for (int column = 0; column < mandatory.length; column++) {
      if (!mandatory[column].isEmpty()) {
        fewest = Math.max(fewest, column + 1);
      }
    }
    return fewest;
  }

  @Override
  public Table table() {
    return match.table();
  }

  @Override
  public int[] columns() {
    return match.columns().clone();
  }

  @Override
  public Counts read(RowConsumer consumer) throws IOException, UnreadableFileException {
    read = 0;
    blank = 0;
    ragged = 0;
    noRows = 0;
    behindBroken = false;
    try (CsvRows rows = text.rows()) {
      while (rows.line() < headerLine) {
        rows.next();
      }
      boolean more = true;
      while (more) {
        more =
            switch (rows.next()) {
              case ROW -> take(rows, consumer);
              case BLANK -> {
                blank++;
                yield true;
              }
              case BROKEN -> {
                brokenQuote(rows.line());
                yield true;
              }
              case END -> false;
            };
      }
    }
    if (blank > 0) {
      errors.add(
          DataError.ofTable(ErrorType.BLANK_ROWS, "There are " + blank + ".", table().name()));
    }
    SortedMap<ErrorType, Long> removed = new TreeMap<>();
    if (ragged > 0) {
      removed.put(ErrorType.RAGGED_ROW, ragged);
    }
    if (noRows > 0) {
      removed.put(ErrorType.NOT_A_ROW, noRows);
    }
    return new Counts(read, removed);
  }

  /** Hands a row over if it fits; false where the reading ends with it. */
  private boolean take(CsvRows rows, RowConsumer consumer)
      throws IOException, UnreadableFileException {
    CsvRow row = rows.row();
    int cells = row.cells();
    boolean fits = fits(row);
    if ((!fits || headers.mayBegin(row)) && headers.isHeader(row)) {
      errors.add(DataError.ofRow(ErrorType.HEADER_REPEATED, "", table().name(), row.line()));
      return false;
    }
    if (isTooMuch(row, fits)) {
      rows.giveUp();
      brokenQuote(row.line());
    } else if (fits) {
      behindBroken = false;
      read++;
      consumer.accept(row);
    } else if (cells < match.width() && cells >= fewestCells && !behindBroken) {
      shortRow(row.line());
      row.fillUpTo(match.width());
      read++;
      consumer.accept(row);
    } else if (cells == 1 && read > ragged && !behindBroken && !table().rowNeeds().isEmpty()) {
      notARow(row.line());
    } else {
      raggedRow(row.line(), cells(cells) + ", the headers have " + match.width() + cause(row));
    }
    return true;
  }

  private boolean fits(CsvRow row) {
    return row.cells() == match.width()
        || row.cells() > match.width()
            && row.cells() <= mostCells
            && row.isBlankFrom(match.width());
  }

  /** Whether it seems to hold more than one row, for a quotation mark that is not closed. */
  private boolean isTooMuch(CsvRow row, boolean fits) {
    return row.spansLines() && (row.cells() < match.width() || fits && swallowedRows(row));
  }

  long headerLine() {
    return headerLine;
  }

  /** Hands over all that the file holds; a row that was given up is the one cell of its line. */
  void asWritten(WrittenSheet.Rows taker) throws IOException, UnreadableFileException {
    try (CsvRows rows = text.rows()) {
      for (CsvRows.Next next = rows.next(); next != CsvRows.Next.END; next = rows.next()) {
        boolean broken = next == CsvRows.Next.BROKEN;
        CsvRow row = rows.row();
        if (!broken && rows.line() > headerLine && isTooMuch(row, fits(row))) {
          rows.giveUp();
          broken = true;
        }
        taker.accept(rows.line(), broken ? List.of(rows.givenUp()) : WrittenSheet.cells(row));
      }
    }
  }

  private static String cells(int count) {
    return "it has " + count + (count == 1 ? " cell" : " cells");
  }

  /** What most likely made a row too short or too long. */
  private String cause(CsvRow row) {
    if (row.cells() > match.width()) {
      return row.isBlankFrom(match.width())
          ? "; it was shifted, or has empty cells too many at its end"
          : "; " + text.separator() + " inside a value, perhaps";
    }
    if (row.cells() >= fewestCells) {
      return "; it seems to be the rest of the row above";
    }
    StringJoiner missing = new StringJoiner(", ", "; it lacks ", "");
    missing.setEmptyValue("");
    for (int column = row.cells(); column < mandatory.length; column++) {
      if (!mandatory[column].isEmpty()) {
        missing.add(mandatory[column]);
      }
    }
    return missing.toString();
  }

  private void shortRow(long line) {
    if (errors.keeps(ErrorType.SHORT_ROW)) {
      errors.add(DataError.ofRow(ErrorType.SHORT_ROW, "", table().name(), line));
    } else {
      errors.count(ErrorType.SHORT_ROW);
    }
  }

  /**
   * Whether a cell looks like the end of one row, whole rows and the beginning of another: that is
   * what a quotation mark that is not closed leaves where a later one stands in the same column.
   */
  private boolean swallowedRows(CsvRow row) {
    int separators = match.width() - 1;
    for (int column = 0; column < match.width(); column++) {
      String[] lines = row.cell(column).split("\r\n|\r|\n", -1);
      boolean rows = lines.length > 1 && separators > 1;
      for (int i = 0; i < lines.length; i++) {
        int expected = separators;
        if (i == 0) {
          expected = separators - column;
        } else if (i == lines.length - 1) {
          expected = column;
        }
        rows &= lines[i].chars().filter(letter -> letter == text.delimiter()).count() == expected;
      }
      if (rows) {
        return true;
      }
    }
    return false;
  }

  /**
   * One text alone tells of nobody: a count that a programme writes below the rows, a note. Only
   * behind rows that fit, since another separator makes each row one cell.
   */
  private void notARow(long line) {
    read++;
    noRows++;
    if (errors.keeps(ErrorType.NOT_A_ROW)) {
      errors.add(DataError.ofRow(ErrorType.NOT_A_ROW, "It is one cell.", table().name(), line));
    } else {
      errors.count(ErrorType.NOT_A_ROW);
    }
  }

  private void brokenQuote(long line) throws UnreadableFileException {
    behindBroken = true;
    raggedRow(line, "a quotation mark is opened and not closed as it should be");
  }

  private void raggedRow(long line, String detail) throws UnreadableFileException {
    read++;
    ragged++;
    errors.add(DataError.ofRow(ErrorType.RAGGED_ROW, detail, table().name(), line));
    if (ragged == MISFITS && read == ragged) {
      throw new UnreadableFileException(
          "the rows do not fit the headers; perhaps another character separates their cells");
    }
  }
}
