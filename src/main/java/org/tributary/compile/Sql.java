package org.tributary.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Pieces of SQL. Names and paths are ours, but they are quoted all the same. */
public final class Sql {

  /** RFC 4180: CRLF, a blank is an empty cell. Written without a look at the platform. */
  public static final String CSV = csv("");

  /** For our own use. */
  public static final String PARQUET = "(FORMAT parquet, COMPRESSION zstd)";

  /**
   * For whoever uses the outputs: larger by half, and in the compression that every reader knows.
   */
  static final String PUBLISHED_PARQUET = "(FORMAT parquet, COMPRESSION snappy)";

  private static final long LEAST_LINE = 1 << 16;
  private static final long MOST_LINE = 1 << 24;

  private Sql() {}

  /**
   * As {@link #CSV}, the rows of each value of a column in a file of their own, without that
   * column: in {@code column=value/data_0.csv} below a folder.
   */
  static String csvBy(String column) {
    return csv(", PARTITION_BY (" + name(column) + ")");
  }

  private static String csv(String more) {
    return "(FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '', NEW_LINE"
        + " '\\r\\n'"
        + more
        + ")";
  }

  public static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  public static String text(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }

  /**
   * Makes a view of the columns that an SQL may count on, in this order, each of its type, whatever
   * else the file has; without a file the view has no rows.
   *
   * @param type how DuckDB calls it
   */
  static <T> String view(
      String name, Map<String, T> columns, Function<T, String> type, Optional<Path> parquet) {
    String selected =
        columns.entrySet().stream()
            .map(
                column ->
                    "CAST("
                        + (parquet.isPresent() ? name(column.getKey()) : "NULL")
                        + " AS "
                        + type.apply(column.getValue())
                        + ") AS "
                        + name(column.getKey()))
            .collect(Collectors.joining(", "));
    return "CREATE VIEW "
        + name(name)
        + " AS SELECT "
        + selected
        + parquet.map(path -> " FROM read_parquet(" + path(path) + ")").orElse(" WHERE false");
  }

  public static String path(Path path) {
    return text(path.toAbsolutePath().normalize().toString());
  }

  /**
   * A CSV file of ours as text columns; every column is named, so nothing is guessed. Read from its
   * beginning to its end: whoever begins in the middle cannot be sure where a row begins.
   */
  public static String readCsv(
      Path csv, Collection<String> columns, LineEnd lineEnd, Header header) {
    return readCsv(List.of(csv), columns, lineEnd, header);
  }

  /** Several such files one after the other, all with the same columns. */
  static String readCsv(
      List<Path> csv, Collection<String> columns, LineEnd lineEnd, Header header) {
    return "read_csv("
        + csv.stream().map(Sql::path).collect(Collectors.joining(", ", "[", "]"))
        + ", auto_detect=false, header="
        + (header == Header.FIRST_LINE)
        + ", delim=',', quote='\"', escape='\"', nullstr='', new_line='"
        + lineEnd.escaped
        + "', "
        + buffers(csv)
        + ", parallel=false, columns={"
        + columns.stream()
            .map(column -> text(column) + ": 'VARCHAR'")
            .collect(Collectors.joining(", "))
        + "})";
  }

  /**
   * How much of these files is held at a time, as {@code read_csv} wants it said. A buffer is made
   * for each statement, which takes longer than to read a small file: no line is longer than its
   * file.
   */
  public static String buffers(List<Path> csv) {
    long longest = LEAST_LINE;
    for (Path file : csv) {
      try {
        longest = Math.max(longest, Math.min(Files.size(file), MOST_LINE));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return "max_line_size=" + longest + ", buffer_size=" + 2 * longest;
  }

  /** How a text's lines end. */
  public enum LineEnd {
    LF("\\n"),
    CRLF("\\r\\n");

    private final String escaped;

    LineEnd(String escaped) {
      this.escaped = escaped;
    }
  }

  /** Whether a text's first line holds the names of its columns. */
  public enum Header {
    FIRST_LINE,
    NONE
  }
}
