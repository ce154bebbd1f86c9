package org.tributary.clean;

import java.util.function.LongSupplier;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.errors.Severity;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
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
    /** Nothing stands there, or what programmes write for nothing. */
    BLANK,
    READ,
    /** A value of the field stands there and may be wrong as it would be read; it becomes blank. */
    DOUBTED,
    /** Something else stands there, and what it becomes is blank. */
    UNREADABLE
  }

  /** Whether an apostrophe before a value may belong to it, as in a name. */
  private enum Apostrophe {
    LETTER,
    MARK
  }

  /** Whether it is told that characters which nobody sees stood around a value. */
  private enum Unseen {
    TOLD,
    /** They made no difference between two values. */
    UNTOLD
  }

  /** What the words are that programmes write for nothing. */
  private enum Words {
    NOTHING,
    /** Nothing, unless the field can read them: one of them is a code of its own. */
    NOTHING_UNLESS_READ,
    /** For the reading to say: somebody may be called like that. */
    VALUES
  }

  /** What is made of the values. */
  public enum Use {
    /** Rows, or a comparison with the place of the file. */
    SOMETHING,
    /** Nobody keeps them, so an error in them is information. */
    NOTHING
  }

  private final CellReading reading;
  private final Use use;
  private final Words words;
  private final Apostrophe apostrophe;
  private final Unseen unseen;
  private final boolean mandatory;
  private final Place place;
  private final ErrorLog errors;

  private FieldCheck(CellReading reading, Field field, Use use, Place place, ErrorLog errors) {
    this.reading = reading;
    this.use = use;
    this.words =
        StringReading.isFreeText(field)
            ? Words.VALUES
            : ProgrammeWords.areCodesOf(field) ? Words.NOTHING_UNLESS_READ : Words.NOTHING;
    this.apostrophe = StringReading.isFreeText(field) ? Apostrophe.LETTER : Apostrophe.MARK;
    this.unseen =
        field.kind() == Kind.STRING && !StringReading.isFreeText(field)
            ? Unseen.TOLD
            : Unseen.UNTOLD;
    this.mandatory = field.mandatory();
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
    return compile(table, field, column, returnYear, format, "", errors);
  }

  /**
   * The same where it is known who submits.
   *
   * @param authority its name
   */
  public static FieldCheck compile(
      String table,
      Field field,
      int column,
      int returnYear,
      String format,
      String authority,
      ErrorLog errors) {
    CellReading reading = reading(field, returnYear, format);
    return new FieldCheck(
        field.isOwnAuthority() ? new OwnAuthorityReading(reading, authority) : reading,
        field,
        Use.SOMETHING,
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
      String table,
      Field field,
      String path,
      Use use,
      int returnYear,
      LongSupplier line,
      ErrorLog errors) {
    return new FieldCheck(
        reading(field, returnYear, "xml"),
        field,
        use,
        (type, detail, row) ->
            DataError.ofElement(type, detail, table, field.name(), line.getAsLong(), path),
        errors);
  }

  private static CellReading reading(Field field, int returnYear, String format) {
    return switch (field.kind()) {
      case STRING -> new StringReading(field, format);
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
    boolean unwrapped = false;
    boolean unseenAround = false;
    while (from < to && WhiteSpace.is(characters[from])) {
      unseenAround |= WhiteSpace.isUnseen(characters[from++]);
    }
    while (to > from && WhiteSpace.is(characters[to - 1])) {
      unseenAround |= WhiteSpace.isUnseen(characters[--to]);
    }
    if (from < to && characters[from] == '=' && isWrapped(characters, from, to)) {
      unwrapped = true;
      from += 2;
      to--;
    }
    if (from < to && characters[from] == '\'' && apostrophe == Apostrophe.MARK) {
      unwrapped = true;
      from++;
    }
    while (unwrapped && from < to && WhiteSpace.is(characters[from])) {
      from++;
    }
    while (unwrapped && to > from && WhiteSpace.is(characters[to - 1])) {
      to--;
    }
    if (from == to) {
      out.clear();
      if (mandatory) {
        report(ErrorType.BLANK_MANDATORY, "", line);
      }
      return Cell.BLANK;
    }
    boolean isWord = words != Words.VALUES && ProgrammeWords.isForNothing(characters, from, to);
    Verdict verdict =
        isWord && words == Words.NOTHING
            ? ProgrammeWords.FOR_NOTHING
            : reading.read(characters, from, to, out);
    if (isWord && verdict.cell() == Cell.UNREADABLE) {
      verdict = ProgrammeWords.FOR_NOTHING;
    }
    if ((unwrapped || unseenAround && unseen == Unseen.TOLD)
        && verdict.cell() == Cell.READ
        && !verdict.error().equals(StringReading.UNWRAPPED.error())) {
      report(ErrorType.UNWRAPPED, "", line);
    }
    if (verdict == Verdict.FINE) {
      return Cell.READ;
    }
    ErrorType type = verdict.error().orElseThrow();
    if (errors.keeps(told(type))) {
      report(type, reading.detail(verdict, characters, from, to), line);
    } else {
      errors.count(told(type));
    }
    if (verdict.cell() != Cell.READ) {
      out.clear();
    }
    return verdict.cell();
  }

  /** As {@code ="0012301"}, which programmes write to keep a spreadsheet from taking the zeros. */
  private static boolean isWrapped(char[] characters, int from, int to) {
    if (to - from < 3 || characters[from + 1] != '"' || characters[to - 1] != '"') {
      return false;
    }
    for (int i = from + 2; i < to - 1; i++) {
      if (characters[i] == '"') {
        return false;
      }
    }
    return true;
  }

  /** What the cells so far say of which stands first in a date, the day or the month. */
  public DayOrder dayOrder() {
    return reading.dayOrder();
  }

  /**
   * Whether a date may have been read with day and month exchanged.
   *
   * @param evidence what all dates of the table say of their order
   */
  public boolean isDoubtful(DayOrder evidence) {
    return reading.isDoubtful(evidence);
  }

  /**
   * The cells are going to be read again, from the first; a date of which {@link #isDoubtful} is
   * true becomes blank.
   */
  public void readAgain(DayOrder evidence) {
    reading.readAgain(evidence);
  }

  /** Says what is to be said of the whole column. Called once, after the last row. */
  public void finish() {
    reading
        .columnVerdict()
        .ifPresent(verdict -> report(verdict.error().orElseThrow(), verdict.detail(), 0));
  }

  private void report(ErrorType found, String detail, long line) {
    ErrorType type = told(found);
    if (errors.keeps(type)) {
      errors.add(place.error(type, detail, line));
    } else {
      errors.count(type);
    }
  }

  private ErrorType told(ErrorType found) {
    return use == Use.NOTHING && found.severity() == Severity.ERROR
        ? ErrorType.HEADER_VALUE
        : found;
  }
}
