package org.tributary.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripTest {

  private static final int WIDTH = 3;

  /** How a text is written. */
  enum Written {
    UTF_8(StandardCharsets.UTF_8, ""),
    UTF_8_MARKED(StandardCharsets.UTF_8, "\uFEFF"),
    UTF_16_LITTLE_ENDIAN(StandardCharsets.UTF_16LE, "\uFEFF"),
    UTF_16_BIG_ENDIAN(StandardCharsets.UTF_16BE, "\uFEFF"),
    WINDOWS_1252(Charset.forName("windows-1252"), "");

    private final Charset charset;
    private final String mark;

    Written(Charset charset, String mark) {
      this.charset = charset;
      this.mark = mark;
    }

    byte[] bytes(String text) {
      return (mark + text).getBytes(charset);
    }
  }

  @Property(tries = 400)
  void what_is_written_as_csv_is_read_back(
      @ForAll("rows") List<List<String>> rows,
      @ForAll("delimiters") char delimiter,
      @ForAll("lineEnds") String lineEnd,
      @ForAll Written written)
      throws IOException {
    StringBuilder text = new StringBuilder();
    append(text, List.of("FIELD_0", "FIELD_1", "FIELD_2"), delimiter, lineEnd);
    rows.forEach(row -> append(text, row, delimiter, lineEnd));
    List<List<String>> expected = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).stream().allMatch(cell -> Whitespace.trimmed(cell).isEmpty())) {
        expected.add(rows.get(i));
        numbers.add(i + 2L);
      }
    }
    Path file = Files.createTempFile("read", ".csv");
    try {
      Files.write(file, written.bytes(text.toString()));
      Told told = Told.of(file, Invented.with(WIDTH));
      assertThat(told.rows()).as("%s", told.lines()).isEqualTo(expected);
      assertThat(told.numbers()).isEqualTo(numbers);
    } finally {
      Files.delete(file);
    }
  }

  private static void append(
      StringBuilder text, List<String> cells, char delimiter, String lineEnd) {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      boolean quoted = cell.chars().anyMatch(letter -> "\"\r\n,;\t".indexOf(letter) >= 0);
      text.append(i == 0 ? "" : delimiter)
          .append(quoted ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell);
    }
    text.append(lineEnd);
  }

  @Provide
  Arbitrary<List<List<String>>> rows() {
    Arbitrary<String> cell =
        Arbitraries.strings()
            .withChars("ab0 \"\r\n;\tö£’\u00a0")
            .ofMaxLength(6)
            // Of a cell, a text like whole rows is taken for what an open quotation mark left.
            .filter(
                text -> text.chars().filter(letter -> letter == ';' || letter == '\t').count() < 2);
    return cell.list().ofSize(WIDTH).list().ofMaxSize(12);
  }

  @Provide
  Arbitrary<Character> delimiters() {
    return Arbitraries.of(',', ';', '\t');
  }

  @Provide
  Arbitrary<String> lineEnds() {
    return Arbitraries.of("\n", "\r\n", "\r");
  }
}
