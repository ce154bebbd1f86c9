package org.tributary.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Reads the file of every folder in {@code tests/cases/read} and compares what was told with its
 * {@code expect.txt}. {@code -DupdateExpected} writes that file instead, for a person to check.
 */
class ReadingCasesTest {

  private static final Path CASES = Path.of("tests/cases/read");

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

  private static void check(Path folder) throws IOException {
    assertThat(folder.resolve("why.md")).isNotEmptyFile();
    List<String> told = Told.of(folder.resolve("given.csv"), Invented.RETURN).lines();
    Path expected = folder.resolve("expect.txt");
    if (System.getProperty("updateExpected") != null) {
      Files.write(expected, told);
    }
    assertThat(told).isEqualTo(Files.readAllLines(expected));
  }
}
