package org.tributary.schema;

import java.util.List;

/**
 * A statutory or agreed return as its guide describes it.
 *
 * @param name as in folder and file names ({@code ssda903})
 * @param firstYear the oldest return year the schema describes
 * @param newestYear the newest return year the schema describes; a file of a later year is held
 * @param layout how its tables stand in a workbook
 * @param fileNames what the names of its files say besides the period
 */
public record Dataset(
    String name,
    String description,
    int firstYear,
    int newestYear,
    List<Table> tables,
    Layout layout,
    FileNames fileNames) {

  public Dataset {
    tables = List.copyOf(tables);
  }

  /** A return of tables, whose files may have any name that says the period. */
  public Dataset(
      String name, String description, int firstYear, int newestYear, List<Table> tables) {
    this(name, description, firstYear, newestYear, tables, Layout.TABLE, FileNames.NOTHING);
  }

  /** The tables asked for in a return year. */
  public List<Table> tablesIn(int returnYear) {
    return tables.stream().filter(table -> !table.fieldsIn(returnYear).isEmpty()).toList();
  }
}
