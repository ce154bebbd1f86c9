package org.tributary.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;

class LimitsTest {

  private static final String HEADERS = "CHILD,DECOM,RNE,LS\n";

  @TempDir Path folder;

  @Test
  void a_hundred_thousand_columns_are_too_many() throws IOException {
    assertUnreadable(HEADERS + "x,".repeat(100_000) + "\n", "it has more than 1000 columns");
  }

  @Test
  void headers_of_a_hundred_thousand_columns_are_too_many() throws IOException {
    assertUnreadable("x,".repeat(100_000) + "\n", "it has more than 1000 columns");
  }

  @Test
  void a_line_without_end_is_too_long() throws IOException {
    assertUnreadable("x".repeat(30_000_000), "a line is too long");
  }

  @Test
  void a_cell_can_be_too_long() throws IOException {
    String cell = "x".repeat(40_000);
    assertUnreadable(HEADERS + "1," + cell + ",S,C2\n", "a cell has more than 32768 characters");
    assertUnreadable(
        HEADERS + "1,\"" + cell + "\",S,C2\n", "a cell has more than 32768 characters");
  }

  @Test
  void a_quotation_mark_in_every_row_is_given_up() throws IOException {
    assertUnreadable(
        HEADERS + "1,x,S,C2\n" + "1,\"x,S,C2\n".repeat(1_000),
        "too many rows have a quotation mark that is not closed");
  }

  @Test
  void a_quotation_mark_that_is_never_closed_costs_one_row_of_many() throws Exception {
    Path file = write(HEADERS + "1,\"x,S,C2\n" + "2,x,S,C2\n".repeat(100_000));
    ErrorLog errors = new ErrorLog();
    AtomicLong rows = new AtomicLong();
    SubmittedTable.Counts counts =
        open(file, Limits.USUAL, errors).read(row -> rows.incrementAndGet());
    assertThat(rows).hasValue(100_000);
    assertThat(counts.read()).isEqualTo(100_001);
    assertThat(counts.removed()).containsOnly(Map.entry(ErrorType.RAGGED_ROW, 1L));
  }

  @Test
  void rows_beyond_the_limit_are_not_read() throws Exception {
    Path file = write(HEADERS + "1,x,S,C2\n".repeat(20));
    SubmittedTable table = open(file, new Limits(1_000_000, 10, 10, 100), new ErrorLog());
    assertThatThrownBy(() -> table.read(row -> {}))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage("it has more than 10 rows");
  }

  @Test
  void a_file_beyond_the_limit_is_not_read() throws IOException {
    Path file = write(HEADERS.repeat(10));
    assertThatThrownBy(() -> open(file, new Limits(10, 10, 10, 100), new ErrorLog()))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageStartingWith("it is larger than");
  }

  @Test
  void other_formats_are_refused() throws IOException {
    Path file = write(HEADERS);
    assertThatThrownBy(
            () ->
                SubmittedFile.open(
                    file, "ods", Invented.RETURN, Invented.YEAR, Limits.USUAL, new ErrorLog()))
        .isInstanceOf(UnreadableFileException.class);
  }

  private void assertUnreadable(String text, String reason) throws IOException {
    Path file = write(text);
    assertThat(Told.of(file, Invented.RETURN).lines()).contains("unreadable: " + reason);
  }

  private Path write(String text) throws IOException {
    Path file = folder.resolve("given.csv");
    try (Writer writer = Files.newBufferedWriter(file)) {
      writer.write(text);
    }
    return file;
  }

  private static SubmittedTable open(Path file, Limits limits, ErrorLog errors)
      throws IOException, UnreadableFileException {
    return SubmittedFile.open(file, "csv", Invented.RETURN, Invented.YEAR, limits, errors)
        .tables()
        .get(0);
  }
}
