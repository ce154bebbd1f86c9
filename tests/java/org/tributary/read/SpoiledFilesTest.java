package org.tributary.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Right files, spoiled in the ways in which programs spoil them: what is read stays the same. */
class SpoiledFilesTest {

  private static final int FILES = 60;
  private static final List<String> HEADERS = List.of("CHILD", "MOVED", "AGE", "URN");
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t');
  private static final List<Charset> CHARSETS =
      List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16, Charset.forName("windows-1252"));

  @TempDir Path scratch;

  /** A file as it should be: every cell of every row. */
  private record Right(List<List<String>> rows) {

    static Right of(Random random) {
      return new Right(
          IntStream.rangeClosed(1, 1 + random.nextInt(12))
              .mapToObj(
                  row ->
                      List.of(
                          "77" + (10_000 + row),
                          "0" + (1 + random.nextInt(9)) + "/02/2026",
                          random.nextBoolean() ? "" : String.valueOf(random.nextInt(18)),
                          random.nextBoolean() ? "" : "Zo\u00eb " + row))
              .toList());
    }
  }

  private List<List<String>> read(String text, Charset charset) throws IOException {
    Path file = scratch.resolve("spoiled.csv");
    Files.write(file, text.getBytes(charset));
    return Told.of(file, Invented.RETURN).rows();
  }

  private static String line(List<String> cells, char delimiter, UnaryOperator<String> written) {
    return cells.stream().map(written).collect(Collectors.joining(String.valueOf(delimiter)));
  }

  @FunctionalInterface
  private interface Spoiling {
    String of(Right right, char delimiter, Random random);
  }

  private void every_file_is_read_as_it_was(Spoiling spoiling) throws IOException {
    Random random = new Random(18);
    for (int i = 0; i < FILES; i++) {
      Right right = Right.of(random);
      char delimiter = DELIMITERS.get(random.nextInt(DELIMITERS.size()));
      Charset charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
      String text = spoiling.of(right, delimiter, random);
      assertThat(read(text, charset)).as(text).isEqualTo(right.rows());
    }
  }

  @Test
  void empty_cells_at_the_end_may_be_left_out() throws IOException {
    every_file_is_read_as_it_was(
        (right, delimiter, random) -> {
          List<String> lines = new ArrayList<>();
          lines.add(line(HEADERS, delimiter, cell -> cell));
          for (List<String> row : right.rows()) {
            int cells = row.size();
            while (cells > 2 && row.get(cells - 1).isEmpty() && random.nextBoolean()) {
              cells--;
            }
            lines.add(line(row.subList(0, cells), delimiter, cell -> cell));
          }
          return String.join("\r\n", lines);
        });
  }

  @Test
  void spaces_may_stand_around_quotation_marks() throws IOException {
    every_file_is_read_as_it_was(
        (right, delimiter, random) -> {
          UnaryOperator<String> written =
              cell ->
                  " ".repeat(random.nextInt(3)) + '"' + cell + '"' + " ".repeat(random.nextInt(3));
          List<String> lines = new ArrayList<>();
          lines.add(line(HEADERS, delimiter, written));
          right.rows().forEach(row -> lines.add(line(row, delimiter, written)));
          return String.join("\n", lines) + "\n";
        });
  }

  @Test
  void quotation_marks_may_stand_around_whole_lines() throws IOException {
    every_file_is_read_as_it_was(
        (right, delimiter, random) -> {
          boolean inner = random.nextBoolean();
          UnaryOperator<String> written = cell -> inner ? "\"\"" + cell + "\"\"" : cell;
          String behind = String.valueOf(delimiter).repeat(random.nextInt(3));
          List<String> lines = new ArrayList<>();
          lines.add('"' + line(HEADERS, delimiter, written) + '"' + behind);
          right
              .rows()
              .forEach(row -> lines.add('"' + line(row, delimiter, written) + '"' + behind));
          return String.join("\r\n", lines) + "\r\n";
        });
  }

  @Test
  void a_format_shows_a_number_with_its_zeros() {
    Random random = new Random(18);
    for (int i = 0; i < 1_000; i++) {
      int width = 2 + random.nextInt(9);
      String number = String.valueOf(random.nextInt(1_000_000));
      String shown = ZeroFormat.of("0".repeat(width)).orElseThrow().shown(number);
      assertThat(shown).endsWith(number).hasSize(Math.max(width, number.length()));
      assertThat(shown.substring(0, shown.length() - number.length())).matches("0*");
    }
    for (String other :
        List.of("0", "General", "@", "0.00", "#,##0", "0%", "0.00E+00", "dd/mm/yyyy", "#", "")) {
      assertThat(ZeroFormat.of(other)).as(other).isEmpty();
    }
  }
}
