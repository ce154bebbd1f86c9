package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a case is expected to end in, a file for each thing that is looked at. {@code
 * -DupdateExpected} writes them anew, for a person to check.
 */
final class ExpectedFiles {

  private ExpectedFiles() {}

  /**
   * Compares what was found with the folder {@code expect} of a case, which says in {@code why.md}
   * what it is for.
   *
   * @param found texts by the name of the file
   */
  static void compare(Path folder, SortedMap<String, String> found) throws IOException {
    assertThat(folder.resolve("why.md")).isNotEmptyFile();
    Path expect = folder.resolve("expect");
    if (System.getProperty("updateExpected") != null) {
      Files.createDirectories(expect);
      for (String old : expected(expect).keySet()) {
        Files.delete(expect.resolve(old));
      }
      for (Map.Entry<String, String> file : found.entrySet()) {
        Files.writeString(expect.resolve(file.getKey()), file.getValue());
      }
    }
    assertThat(found).isEqualTo(expected(expect));
  }

  /** Some columns of lines as a text that a person can open. */
  static String csv(List<String> columns, List<Map<String, String>> lines) {
    StringWriter text = new StringWriter();
    try (CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      writer.writeRecord(columns);
      lines.forEach(line -> writer.writeRecord(columns.stream().map(line::get).toList()));
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes every byte", impossible);
    }
    return text.toString();
  }

  private static SortedMap<String, String> expected(Path expect) throws IOException {
    SortedMap<String, String> expected = new TreeMap<>();
    try (Stream<Path> files = Files.list(expect)) {
      for (Path file : files.toList()) {
        expected.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return expected;
  }
}
