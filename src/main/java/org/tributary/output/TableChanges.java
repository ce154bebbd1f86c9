package org.tributary.output;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How many rows of a table came, went and changed between two releases, by authority and return
 * year. Only counts, never a record.
 *
 * @param places in order of authority and year; one for the whole table where it has neither
 * @param columnsAdded names that the table did not have before; the rest was compared without them
 * @param columnsRemoved names that it no longer has
 */
public record TableChanges(
    String table, List<Place> places, List<String> columnsAdded, List<String> columnsRemoved) {

  /**
   * The rows of one authority and return year: {@code rows = before + added - removed}.
   *
   * @param authority its name as it stands in the rows; empty where the table does not say
   * @param year the return year; empty where the table does not say
   * @param changed rows with the same key and other values; a table without a key of its own counts
   *     them as removed and added
   */
  public record Place(
      String authority,
      String year,
      long before,
      long rows,
      long added,
      long removed,
      long changed) {

    public Place {
      if (before + added - removed != rows) {
        throw new IllegalArgumentException("rows that nobody counted");
      }
    }

    public boolean isChanged() {
      return added + removed + changed > 0;
    }
  }

  public TableChanges {
    places =
        places.stream()
            .sorted(Comparator.comparing(Place::authority).thenComparing(Place::year))
            .toList();
    columnsAdded = List.copyOf(columnsAdded);
    columnsRemoved = List.copyOf(columnsRemoved);
  }

  /** A sum over all authorities and years. */
  public long sum(ToLongFunction<Place> count) {
    return places.stream().mapToLong(count).sum();
  }
}
