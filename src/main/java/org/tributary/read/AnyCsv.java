package org.tributary.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The rows of a CSV file that no schema describes, as text, read from beginning to end with one row
 * in memory. It finds out how letters are written as submitted files have it; headers are a row
 * like any other.
 */
public final class AnyCsv implements Closeable {

  /** What comes next. */
  public enum Next {
    ROW,
    BLANK,
    /** A quotation mark is not closed, or a cell is too long; that row only is lost. */
    BROKEN,
    END
  }

  /** A file of text, looked through once. */
  public static final class Text {

    private final TextFile file;

    private Text(TextFile file) {
      this.file = file;
    }

    /** Whether it holds nothing but white space. */
    public boolean isBlank() {
      return file.blank();
    }

    /** Its rows from the beginning. */
    public AnyCsv rows(char delimiter) throws IOException {
      return new AnyCsv(new CsvText(file, Quoting.CELLS, delimiter, 0, Limits.USUAL).rows());
    }
  }

  private final CsvRows rows;

  private AnyCsv(CsvRows rows) {
    this.rows = rows;
  }

  /**
   * Finds out how a file's letters are written.
   *
   * @throws UnreadableFileException where it is no text
   */
  public static Text open(Path file) throws IOException, UnreadableFileException {
    return new Text(TextFile.detect(file));
  }

  /** Goes on to the next row. */
  public Next next() throws IOException, UnreadableFileException {
    return switch (rows.next()) {
      case ROW -> Next.ROW;
      case BLANK -> Next.BLANK;
      case BROKEN -> Next.BROKEN;
      case END -> Next.END;
    };
  }

  /** The row's number as a spreadsheet shows it, from 1. */
  public long line() {
    return rows.line();
  }

  /** How many cells the row has. */
  public int cells() {
    return rows.row().cells();
  }

  /** The text of a cell without the white space around it; empty where the row is too short. */
  public Optional<String> cell(int index) {
    CsvRow row = rows.row();
    if (index >= row.cells()) {
      return Optional.empty();
    }
    char[] characters = row.characters();
    int start = row.start(index);
    int end = row.end(index);
    while (start < end && Whitespace.is(characters[start])) {
      start++;
    }
    while (end > start && Whitespace.is(characters[end - 1])) {
      end--;
    }
    return Optional.of(new String(characters, start, end - start));
  }

  /** Whether nothing stands in the cells from this one on. */
  public boolean isBlankFrom(int index) {
    return rows.row().isBlankFrom(index);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
