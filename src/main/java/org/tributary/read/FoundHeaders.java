package org.tributary.read;

import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;

/** A row of headers that belongs to a table, and what is to be said of it. */
record FoundHeaders(Headers.Match match, long line, ErrorLog errors) {

  /** Says what is to be said; false where it is not clear which column is which field. */
  boolean areUsable() {
    String table = match.table().name();
    if (line > 1) {
      errors.add(
          DataError.ofTable(
              ErrorType.TITLE_ROWS_SKIPPED, "The headers are in row " + line + ".", table));
    }
    if (!match.ambiguities().isEmpty()) {
      match
          .ambiguities()
          .forEach(
              what -> errors.add(DataError.ofRow(ErrorType.AMBIGUOUS_HEADER, what, table, line)));
      return false;
    }
    match.unknown().forEach(this::unknown);
    return true;
  }

  /** Says that a column belongs to no field. Its header is not quoted: it may be a value. */
  void unknown(int column) {
    String table = match.table().name();
    DataError place = DataError.ofCell(ErrorType.UNKNOWN_COLUMN, "", table, line, column, "");
    errors.add(
        DataError.ofCell(
            ErrorType.UNKNOWN_COLUMN,
            "It is column " + place.columnLetter() + ".",
            table,
            line,
            column,
            ""));
  }
}
