package org.tributary.output;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tributary.output.DescribedColumn.Presence;

/**
 * Tables for reports, made by SQL from a use case's compiled tables of one dataset and from open
 * data. It reads nothing that the use case does not keep.
 *
 * @param dataset whose compiled tables it reads
 * @param useCases for which it is made
 * @param clause the clause of the agreement that instructs it
 * @param reads compiled tables
 * @param openData tables of open data, and their columns
 * @param prepare statements that come first: what several tables share
 * @param tables in the order in which they are made
 * @param members the rows of fixed tables that have had their key from the beginning
 */
public record StarSchema(
    String name,
    String description,
    String dataset,
    Set<String> useCases,
    String clause,
    List<String> reads,
    SortedMap<String, Map<String, ValueType>> openData,
    String prepare,
    List<StarTable> tables,
    List<Member> members) {

  /** What the unknown is called, in whose place no value stands. */
  public static final Set<String> UNKNOWN = Set.of("Unknown", "2999-12-31", "2999");

  /** One row of a fixed table. */
  public record Member(String table, long key, String code, String description) {}

  public StarSchema {
    useCases = Collections.unmodifiableSet(new TreeSet<>(useCases));
    reads = List.copyOf(reads);
    SortedMap<String, Map<String, ValueType>> copy = new TreeMap<>();
    openData.forEach((table, columns) -> copy.put(table, new LinkedHashMap<>(columns)));
    openData = Collections.unmodifiableSortedMap(copy);
    tables = List.copyOf(tables);
    members = List.copyOf(members);
  }

  /** A table as tools and people are told of it. */
  public DescribedTable described(StarTable table, long rows, List<String> files) {
    List<DescribedColumn> columns = new ArrayList<>();
    List<DescribedTable.Reference> references = new ArrayList<>();
    Map<String, String> sortedBy = new TreeMap<>();
    for (StarColumn column : table.columns()) {
      boolean isAlways = column.references().isPresent() || column.name().equals(table.key());
      columns.add(
          new DescribedColumn(
              column.name(),
              column.description(),
              column.type(),
              List.of(),
              isAlways ? Presence.ALWAYS : Presence.MAY_BE_BLANK,
              column.shown(),
              Optional.of(clause)));
      column.sortedBy().ifPresent(by -> sortedBy.put(column.name(), by));
      column
          .references()
          .ifPresent(
              to ->
                  references.add(new DescribedTable.Reference(column.name(), to, table(to).key())));
    }
    return new DescribedTable(
        table.name(),
        table.description(),
        table.grain(),
        columns,
        List.of(table.key()),
        references,
        rows,
        files,
        new ForReports(
            table.measures(), table.hierarchies(), sortedBy, table.reportRows(), Optional.empty()));
  }

  /** A table by its name, which is one of the schema's. */
  public StarTable table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
  }
}
