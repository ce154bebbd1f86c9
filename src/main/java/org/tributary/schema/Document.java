package org.tributary.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a return is written as an XML document, and which rows are made of it. Paths are the names of
 * elements from the root on, separated by {@code /}.
 *
 * <p>The document is read record by record. Each event, a date, gives one row: it carries what
 * stands in its own group and in the groups around it up to the record, a group that may stand once
 * counting as part of the one around it. What repeats beside it stays out.
 *
 * @param namespace which the names may be in, if in any
 * @param record the group that is read as a whole
 * @param identity the element that says whom a record is about
 * @param year the element, outside the records, that says the return year
 * @param referenceDate the element, outside the records, of the last day of the return year
 * @param authority the element, outside the records, that says whose return it is
 * @param typeColumn the column that says which date a row comes from
 * @param dateColumn the column of that date
 * @param events the paths of the dates
 * @param parts groups and elements in the order of the guide, with their whole history
 */
public record Document(
    Optional<String> namespace,
    String record,
    String identity,
    Optional<String> year,
    Optional<String> referenceDate,
    Optional<String> authority,
    String typeColumn,
    String dateColumn,
    Set<String> events,
    List<Part> parts) {

  /**
   * A group of elements, or one element.
   *
   * @param field what an element holds, under the name of its column; a group has none
   */
  public record Part(String path, Occurs occurs, Validity validity, Optional<Field> field) {

    /** The element's own name. */
    public String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The path of the group around it; empty for the root. */
    public String parent() {
      return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
  }

  public Document {
    events = Collections.unmodifiableSet(new LinkedHashSet<>(events));
    parts = List.copyOf(parts);
  }

  /** The groups and elements of a return year, in the order of the guide. */
  public List<Part> partsIn(int returnYear) {
    return parts.stream().filter(part -> part.validity().holdsIn(returnYear)).toList();
  }

  /** Whether a path lies in the record. */
  public boolean isInRecord(String path) {
    return path.startsWith(record + "/");
  }

  /** Whether something is made of the element of a path: a part of rows, or a comparison. */
  public boolean isUsed(String path) {
    return isInRecord(path)
        || Stream.of(year, referenceDate, authority).anyMatch(Optional.of(path)::equals);
  }

  /** A row is an event: it needs to be somebody's, and its day. */
  List<String> rowNeeds() {
    List<String> needs = new ArrayList<>();
    parts.stream()
        .filter(part -> part.path().equals(identity))
        .flatMap(part -> part.field().stream())
        .map(Field::name)
        .distinct()
        .forEach(needs::add);
    needs.add(dateColumn);
    return needs;
  }

  /** The columns of the rows: type and date of the event, then what the record's elements hold. */
  List<Field> columns() {
    List<Field> columns = new ArrayList<>();
    columns.add(Field.of(typeColumn, Kind.STRING));
    columns.add(Field.of(dateColumn, Kind.DATE));
    parts.stream()
        .filter(part -> isInRecord(part.path()))
        // A date that may stand several times gives a row each time, not a list.
        .filter(part -> !(part.occurs().repeats() && events.contains(part.path())))
        .flatMap(part -> part.field().stream())
        .forEach(columns::add);
    return columns;
  }
}
