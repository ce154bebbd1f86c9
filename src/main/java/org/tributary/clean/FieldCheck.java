package org.tributary.clean;

import java.util.function.LongSupplier;
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

  /** Where the field's values stand, for errors. */
  @FunctionalInterface
  private interface Place {
    DataError error(ErrorType type, String detail, long line);
  }

  /** What a cell turned out to be. */
  public enum Cell {
    BLANK,
    READ,
    /** Something stands there, and what it becomes is blank. */
    UNREADABLE
  }

  private final CellReading reading;
  private final boolean mandatory;
  private final Place place;
  private final ErrorLog errors;

  private FieldCheck(CellReading reading, boolean mandatory, Place place, ErrorLog errors) {
    this.reading = reading;
    this.mandatory = mandatory;
    this.place = place;
    this.errors = errors;
  }

  /**
   * @param column the field's place in the file, 0 for A
   * @param format the file's: {@code csv}, {@code xlsx} or {@code xml}; day numbers of a
   *     spreadsheet are dates in an XLSX only
   */
  public static FieldCheck compile(
      String table, Field field, int column, int returnYear, String format, ErrorLog errors) {
    return new FieldCheck(
        reading(field, returnYear, format),
        field.mandatory(),
        (type, detail, line) -> DataError.ofCell(type, detail, table, line, column, field.name()),
        errors);
  }

  /**
   * The same for an element of an XML document.
   *
   * @param path of the element's names
   * @param line the line of the element that is being read; asked only where there is an error
   */
  public static FieldCheck compileElement(
      String table, Field field, String path, int returnYear, LongSupplier line, ErrorLog errors) {
    return new FieldCheck(
        reading(field, returnYear, "xml"),
        field.mandatory(),
        (type, detail, row) ->
            DataError.ofElement(type, detail, table, field.name(), line.getAsLong(), path),
        errors);
  }

  private static CellReading reading(Field field, int returnYear, String format) {
    return switch (field.kind()) {
      case STRING -> new StringReading(field);
      case CATEGORY -> new CategoryReading(field, returnYear);
      case DATE -> new DateReading(field, returnYear, format);
      case TIME -> new TimeReading(field);
      case INTEGER -> new IntegerReading(field);
      case DECIMAL -> new DecimalReading(field);
      case AGE -> new AgeReading(field);
      case POSTCODE -> new PostcodeReading();
    };
  }

  /**
   * Reads one cell.
   *
   * @param line the row as a person counts it
   * @param out takes what the cell becomes; may go on showing {@code characters}
   */
  public Cell clean(char[] characters, int start, int end, long line, CellText out) {
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
      return Cell.BLANK;
    }
    Verdict verdict = reading.read(characters, from, to, out);
    if (verdict == Verdict.FINE) {
      return Cell.READ;
    }
    ErrorType type = verdict.error().orElseThrow();
    if (errors.keeps(type)) {
      report(type, reading.detail(verdict, characters, from, to), line);
    } else {
      errors.count(type);
    }
    if (type.severity() != Severity.ERROR) {
      return Cell.READ;
    }
    out.clear();
    return Cell.UNREADABLE;
  }

  /** Says what is to be said of the whole column. Called once, after the last row. */
  public void finish() {
    reading
        .columnVerdict()
        .ifPresent(verdict -> report(verdict.error().orElseThrow(), verdict.detail(), 0));
  }

  private void report(ErrorType type, String detail, long line) {
    if (errors.keeps(type)) {
      errors.add(place.error(type, detail, line));
    } else {
      errors.count(type);
    }
  }
}
