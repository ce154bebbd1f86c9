package org.tributary.read;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;

/**
 * The rows of a CSV text, one after the other. Where a quotation mark swallows what follows, it
 * gives up that row only and begins again in the line after the one in which the row began.
 */
final class CsvRows implements Closeable {

  /** What comes next. */
  enum Next {
    ROW,
    BLANK,
    BROKEN,
    END
  }

  /** After so many, the quotation marks of the file mean something else. */
  private static final int BROKEN_ROWS = 100;

  /** So often may a file change the place of its quotation marks. */
  private static final int READ_OTHERWISE = 100;

  /** No line of a return is as long as this. */
  private static final int LINE_CHARACTERS = 1 << 20;

  /** Whether spaces may stand between a quotation mark and a separator. */
  private enum Marks {
    AT_SEPARATORS,
    BEHIND_SPACES
  }

  private final CsvText text;
  private final Limits limits;
  private final CsvRow row;

  private CsvReader<CsvRow> parser;
  private Iterator<CsvRow> rest;

  /** Lines of the text that the present parser was not given. */
  private long skipped;

  private long line;
  private int broken;
  private long readAgain;

  private Marks marks = Marks.AT_SEPARATORS;
  private int readOtherwise;

  /** The line of the text from which on the other kind of mark was tried; -1 before any. */
  private long tried = -1;

  /** The line that can be read only if a mark behind spaces is a letter; -1 before any. */
  private long asItIs = -1;

  CsvRows(CsvText text) throws IOException {
    this.text = text;
    this.limits = text.limits();
    this.row = new CsvRow(limits);
    this.skipped = text.skipped();
    this.parser = parser(skipped);
    this.rest = parser.iterator();
  }

  private CsvReader<CsvRow> parser(long lines) throws IOException {
    Lines left = new Lines(text.open());
    left.skipLines(lines);
    return CsvReader.builder()
        .fieldSeparator(text.delimiter())
        // Slower, so only where such spaces are found.
        .trimWhitespacesAroundQuotes(marks == Marks.BEHIND_SPACES)
        .skipEmptyLines(false)
        .allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        // The parser's block of 8,192 characters has to fit behind the longest cell.
        .maxBufferSize(2 * limits.cellCharacters() + 4 * 8_192)
        .build(row, left);
  }

  /** The row, after {@link #next()} said that there is one. */
  CsvRow row() {
    return row;
  }

  /** The line in a spreadsheet of what {@link #next()} told of. */
  long line() {
    return line;
  }

  Next next() throws IOException, UnreadableFileException {
    try {
      if (!rest.hasNext()) {
        return Next.END;
      }
      rest.next();
    } catch (CsvParseException notWellFormed) {
      if (isReadOtherwise()) {
        return next();
      }
      line++;
      return broken();
    } catch (UncheckedIOException failed) {
      if (failed.getCause() instanceof CharacterCodingException) {
        throw new UnreadableFileException(TextFile.WRONG_LETTERS);
      }
      throw failed.getCause();
    }
    if (row.isQuotedBehindSpace() && marks == Marks.AT_SEPARATORS && isReadOtherwise()) {
      return next();
    }
    line++;
    if (line > limits.rows()) {
      throw new UnreadableFileException("it has more than " + limits.rows() + " rows");
    }
    if (row.fault() != CsvRow.Fault.NONE) {
      return broken();
    }
    row.isLine(line);
    return row.isBlankFrom(0) ? Next.BLANK : Next.ROW;
  }

  /**
   * Begins again with the row that was just read, if it may be read with the other kind of mark:
   * with spaces around its marks, or, where that fails, as it was.
   */
  private boolean isReadOtherwise() throws IOException {
    long before = skipped + row.textLine() - 1;
    if (marks == Marks.BEHIND_SPACES && before != asItIs) {
      asItIs = before;
      marks = Marks.AT_SEPARATORS;
    } else if (marks == Marks.AT_SEPARATORS
        && before != tried
        && before != asItIs
        && readOtherwise < READ_OTHERWISE) {
      tried = before;
      marks = Marks.BEHIND_SPACES;
    } else {
      return false;
    }
    readOtherwise++;
    begin(before);
    return true;
  }

  private void begin(long before) throws IOException {
    parser.close();
    skipped = before;
    parser = parser(skipped);
    rest = parser.iterator();
  }

  /**
   * Gives up the row that {@link #next()} has just found and goes on in the line after its first.
   */
  void giveUp() throws IOException, UnreadableFileException {
    broken();
  }

  /** The first line, as it is written, of the row that was given up last. */
  String givenUp() throws IOException {
    try (Lines left = new Lines(text.open())) {
      left.skipLines(skipped - 1);
      return left.line(LINE_CHARACTERS);
    }
  }

  private Next broken() throws IOException, UnreadableFileException {
    if (row.fault() == CsvRow.Fault.TOO_MANY_COLUMNS) {
      throw new UnreadableFileException("it has more than " + limits.columns() + " columns");
    }
    if (row.fault() == CsvRow.Fault.ROW_TOO_LONG) {
      throw new UnreadableFileException("a row is too long");
    }
    long before = skipped + row.textLine() - 1;
    readAgain += before;
    broken++;
    if (broken > BROKEN_ROWS || readAgain > limits.rows()) {
      throw new UnreadableFileException("too many rows have a quotation mark that is not closed");
    }
    try (Lines left = new Lines(text.open())) {
      left.skipLines(before);
      Lines.Measure first = left.measure(text.delimiter(), LINE_CHARACTERS);
      if (first.length() == LINE_CHARACTERS) {
        throw new UnreadableFileException("a line is too long");
      }
      if (first.longestCell() > limits.cellCharacters()) {
        throw new UnreadableFileException(
            "a cell has more than " + limits.cellCharacters() + " characters");
      }
    }
    marks = Marks.AT_SEPARATORS;
    begin(before + 1);
    return Next.BROKEN;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
