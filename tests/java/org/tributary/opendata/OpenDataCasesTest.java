package org.tributary.opendata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.compile.Databases;
import org.tributary.compile.OpenDataImport;
import org.tributary.config.Problems;

/**
 * Imports the files of every folder in {@code tests/cases/external} by the shipped configuration
 * and compares the tables that are not empty, the versions and the findings with {@code expect}.
 * {@code -DupdateExpected} writes them instead, for a person to check.
 */
class OpenDataCasesTest {

  private static final Path CASES = Path.of("tests/cases/external");

  @TempDir private Path scratch;

  @TestFactory
  Stream<DynamicTest> every_case_is_imported_as_expected() throws IOException {
    List<Path> folders = in(CASES);
    assertThat(folders).hasSizeGreaterThan(15);
    Problems problems = new Problems();
    OpenData config = OpenDataFiles.load(Path.of("config/open-data"), problems);
    assertThat(problems.all()).isEmpty();
    return folders.stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    folder.getFileName().toString(), () -> check(config, folder)));
  }

  private void check(OpenData config, Path folder) throws IOException {
    assertThat(folder.resolve("why.md")).isNotEmptyFile();
    Map<String, Path> files = new TreeMap<>();
    for (Path file : in(folder.resolve("given"))) {
      files.put(file.getFileName().toString(), file);
    }
    Path work = Files.createDirectories(scratch.resolve(folder.getFileName()));
    SortedMap<String, String> found = imported(config, files, work);
    Path expect = folder.resolve("expect");
    if (System.getProperty("updateExpected") != null) {
      Files.createDirectories(expect);
      for (Path old : in(expect)) {
        Files.delete(old);
      }
      for (Map.Entry<String, String> one : found.entrySet()) {
        Files.writeString(expect.resolve(one.getKey()), one.getValue());
      }
    }
    SortedMap<String, String> expected = new TreeMap<>();
    for (Path file : in(expect)) {
      expected.put(file.getFileName().toString(), Files.readString(file));
    }
    assertThat(found).isEqualTo(expected);
  }

  /** All that came of it, as texts by name. */
  private static SortedMap<String, String> imported(
      OpenData config, Map<String, Path> files, Path work) throws IOException {
    SortedMap<String, String> found = new TreeMap<>();
    try (Databases databases = new Databases(work, "256MB", 1)) {
      Imported imported = new OpenDataImport(databases).read(config, files, work);
      for (Map.Entry<String, Path> table : imported.tables().entrySet()) {
        String csv = Tables.csv(databases, table.getValue());
        if (csv.lines().count() > 1) {
          found.put(table.getKey() + ".csv", csv);
        }
      }
      List<String> versions = new ArrayList<>();
      for (Version version : imported.versions()) {
        assertThat(version.sha256()).hasSize(64);
        versions.add(
            version.source()
                + " | "
                + version.file()
                + " | "
                + version.day().map(Object::toString).orElse("no day")
                + " | "
                + version.rows()
                + " rows");
      }
      put(found, "versions.txt", versions);
      put(
          found,
          "findings.txt",
          imported.findings().stream()
              .filter(one -> files.isEmpty() || !isOfNoFile(one, config, files))
              .map(
                  one ->
                      one.kind()
                          + " | "
                          + one.source()
                          + " | "
                          + one.file()
                          + " | "
                          + one.sentence())
              .toList());
    }
    return found;
  }

  /** A case shows one source; that it has no files of the others says nothing. */
  private static boolean isOfNoFile(Finding one, OpenData config, Map<String, Path> files) {
    return one.kind() == Finding.Kind.MISSING
        && files.keySet().stream()
            .flatMap(name -> config.known(name).stream())
            .noneMatch(known -> known.source().name().equals(one.source()));
  }

  private static void put(Map<String, String> found, String name, List<String> lines) {
    if (!lines.isEmpty()) {
      found.put(name, String.join("\n", lines) + "\n");
    }
  }

  private static List<Path> in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.sorted().toList();
    }
  }
}
