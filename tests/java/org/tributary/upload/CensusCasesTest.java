package org.tributary.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads the document of every folder in {@code tests/cases/census} and compares what became of it
 * with its {@code expect.txt}. The folder's name begins with the return year. {@code
 * -DupdateExpected} writes the file instead, for a person to check.
 */
class CensusCasesTest {

  private static final Path CASES = Path.of("tests/cases/census");

  @TempDir private Path scratch;

  @TestFactory
  Stream<DynamicTest> every_case_is_read_as_expected() throws IOException {
    List<Path> folders;
    try (Stream<Path> found = Files.list(CASES)) {
      folders = found.filter(Files::isDirectory).sorted().toList();
    }
    assertThat(folders).hasSizeGreaterThan(30);
    return folders.stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
  }

  private void check(Path folder) throws IOException {
    assertThat(folder.resolve("why.md")).isNotEmptyFile();
    int returnYear = Integer.parseInt(folder.getFileName().toString().substring(0, 4));
    List<String> told =
        CensusFile.read(
                folder.resolve("given.xml"),
                returnYear,
                Files.createDirectories(scratch.resolve(folder.getFileName())))
            .told();
    Path expected = folder.resolve("expect.txt");
    if (System.getProperty("updateExpected") != null) {
      Files.write(expected, told);
    }
    assertThat(told).isEqualTo(Files.readAllLines(expected));
  }
}
