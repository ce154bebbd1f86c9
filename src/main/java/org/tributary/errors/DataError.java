package org.tributary.errors;

/**
 * One thing wrong with a submitted file: facts, not a sentence (the sentence is the type's). It
 * holds no value of the file and no part of one, because reports reach people who may not see it.
 *
 * @param detail what the sentence's {@code {detail}} stands for: words of the schema, the
 *     configuration or a fixed catalogue, never of the file; empty where the sentence needs none
 * @param table the table, empty where none is known
 * @param row the line that a person sees in a spreadsheet, the header being 1; 0 where no row is
 *     meant
 * @param column the column's place, 0 for A; -1 where no column is meant
 * @param field the field's name in our schema, empty where none is meant
 * @param xmlLine the line of an XML document, 0 where there is none
 * @param xmlPath a path of element names that the schema knows, empty where there is none; the last
 *     may be unknown to it but for its look
 */
public record DataError(
    ErrorType type,
    String detail,
    String table,
    long row,
    int column,
    String field,
    long xmlLine,
    String xmlPath) {

  /** An error of a whole file. */
  public static DataError ofFile(ErrorType type, String detail) {
    return new DataError(type, detail, "", 0, -1, "", 0, "");
  }

  /** An error of a table within a file. */
  public static DataError ofTable(ErrorType type, String detail, String table) {
    return new DataError(type, detail, table, 0, -1, "", 0, "");
  }

  /** An error of a row. */
  public static DataError ofRow(ErrorType type, String detail, String table, long row) {
    return new DataError(type, detail, table, row, -1, "", 0, "");
  }

  /** An error of one cell. */
  public static DataError ofCell(
      ErrorType type, String detail, String table, long row, int column, String field) {
    return new DataError(type, detail, table, row, column, field, 0, "");
  }

  /** An error of an element of an XML document. */
  public static DataError ofElement(
      ErrorType type, String detail, String table, String field, long xmlLine, String xmlPath) {
    return new DataError(type, detail, table, 0, -1, field, xmlLine, xmlPath);
  }

  /** The column as a spreadsheet letters it ({@code A}, {@code AB}), empty where there is none. */
  public String columnLetter() {
    return columnLetter(column);
  }

  /** {@code A} for 0, {@code AA} for 26, blank below. */
  public static String columnLetter(int column) {
    StringBuilder letters = new StringBuilder();
    for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
      letters.insert(0, (char) ('A' + rest % 26));
    }
    return letters.toString();
  }

  /**
   * Where it is, as a spreadsheet names it: {@code episodes!F14}, {@code episodes!14} for a row,
   * {@code episodes!F} for a column; of a document its line. Empty where the whole file is meant.
   */
  public String address() {
    if (xmlLine > 0) {
      return "line " + xmlLine;
    }
    String cell = columnLetter() + (row > 0 ? Long.toString(row) : "");
    return cell.isEmpty() || table.isEmpty() ? table + cell : table + "!" + cell;
  }
}
