package org.tributary.clean;

import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.errors.Severity;
import org.tributary.schema.Field;
import org.tributary.submission.CellText;

/**
 * Reads and checks the cells of one field of one file. Made once per file; used by one thread. A
 * cell that cannot be read becomes blank and gives one error, which never holds anything of it.
 */
public final class FieldCheck {

  private final CellReading reading;
  private final boolean mandatory;
  private final String table;
  private final String field;
  private final int column;
  private final ErrorLog errors;

  private FieldCheck(
      CellReading reading,
      boolean mandatory,
      String table,
      String field,
      int column,
      ErrorLog errors) {
    this.reading = reading;
    this.mandatory = mandatory;
    this.table = table;
    this.field = field;
    this.column = column;
    this.errors = errors;
  }

  /**
   * @param column the field's place in the file, 0 for A
   * @param format the file's: {@code csv}, {@code xlsx} or {@code xml}; day numbers of a
   *     spreadsheet are dates in an XLSX only
   */
  public static FieldCheck compile(
      String table, Field field, int column, int returnYear, String format, ErrorLog errors) {
    CellReading reading =
        switch (field.kind()) {
          case STRING -> new StringReading(field);
          case CATEGORY -> new CategoryReading(field, returnYear);
          case DATE -> new DateReading(field, returnYear, format.equals("xlsx"));
          case TIME -> new TimeReading(field);
          case INTEGER -> new IntegerReading(field);
          case DECIMAL -> new DecimalReading(field);
          case AGE -> new AgeReading(field);
          case POSTCODE -> new PostcodeReading();
        };
    return new FieldCheck(reading, field.mandatory(), table, field.name(), column, errors);
  }

  /**
   * Reads one cell.
   *
   * @param line the row as a person counts it
   * @param out takes what the cell becomes; may go on showing {@code characters}
   */
  public void clean(char[] characters, int start, int end, long line, CellText out) {
    int from = start;
    int to = end;
    while (from < to && WhiteSpace.is(characters[from])) {
      from++;
    }
    while (to > from && WhiteSpace.is(characters[to - 1])) {
      to--;
    }
    if (from == to) {
      out.clear();
      if (mandatory) {
        report(ErrorType.BLANK_MANDATORY, "", line);
      }
      return;
    }
    Verdict verdict = reading.read(characters, from, to, out);
    if (verdict != Verdict.FINE) {
      ErrorType type = verdict.error().orElseThrow();
      if (type.severity() == Severity.ERROR) {
        out.clear();
      }
      if (errors.keeps(type)) {
        report(type, reading.detail(verdict, characters, from, to), line);
      } else {
        errors.count(type);
      }
    }
  }

  /** Says what is to be said of the whole column. Called once, after the last row. */
  public void finish() {
    reading
        .columnVerdict()
        .ifPresent(verdict -> report(verdict.error().orElseThrow(), verdict.detail(), 0));
  }

  private void report(ErrorType type, String detail, long line) {
    if (errors.keeps(type)) {
      errors.add(DataError.ofCell(type, detail, table, line, column, field));
    } else {
      errors.count(type);
    }
  }
}
