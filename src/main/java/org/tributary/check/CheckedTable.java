package org.tributary.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tributary.clean.DayOrder;
import org.tributary.clean.FieldCheck;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.read.Row;
import org.tributary.read.Stated;
import org.tributary.read.SubmittedDocument;
import org.tributary.read.SubmittedTable;
import org.tributary.read.UnreadableFileException;
import org.tributary.report.FileReport.TableReport;
import org.tributary.schema.Document.Part;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Says;
import org.tributary.submission.CellText;

/**
 * One table of a file, its rows checked one by one: every cell against its field, then whether it
 * is a row at all, whether it can be told from others, and whether any use keeps it. What stays is
 * handed on; of all others the error log says why. Whoever checks a file, in a region or before
 * uploading, does it by this class.
 */
public final class CheckedTable {

  /** Takes the rows that stay, one at a time. */
  @FunctionalInterface
  public interface Onward {

    /**
     * @param cells the cleaned values, in the order of the fields; valid until the next row
     * @param unread the names of the fields that held something which could not be read, each
     *     between semicolons
     * @param line the line that a person sees
     */
    void accept(CellText[] cells, CellText unread, long line) throws IOException;

    /** The rows handed over so far must be forgotten: all are read again, in another way. */
    default void startAgain() throws IOException {}
  }

  /** The field has no column in the file. */
  private static final int NO_COLUMN = -1;

  /** The field is not among those that authorities submit in the return year. */
  public static final int NOT_SUBMITTED = -1;

  private static final String ONE_TEXT_AT_MOST =
      "It holds nothing that can be read but at most one text.";

  private final SubmittedTable submitted;
  private final String name;
  private final int returnYear;
  private final String authority;
  private final List<Field> fields;
  private final int[] columns;
  private final int[] needs;
  private final List<Said> said;
  private final Optional<Kept> kept;
  private final ErrorLog errors;

  private final List<FieldCheck> checks = new ArrayList<>();

  /** A field that says something of the whole file, and what its rows said. */
  private record Said(Says what, int place, SortedSet<String> values) {}

  /** A field whose blank removes the row: where it is looked at, and where it is reported. */
  private record Removal(int input, int column, String output) {}

  /**
   * @param authority the name of the one in whose folder it lies
   * @param kept what the signed uses need of the table's rows; empty where none keeps any of it
   */
  public CheckedTable(
      SubmittedTable submitted,
      int returnYear,
      String authority,
      Optional<Kept> kept,
      ErrorLog errors) {
    this.submitted = submitted;
    this.name = submitted.table().name();
    this.returnYear = returnYear;
    this.authority = authority;
    this.fields = submitted.table().fieldsIn(returnYear);
    this.columns = submitted.columns();
    this.needs =
        submitted.table().rowNeeds().stream()
            .mapToInt(this::placeOf)
            .filter(place -> place != NOT_SUBMITTED && columns[place] != NO_COLUMN)
            .toArray();
    this.said =
        submitted.table().says().entrySet().stream()
            .map(one -> new Said(one.getKey(), placeOf(one.getValue()), new TreeSet<>()))
            .filter(one -> one.place() != NOT_SUBMITTED)
            .toList();
    this.kept = kept;
    this.errors = errors;
  }

  public String name() {
    return name;
  }

  /** Prepares what is checked, field by field; no row is touched. */
  public void prepare() {
    if (submitted instanceof SubmittedDocument document) {
      for (Part element : document.elements()) {
        Field field = element.field().orElseThrow().named(element.name());
        checks.add(
            FieldCheck.compileElement(
                name,
                field,
                element.path(),
                document.table().document().orElseThrow().isUsed(element.path())
                    ? FieldCheck.Use.SOMETHING
                    : FieldCheck.Use.NOTHING,
                returnYear,
                document::line,
                errors));
      }
      return;
    }
    String format = submitted.format();
    for (int i = 0; i < fields.size(); i++) {
      checks.add(
          FieldCheck.compile(
              name,
              fields.get(i),
              submitted.place(columns[i]),
              returnYear,
              format,
              authority,
              errors));
    }
  }

  private SubmittedTable.Counts read(Rows rows) throws IOException, UnreadableFileException {
    if (submitted instanceof SubmittedDocument document) {
      FieldCheck[] elements = checks.toArray(FieldCheck[]::new);
      return document.read(
          (element, characters, start, end, out) ->
              elements[element].clean(characters, start, end, 0, out),
          rows::acceptCleaned);
    }
    return submitted.read(rows::accept);
  }

  /** A field's place among those submitted, or {@link #NOT_SUBMITTED}. */
  public int placeOf(String field) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(field)) {
        return i;
      }
    }
    return NOT_SUBMITTED;
  }

  /** The place of the birth date that goes with a field. */
  public int birthDatePlace(int own) {
    if (own != NOT_SUBMITTED && fields.get(own).isBirthDate()) {
      return own;
    }
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).isBirthDate()) {
        return i;
      }
    }
    throw new IllegalStateException("school_year needs a birth date in the same table");
  }

  /** The place of the postcode from which another field is made. */
  public int postcodePlace() {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).kind() == Kind.POSTCODE) {
        return i;
      }
    }
    throw new IllegalStateException("postcode_la_lookup needs a postcode in the same table");
  }

  /** What the file says of itself, as far as it is read. */
  Stated stated() {
    return said.isEmpty() ? submitted.stated() : saidOfTheFile();
  }

  private Stated saidOfTheFile() {
    SortedSet<Integer> years = new TreeSet<>();
    said(Says.YEAR).forEach(year -> years.add(Integer.valueOf(year)));
    return Stated.ofRows(years, said(Says.TERM), said(Says.AUTHORITY));
  }

  private SortedSet<String> said(Says what) {
    return said.stream()
        .filter(one -> one.what() == what)
        .flatMap(one -> one.values().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Checks the rows, once, and hands on those that stay; where it throws, they must be forgotten.
   *
   * @return what became of them
   */
  public TableReport check(Onward onward) throws IOException, UnreadableFileException {
    ErrorLog.Mark before = errors.mark();
    Rows rows = new Rows(onward);
    SubmittedTable.Counts counts = read(rows);
    // Only the last row tells whether the first date may have day and month exchanged.
    DayOrder evidence =
        checks.stream().map(FieldCheck::dayOrder).reduce(DayOrder.UNKNOWN, DayOrder::and);
    if (checks.stream().anyMatch(check -> check.isDoubtful(evidence))) {
      errors.backTo(before);
      onward.startAgain();
      checks.forEach(check -> check.readAgain(evidence));
      rows = new Rows(onward);
      counts = read(rows);
    }
    checks.forEach(FieldCheck::finish);
    SortedMap<ErrorType, Long> removed = new TreeMap<>(counts.removed());
    note(removed, ErrorType.KEY_MISSING, rows.keyMissing);
    note(removed, ErrorType.NOT_A_ROW, rows.notARow);
    note(removed, ErrorType.ROW_REMOVED, rows.removedByRule);
    if (kept.isEmpty()) {
      errors.add(DataError.ofTable(ErrorType.NOT_SHARED, "Rows: " + rows.notShared + ".", name));
      note(removed, ErrorType.NOT_SHARED, rows.notShared);
    }
    if (counts.read() == 0 && !hasNoDataRows()) {
      errors.add(DataError.ofTable(ErrorType.NO_DATA_ROWS, "", name));
    }
    return new TableReport(name, counts.read(), rows.stayed, removed);
  }

  private static void note(SortedMap<ErrorType, Long> removed, ErrorType reason, long rows) {
    if (rows > 0) {
      removed.merge(reason, rows, Long::sum);
    }
  }

  /** Whether the reader has said so already. */
  private boolean hasNoDataRows() {
    return errors.kept().stream()
        .anyMatch(error -> error.type() == ErrorType.NO_DATA_ROWS && error.table().equals(name));
  }

  private Removal[] removals() {
    return kept.map(Kept::needed).orElse(List.of()).stream()
        .flatMap(
            needed -> {
              int own = placeOf(needed.field());
              int input =
                  switch (needed.from()) {
                    case FIELD -> own;
                    case BIRTH_DATE -> birthDatePlace(own);
                  };
              // What nobody submits is made later, and removes nothing here.
              return input == NOT_SUBMITTED
                  ? Stream.of()
                  : Stream.of(
                      new Removal(
                          input,
                          own == NOT_SUBMITTED ? NO_COLUMN : submitted.place(columns[own]),
                          needed.output()));
            })
        .toArray(Removal[]::new);
  }

  /** Takes the rows, one at a time. */
  private final class Rows {

    private final Onward onward;
    private final boolean isShared = kept.isPresent();
    private final Removal[] removals = removals();
    private final FieldCheck[] checking = checks.toArray(FieldCheck[]::new);
    private final CellText[] cells = new CellText[fields.size()];
    private final boolean[] isText = new boolean[fields.size()];
    private final CellText unreadFields = new CellText();

    private long stayed;
    private long keyMissing;
    private long notARow;
    private long removedByRule;
    private long notShared;

    Rows(Onward onward) {
      this.onward = onward;
      for (int i = 0; i < cells.length; i++) {
        cells[i] = new CellText();
        isText[i] =
            switch (fields.get(i).kind()) {
              case STRING, CATEGORY -> true;
              case DATE, TIME, INTEGER, DECIMAL, AGE, POSTCODE -> false;
            };
      }
    }

    void accept(Row row) throws IOException {
      char[] characters = row.characters();
      int texts = 0;
      int others = 0;
      unreadFields.clear();
      errors.beginRow();
      for (int i = 0; i < checking.length; i++) {
        int column = columns[i];
        if (column != NO_COLUMN) {
          FieldCheck.Cell cell =
              checking[i].clean(
                  characters, row.start(column), row.end(column), row.line(column), cells[i]);
          if (cell == FieldCheck.Cell.UNREADABLE || cell == FieldCheck.Cell.DOUBTED) {
            unreadFields.append(';');
            unreadFields.append(fields.get(i).name());
            unreadFields.append(';');
            // A total or a footer holds no date, however it is written.
            others += cell == FieldCheck.Cell.DOUBTED ? 1 : 0;
          } else if (cell == FieldCheck.Cell.READ && isText[i]) {
            texts++;
          } else if (cell == FieldCheck.Cell.READ) {
            others++;
          }
        }
      }
      if (needs.length > 0 && texts <= 1 && others == 0) {
        errors.forgetRow();
        notARow++;
        if (errors.keeps(ErrorType.NOT_A_ROW)) {
          errors.add(DataError.ofRow(ErrorType.NOT_A_ROW, ONE_TEXT_AT_MOST, name, row.line()));
        } else {
          errors.count(ErrorType.NOT_A_ROW);
        }
        return;
      }
      errors.endRow();
      judge(row.line());
    }

    /** A row whose cells were cleaned where they were read. */
    void acceptCleaned(Row row) throws IOException {
      char[] characters = row.characters();
      for (int i = 0; i < cells.length; i++) {
        cells[i].lend(characters, row.start(columns[i]), row.end(columns[i]));
      }
      judge(row.line());
    }

    private void judge(long line) throws IOException {
      for (int i = 0; i < said.size(); i++) {
        CellText cell = cells[said.get(i).place()];
        if (!cell.isEmpty()) {
          said.get(i).values().add(cell.toString());
        }
      }
      for (int need : needs) {
        if (cells[need].isEmpty()) {
          keyMissing++;
          reportMissing(need, line);
          return;
        }
      }
      if (!isShared) {
        notShared++;
        return;
      }
      for (Removal removal : removals) {
        if (cells[removal.input()].isEmpty()) {
          removedByRule++;
          reportRemoval(removal, line);
          return;
        }
      }
      onward.accept(cells, unreadFields, line);
      stayed++;
    }

    private void reportMissing(int first, long line) {
      if (!errors.keeps(ErrorType.KEY_MISSING)) {
        errors.count(ErrorType.KEY_MISSING);
        return;
      }
      String others =
          IntStream.of(needs)
              .filter(need -> need != first && cells[need].length() == 0)
              .mapToObj(need -> fields.get(need).name())
              .collect(Collectors.joining(", "));
      String detail = others.isEmpty() ? "" : "It lacks as well: " + others + ".";
      String field = fields.get(first).name();
      errors.add(
          submitted instanceof SubmittedDocument
              ? DataError.ofElement(ErrorType.KEY_MISSING, detail, name, field, line, "")
              : DataError.ofCell(
                  ErrorType.KEY_MISSING,
                  detail,
                  name,
                  line,
                  submitted.place(columns[first]),
                  field));
    }

    private void reportRemoval(Removal removal, long line) {
      if (errors.keeps(ErrorType.ROW_REMOVED)) {
        errors.add(
            DataError.ofCell(
                ErrorType.ROW_REMOVED, "", name, line, removal.column(), removal.output()));
      } else {
        errors.count(ErrorType.ROW_REMOVED);
      }
    }
  }
}
