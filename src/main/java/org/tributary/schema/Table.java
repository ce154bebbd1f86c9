package org.tributary.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One table of a return, with the whole history of its fields.
 *
 * @param document how the table is made, where the return is an XML document; its fields are then
 *     the columns of the rows
 */
public record Table(
    String name, String description, List<Field> fields, Optional<Document> document) {

  public Table {
    fields = List.copyOf(fields);
  }

  /** A table that is submitted as one. */
  public Table(String name, String description, List<Field> fields) {
    this(name, description, fields, Optional.empty());
  }

  /** A table whose rows are made from an XML document. */
  public Table(String name, String description, Document document) {
    this(name, description, document.columns(), Optional.of(document));
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
