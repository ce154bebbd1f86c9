package org.tributary.check.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.check.local.FilesCheck;
import org.tributary.errors.Severity;
import org.tributary.read.WorkbookParts;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.report.Audience;
import org.tributary.report.Cause;

/**
 * Checks what lies in {@code given/} of every folder in {@code tests/cases/check-workbook} (a
 * folder named {@code .xlsx} is a workbook's parts), makes the workbooks and compares them with
 * {@code expect.txt}. Then types in what {@code mended.txt} says, each line a marked cell and its
 * new value, and checks again: nothing is left to correct. {@code -DupdateExpected} writes {@code
 * expect.txt} instead, for a person to check.
 */
class CheckWorkbookCasesTest {

  private static final Path CASES = Path.of("tests/cases/check-workbook");
  private static final Region REGION = Shipped.region();
  private static final Pattern TYPED = Pattern.compile("(.+)!([A-Z]+\\d+) (.*)");

  @TempDir Path scratch;

  static FilesCheck.Result check(Path folder) throws IOException {
    return new FilesCheck(
            REGION, REGION.authority("822"), Optional.empty(), LocalDate.of(2026, 6, 1))
        .check(List.of(folder), FilesCheck.Progress.SILENT);
  }

  static long toCorrect(FilesCheck.Result result) {
    return Cause.countOf(Cause.of(result.report(), Audience.LOCAL_AUTHORITY), Severity.ERROR);
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> every_file_comes_back_as_expected() throws IOException {
    List<Path> folders;
    try (Stream<Path> found = Files.list(CASES)) {
      folders = found.filter(Files::isDirectory).sorted().toList();
    }
    assertThat(folders).hasSizeGreaterThan(3);
    return folders.stream()
        .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> of(folder)));
  }

  private void of(Path folder) throws IOException {
    assertThat(folder.resolve("why.md")).isNotEmptyFile();
    Path own = scratch.resolve(folder.getFileName());
    Path given = own.resolve("returns");
    lay(folder.resolve("given"), given);
    Path out = own.resolve("out");
    FilesCheck.Result checked = check(given);
    WorkbookFiles.Made made = WorkbookFiles.write(out, checked);
    List<String> told = new ArrayList<>();
    made.sentences().forEach(line -> told.add(line.replace(own + "/", "")));
    for (Path file : Files.exists(out) ? files(out) : List.<Path>of()) {
      told.add("");
      told.add(out.relativize(file).toString());
      ToldWorkbook workbook = ToldWorkbook.of(file);
      workbook.isWhole();
      told.addAll(workbook.lines());
    }
    Path expected = folder.resolve("expect.txt");
    if (System.getProperty("updateExpected") != null) {
      Files.write(expected, told);
    }
    assertThat(told).isEqualTo(Files.readAllLines(expected));
    if (Files.exists(folder.resolve("mended.txt"))) {
      mend(out, folder.resolve("mended.txt"));
    }
  }

  private static void mend(Path out, Path mended) throws IOException {
    Path file = files(out).get(0);
    ToldWorkbook workbook = ToldWorkbook.of(file);
    assertThat(toCorrect(check(out))).isPositive();
    for (String line : Files.readAllLines(mended)) {
      Matcher typed = TYPED.matcher(line);
      assertThat(typed.matches()).as(line).isTrue();
      workbook.type(typed.group(1), typed.group(2), typed.group(3));
    }
    workbook.save(file);
    FilesCheck.Result again = check(out);
    assertThat(Cause.of(again.report(), Audience.LOCAL_AUTHORITY)).isEmpty();
    assertThat(again.notChecked()).isEmpty();
    // What is mended may itself be asked for as a workbook: it is the same but for the marks.
    Path second = out.resolveSibling("second");
    WorkbookFiles.write(second, again);
    ToldWorkbook last = ToldWorkbook.of(files(second).get(0));
    for (String sheet : workbook.sheetNames()) {
      if (workbook.cells(sheet).getOrDefault("A1", "").startsWith("Added by the check")) {
        continue;
      }
      assertThat(last.cells(sheet)).isEqualTo(workbook.cells(sheet));
    }
  }

  private static void lay(Path from, Path to) throws IOException {
    try (Stream<Path> found = Files.list(from)) {
      for (Path path : found.sorted().toList()) {
        Path target = to.resolve(path.getFileName().toString());
        Files.createDirectories(to);
        if (Files.isRegularFile(path)) {
          Files.copy(path, target);
        } else if (path.toString().endsWith(".xlsx")) {
          WorkbookParts.of(path).write(target);
        } else {
          lay(path, target);
        }
      }
    }
  }
}
