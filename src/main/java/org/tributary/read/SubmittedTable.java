package org.tributary.read;

import java.io.IOException;
import java.util.SortedMap;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Table;

/**
 * A table found in a submitted file, its headers matched with the schema, its rows not yet read.
 */
public interface SubmittedTable {

  /** Which table of the schema it is. */
  Table table();

  /**
   * For each field of {@code table().fieldsIn(returnYear)}, in that order, the column it stands in
   * (0 is A); -1 where the file has no such column and need not have.
   */
  int[] columns();

  /** The place in the file of one of the {@link #columns}, for reports: 0 for A. */
  default int place(int column) {
    return column;
  }

  /**
   * What the file was found to be, whatever its name: {@code csv}, {@code xlsx} or {@code xml}. Day
   * numbers of a spreadsheet are dates in an {@code xlsx} only.
   */
  default String format() {
    return "csv";
  }

  /**
   * Reads the rows and hands over those that fit the headers; each time from the first.
   *
   * @throws UnreadableFileException where the rest cannot be read; rows handed over before must be
   *     forgotten
   */
  Counts read(RowConsumer consumer) throws IOException, UnreadableFileException;

  /** What the file says of itself, as far as it is read. */
  default Stated stated() {
    return Stated.NOTHING;
  }

  /**
   * What became of the rows.
   *
   * @param read data rows, blank ones not counted
   * @param removed those of them that were not handed over, by reason (a row with too many cells)
   */
  record Counts(long read, SortedMap<ErrorType, Long> removed) {}
}
