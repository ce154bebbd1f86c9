package org.tributary.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.tributary.errors.ErrorLog;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;

/**
 * A sheet of a submitted file as its sender wrote it, every cell at its place, for the sender's own
 * eyes: a CSV file is one sheet. Rows are read as they are asked for.
 */
public final class WrittenSheet {

  /** Takes the rows in which anything stands, from the first. */
  @FunctionalInterface
  public interface Rows {

    /**
     * @param line as a spreadsheet numbers it, the first being 1
     * @param cells from column A on, blank where nothing stands
     */
    void accept(long line, List<String> cells) throws IOException, UnreadableFileException;
  }

  /** Goes through the rows. */
  @FunctionalInterface
  private interface Reading {
    void read(Rows taker) throws IOException, UnreadableFileException;
  }

  /**
   * Where the values of a field stand.
   *
   * @param column 0 for A
   * @param last the row of the last; {@link #TO_THE_END} where all below the first are
   */
  public record Values(Field field, int column, long first, long last) {}

  public static final long TO_THE_END = Long.MAX_VALUE;

  private final String name;
  private final boolean hidden;
  private final Optional<SubmittedTable> table;
  private final List<Values> values;
  private final long headerLine;
  private final Reading reading;

  private WrittenSheet(
      String name,
      boolean hidden,
      Optional<SubmittedTable> table,
      List<Values> values,
      long headerLine,
      Reading reading) {
    this.name = name;
    this.hidden = hidden;
    this.table = table;
    this.values = List.copyOf(values);
    this.headerLine = headerLine;
    this.reading = reading;
  }

  /**
   * The sheets of a file, in its order; those that a check has added before are left out.
   *
   * @param format what the dataset is submitted as
   * @return none of an XML document, and none where no table is in the file
   */
  public static List<WrittenSheet> of(
      Path bytes, String format, Dataset dataset, int returnYear, Limits limits)
      throws IOException, UnreadableFileException {
    List<WrittenSheet> sheets = new ArrayList<>();
    List<InSheet> inSheets = new ArrayList<>();
    for (SubmittedTable table :
        SubmittedFile.open(bytes, format, dataset, returnYear, limits, new ErrorLog()).tables()) {
      if (table instanceof CsvTable csv) {
        sheets.add(
            new WrittenSheet(
                csv.table().name(),
                false,
                Optional.of(csv),
                below(csv, csv.headerLine(), returnYear),
                csv.headerLine(),
                csv::asWritten));
      } else if (table instanceof InSheet in) {
        inSheets.add(in);
      }
    }
    if (!inSheets.isEmpty()) {
      Workbook workbook = inSheets.get(0).workbook();
      for (Workbook.Sheet sheet : workbook.sheets()) {
        of(workbook, sheet, inSheets, returnYear, limits).ifPresent(sheets::add);
      }
    }
    return sheets;
  }

  private static Optional<WrittenSheet> of(
      Workbook workbook, Workbook.Sheet sheet, List<InSheet> tables, int returnYear, Limits limits)
      throws IOException, UnreadableFileException {
    if (AddedSheet.is(workbook, sheet, limits)) {
      return Optional.empty();
    }
    Optional<InSheet> in =
        tables.stream().filter(table -> table.sheet().number() == sheet.number()).findFirst();
    List<Values> values = List.of();
    if (in.isPresent()) {
      values =
          in.get() instanceof FormTable form
              ? form.values()
              : below((SubmittedTable) in.get(), in.get().headerLine(), returnYear);
    }
    return Optional.of(
        new WrittenSheet(
            workbook.name(sheet),
            sheet.visibility() == Workbook.Visibility.HIDDEN,
            in.map(SubmittedTable.class::cast),
            values,
            in.map(InSheet::headerLine).orElse(0L),
            taker -> {
              try (SheetRows rows =
                  in.isPresent()
                      ? in.get().rows()
                      : new SheetRows(workbook, sheet, limits, new BitSet(), new BitSet())) {
                while (rows.next()) {
                  taker.accept(rows.row().line(), cells(rows.row()));
                }
              }
            }));
  }

  private static List<Values> below(SubmittedTable table, long headerLine, int returnYear) {
    List<Values> values = new ArrayList<>();
    List<Field> fields = table.table().fieldsIn(returnYear);
    int[] columns = table.columns();
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] >= 0) {
        values.add(new Values(fields.get(i), columns[i], headerLine + 1, TO_THE_END));
      }
    }
    return values;
  }

  static List<String> cells(CellRow row) {
    List<String> cells = new ArrayList<>(row.cells());
    for (int column = 0; column < row.cells(); column++) {
      cells.add(row.cell(column));
    }
    return cells;
  }

  /** As people see it; of a CSV file the table's. It may be a child's, and is for no log. */
  public String name() {
    return name;
  }

  public boolean isHidden() {
    return hidden;
  }

  /** The name of the table that lies in it, where one was found. */
  public Optional<String> table() {
    return table.map(found -> found.table().name());
  }

  /** Where the values of the table's fields stand. */
  public List<Values> values() {
    return values;
  }

  /** The row of the table's headers; 0 where there is none. */
  public long headerLine() {
    return headerLine;
  }

  /**
   * Hands over the rows, each time from the first.
   *
   * @throws UnreadableFileException where the rest cannot be read
   */
  public void read(Rows taker) throws IOException, UnreadableFileException {
    reading.read(taker);
  }
}
