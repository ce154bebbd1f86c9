package org.tributary.opendata;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tributary.read.AnyCsv;
import org.tributary.read.UnreadableFileException;

/**
 * The row of a published file that holds the headers, and where in it each column stands.
 *
 * @param delimiter between its cells
 * @param line of the headers
 * @param cells how many cells the headers take, blank ones behind them left out
 * @param places by column, in their order; -1 for one that is not there
 */
record FoundHeaders(char delimiter, long line, int cells, List<Integer> places) {

  private static final char[] DELIMITERS = {',', '\t', ';'};

  /** Headers stand within so many rows; above them are titles and notes. */
  private static final int ROWS_LOOKED_AT = 20;

  private static final int ABSENT = -1;

  FoundHeaders {
    places = List.copyOf(places);
  }

  boolean has(int column) {
    return places.get(column) != ABSENT;
  }

  /** The cell that is farthest to the right of those that are read. */
  int last() {
    return places.stream().mapToInt(Integer::intValue).max().orElse(ABSENT);
  }

  /**
   * Finds the first row that has all the columns that must be there.
   *
   * @throws UnreadableFileException where none has; the message says what the nearest row lacks
   */
  static FoundHeaders in(AnyCsv.Text text, List<Source.Column> columns)
      throws IOException, UnreadableFileException {
    List<Source.Column> lacking = columns;
    for (char delimiter : DELIMITERS) {
      try (AnyCsv rows = text.rows(delimiter)) {
        AnyCsv.Next next = rows.next();
        while (next != AnyCsv.Next.END && rows.line() <= ROWS_LOOKED_AT) {
          if (next == AnyCsv.Next.ROW) {
            List<String> headers = headers(rows);
            List<Integer> places = places(headers, columns);
            List<Source.Column> missing = missing(columns, places);
            if (missing.isEmpty()) {
              refuseTwice(headers, columns, places);
              return new FoundHeaders(delimiter, rows.line(), headers.size(), places);
            }
            lacking = missing.size() < lacking.size() && hasAny(places) ? missing : lacking;
          }
          next = rows.next();
        }
      }
    }
    throw new UnreadableFileException(
        lacking == columns
            ? "none of its first " + ROWS_LOOKED_AT + " rows holds the headers of such a file"
            : "it lacks "
                + (lacking.size() == 1 ? "the column " : "the columns ")
                + lacking.stream().map(FoundHeaders::called).collect(Collectors.joining(", ")));
  }

  private static List<String> headers(AnyCsv rows) {
    List<String> headers = new ArrayList<>();
    for (int cell = 0; cell < rows.cells() && !rows.isBlankFrom(cell); cell++) {
      headers.add(rows.cell(cell).orElse(""));
    }
    return headers;
  }

  private static boolean hasAny(List<Integer> places) {
    return places.stream().anyMatch(place -> place != ABSENT);
  }

  private static List<Integer> places(List<String> headers, List<Source.Column> columns) {
    List<Integer> places = new ArrayList<>();
    for (Source.Column column : columns) {
      int place = ABSENT;
      for (HeaderSpelling spelling : column.headers()) {
        for (int header = 0; header < headers.size() && place == ABSENT; header++) {
          place = spelling.fits(headers.get(header)) ? header : ABSENT;
        }
      }
      places.add(place);
    }
    return places;
  }

  private static List<Source.Column> missing(List<Source.Column> columns, List<Integer> places) {
    List<Source.Column> missing = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      boolean needed =
          switch (columns.get(i).mustBe()) {
            case ANYHOW, EXPECTED -> false;
            case THERE, FILLED -> true;
          };
      if (needed && places.get(i) == ABSENT) {
        missing.add(columns.get(i));
      }
    }
    return missing;
  }

  /** Of two columns of one name nobody can say which is meant. */
  private static void refuseTwice(
      List<String> headers, List<Source.Column> columns, List<Integer> places)
      throws UnreadableFileException {
    for (int i = 0; i < columns.size(); i++) {
      if (places.get(i) == ABSENT) {
        continue;
      }
      HeaderSpelling chosen = spelling(columns.get(i), headers.get(places.get(i)));
      if (headers.stream().filter(chosen::fits).count() > 1) {
        throw new UnreadableFileException("it has the column " + chosen.example() + " twice");
      }
    }
  }

  private static HeaderSpelling spelling(Source.Column column, String header) {
    return column.headers().stream()
        .filter(spelling -> spelling.fits(header))
        .findFirst()
        .orElseThrow();
  }

  private static String called(Source.Column column) {
    return column.headers().stream()
        .map(HeaderSpelling::example)
        .collect(Collectors.joining(" or "));
  }
}
