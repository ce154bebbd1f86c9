package org.tributary.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Dataset;

/**
 * Finds the form in a workbook: the one sheet in which all labels of a table stand in a column,
 * wherever that is, and in whatever order.
 */
final class FormOpening {

  /** A sheet as the form of a table. */
  private record Match(
      Workbook.Sheet sheet,
      FormLabels labels,
      int column,
      FormLabels.Reading reading,
      List<Long> repeated) {

    int matched() {
      return labels.fields().size() - reading.missing().size();
    }
  }

  /** More are not listed one by one. */
  private static final int MOST_REPEATED = 100;

  private final Path bytes;
  private final Limits limits;
  private final ErrorLog errors;
  private final List<FormLabels> forms;

  private boolean anyCell;

  FormOpening(Path bytes, Dataset dataset, int returnYear, Limits limits, ErrorLog errors) {
    this.bytes = bytes;
    this.limits = limits;
    this.errors = errors;
    this.forms =
        dataset.tablesIn(returnYear).stream()
            .map(table -> new FormLabels(table, returnYear))
            .toList();
  }

  /** The form; none, with the reasons in the log, where it is none or more than one. */
  List<SubmittedTable> tables() throws IOException, UnreadableFileException {
    Workbook workbook = WorkbookOpening.open(bytes, limits, errors);
    List<Match> complete = new ArrayList<>();
    Optional<Match> closest = Optional.empty();
    for (Workbook.Sheet sheet : workbook.sheets()) {
      if (AddedSheet.is(workbook, sheet, limits)) {
        continue;
      }
      for (Match match : matches(workbook, sheet)) {
        if (match.reading().missing().isEmpty()) {
          complete.add(match);
        }
        if (match.matched() > closest.map(Match::matched).orElse(0)) {
          closest = Optional.of(match);
        }
      }
    }
    if (!anyCell) {
      errors.add(DataError.ofFile(ErrorType.EMPTY_FILE, ""));
      return List.of();
    }
    if (complete.size() == 1) {
      return found(workbook, complete.get(0)).map(List::of).orElse(List.of());
    }
    if (complete.isEmpty()) {
      unidentified(closest);
    } else {
      errors.add(
          DataError.ofFile(
              ErrorType.AMBIGUOUS_HEADER, "There are " + complete.size() + " forms in it."));
    }
    return List.of();
  }

  private void unidentified(Optional<Match> closest) {
    errors.add(
        closest
            .map(
                match ->
                    DataError.ofTable(
                        ErrorType.UNIDENTIFIED_TABLE,
                        "The closest to "
                            + match.sheet().words()
                            + " is "
                            + match.labels().table().name()
                            + "; it misses "
                            + String.join(", ", match.reading().missing())
                            + ".",
                        match.labels().table().name()))
            .orElseGet(
                () ->
                    DataError.ofFile(
                        ErrorType.UNIDENTIFIED_TABLE, "No label of this return was found.")));
  }

  private List<Match> matches(Workbook workbook, Workbook.Sheet sheet)
      throws IOException, UnreadableFileException {
    List<Match> matches = new ArrayList<>();
    int[] columns = columns(workbook, sheet);
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] >= 0) {
        FormLabels.Reading reading = forms.get(i).reading();
        List<Long> repeated = new ArrayList<>();
        try (SheetRows rows = new SheetRows(workbook, sheet, limits, new BitSet(), new BitSet())) {
          while (rows.next()) {
            SheetRow row = rows.row();
            if (!row.isBlank(columns[i])
                && reading.take(row.cell(columns[i]), row.line()) == FormLabels.Reading.Label.TAKEN
                && !row.isBlank(columns[i] + 1)
                && repeated.size() < MOST_REPEATED) {
              repeated.add(row.line());
            }
          }
        }
        matches.add(new Match(sheet, forms.get(i), columns[i], reading, repeated));
      }
    }
    return matches;
  }

  /** For each table the column in which most of its labels stand; -1 where none does. */
  private int[] columns(Workbook workbook, Workbook.Sheet sheet)
      throws IOException, UnreadableFileException {
    List<SortedMap<Integer, Set<String>>> found = new ArrayList<>();
    forms.forEach(any -> found.add(new TreeMap<>()));
    try (SheetRows rows = new SheetRows(workbook, sheet, limits, new BitSet(), new BitSet())) {
      while (rows.next()) {
        anyCell = true;
        SheetRow row = rows.row();
        for (int column = 0; column < row.cells(); column++) {
          if (row.isBlank(column)) {
            continue;
          }
          String label = FormLabels.normal(row.cell(column));
          for (int i = 0; i < forms.size(); i++) {
            if (forms.get(i).knows(label)) {
              found.get(i).computeIfAbsent(column, any -> new HashSet<>()).add(label);
            }
          }
        }
      }
    }
    int[] columns = new int[forms.size()];
    for (int i = 0; i < columns.length; i++) {
      int most = 0;
      columns[i] = -1;
      for (var column : found.get(i).entrySet()) {
        if (column.getValue().size() > most) {
          most = column.getValue().size();
          columns[i] = column.getKey();
        }
      }
    }
    return columns;
  }

  private Optional<SubmittedTable> found(Workbook workbook, Match match) {
    String table = match.labels().table().name();
    for (long line : match.repeated()) {
      errors.add(
          DataError.ofRow(
              ErrorType.AMBIGUOUS_HEADER,
              "The label in row " + line + " stands more often than there are fields of it.",
              table,
              line));
    }
    if (!match.repeated().isEmpty()) {
      return Optional.empty();
    }
    errors.add(
        DataError.ofTable(
            ErrorType.READ_AS, "a form in an Excel workbook, " + match.sheet().words(), table));
    if (match.sheet().visibility() == Workbook.Visibility.HIDDEN) {
      errors.add(
          DataError.ofTable(ErrorType.HIDDEN_SHEET, "It is " + match.sheet().words() + ".", table));
    }
    return Optional.of(
        new FormTable(workbook, match.sheet(), match.labels(), match.column(), limits, errors));
  }
}
