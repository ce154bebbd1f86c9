package org.tributary.proof;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tributary.authority.LocalAuthority;
import org.tributary.proof.PermittedColumn.Meaning;

/**
 * A table that may be published, and what its rows must obey.
 *
 * @param base what its files are called, without their endings
 * @param further columns of 0 and 1 that may stand behind the others
 * @param authorities those of whom rows may be there
 * @param oldestYear the oldest return year of which rows may be there
 * @param unknown what may stand in the place of any value, because it is none
 * @param newestYear the newest return year that the guide is known for
 */
record PermittedTable(
    String unit,
    String base,
    List<PermittedColumn> columns,
    Set<String> further,
    Set<String> unknown,
    List<LocalAuthority> authorities,
    int oldestYear,
    int newestYear,
    List<String> authorityClauses,
    List<String> retentionClauses) {

  PermittedTable {
    columns = List.copyOf(columns);
    further = Set.copyOf(further);
    unknown = Set.copyOf(unknown);
    authorities = List.copyOf(authorities);
    authorityClauses = List.copyOf(authorityClauses);
    retentionClauses = List.copyOf(retentionClauses);
  }

  Optional<PermittedColumn> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  Optional<PermittedColumn> column(Meaning meaning) {
    return columns.stream().filter(column -> column.meaning() == meaning).findFirst();
  }

  List<String> clauses() {
    return columns.stream()
        .flatMap(column -> column.clauses().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
