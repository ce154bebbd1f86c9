package org.tributary.proof;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tributary.compile.Sql;

/**
 * The pieces of SQL with which a proof reads published files; its own, so that it shares no slip
 * but in how much of a file is held at a time.
 */
final class SqlText {

  private SqlText() {}

  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String text(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }

  static String list(Collection<String> texts) {
    return texts.stream().sorted().map(SqlText::text).collect(Collectors.joining(", ", "(", ")"));
  }

  /** The parts of a CSV, each with a line of headers, as text columns {@code c0}, {@code c1} … */
  static String csv(List<Path> parts, int columns) {
    return "read_csv("
        + paths(parts)
        + ", auto_detect=false, header=true, delim=',', quote='\"', escape='\"', nullstr='',"
        + " new_line='\\r\\n', "
        + Sql.buffers(parts)
        + ", parallel=false, columns={"
        + IntStream.range(0, columns)
            .mapToObj(at -> "'c" + at + "': 'VARCHAR'")
            .collect(Collectors.joining(", "))
        + "})";
  }

  static String parquet(Path file) {
    return "read_parquet(" + paths(List.of(file)) + ")";
  }

  private static String paths(List<Path> files) {
    return files.stream()
        .map(file -> text(file.toAbsolutePath().normalize().toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** As a value stands in the CSV for people: with an apostrophe where it may begin a formula. */
  static String forPeople(String value) {
    return "CASE WHEN substr("
        + value
        + ", 1, 1) IN "
        + FORMULA
        + " THEN '''' || "
        + value
        + " ELSE "
        + value
        + " END";
  }

  /** What such a cell of the CSV says. */
  static String saidToPeople(String cell) {
    return "CASE WHEN substr("
        + cell
        + ", 1, 1) = '''' AND substr("
        + cell
        + ", 2, 1) IN "
        + FORMULA
        + " THEN substr("
        + cell
        + ", 2) ELSE "
        + cell
        + " END";
  }

  /** OWASP's list of what may begin a formula. */
  private static final String FORMULA = "('=', '+', '-', '@', chr(9), chr(10), chr(13))";
}
