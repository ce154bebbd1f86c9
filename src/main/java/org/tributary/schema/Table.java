package org.tributary.schema;

import java.util.List;

/** One table of a return, with the whole history of its fields. */
public record Table(String name, String description, List<Field> fields) {

  public Table {
    fields = List.copyOf(fields);
  }

  /**
   * The fields asked for in a return year, in the order of the guide; empty before the table began.
   */
  public List<Field> fieldsIn(int returnYear) {
    return fields.stream().filter(field -> field.validity().holdsIn(returnYear)).toList();
  }
}
