package org.tributary.describe;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.agreement.UseCase;
import org.tributary.output.DescribedTable;
import org.tributary.output.DescribedTable.Reference;
import org.tributary.output.Output;
import org.tributary.output.TableChanges;
import org.tributary.output.ValueType;
import org.tributary.publish.PublishedFile;

/**
 * One release of a use case's outputs, as it is told to tools and people. It is consistent: every
 * file that a table names is there, every table has one Parquet, and every reference leads to the
 * whole key of another table and has its type.
 *
 * @param number of the release; counts from 1
 * @param authorities the names, as they stand in the tables, of all that signed the agreement
 * @param files by name, which is also their name in the package's folder {@code data}
 * @param sources what else was used, with its version (open data)
 * @param previous the number of the release that the changes are counted from
 * @param changes of each table that was compared with the release before, or counted
 */
public record ReleaseContents(
    UseCase useCase,
    String region,
    long number,
    List<String> authorities,
    List<DescribedTable> tables,
    SortedMap<String, PublishedFile> files,
    List<String> sources,
    Optional<Long> previous,
    List<TableChanges> changes) {

  public ReleaseContents {
    authorities = authorities.stream().sorted().toList();
    tables = List.copyOf(tables);
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    sources = List.copyOf(sources);
    changes = List.copyOf(changes);
    Map<String, DescribedTable> byName = new HashMap<>();
    for (DescribedTable table : tables) {
      if (byName.put(table.name(), table) != null) {
        throw new IllegalArgumentException("two tables are called " + table.name());
      }
    }
    for (DescribedTable table : tables) {
      if (!files.keySet().containsAll(table.files())) {
        throw new IllegalArgumentException("a file of " + table.name() + " is missing");
      }
      if (table.files().stream().filter(Output::isParquet).count() != 1) {
        throw new IllegalArgumentException(table.name() + " has not one Parquet");
      }
      for (String key : table.primaryKey()) {
        typeOf(table, key);
      }
      for (Reference reference : table.references()) {
        DescribedTable to = byName.get(reference.table());
        if (to == null || !to.primaryKey().equals(List.of(reference.key()))) {
          throw new IllegalArgumentException(
              table.name() + "." + reference.column() + " refers to no key of a table");
        }
        String type = DataPackage.type(typeOf(table, reference.column()));
        if (!type.equals(DataPackage.type(typeOf(to, reference.key())))) {
          throw new IllegalArgumentException(
              table.name() + "." + reference.column() + " has another type than its key");
        }
      }
    }
  }

  private static ValueType typeOf(DescribedTable table, String column) {
    return table.columns().stream()
        .filter(described -> described.name().equals(column))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(table.name() + " has no column " + column))
        .type();
  }

  /** The table of that name, which is there. */
  DescribedTable table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
  }

  /** The CSV of a table, or its parts in order. */
  List<PublishedFile> csvs(DescribedTable table) {
    return table.files().stream().filter(Output::isCsv).map(this::file).toList();
  }

  PublishedFile parquet(DescribedTable table) {
    return table.files().stream()
        .filter(Output::isParquet)
        .map(this::file)
        .findFirst()
        .orElseThrow();
  }

  private PublishedFile file(String name) {
    return Optional.ofNullable(files.get(name)).orElseThrow();
  }
}
