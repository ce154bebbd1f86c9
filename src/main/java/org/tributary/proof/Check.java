package org.tributary.proof;

import java.util.List;

/**
 * One promise looked at in one table, or in a whole commit.
 *
 * @param unit what is published as one: {@code PAN}, {@code 822/ssda903}
 * @param table as its files are called; empty where it is about the whole commit
 * @param clauses the clauses that ask for it, as {@code PAN 4.3}; none where it is ours to keep
 * @param columns which columns were looked at; none where it is about whole rows or files
 * @param files how many files were read for it
 * @param rows how many rows were read for it
 */
public record Check(
    String unit,
    String table,
    Promise promise,
    List<String> clauses,
    List<String> columns,
    long files,
    long rows,
    List<Broken> broken) {

  public Check {
    clauses = List.copyOf(clauses);
    columns = List.copyOf(columns);
    broken = List.copyOf(broken);
  }

  public boolean holds() {
    return broken.isEmpty();
  }
}
