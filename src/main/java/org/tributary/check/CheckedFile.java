package org.tributary.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tributary.authority.LocalAuthority;
import org.tributary.enrich.Enrichment;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.read.Stated;
import org.tributary.read.SubmittedTable;
import org.tributary.read.UnreadableFileException;
import org.tributary.report.FileReport.TableReport;
import org.tributary.schema.Term;
import org.tributary.submission.NamedContent;
import org.tributary.submission.Period;

/**
 * One file: opened, its tables found, and whether it says of itself what its place says. Used once,
 * by one thread at a time.
 */
public final class CheckedFile {

  /** Opens the file and finds its tables. */
  @FunctionalInterface
  public interface Opening {
    List<SubmittedTable> open() throws IOException, UnreadableFileException;
  }

  private final LocalAuthority authority;
  private final Period period;
  private final Optional<NamedContent> content;
  private final Function<String, Optional<Kept>> kept;
  private final ErrorLog errors;
  private final List<CheckedTable> tables = new ArrayList<>();
  private final List<Integer> begins = new ArrayList<>();

  /**
   * @param authority in whose folder it lies
   * @param content what its name says that it holds, where it tells of one child
   * @param kept by table, what the signed uses need of its rows
   */
  public CheckedFile(
      LocalAuthority authority,
      Period period,
      Optional<NamedContent> content,
      Function<String, Optional<Kept>> kept,
      ErrorLog errors) {
    this.authority = authority;
    this.period = period;
    this.content = content;
    this.kept = kept;
    this.errors = errors;
  }

  /**
   * Finds out the tables.
   *
   * @return those to go on with; none where the errors say why
   */
  public List<CheckedTable> open(Opening opening) throws IOException, UnreadableFileException {
    for (SubmittedTable table : opening.open()) {
      tables.add(
          new CheckedTable(
              table, period.year(), authority.name(), kept.apply(table.table().name()), errors));
    }
    if (contradictsItsPlace()) {
      tables.clear();
    }
    return List.copyOf(tables);
  }

  /**
   * Checks all that the file holds.
   *
   * @param onward is handed the rows that stay, which must be forgotten where there is no report
   * @return what became of the rows, by table; none where the errors say why
   */
  public List<TableReport> check(Opening opening, CheckedTable.Onward onward)
      throws IOException, UnreadableFileException {
    Map<String, TableReport> reports = new LinkedHashMap<>();
    open(opening).forEach(CheckedTable::prepare);
    for (CheckedTable table : tables) {
      begins.add(errors.kept().size());
      reports.merge(table.name(), table.check(onward), TableReport::and);
    }
    return contradictsItsPlace() ? List.of() : List.copyOf(reports.values());
  }

  /** For each table checked so far, how many errors had been kept before its rows. */
  public List<Integer> begins() {
    return List.copyOf(begins);
  }

  /** What the error report says of a file that reading ended for its content. */
  public static DataError errorOf(Throwable reason) {
    return DataError.ofFile(
        ErrorType.UNREADABLE, Optional.ofNullable(reason.getMessage()).orElse("it cannot be read"));
  }

  /** Whether the file says another year or authority than the folder it lies in; it is reported. */
  public boolean contradictsItsPlace() {
    boolean contradicts = false;
    for (CheckedTable table : tables) {
      Stated stated = table.stated();
      contradicts |= content.filter(named -> contradicts(named, table, stated)).isPresent();
      for (int year : stated.years()) {
        if (year != period.year()) {
          contradicts = true;
          errors.add(
              DataError.ofFile(
                  ErrorType.WRONG_YEAR,
                  "The file says " + year + ", its place " + period.year() + "."));
        }
      }
      for (int year : stated.referenceYears()) {
        if (year != period.year() && !stated.years().contains(year)) {
          contradicts = true;
          errors.add(
              DataError.ofFile(
                  ErrorType.WRONG_YEAR,
                  "Its reference date says " + year + ", its place " + period.year() + "."));
        }
      }
      for (String written : stated.terms()) {
        Optional<String> term = Term.written(written).map(Term::word);
        if (term.isPresent() && !term.equals(period.term())) {
          contradicts = true;
          errors.add(
              DataError.ofFile(
                  ErrorType.WRONG_TERM,
                  "The file says "
                      + term.get()
                      + ", its place "
                      + period.term().orElse("no term")
                      + "."));
        }
      }
      for (String code : stated.authorities()) {
        // An authority may be known here by letters and in its returns by a number.
        if (!code.equals(authority.code()) && isNumber(code) == isNumber(authority.code())) {
          contradicts = true;
          errors.add(
              DataError.ofFile(
                  ErrorType.WRONG_AUTHORITY,
                  "The file says " + code + ", its place " + authority.code() + "."));
        }
      }
    }
    return contradicts;
  }

  /** Whether the file holds another table than its name says, or tells of another child. */
  private boolean contradicts(NamedContent named, CheckedTable table, Stated stated) {
    if (!named.table().equals(table.name())) {
      errors.add(
          DataError.ofTable(
              ErrorType.UNIDENTIFIED_TABLE,
              "The name says " + named.table() + ", the content is " + table.name() + ".",
              table.name()));
      return true;
    }
    String identifier = Enrichment.identifier(named.identifier());
    boolean other =
        stated.identifiers().stream()
            .anyMatch(written -> !Enrichment.identifier(written).equals(identifier));
    if (other) {
      errors.add(DataError.ofTable(ErrorType.WRONG_IDENTIFIER, "", table.name()));
    }
    return other;
  }

  private static boolean isNumber(String code) {
    return code.chars().allMatch(letter -> letter >= '0' && letter <= '9');
  }
}
