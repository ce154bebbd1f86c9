package org.tributary.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packs the parts in {@code given/} of every folder in {@code tests/cases/workbook}, or makes the
 * file that {@code made.txt} names, reads it and compares what was told with {@code expect.txt}.
 * {@code -DupdateExpected} writes that file instead, for a person to check.
 */
class WorkbookCasesTest {

  private static final Path CASES = Path.of("tests/cases/workbook");

  @TempDir Path scratch;

  @TestFactory
  Stream<DynamicTest> every_workbook_is_read_as_expected() throws IOException {
    List<Path> folders;
    try (Stream<Path> found = Files.list(CASES)) {
      folders = found.filter(Files::isDirectory).sorted().toList();
    }
    assertThat(folders).hasSizeGreaterThan(60);
    return folders.stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
  }

  private void check(Path folder) throws IOException {
    assertThat(folder.resolve("why.md")).isNotEmptyFile();
    Path file = scratch.resolve(folder.getFileName() + ".xlsx");
    Path made = folder.resolve("made.txt");
    if (Files.exists(made)) {
      HostileWorkbook.valueOf(Files.readString(made).strip()).write(file);
    } else {
      WorkbookParts.of(folder.resolve("given")).write(file);
    }
    List<String> told = new ArrayList<>(Told.of(file, Invented.RETURN).lines());
    if (told.stream().anyMatch(line -> line.startsWith("unreadable"))) {
      // What was handed over before is forgotten.
      told.removeIf(line -> line.startsWith("table ") || line.startsWith("row "));
    }
    Files.delete(file);
    assertThat(scratch).as("what reading left behind").isEmptyDirectory();
    Path expected = folder.resolve("expect.txt");
    if (System.getProperty("updateExpected") != null) {
      Files.write(expected, told);
    }
    assertThat(told).isEqualTo(Files.readAllLines(expected));
  }
}
