package org.tributary.opendata;

import java.util.List;
import java.util.Set;

/**
 * What one publisher puts out, in files of one or more kinds, and the tables that are made of them.
 *
 * @param name as its file in {@code config/open-data}
 * @param found where a person finds the files, in words
 * @param blanks words that a cell holds in place of nothing
 */
public record Source(
    String name,
    String title,
    String publisher,
    String found,
    Use use,
    Set<String> blanks,
    List<FileKind> kinds,
    List<Table> tables) {

  /** Which of several files count. */
  public enum Use {
    /** The one that speaks of the newest day; of all kinds together. */
    NEWEST,
    /** All of them. */
    EVERY
  }

  /**
   * Files of the same columns, one for each year or other time.
   *
   * @param name what SQL calls all their rows together
   * @param about what a row is
   * @param example the name of one such file
   */
  public record FileKind(
      String name,
      String about,
      String example,
      List<FileNamePattern> names,
      List<Column> columns) {

    public FileKind {
      names = List.copyOf(names);
      columns = List.copyOf(columns);
    }
  }

  /**
   * A column that is read; what else a file holds is passed over.
   *
   * @param name what SQL calls it
   * @param headers what its publisher calls it, the preferred first
   */
  public record Column(String name, List<HeaderSpelling> headers, CellType type, Presence mustBe) {

    public Column {
      headers = List.copyOf(headers);
    }
  }

  /** What must be so of a column, or nothing of the file or row is used. */
  public enum Presence {
    /** It may be missing; then it is blank, and nothing is said. */
    ANYHOW,
    /** Files usually have it; where one does not, it is blank and that is said. */
    EXPECTED,
    /** The file must have it. */
    THERE,
    /** And no row may leave it blank. */
    FILLED
  }

  /**
   * A table that SQL makes of the rows of the source's files.
   *
   * @param grain what one row is
   * @param sql one SELECT, which reads each kind of file by its name and has the columns
   */
  public record Table(String name, String grain, List<TableColumn> columns, String sql) {

    public Table {
      columns = List.copyOf(columns);
    }
  }

  /** One column of a table. */
  public record TableColumn(String name, ColumnType type) {}

  /** What a table's column holds. */
  public enum ColumnType {
    TEXT("VARCHAR"),
    DATE("DATE"),
    INTEGER("INTEGER"),
    /** Of latitude or longitude, to a tenth of a metre. */
    DEGREES("DECIMAL(9,6)");

    private final String sql;

    ColumnType(String sql) {
      this.sql = sql;
    }

    public String sql() {
      return sql;
    }
  }

  public Source {
    blanks = Set.copyOf(blanks);
    kinds = List.copyOf(kinds);
    tables = List.copyOf(tables);
  }
}
