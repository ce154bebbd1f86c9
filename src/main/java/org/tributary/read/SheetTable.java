package org.tributary.read;

import java.io.IOException;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Table;

/** A table in a sheet of a workbook. */
final class SheetTable implements SubmittedTable, InSheet {

  private final Workbook workbook;
  private final Workbook.Sheet sheet;
  private final Headers headers;
  private final FoundHeaders found;
  private final List<Field> fields;
  private final Limits limits;
  private final ErrorLog errors;

  private long read;
  private long blank;
  private long setAside;
  private boolean filledBeside;

  SheetTable(
      Workbook workbook,
      Workbook.Sheet sheet,
      Headers headers,
      FoundHeaders found,
      List<Field> fields,
      Limits limits,
      ErrorLog errors) {
    this.workbook = workbook;
    this.sheet = sheet;
    this.headers = headers;
    this.found = found;
    this.fields = fields;
    this.limits = limits;
    this.errors = errors;
  }

  @Override
  public Table table() {
    return found.match().table();
  }

  @Override
  public int[] columns() {
    return found.match().columns().clone();
  }

  @Override
  public String format() {
    return "xlsx";
  }

  @Override
  public Workbook workbook() {
    return workbook;
  }

  @Override
  public Workbook.Sheet sheet() {
    return sheet;
  }

  @Override
  public long headerLine() {
    return found.line();
  }

  @Override
  public SheetRows rows() throws IOException, UnreadableFileException {
    return new SheetRows(
        workbook,
        sheet,
        limits,
        columns(EnumSet.of(Kind.DATE)),
        columns(EnumSet.of(Kind.STRING, Kind.CATEGORY)));
  }

  @Override
  public Counts read(RowConsumer consumer) throws IOException, UnreadableFileException {
    read = 0;
    blank = 0;
    setAside = 0;
    filledBeside = false;
    try (SheetRows rows = rows()) {
      long last = found.line();
      List<Totals> totals = totals();
      while (rows.next()) {
        SheetRow row = rows.row();
        if (row.line() > found.line()) {
          if (headers.mayBegin(row) && headers.isHeader(row)) {
            errors.add(DataError.ofRow(ErrorType.HEADER_REPEATED, "", table().name(), row.line()));
            break;
          }
          blank += row.line() - last - 1;
          last = row.line();
          if (isTotal(totals, row)) {
            setAside(row.line());
          } else {
            take(row, consumer);
          }
        }
      }
      finish(rows);
    }
    SortedMap<ErrorType, Long> removed = new TreeMap<>();
    if (setAside > 0) {
      removed.put(ErrorType.NOT_A_ROW, setAside);
    }
    return new Counts(read, removed);
  }

  private List<Totals> totals() throws IOException, UnreadableFileException {
    return workbook.totals(sheet).stream()
        .filter(total -> total.belongTo(found.line(), found.match().columns()))
        .toList();
  }

  private static boolean isTotal(List<Totals> totals, SheetRow row) {
    if (!totals.isEmpty() && !row.isBlank()) {
      for (Totals total : totals) {
        if (total.hold(row.line())) {
          return true;
        }
      }
    }
    return false;
  }

  private void setAside(long line) {
    read++;
    setAside++;
    errors.add(
        DataError.ofRow(
            ErrorType.NOT_A_ROW,
            "The workbook says that it is a row of totals.",
            table().name(),
            line));
  }

  /** The columns of fields of these kinds. */
  private BitSet columns(Set<Kind> kinds) {
    BitSet found = new BitSet();
    int[] columns = columns();
    for (int i = 0; i < columns.length; i++) {
      if (kinds.contains(fields.get(i).kind()) && columns[i] >= 0) {
        found.set(columns[i]);
      }
    }
    return found;
  }

  private void take(SheetRow row, RowConsumer consumer) throws IOException {
    if (row.hasNotes()) {
      for (int column : row.formulasWithoutValue()) {
        note(ErrorType.FORMULA_NO_VALUE, row.line(), column);
      }
      for (int column : row.longNumbers()) {
        note(ErrorType.PRECISION_LOST, row.line(), column);
      }
    }
    if (row.isBlank()) {
      blank++;
      return;
    }
    if (!filledBeside && row.cells() > found.match().width()) {
      reportBeside(row);
    }
    read++;
    consumer.accept(row);
  }

  private void note(ErrorType type, long line, int column) {
    int[] columns = found.match().columns();
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] == column) {
        errors.add(DataError.ofCell(type, "", table().name(), line, column, fields.get(i).name()));
      }
    }
  }

  /** Something stands to the right of the headers: a sheet cannot be shifted as a text can. */
  private void reportBeside(SheetRow row) {
    for (int column = found.match().width(); column < row.cells() && !filledBeside; column++) {
      if (!row.isBlank(column)) {
        found.unknown(column);
        filledBeside = true;
      }
    }
  }

  private void finish(SheetRows rows) {
    String table = table().name();
    if (blank > 0) {
      errors.add(DataError.ofTable(ErrorType.BLANK_ROWS, "There are " + blank + ".", table));
    }
    int hiddenColumns = rows.hiddenColumns().get(0, found.match().width()).cardinality();
    if (rows.hiddenRows() > 0 || hiddenColumns > 0) {
      errors.add(
          DataError.ofTable(
              ErrorType.HIDDEN_ROWS,
              "Rows: " + rows.hiddenRows() + ", columns: " + hiddenColumns + ".",
              table));
    }
    if (rows.mergedCells() > 0) {
      errors.add(
          DataError.ofTable(
              ErrorType.MERGED_CELLS, "There are " + rows.mergedCells() + ".", table));
    }
  }
}
