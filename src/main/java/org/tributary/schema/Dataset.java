package org.tributary.schema;

import java.util.List;

/**
 * A statutory or agreed return as its guide describes it.
 *
 * @param name as in folder and file names ({@code ssda903})
 * @param firstYear the oldest return year the schema describes
 * @param newestYear the newest return year the schema describes; a file of a later year is held
 */
public record Dataset(
    String name, String description, int firstYear, int newestYear, List<Table> tables) {

  public Dataset {
    tables = List.copyOf(tables);
  }

  /** The tables asked for in a return year. */
  public List<Table> tablesIn(int returnYear) {
    return tables.stream().filter(table -> !table.fieldsIn(returnYear).isEmpty()).toList();
  }
}
