package org.tributary.compile;

import java.util.List;
import java.util.stream.Stream;

/**
 * A repair of a concatenated table, as a file of SQL. It changes the table {@code rows}: the
 * table's fields, dates as DATE, numbers as BIGINT, all else as text, a field that is not kept or
 * that the repair adds being NULL, and {@code _order}, which numbers the rows in order of reading.
 * It deletes from it, and updates it, so that the order of what stays is kept; it leaves in {@code
 * Episode_source} {@code Original} or the rules applied, {@code " | "} between them, and makes the
 * table {@code deleted} ({@code _order} and {@code rule}).
 *
 * @param needs the columns without which it would mend what is not broken; they stand in the file
 *     in a line {@code -- needs: CHILD, DECOM}. Where one is not kept, the repair is not run
 * @param given the columns beside which {@code rows} has another, {@code DEC_given}: whether
 *     something was submitted, be it that it could not be read; a line {@code -- given: DEC}
 */
public record Repair(String sql, List<String> needs, List<String> given) {

  private static final String NEEDS = "-- needs:";
  private static final String GIVEN = "-- given:";

  /** Reads what the file says of itself. */
  public static Repair of(String sql) {
    return new Repair(sql, named(sql, NEEDS), named(sql, GIVEN));
  }

  private static List<String> named(String sql, String key) {
    return sql.lines()
        .filter(line -> line.startsWith(key))
        .flatMap(line -> Stream.of(line.substring(key.length()).split(",")))
        .map(String::strip)
        .toList();
  }
}
