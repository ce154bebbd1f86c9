package org.tributary.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;

/** Finds out what a CSV file is: its separator, where its headers stand, and whose they are. */
final class CsvOpening {

  private static final List<Character> DELIMITERS = List.of(',', ';', '\t');

  /** What some programmes write between cells, and nobody reads. */
  private static final List<String> OTHER_SEPARATORS =
      List.of("|", "^", "~", ":", "!", "#", "¬", "¦", "§", "\u001f");

  /** What a database's own programme prints below the headers. */
  private static final Pattern DASHES = Pattern.compile("-+( +-+)+");

  /** Headers stand within so many rows; above them are titles. */
  private static final int ROWS_LOOKED_AT = 20;

  /** So many rows tell whether a program ends every row with empty cells. */
  private static final int ROWS_COMPARED = 8;

  /** What Excel writes and reads as the first line, to say what separates the cells. */
  private static final Pattern SEPARATOR_LINE =
      Pattern.compile(
          "\"?sep=([^\\p{Alnum}\"\\s]|\\t)\"?[\\r\\n].*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final TextFile file;
  private final Limits limits;
  private final Headers headers;
  private final int returnYear;
  private final ErrorLog errors;

  private Optional<Headers.Match> closest = Optional.empty();
  private Optional<String> otherSeparator = Optional.empty();

  CsvOpening(TextFile file, Dataset dataset, int returnYear, Limits limits, ErrorLog errors) {
    this.file = file;
    this.limits = limits;
    this.headers = new Headers(dataset, returnYear);
    this.returnYear = returnYear;
    this.errors = errors;
  }

  /** The table in the file; empty, with the reason in the log, where there is none to read. */
  Optional<SubmittedTable> table() throws IOException, UnreadableFileException {
    Optional<Character> said = separatorLine();
    Optional<UnreadableFileException> trouble = Optional.empty();
    for (Separation separation : separations(said)) {
      if (separation.quoting() == Quoting.LINES && closest.isPresent()) {
        break;
      }
      CsvText text =
          new CsvText(
              file, separation.quoting(), separation.delimiter(), said.isPresent() ? 1 : 0, limits);
      try (CsvRows rows = text.rows()) {
        Look look = look(rows);
        if (look == Look.BLANK_HEADERS) {
          errors.add(DataError.ofFile(ErrorType.BLANK_HEADERS, ""));
          return Optional.empty();
        }
        if (look == Look.FOUND) {
          return found(text, rows);
        }
      } catch (UnreadableFileException wrongDelimiterOrFile) {
        trouble = trouble.isPresent() ? trouble : Optional.of(wrongDelimiterOrFile);
      }
    }
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    errors.add(
        DataError.ofTable(
            ErrorType.UNIDENTIFIED_TABLE,
            whatIsMissing(),
            closest.map(match -> match.table().name()).orElse("")));
    return Optional.empty();
  }

  private record Separation(Quoting quoting, char delimiter) {}

  /** The ways in which the cells may be separated, the usual ones first. */
  private static List<Separation> separations(Optional<Character> said) {
    List<Separation> separations = new ArrayList<>();
    for (Quoting quoting : Quoting.values()) {
      said.map(List::of)
          .orElse(DELIMITERS)
          .forEach(delimiter -> separations.add(new Separation(quoting, delimiter)));
    }
    return separations;
  }

  private enum Look {
    FOUND,
    BLANK_HEADERS,
    NOTHING
  }

  private Optional<Character> separatorLine() throws IOException {
    try (Lines text = new Lines(file.open())) {
      Matcher line = SEPARATOR_LINE.matcher(text.peek(16));
      return line.matches() ? Optional.of(line.group(1).charAt(0)) : Optional.empty();
    }
  }

  /** Reads on until the headers of a table. */
  private Look look(CsvRows rows) throws IOException, UnreadableFileException {
    while (rows.line() < ROWS_LOOKED_AT) {
      switch (rows.next()) {
        case ROW -> {
          Optional<Headers.Match> match = headers.match(rows.row());
          if (match.isPresent() && match.get().isComplete()) {
            closest = match;
            return Look.FOUND;
          }
          if (match.map(Headers.Match::matched).orElse(0)
              > closest.map(Headers.Match::matched).orElse(0)) {
            closest = match;
          }
          if (otherSeparator.isEmpty()) {
            otherSeparator = otherSeparator(rows.row());
          }
        }
        case BLANK -> {
          if (rows.line() == 1) {
            return Look.BLANK_HEADERS;
          }
        }
        case BROKEN -> {}
        case END -> {
          return Look.NOTHING;
        }
      }
    }
    return Look.NOTHING;
  }

  /** What seems to stand between the cells of a row that no separator of ours divides. */
  private Optional<String> otherSeparator(CsvRow row) {
    String line = Whitespace.trimmed(row.cell(0));
    if (row.cells() > 1 || line.isEmpty()) {
      return Optional.empty();
    }
    if (DASHES.matcher(line).matches() || isHeaderBy("\\s+", line) || isHeaderBy("\\s{2,}", line)) {
      return Optional.of("spaces, which may stand within values too (sqlcmd: use -s \",\" -W)");
    }
    for (String other : OTHER_SEPARATORS) {
      if (isHeaderBy(" *" + Pattern.quote(other) + " *", line)) {
        return Optional.of('"' + other + '"');
      }
    }
    return Optional.empty();
  }

  private boolean isHeaderBy(String separator, String line) {
    return headers.namesAmong(line.split(separator)) > 1;
  }

  private Optional<SubmittedTable> found(CsvText text, CsvRows rows)
      throws IOException, UnreadableFileException {
    Headers.Match match = closest.orElseThrow();
    String table = match.table().name();
    long headerLine = rows.line();
    int headerCells = rows.row().cells();
    errors.add(DataError.ofTable(ErrorType.READ_AS, text.words() + twice(), table));
    file.mixedFrom()
        .ifPresent(
            line ->
                errors.add(
                    DataError.ofTable(
                        ErrorType.ENCODING_MIXED, "The first is in line " + line + ".", table)));
    headers.found(rows.row());
    if (!new FoundHeaders(match, headerLine, errors).areUsable()) {
      return Optional.empty();
    }
    OptionalInt usual = usualCells(rows);
    if (usual.isEmpty()) {
      errors.add(DataError.ofTable(ErrorType.NO_DATA_ROWS, "", table));
      return Optional.empty();
    }
    int mostCells = Math.max(headerCells, usual.getAsInt());
    return Optional.of(
        new CsvTable(text, headers, match, headerLine, mostCells, mandatoryFields(match), errors));
  }

  /** By column, the field that must be filled in; empty for others. */
  private String[] mandatoryFields(Headers.Match match) {
    String[] mandatory = new String[match.width()];
    Arrays.fill(mandatory, "");
    List<Field> fields = match.table().fieldsIn(returnYear);
    for (int i = 0; i < fields.size(); i++) {
      int column = match.columns()[i];
      if (fields.get(i).mandatory() && column >= 0) {
        mandatory[column] = fields.get(i).name();
      }
    }
    return mandatory;
  }

  /**
   * How many cells the shortest of the first rows has, 0 where there is nothing to compare; empty
   * where there are no rows.
   */
  private static OptionalInt usualCells(CsvRows rows) throws IOException, UnreadableFileException {
    int fewest = Integer.MAX_VALUE;
    int compared = 0;
    int seen = 0;
    boolean more = true;
    while (more && seen < ROWS_COMPARED) {
      switch (rows.next()) {
        case ROW -> {
          fewest = Math.min(fewest, rows.row().cells());
          compared++;
          seen++;
        }
        case BROKEN -> seen++;
        case BLANK -> {}
        case END -> more = false;
      }
    }
    return seen == 0 ? OptionalInt.empty() : OptionalInt.of(compared > 1 ? fewest : 0);
  }

  private String twice() {
    return file.twice() ? "; some letters seem to have been converted to UTF-8 twice" : "";
  }

  private String whatIsMissing() {
    if (otherSeparator.isPresent() && closest.map(Headers.Match::matched).orElse(0) <= 1) {
      return "The cells seem to be separated by "
          + otherSeparator.get()
          + "; export them with commas between them.";
    }
    if (closest.isPresent()) {
      Headers.Match match = closest.get();
      return "The closest is "
          + match.table().name()
          + "; it misses "
          + String.join(", ", match.missing())
          + ".";
    }
    return "No header of this return was found in the first " + ROWS_LOOKED_AT + " rows.";
  }
}
