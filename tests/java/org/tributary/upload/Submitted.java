package org.tributary.upload;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.tributary.read.Row;
import org.tributary.read.RowConsumer;
import org.tributary.read.SubmittedTable;
import org.tributary.read.UnreadableFileException;
import org.tributary.schema.Field;
import org.tributary.schema.Table;

/** A submitted table out of rows in memory; its columns are the fields of the year in order. */
final class Submitted implements SubmittedTable {

  private final Table table;
  private final int[] columns;
  private final List<List<String>> rows;
  private final String unreadable;

  private Submitted(Table table, int[] columns, List<List<String>> rows, String unreadable) {
    this.table = table;
    this.columns = columns;
    this.rows = rows;
    this.unreadable = unreadable;
  }

  static Submitted rows(Table table, int returnYear, List<List<String>> rows) {
    List<Field> fields = table.fieldsIn(returnYear);
    int[] columns = new int[fields.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = i;
    }
    return new Submitted(table, columns, rows, "");
  }

  Submitted withoutColumn(int field) {
    int[] fewer = columns.clone();
    fewer[field] = -1;
    return new Submitted(table, fewer, rows, unreadable);
  }

  Submitted thenUnreadable(String reason) {
    return new Submitted(table, columns, rows, reason);
  }

  @Override
  public Table table() {
    return table;
  }

  @Override
  public int[] columns() {
    return columns.clone();
  }

  @Override
  public Counts read(RowConsumer consumer) throws IOException, UnreadableFileException {
    long line = 1;
    for (List<String> row : rows) {
      line++;
      consumer.accept(new CellsOf(row, line));
    }
    if (!unreadable.isEmpty()) {
      throw new UnreadableFileException(unreadable);
    }
    return new Counts(rows.size(), new TreeMap<>());
  }

  private static final class CellsOf implements Row {

    private final char[] characters;
    private final int[] ends;
    private final long line;

    CellsOf(List<String> cells, long line) {
      characters = String.join("", cells).toCharArray();
      ends = new int[cells.size()];
      int end = 0;
      for (int i = 0; i < ends.length; i++) {
        end += cells.get(i).length();
        ends[i] = end;
      }
      this.line = line;
    }

    @Override
    public char[] characters() {
      return characters;
    }

    @Override
    public int start(int column) {
      return column == 0 ? 0 : ends[column - 1];
    }

    @Override
    public int end(int column) {
      return ends[column];
    }

    @Override
    public long line() {
      return line;
    }
  }
}
