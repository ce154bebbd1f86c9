package org.tributary.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Mark;
import org.tributary.schema.Table;

/** A form in a sheet of a workbook: one row, each of its cells in a line of its own. */
final class FormTable implements SubmittedTable, InSheet {

  private final Workbook workbook;
  private final Workbook.Sheet sheet;
  private final FormLabels labels;
  private final int labelColumn;
  private final int valueColumn;
  private final Limits limits;
  private final ErrorLog errors;

  private Stated stated = Stated.NOTHING;

  /**
   * @param labelColumn where its labels stand; the values stand in the next
   */
  FormTable(
      Workbook workbook,
      Workbook.Sheet sheet,
      FormLabels labels,
      int labelColumn,
      Limits limits,
      ErrorLog errors) {
    this.workbook = workbook;
    this.sheet = sheet;
    this.labels = labels;
    this.labelColumn = labelColumn;
    this.valueColumn = labelColumn + 1;
    this.limits = limits;
    this.errors = errors;
  }

  @Override
  public Table table() {
    return labels.table();
  }

  @Override
  public int[] columns() {
    return IntStream.range(0, labels.fields().size()).toArray();
  }

  @Override
  public int place(int column) {
    return valueColumn;
  }

  @Override
  public String format() {
    return "xlsx";
  }

  @Override
  public Stated stated() {
    return stated;
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
    return 0;
  }

  /** Where the value of each field stands. */
  List<WrittenSheet.Values> values() throws IOException, UnreadableFileException {
    List<WrittenSheet.Values> values = new ArrayList<>();
    FormLabels.Reading reading = labels.reading();
    try (SheetRows rows = rows()) {
      while (rows.next()) {
        SheetRow row = rows.row();
        if (!row.isBlank(labelColumn)
            && reading.take(row.cell(labelColumn), row.line()) == FormLabels.Reading.Label.FIELD) {
          Field field = labels.fields().get(reading.field(row.line()).orElseThrow());
          values.add(new WrittenSheet.Values(field, valueColumn, row.line(), row.line()));
        }
      }
    }
    return values;
  }

  @Override
  public SheetRows rows() throws IOException, UnreadableFileException {
    return new SheetRows(workbook, sheet, limits, new BitSet(), valueColumns());
  }

  private BitSet valueColumns() {
    BitSet values = new BitSet();
    values.set(valueColumn);
    return values;
  }

  @Override
  public Counts read(RowConsumer consumer) throws IOException, UnreadableFileException {
    FormRow row = new FormRow(labels.fields().size());
    BitSet values = valueColumns();
    // Whether a number is a day depends on the line, not on the column as elsewhere.
    read(row, new BitSet(), values, Pass.ALL);
    read(row, values, new BitSet(), Pass.DATES);
    List<Field> fields = labels.fields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).mark().equals(Optional.of(Mark.PERSON_ID)) && row.start(i) < row.end(i)) {
        stated = Stated.of(unquoted(Whitespace.trimmed(row.text(i))));
        break;
      }
    }
    consumer.accept(row);
    return new Counts(1, new TreeMap<>());
  }

  /** An apostrophe in front says that a spreadsheet must take a number for a text. */
  private static String unquoted(String text) {
    return text.startsWith("'") ? text.substring(1) : text;
  }

  /** Which values are taken. */
  private enum Pass {
    ALL,
    DATES
  }

  private void read(FormRow form, BitSet dates, BitSet texts, Pass pass)
      throws IOException, UnreadableFileException {
    FormLabels.Reading reading = labels.reading();
    try (SheetRows rows = new SheetRows(workbook, sheet, limits, dates, texts)) {
      while (rows.next()) {
        SheetRow row = rows.row();
        if (row.isBlank(labelColumn)) {
          continue;
        }
        FormLabels.Reading.Label label = reading.take(row.cell(labelColumn), row.line());
        boolean blank = row.isBlank(valueColumn);
        switch (label) {
          case FIELD -> {
            int field = reading.field(row.line()).orElseThrow();
            if (pass == Pass.ALL || labels.fields().get(field).kind() == Kind.DATE) {
              form.put(field, row.cell(valueColumn), row.line());
            }
            if (pass == Pass.ALL) {
              notes(row, labels.fields().get(field));
            }
          }
          case TAKEN -> {
            // A heading: with a value it would have been refused.
          }
          case UNKNOWN -> {
            // Without a value it is a heading.
            if (!blank && pass == Pass.ALL) {
              unknown(row.line());
            }
          }
        }
      }
      if (pass == Pass.ALL && rows.hiddenRows() > 0) {
        errors.add(
            DataError.ofTable(
                ErrorType.HIDDEN_ROWS, "Rows: " + rows.hiddenRows() + ".", table().name()));
      }
    }
  }

  private void notes(SheetRow row, Field field) {
    if (!row.hasNotes()) {
      return;
    }
    if (Arrays.stream(row.formulasWithoutValue()).anyMatch(column -> column == valueColumn)) {
      note(ErrorType.FORMULA_NO_VALUE, field, row.line());
    }
    if (Arrays.stream(row.longNumbers()).anyMatch(column -> column == valueColumn)) {
      note(ErrorType.PRECISION_LOST, field, row.line());
    }
  }

  private void note(ErrorType type, Field field, long line) {
    errors.add(DataError.ofCell(type, "", table().name(), line, valueColumn, field.name()));
  }

  /** A label is not quoted: it may be a value. */
  private void unknown(long line) {
    errors.add(
        DataError.ofCell(
            ErrorType.UNKNOWN_COLUMN,
            "It is the label in row " + line + ".",
            table().name(),
            line,
            valueColumn,
            ""));
  }
}
