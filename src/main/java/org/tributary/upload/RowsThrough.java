package org.tributary.upload;

import java.util.List;
import java.util.Map;
import org.tributary.errors.ErrorType;
import org.tributary.submission.StagedTable;

/**
 * How many rows of a file came how far. What goes into a stage is what came out of the one before.
 *
 * @param read rows of the file
 * @param cleaned of these, rows that are rows of the table and have what a row needs
 * @param enriched of these, rows of tables of which a signed use case keeps anything
 * @param degraded of these, rows that no rule removed: those that go further
 */
public record RowsThrough(long read, long cleaned, long enriched, long degraded) {

  static RowsThrough of(List<StagedTable> tables) {
    long read = 0;
    long notShared = 0;
    long removedByRule = 0;
    long kept = 0;
    for (StagedTable table : tables) {
      Map<ErrorType, Long> removed = table.removed();
      read += table.rowsRead();
      notShared += removed.getOrDefault(ErrorType.NOT_SHARED, 0L);
      removedByRule += removed.getOrDefault(ErrorType.ROW_REMOVED, 0L);
      kept += table.rowsKept();
    }
    long enriched = kept + removedByRule;
    return new RowsThrough(read, enriched + notShared, enriched, kept);
  }
}
