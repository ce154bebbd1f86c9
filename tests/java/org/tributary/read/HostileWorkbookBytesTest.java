package org.tributary.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.tributary.errors.ErrorLog;

/** Whatever happens to a workbook's bytes or its XML, it is read or refused in our own words. */
class HostileWorkbookBytesTest {

  private static Path folder = Path.of("");
  private static byte[] whole = new byte[0];
  private static String sheet = "";

  @BeforeContainer
  static void make() throws IOException {
    folder = Files.createTempDirectory("workbooks");
    Path file = folder.resolve("given.xlsx");
    Path given = Path.of("tests/cases/workbook/x22_texts_in_runs_are_joined/given");
    WorkbookParts.of(given).write(file);
    whole = Files.readAllBytes(file);
    sheet =
        Files.readString(
            Path.of("tests/cases/workbook/x15_dates_are_told_by_their_style/given/sheet1.xml"));
  }

  @AfterContainer
  static void remove() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Property(tries = 400)
  void any_change_of_bytes_is_read_or_refused(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] bytes = whole.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    if (random.nextInt(4) == 0) {
      bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 50));
    }
    readOrRefused(bytes);
  }

  @Property(tries = 400)
  void any_change_of_the_xml_is_read_or_refused(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    String[] pieces = {
      "<", ">", "\"", "&", "</c>", "<c r=\"A1\">", "<v>", "9999999999", "-", "t=\"s\"", "&s>"
    };
    StringBuilder xml = new StringBuilder(sheet);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(xml.length());
      int end = Math.min(xml.length(), at + random.nextInt(12));
      xml.replace(at, end, pieces[random.nextInt(pieces.length)]);
    }
    Path file = folder.resolve("given.xlsx");
    new WorkbookParts().sheet(xml.toString()).write(file);
    readOrRefused(Files.readAllBytes(file));
  }

  private static void readOrRefused(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("given.xlsx"), bytes);
    long[] rows = new long[1];
    long read = 0;
    try {
      SubmittedFile opened =
          SubmittedFile.open(
              file, "xlsx", Invented.RETURN, Invented.YEAR, Limits.USUAL, new ErrorLog());
      for (SubmittedTable table : opened.tables()) {
        read += table.read(row -> rows[0]++).read();
      }
      assertThat(rows[0]).isEqualTo(read);
    } catch (UnreadableFileException refused) {
      assertThat(refused.getMessage().getBytes(StandardCharsets.US_ASCII))
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo(refused.getMessage())
          .hasSizeLessThan(120);
    }
    try (var left = Files.list(folder)) {
      assertThat(left).hasSize(1);
    }
  }
}
