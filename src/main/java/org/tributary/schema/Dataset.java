package org.tributary.schema;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A statutory or agreed return as its guide describes it.
 *
 * @param name as in folder and file names ({@code ssda903})
 * @param firstYear the oldest return year the schema describes
 * @param newestYear the newest return year the schema describes; a file of a later year is held
 * @param terms the first year of each term in which it is asked for; none where it has no terms
 */
public record Dataset(
    String name,
    String description,
    int firstYear,
    int newestYear,
    SortedMap<Term, Integer> terms,
    List<Table> tables) {

  public Dataset {
    terms = Collections.unmodifiableSortedMap(new TreeMap<>(terms));
    tables = List.copyOf(tables);
  }

  /** A return that has no terms. */
  public Dataset(
      String name, String description, int firstYear, int newestYear, List<Table> tables) {
    this(name, description, firstYear, newestYear, new TreeMap<>(Map.of()), tables);
  }

  /** The tables asked for in a return year. */
  public List<Table> tablesIn(int returnYear) {
    return tables.stream().filter(table -> !table.fieldsIn(returnYear).isEmpty()).toList();
  }

  /**
   * What is asked for in a term, where the return has terms; otherwise the return as it is.
   *
   * @param word as it stands in the name of a period
   */
  public Dataset in(Optional<String> word) {
    Optional<Term> term = word.flatMap(Term::of).filter(terms::containsKey);
    if (term.isEmpty()) {
      return this;
    }
    return new Dataset(
        name,
        description,
        Math.max(firstYear, terms.getOrDefault(term.get(), firstYear)),
        newestYear,
        terms,
        tables.stream()
            .map(table -> table.in(term.get()))
            .filter(table -> !table.fields().isEmpty())
            .toList());
  }
}
