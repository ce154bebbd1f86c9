package org.tributary.schema;

import java.time.YearMonth;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One table of a return, with the whole history of its fields.
 *
 * @param rowNeeds the fields without which a row can be told from no other: whom it is about and,
 *     where it tells of an event, the day of that event
 * @param document how the table is made, where the return is an XML document; its fields are then
 *     the columns of the rows
 * @param says the fields that say of the whole file what its place should say too
 */
public record Table(
    String name,
    String description,
    List<String> rowNeeds,
    List<Field> fields,
    Optional<Document> document,
    Map<Says, String> says) {

  public Table {
    says = Collections.unmodifiableMap(new TreeMap<>(says));
    rowNeeds = List.copyOf(rowNeeds);
    fields = List.copyOf(fields);
  }

  /** A table that is submitted as one. */
  public Table(String name, String description, List<String> rowNeeds, List<Field> fields) {
    this(name, description, rowNeeds, fields, Optional.empty(), new TreeMap<>(Map.of()));
  }

  /** A table that is submitted as one, of which any row counts. */
  public Table(String name, String description, List<Field> fields) {
    this(name, description, List.of(), fields);
  }

  /** A table whose rows are made from an XML document. */
  public Table(String name, String description, Document document) {
    this(
        name,
        description,
        document.rowNeeds(),
        document.columns(),
        Optional.of(document),
        new TreeMap<>(Map.of()));
  }

  /** As it is for the return of a month; a document is the same in all of a year. */
  Table in(YearMonth month) {
    if (document.isPresent()) {
      return this;
    }
    List<Field> ofMonth = fields.stream().map(field -> field.in(month)).toList();
    return ofMonth.equals(fields) ? this : withFields(ofMonth);
  }

  /** The same with other fields. */
  public Table withFields(List<Field> others) {
    return new Table(name, description, rowNeeds, others, document, says);
  }

  /** What of it is asked for in a term; a document is the same in all. */
  Table in(Term term) {
    if (document.isPresent()) {
      return this;
    }
    List<Field> asked =
        fields.stream()
            .filter(field -> field.validity().holdsIn(term))
            .map(
                field ->
                    field.withCodes(
                        field.codes().stream()
                            .filter(code -> code.validity().holdsIn(term))
                            .map(code -> code.in(term))
                            .toList()))
            .toList();
    Set<String> names = new HashSet<>();
    asked.forEach(field -> names.add(field.name()));
    return new Table(
        name,
        description,
        rowNeeds.stream().filter(names::contains).toList(),
        asked,
        document,
        says);
  }

  /**
   * The fields that authorities fill; of a document's columns not the one that we name events in.
   */
  public List<Field> submittedFields() {
    return fields.stream()
        .filter(field -> document.filter(made -> made.typeColumn().equals(field.name())).isEmpty())
        .toList();
  }

  /**
   * The fields asked for in a return year, in the order of the guide; empty before the table began.
   */
  public List<Field> fieldsIn(int returnYear) {
    if (document.isPresent() && document.get().partsIn(returnYear).isEmpty()) {
      return List.of();
    }
    // In a document several elements may fill one column.
    Set<String> names = new HashSet<>();
    return fields.stream()
        .filter(field -> field.validity().holdsIn(returnYear) && names.add(field.name()))
        .toList();
  }
}
