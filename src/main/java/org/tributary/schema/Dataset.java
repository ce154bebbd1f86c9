package org.tributary.schema;

import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A statutory or agreed return as its guide describes it.
 *
 * @param name as in folder and file names ({@code ssda903})
 * @param firstYear the oldest return year the schema describes
 * @param newestYear the newest return year the schema describes; a file of a later year is held
 * @param terms the first year of each term in which it is asked for; none where it has no terms
 * @param layout how its tables stand in a workbook
 * @param fileNames what the names of its files say besides the period
 */
public record Dataset(
    String name,
    String description,
    int firstYear,
    int newestYear,
    Map<Term, Integer> terms,
    List<Table> tables,
    Layout layout,
    FileNames fileNames) {

  public Dataset {
    terms = Collections.unmodifiableMap(new TreeMap<>(terms));
    tables = List.copyOf(tables);
  }

  /** A return of tables that has no terms, whose files may have any name that says the period. */
  public Dataset(
      String name, String description, int firstYear, int newestYear, List<Table> tables) {
    this(
        name,
        description,
        firstYear,
        newestYear,
        new TreeMap<>(Map.of()),
        tables,
        Layout.TABLE,
        FileNames.NOTHING);
  }

  /**
   * What is asked for in a month of a return year, where the return is submitted every month and
   * changed within a year; otherwise the return as it is.
   */
  public Dataset in(int returnYear, OptionalInt month) {
    if (month.isEmpty()) {
      return this;
    }
    YearMonth asked = YearMonth.of(returnYear, month.getAsInt());
    List<Table> ofMonth = tables.stream().map(table -> table.in(asked)).toList();
    return ofMonth.equals(tables)
        ? this
        : new Dataset(name, description, firstYear, newestYear, terms, ofMonth, layout, fileNames);
  }

  /** Whether what is asked for depends on the month, and not on the return year alone. */
  public boolean changesWithinYears() {
    return tables.stream()
        .flatMap(table -> table.fields().stream())
        .flatMap(
            field ->
                Stream.concat(
                    Stream.of(field.validity()), field.codes().stream().map(Code::validity)))
        .anyMatch(Validity::isOfMonths);
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
            .toList(),
        layout,
        fileNames);
  }
}
