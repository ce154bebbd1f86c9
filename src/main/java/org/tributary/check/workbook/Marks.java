package org.tributary.check.workbook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.check.local.FilesCheck.Checked;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.read.WrittenSheet;
import org.tributary.report.Cause;

/**
 * Where in a file's sheets something is wrong. An error names its table; where two sheets hold the
 * same table, the order in which their rows were checked tells which of them is meant.
 */
final class Marks {

  /** What is said of one cell, and of a row as a whole at its first. */
  static final class Row {

    private final SortedMap<Integer, List<DataError>> cells = new TreeMap<>();

    boolean isEmpty() {
      return cells.isEmpty();
    }

    /** The columns that are marked, 0 for A. */
    SortedMap<Integer, List<DataError>> cells() {
      return cells;
    }
  }

  /** What has one cause. */
  private record Of(ErrorType type, String field) {}

  private static final int EXAMPLES = 3;
  private static final Row NOTHING = new Row();

  private final List<Map<Long, Row>> sheets = new ArrayList<>();
  private final Map<Of, List<String>> examples = new HashMap<>();
  private final Map<Of, Long> marked = new HashMap<>();

  Marks(Checked file, List<WrittenSheet> written, List<String> names) {
    written.forEach(sheet -> sheets.add(new HashMap<>()));
    List<Integer> ofTables = new ArrayList<>();
    for (int at = 0; at < written.size(); at++) {
      if (written.get(at).table().isPresent()) {
        ofTables.add(at);
      }
    }
    List<DataError> errors = file.report().errors();
    for (int number = 0; number < errors.size(); number++) {
      DataError error = errors.get(number);
      if (Cause.isTheSenders(error.type()) && (error.row() > 0 || error.column() >= 0)) {
        Optional<Integer> sheet = sheet(error, number, file.begins(), written, ofTables);
        if (sheet.isPresent()) {
          add(error, sheet.get(), written.get(sheet.get()), names.get(sheet.get()));
        }
      }
    }
  }

  private static Optional<Integer> sheet(
      DataError error,
      int number,
      List<Integer> begins,
      List<WrittenSheet> written,
      List<Integer> ofTables) {
    List<Integer> fitting =
        ofTables.stream().filter(at -> isOf(written.get(at), error.table())).toList();
    for (int table = begins.size() - 1; table >= 0; table--) {
      if (number >= begins.get(table) && table < ofTables.size()) {
        int at = ofTables.get(table);
        return fitting.contains(at) ? Optional.of(at) : fitting.stream().findFirst();
      }
    }
    return fitting.stream().findFirst();
  }

  private static boolean isOf(WrittenSheet sheet, String table) {
    return sheet.table().equals(Optional.of(table));
  }

  private void add(DataError error, int sheet, WrittenSheet written, String name) {
    // What is wrong with a column is said at its header, what with a row at its first cell.
    long line = error.row() > 0 ? error.row() : Math.max(1, written.headerLine());
    int column = Math.max(0, error.column());
    sheets
        .get(sheet)
        .computeIfAbsent(line, any -> new Row())
        .cells
        .computeIfAbsent(column, any -> new ArrayList<>())
        .add(error);
    Of cause = new Of(error.type(), error.field());
    marked.merge(cause, 1L, Long::sum);
    List<String> first = examples.computeIfAbsent(cause, any -> new ArrayList<>());
    if (first.size() < EXAMPLES) {
      first.add(name + "!" + DataError.columnLetter(column) + line);
    }
  }

  /** What is marked in a row of a sheet, the first sheet being 0. */
  Row row(int sheet, long line) {
    return sheets.get(sheet).getOrDefault(line, NOTHING);
  }

  /** The first cells that are marked for a cause. */
  List<String> examples(Cause cause) {
    return examples.getOrDefault(new Of(cause.type(), cause.field()), List.of());
  }

  /** How many places are marked for a cause. */
  long marked(Cause cause) {
    return marked.getOrDefault(new Of(cause.type(), cause.field()), 0L);
  }
}
