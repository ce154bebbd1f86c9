package org.tributary.describe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tributary.output.DescribedTable;
import org.tributary.output.DescribedTable.Reference;
import org.tributary.output.ForReports.Whose;

/**
 * A table that a report's model gathers from others, so that they are related: the children of a
 * return, and the authorities. The release itself has no such table: whoever is in one is in the
 * others.
 *
 * @param columns its own, the key first
 * @param leadsOn the table that it refers to itself
 */
record Gathered(
    String name, String words, List<String> columns, List<From> from, Optional<Reference> leadsOn) {

  private static final String CHILD = "Child";
  private static final String AUTHORITY = "Authority";
  private static final String AUTHORITIES = "authorities";

  /**
   * A table of the release that it is gathered from.
   *
   * @param columns that become its own, in its order
   */
  record From(DescribedTable table, List<String> columns, Leads leads) {}

  /** Whether a table is related to what is gathered from it. */
  enum Leads {
    HERE,
    /** By way of its children. */
    ELSEWHERE
  }

  Gathered {
    columns = List.copyOf(columns);
    from = List.copyOf(from);
  }

  String key() {
    return columns.get(0);
  }

  /** What is gathered from the tables of a release; nothing where none says whose its rows are. */
  static List<Gathered> of(List<DescribedTable> tables) {
    Map<String, List<From>> children = new LinkedHashMap<>();
    List<From> authorities = new ArrayList<>();
    for (DescribedTable table : tables) {
      Optional<Whose> whose = table.forReports().whose();
      if (whose.isPresent()) {
        String authority = whose.get().authority();
        Optional<String> child = whose.get().child();
        child.ifPresent(
            column ->
                children
                    .computeIfAbsent(whose.get().dataset(), dataset -> new ArrayList<>())
                    .add(new From(table, List.of(column, authority), Leads.HERE)));
        authorities.add(
            new From(table, List.of(authority), child.isPresent() ? Leads.ELSEWHERE : Leads.HERE));
      }
    }
    List<Gathered> gathered = new ArrayList<>();
    children.forEach(
        (dataset, from) ->
            gathered.add(
                new Gathered(
                    dataset.replace('-', '_') + "_children",
                    "Every child of whom a table of the return " + dataset + " tells, once.",
                    List.of(CHILD, AUTHORITY),
                    from,
                    Optional.of(new Reference(AUTHORITY, AUTHORITIES, AUTHORITY)))));
    if (!authorities.isEmpty()) {
      gathered.add(
          new Gathered(
              AUTHORITIES,
              "Every authority that a table of a return has rows of, once.",
              List.of(AUTHORITY),
              authorities,
              Optional.empty()));
    }
    return gathered;
  }
}
