package org.tributary.demo;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tributary.authority.LocalAuthority;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;

/**
 * Invented files with the mistakes that people and systems make, each with what its sender should
 * be told. Their children are in no other return.
 */
public final class MessyFiles {

  /**
   * One file.
   *
   * @param path below the dataset's folder
   * @param expected what must be reported of this file, read as if it lay in the folder alone, or,
   *     of a corrected version, with the file that it corrects; that a file is the second of its
   *     table and year comes on top
   */
  public record MessyFile(String path, byte[] bytes, Set<ErrorType> expected) {

    public MessyFile {
      bytes = bytes.clone();
      expected = Set.copyOf(expected);
    }

    @Override
    public byte[] bytes() {
      return bytes.clone();
    }
  }

  /** The mistakes. */
  enum Mess {
    DATES_THE_OTHER_WAY_ROUND,
    SEMICOLONS_IN_WINDOWS_1252,
    TITLE_ROWS,
    RAGGED_ROW,
    UNKNOWN_CODE,
    IMPOSSIBLE_VALUES,
    UTF_16,
    NO_YEAR,
    WRONG_EXTENSION,
    EMPTY,
    SUPERSEDED_CODES,
    HEADER_TWICE,
    UNKNOWN_TABLE,
    CORRECTED_VERSION,
    LEFT_BEHIND_BY_A_SYSTEM,
    UNCLOSED_QUOTE
  }

  private static final int A_FEW = 6;

  /** Of the draws the one in which the six authorities configured here make every mistake. */
  private static final long DRAW = 5;

  private static final int CHILDREN = 20;
  private static final int FIRST_NUMBER = 900_000;
  private static final String CRLF = "\r\n";
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private final Dataset dataset;
  private final Ssda903Returns returns;

  /** The return year that most of the files are of. */
  private final int year;

  private MessyFiles(Dataset dataset, LocalAuthority authority) {
    this.dataset = dataset;
    this.year = dataset.newestYear() - 1;
    this.returns =
        new Ssda903Returns(dataset, authority, authority.code().hashCode(), CHILDREN, FIRST_NUMBER);
  }

  /** An authority's own few mistakes; another authority makes others. */
  public static List<MessyFile> of(Dataset dataset, LocalAuthority authority) {
    MessyFiles files = new MessyFiles(dataset, authority);
    List<Mess> drawn = Arrays.asList(Mess.values());
    Collections.shuffle(drawn, InventedReturns.random(authority.code().hashCode(), DRAW));
    List<MessyFile> some = new ArrayList<>();
    drawn.subList(0, A_FEW).forEach(mess -> some.addAll(files.made(mess)));
    return some;
  }

  /** Every mistake there is. */
  public static List<MessyFile> everyKind(Dataset dataset, LocalAuthority authority) {
    MessyFiles files = new MessyFiles(dataset, authority);
    return Arrays.stream(Mess.values()).flatMap(mess -> files.made(mess).stream()).toList();
  }

  /** The files of one mistake; a correction comes with the file that it corrects. */
  static List<MessyFile> of(Dataset dataset, LocalAuthority authority, Mess mess) {
    return new MessyFiles(dataset, authority).made(mess);
  }

  private List<MessyFile> made(Mess mess) {
    return switch (mess) {
      case DATES_THE_OTHER_WAY_ROUND ->
          List.of(
              file(
                  "reviews " + year + " from the new system.csv",
                  sheet("reviews", year).withDates(DateTimeFormatter.ISO_LOCAL_DATE).utf8()));
      case SEMICOLONS_IN_WINDOWS_1252 ->
          List.of(
              file(
                  "header " + year + " with names.csv",
                  sheet("header", year)
                      .withColumn("Forename", "Zoë")
                      .withColumn("Surname", "O’Invented")
                      .bytes(';', WINDOWS_1252),
                  ErrorType.READ_AS,
                  ErrorType.UNKNOWN_COLUMN));
      case TITLE_ROWS ->
          List.of(
              file(
                  "header_" + year + "_printed.csv",
                  bytes(
                      "Return of looked after children"
                          + CRLF
                          + "Printed for checking"
                          + CRLF
                          + sheet("header", year).text(',')),
                  ErrorType.TITLE_ROWS_SKIPPED));
      case RAGGED_ROW ->
          List.of(
              file(
                  "episodes " + year + " edited.csv",
                  bytes(
                      withSecondRow(sheet("episodes", year).text(','), row -> row + ",extra,cell")),
                  ErrorType.RAGGED_ROW));
      case UNKNOWN_CODE ->
          List.of(
              file(
                  "episodes_" + year + "_old_codes.csv",
                  sheet("episodes", year).withCell(1, "PLACE", "Q9").utf8(),
                  ErrorType.UNKNOWN_CODE));
      case IMPOSSIBLE_VALUES ->
          List.of(
              file(
                  "episodes_" + year + "_typed_by_hand.csv",
                  sheet("episodes", year)
                      .withCell(0, "DECOM", "31/02/" + year)
                      .withCell(1, "RNE", "")
                      .withCell(2, "PL_POST", "not known")
                      .utf8(),
                  ErrorType.NOT_A_DATE,
                  ErrorType.BLANK_MANDATORY,
                  ErrorType.NOT_A_POSTCODE));
      case UTF_16 ->
          List.of(
              file(
                  "header_" + year + "_unicode.csv",
                  sheet("header", year).bytes('\t', StandardCharsets.UTF_16),
                  ErrorType.READ_AS));
      case NO_YEAR ->
          List.of(
              file(
                  "header final version.csv",
                  sheet("header", year).utf8(),
                  ErrorType.MISSING_YEAR));
      case WRONG_EXTENSION ->
          List.of(
              file(
                  "header_" + year + "_scan.csv",
                  bytes("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"),
                  ErrorType.UNREADABLE));
      case EMPTY ->
          List.of(file("missing_" + year + "_nothing.csv", new byte[0], ErrorType.EMPTY_FILE));
      case SUPERSEDED_CODES ->
          List.of(
              file(
                  "header_" + dataset.newestYear() + "_old_system.csv",
                  sheet("header", dataset.newestYear()).withReplacedCodes().utf8(),
                  ErrorType.SUPERSEDED_CODE));
      case HEADER_TWICE ->
          List.of(
              file(
                  "header_" + year + "_merged.csv",
                  sheet("header", year).withColumn("DOB", "01/01/2015").utf8(),
                  ErrorType.AMBIGUOUS_HEADER));
      case UNKNOWN_TABLE ->
          List.of(
              file(
                  "staff_" + year + ".csv",
                  bytes("Team,Desk,Telephone" + CRLF + "Duty,4,none" + CRLF),
                  ErrorType.UNIDENTIFIED_TABLE));
      case CORRECTED_VERSION -> {
        Sheet first = sheet("header", year - 1);
        yield List.of(
            file("header_" + (year - 1) + "_to_check.csv", first.utf8()),
            file(
                "header_" + (year - 1) + "_to_check_v2.csv",
                first.withCell(0, "ETHNIC", "NOBT").utf8(),
                ErrorType.SUPERSEDED));
      }
      case LEFT_BEHIND_BY_A_SYSTEM ->
          List.of(
              file(
                  ".DS_Store",
                  new byte[] {0, 0, 0, 1, 'B', 'u', 'd', '1'},
                  ErrorType.FILE_IGNORED));
      case UNCLOSED_QUOTE ->
          List.of(
              file(
                  "header_" + year + "_with_notes.csv",
                  bytes(
                      withSecondRow(
                          sheet("header", year).text(','),
                          row -> row.substring(0, row.lastIndexOf(',') + 1) + "\"see note")),
                  ErrorType.RAGGED_ROW));
    };
  }

  private static MessyFile file(String path, byte[] bytes, ErrorType... expected) {
    return new MessyFile(path, bytes, Set.of(expected));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String withSecondRow(String text, UnaryOperator<String> change) {
    String[] lines = text.split(CRLF);
    lines[2] = change.apply(lines[2]);
    return String.join(CRLF, lines) + CRLF;
  }

  private Sheet sheet(String table, int returnYear) {
    List<Field> fields = InventedReturns.table(dataset, table).fieldsIn(returnYear);
    List<List<String>> rows = new ArrayList<>();
    rows.add(fields.stream().map(Field::name).toList());
    rows.addAll(returns.rows(table, returnYear));
    return new Sheet(fields, returnYear, rows);
  }

  /** A table while it is being messed up; the first of the rows is the headers. */
  private record Sheet(List<Field> fields, int returnYear, List<List<String>> rows) {

    Sheet withCell(int row, String field, String value) {
      int column = rows.get(0).indexOf(field);
      return changed((at, cells) -> at == row + 1 ? replaced(cells, column, value) : cells);
    }

    Sheet withColumn(String header, String value) {
      return changed(
          (at, cells) -> {
            List<String> longer = new ArrayList<>(cells);
            longer.add(at == 0 ? header : value);
            return longer;
          });
    }

    Sheet withDates(DateTimeFormatter format) {
      return changed(
          (at, cells) -> {
            List<String> other = new ArrayList<>(cells);
            for (int i = 0; i < fields.size(); i++) {
              Field field = fields.get(i);
              if (at > 0 && field.kind() == Kind.DATE && !cells.get(i).isEmpty()) {
                LocalDate day = LocalDate.parse(cells.get(i), InventedReturns.written(field));
                other.set(i, format.format(day));
              }
            }
            return other;
          });
    }

    /** Each code that took the place of an older one is written as that older one. */
    Sheet withReplacedCodes() {
      return changed(
          (at, cells) -> {
            List<String> older = new ArrayList<>(cells);
            for (int i = 0; i < fields.size() && at > 0; i++) {
              String code = cells.get(i);
              int column = i;
              fields.get(i).codes().stream()
                  .filter(old -> old.successor().filter(code::equals).isPresent())
                  .map(Code::code)
                  .findFirst()
                  .ifPresent(old -> older.set(column, old));
            }
            return older;
          });
    }

    byte[] utf8() {
      return bytes(',', StandardCharsets.UTF_8);
    }

    byte[] bytes(char separator, Charset charset) {
      return text(separator).getBytes(charset);
    }

    String text(char separator) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      try (CsvWriter csv =
          CsvWriter.builder().fieldSeparator(separator).build(text, StandardCharsets.UTF_8)) {
        rows.forEach(csv::writeRecord);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      return text.toString(StandardCharsets.UTF_8);
    }

    @FunctionalInterface
    private interface Change {
      List<String> of(int row, List<String> cells);
    }

    private Sheet changed(Change change) {
      List<List<String>> others = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        others.add(change.of(i, rows.get(i)));
      }
      return new Sheet(fields, returnYear, others);
    }

    private static List<String> replaced(List<String> cells, int column, String value) {
      List<String> other = new ArrayList<>(cells);
      other.set(column, value);
      return other;
    }
  }
}
