package org.tributary.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.authority.LocalAuthority;
import org.tributary.check.CheckedFile;
import org.tributary.check.CheckedTable;
import org.tributary.check.Kept;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.report.FileReport.TableReport;
import org.tributary.schema.Dataset;
import org.tributary.submission.CellText;
import org.tributary.submission.Period;

/**
 * A file read and checked, of which everything is kept.
 *
 * @param rows by line the cells that are handed on
 */
record Checked(
    SortedMap<Long, List<String>> rows, Map<ErrorType, Long> counts, List<TableReport> reports) {

  static Checked of(Path file, Dataset dataset, int year)
      throws IOException, UnreadableFileException {
    SortedMap<Long, List<String>> rows = new TreeMap<>();
    ErrorLog errors = new ErrorLog();
    List<TableReport> reports =
        new CheckedFile(
                new LocalAuthority("822", "Bedford", "east", "bedford-822", List.of()),
                Period.ofYear(year),
                Optional.empty(),
                table -> Optional.of(new Kept(List.of())),
                errors)
            .check(
                () -> SubmittedFile.open(file, "csv", dataset, year, Limits.USUAL, errors).tables(),
                new CheckedTable.Onward() {
                  @Override
                  public void accept(CellText[] cells, CellText unread, long line) {
                    List<String> row = new ArrayList<>();
                    for (CellText cell : cells) {
                      row.add(cell.toString());
                    }
                    if (rows.put(line, row) != null) {
                      throw new IllegalStateException("a row was handed on twice");
                    }
                  }

                  @Override
                  public void startAgain() {
                    rows.clear();
                  }
                });
    return new Checked(rows, errors.counts(), reports);
  }

  long count(ErrorType type) {
    return counts.getOrDefault(type, 0L);
  }
}
