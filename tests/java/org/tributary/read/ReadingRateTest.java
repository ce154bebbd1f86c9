package org.tributary.read;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.errors.ErrorLog;
import org.tributary.schema.Dataset;

/** How much of the parser's own rate is left when rows are handed over. */
@Tag("campaign")
class ReadingRateTest {

  private static final int ROWS = 1_000_000;
  private static final int COLUMNS = 13;
  private static final int ROUNDS = 7;

  @TempDir Path folder;

  @Test
  void rows_are_handed_over_at_most_of_the_rate_of_the_parser() throws Exception {
    Path file = folder.resolve("episodes.csv");
    try (Writer writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < COLUMNS; i++) {
        writer.write((i == 0 ? "" : ",") + "FIELD_" + i);
      }
      writer.write('\n');
      for (int i = 0; i < ROWS; i++) {
        writer.write(
            (10_000_000 + i)
                + ",01/04/2023,S,C2,N1,U3,OX1 2JD,4,PR0,SC012345,31/03/2024,X1,LIIAF\n");
      }
    }
    long[] bare = new long[ROUNDS];
    long[] handed = new long[ROUNDS];
    long[] opened = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      long expected = parse(file);
      bare[round] = System.nanoTime() - start;
      start = System.nanoTime();
      SubmittedTable table = open(file);
      opened[round] = System.nanoTime() - start;
      start = System.nanoTime();
      long[] letters = new long[1];
      table.read(
          row -> {
            for (int column = 0; column < COLUMNS; column++) {
              letters[0] += row.end(column) - row.start(column);
            }
          });
      handed[round] = System.nanoTime() - start;
      assertThat(letters[0]).isEqualTo(expected);
    }
    double ratio = (double) median(bare) / median(handed);
    System.out.printf(
        Locale.ROOT,
        "bare parse %d ms, rows handed over %d ms (%.0f k rows/s), opening %d ms; ratio %.2f%n",
        median(bare) / 1_000_000,
        median(handed) / 1_000_000,
        ROWS / (median(handed) / 1e6),
        median(opened) / 1_000_000,
        ratio);
    assertThat(ratio).isGreaterThan(0.6);
  }

  private static long parse(Path file) throws IOException {
    long[] letters = new long[1];
    AbstractBaseCsvCallbackHandler<long[]> counter =
        new AbstractBaseCsvCallbackHandler<>() {
          @Override
          protected void handleField(
              int index, char[] source, int offset, int length, boolean quoted) {
            letters[0] += length;
          }

          @Override
          protected long[] buildRecord() {
            return letters;
          }
        };
    long headers = 0;
    try (CsvReader<long[]> reader = CsvReader.builder().build(counter, file)) {
      for (long[] record : reader) {
        if (headers == 0) {
          headers = record[0];
        }
      }
    }
    return letters[0] - headers;
  }

  private static SubmittedTable open(Path file) throws IOException, UnreadableFileException {
    Dataset dataset = Invented.with(COLUMNS);
    return SubmittedFile.open(file, "csv", dataset, Invented.YEAR, Limits.USUAL, new ErrorLog())
        .tables()
        .get(0);
  }

  private static long median(long[] times) {
    long[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
