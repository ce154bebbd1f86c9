package org.tributary.check.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tributary.authority.LocalAuthority;
import org.tributary.check.local.FilesCheck;
import org.tributary.demo.AnnexAReturns;
import org.tributary.demo.InventedForms;
import org.tributary.demo.InventedSnapshots;
import org.tributary.demo.MessyFiles;
import org.tributary.demo.SchoolCensusReturns;
import org.tributary.demo.Ssda903Returns;
import org.tributary.errors.DataError;
import org.tributary.read.Limits;
import org.tributary.read.UnreadableFileException;
import org.tributary.read.WrittenSheet;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.report.Cause;
import org.tributary.report.FileReport;
import org.tributary.report.FileReport.Outcome;
import org.tributary.schema.Dataset;
import org.tributary.schema.Layout;

/** Workbooks of whole returns, and what lies where they go. */
class WorkbookFilesTest {

  private static final Region REGION = Shipped.region();
  private static final LocalAuthority BEDFORD = REGION.authority("822");
  private static final String HEADERS = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n";
  private static final String GOOD = HEADERS + "0011,M,01/02/2010,WBRI,UN1,,\n";

  @TempDir Path folder;

  private Path returns() {
    return folder.resolve("returns");
  }

  private Path out() {
    return folder.resolve("out");
  }

  private Path file(String path, String content) throws IOException {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  private Path file(String path, byte[] content) throws IOException {
    Path file = returns().resolve(path);
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  private WorkbookFiles.Made made(Path... given) throws IOException {
    return WorkbookFiles.write(out(), check(given));
  }

  private static FilesCheck.Result check(Path... given) throws IOException {
    return new FilesCheck(REGION, BEDFORD, Optional.empty(), LocalDate.of(2026, 6, 1))
        .check(List.of(given), FilesCheck.Progress.SILENT);
  }

  static List<String> tablesAndForms() {
    return REGION.pipelines().values().stream()
        .filter(pipeline -> !pipeline.format().equals("xml"))
        .map(pipeline -> pipeline.dataset())
        .toList();
  }

  private static Map<String, byte[]> invented(Dataset dataset) {
    if (dataset.name().equals(AnnexAReturns.DATASET)) {
      return new AnnexAReturns(dataset, BEDFORD, 7, 30).filesOf(YearMonth.of(2026, 2));
    }
    if (dataset.name().equals(SchoolCensusReturns.DATASET)) {
      return new SchoolCensusReturns(dataset, BEDFORD, 7, 30).filesOf(2025);
    }
    if (dataset.layout() == Layout.FORM) {
      return new InventedForms(dataset, 7, 3).filesOf(YearMonth.of(2026, 2));
    }
    if (dataset.name().equals(Ssda903Returns.DATASET)) {
      return new Ssda903Returns(dataset, BEDFORD, 7, 30).filesOf(2026);
    }
    Ssda903Returns children =
        new Ssda903Returns(REGION.dataset(Ssda903Returns.DATASET), BEDFORD, 7, 30);
    return InventedSnapshots.of(dataset, BEDFORD, 7, children).filesOf(YearMonth.of(2026, 2));
  }

  /** All cells of a file's sheets, by the sheet's number and the place. */
  private static Map<String, String> cells(FilesCheck.Checked file)
      throws IOException, UnreadableFileException {
    Map<String, String> cells = new LinkedHashMap<>();
    int number = 0;
    for (WrittenSheet sheet :
        WrittenSheet.of(
            file.file(), file.format(), file.dataset(), file.returnYear(), Limits.USUAL)) {
      number++;
      String name = number + "!";
      sheet.read(
          (line, row) -> {
            for (int column = 0; column < row.size(); column++) {
              if (!row.get(column).isEmpty()) {
                cells.put(name + DataError.columnLetter(column) + line, row.get(column));
              }
            }
          });
    }
    return cells;
  }

  private static List<String> wrong(FileReport file) {
    return file.errors().stream()
        .filter(error -> Cause.isTheSenders(error.type()))
        .map(error -> error.address() + " " + error.type().code())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("tablesAndForms")
  void a_return_comes_back_with_the_same_cells_and_the_same_mistakes(String dataset)
      throws IOException, UnreadableFileException {
    for (Map.Entry<String, byte[]> each : invented(REGION.dataset(dataset)).entrySet()) {
      file(dataset + "/" + each.getKey(), each.getValue());
    }
    FilesCheck.Result before = check(returns());
    WorkbookFiles.write(out(), before);
    FilesCheck.Result after = check(out());
    assertThat(after.notChecked()).isEmpty();
    List<FilesCheck.Checked> read =
        before.checked().stream().filter(file -> file.report().outcome() == Outcome.READ).toList();
    assertThat(read).isNotEmpty();
    assertThat(after.checked()).hasSameSizeAs(read);
    for (FilesCheck.Checked file : read) {
      String name = file.report().path().replaceFirst("\\.[a-z]+$", ".xlsx");
      FilesCheck.Checked again =
          after.checked().stream()
              .filter(other -> other.report().path().endsWith(name))
              .findFirst()
              .orElseThrow();
      assertThat(cells(again)).as(name).isNotEmpty().isEqualTo(cells(file));
      assertThat(wrong(again.report())).as(name).isEqualTo(wrong(file.report()));
      assertThat(again.report().tables()).as(name).isEqualTo(file.report().tables());
      ToldWorkbook.of(again.file()).isWhole();
    }
  }

  @Test
  void whatever_is_wrong_with_a_file_its_cells_come_back() throws Exception {
    Dataset dataset = REGION.dataset(Ssda903Returns.DATASET);
    for (MessyFiles.MessyFile messy : MessyFiles.everyKind(dataset, BEDFORD)) {
      file(dataset.name() + "/" + messy.path(), messy.bytes());
    }
    FilesCheck.Result before = check(returns());
    WorkbookFiles.Made made = WorkbookFiles.write(out(), before);
    Map<String, FilesCheck.Checked> again = new LinkedHashMap<>();
    check(out()).checked().forEach(file -> again.put(file.report().path(), file));
    int compared = 0;
    for (FilesCheck.Checked file : before.checked()) {
      String name = "out/" + file.report().path().replaceFirst("\\.[A-Za-z]+$", ".xlsx");
      if (again.containsKey(name)) {
        assertThat(cells(again.get(name))).as(name).isEqualTo(cells(file));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(10);
    assertThat(made.sentences())
        .filteredOn(line -> line.startsWith("Workbook of "))
        .hasSize(compared);
  }

  @Test
  void codes_too_long_for_a_rule_stand_in_a_hidden_sheet() throws IOException {
    Dataset dataset = REGION.dataset(AnnexAReturns.DATASET);
    for (Map.Entry<String, byte[]> each : invented(dataset).entrySet()) {
      file(dataset.name() + "/" + each.getKey(), each.getValue());
    }
    made(returns());
    List<String> told = new ArrayList<>();
    for (Path file : CheckWorkbookCasesTest.files(out())) {
      told.addAll(ToldWorkbook.of(file).lines());
    }
    assertThat(told)
        .contains("sheet Codes (hidden)", "  A1 Added by the check; not part of the return.");
    assertThat(told)
        .anyMatch(line -> line.matches("  choose in .* from 'Codes'!\\$[A-Z]\\$2:\\$[A-Z]\\$\\d+"));
    assertThat(told)
        .filteredOn(line -> line.startsWith("  choose in ") && line.contains(" from \""))
        .allMatch(line -> line.length() < 300);
  }

  @Test
  void a_form_offers_the_codes_beside_their_labels() throws IOException {
    Dataset dataset =
        tablesAndForms().stream()
            .map(REGION::dataset)
            .filter(form -> form.layout() == Layout.FORM)
            .findFirst()
            .orElseThrow();
    for (Map.Entry<String, byte[]> each : invented(dataset).entrySet()) {
      file(dataset.name() + "/" + each.getKey(), each.getValue());
    }
    made(returns());
    List<String> told = ToldWorkbook.of(CheckWorkbookCasesTest.files(out()).get(0)).lines();
    int label =
        IntStream.range(0, told.size())
            .filter(at -> told.get(at).matches("  [A-Z]+\\d+ Assessment Type"))
            .findFirst()
            .orElseThrow();
    String place = told.get(label + 1).strip().split(" ")[0];
    assertThat(told)
        .contains(
            "  choose in "
                + place
                + ":"
                + place
                + " from \"Initial,Follow-up / Reassessment,Transition\"");
  }

  @Test
  void where_more_is_wrong_than_is_kept_the_causes_say_how_many_are_marked() throws IOException {
    file("ssda903/2026/header.csv", HEADERS + "0011,X,01/02/2010,WBRI,UN1,,\n".repeat(1_200));
    made(returns());
    List<String> told = ToldWorkbook.of(out().resolve("returns/ssda903/2026/header.xlsx")).lines();
    assertThat(told).filteredOn(line -> line.matches("  B\\d+ marked X")).hasSize(1_000);
    assertThat(told)
        .contains("  C4 1200", "  D4 first 1,000 of 1,200 of this kind marked; then check again");
  }

  @Test
  void a_second_run_writes_over_its_own_workbooks_only() throws IOException {
    file("ssda903/2026/header.csv", GOOD);
    made(returns());
    Path workbook = out().resolve("returns/ssda903/2026/header.xlsx");
    Path beside = Files.writeString(workbook.resolveSibling("notes.txt"), "mine");
    byte[] first = Files.readAllBytes(workbook);

    file("ssda903/2026/header.csv", GOOD.replace("WBRI", "WIRI"));
    assertThat(made(returns()).refused()).isZero();
    assertThat(Files.readAllBytes(workbook)).isNotEqualTo(first);
    assertThat(beside).hasContent("mine");

    ToldWorkbook.of(workbook).save(workbook);
    byte[] saved = Files.readAllBytes(workbook);
    WorkbookFiles.Made again = made(returns());
    assertThat(again.refused()).isEqualTo(1);
    assertThat(again.sentences().get(0))
        .startsWith("No workbook of returns/ssda903/2026/header.csv: in its place lies ")
        .endsWith("which was changed since; move it away.");
    assertThat(Files.readAllBytes(workbook)).isEqualTo(saved);
    assertThat(CheckWorkbookCasesTest.files(out())).containsExactly(workbook, beside);
  }

  @Test
  void the_file_that_is_checked_is_never_written_over() throws IOException {
    file("ssda903/2026/header.csv", GOOD);
    made(returns());
    Path given = out().resolve("returns");
    byte[] before = Files.readAllBytes(given.resolve("ssda903/2026/header.xlsx"));
    assertThat(made(given).refused()).isEqualTo(1);
    assertThat(Files.readAllBytes(given.resolve("ssda903/2026/header.xlsx"))).isEqualTo(before);
  }

  @Test
  void files_of_one_name_do_not_meet() throws IOException {
    file("a/ssda903/2026/header.csv", GOOD);
    file("b/ssda903/2026/header.csv", GOOD);
    file("b/ssda903/2026/header.txt.csv", GOOD);
    made(returns().resolve("a/ssda903"), returns().resolve("b/ssda903"));
    assertThat(CheckWorkbookCasesTest.files(out()))
        .containsExactly(
            out().resolve("2/ssda903/2026/header.xlsx"),
            out().resolve("ssda903/2026/header.txt.xlsx"),
            out().resolve("ssda903/2026/header.xlsx"));
  }

  @Test
  void a_file_given_by_itself_keeps_the_folder_that_says_its_year() throws IOException {
    made(file("2026/header.csv", GOOD));
    assertThat(CheckWorkbookCasesTest.files(out()))
        .containsExactly(out().resolve("2026/header.xlsx"));
    assertThat(CheckWorkbookCasesTest.toCorrect(check(out().resolve("2026/header.xlsx")))).isZero();
  }

  @Test
  void a_file_that_cannot_be_read_and_a_document_get_a_sentence_and_no_workbook()
      throws IOException {
    file("ssda903/2026/header.csv", new byte[] {'P', 'K', 3, 4, 0, 0, 0});
    file("ssda903/2026/reviews.csv", "CHILD,DOB,REVEW\n1,01/02/2010,01/01/2024\n");
    file("ssda903/undated/header.csv", GOOD);
    file("cin-census/2026/cin.xml", "<Message/>");
    assertThat(made(returns()).sentences())
        .containsExactlyInAnyOrder(
            "No workbook of returns/ssda903/2026/header.csv: it was set aside.",
            "No workbook of returns/ssda903/2026/reviews.csv: it was set aside.",
            "No workbook of returns/ssda903/undated/header.csv: it was set aside.",
            "No workbook of returns/cin-census/2026/cin.xml: it is an XML document, which has no cells.");
    assertThat(out()).doesNotExist();
  }

  @Test
  void a_cell_longer_than_a_workbook_holds_is_said_and_nothing_is_left_behind() throws IOException {
    file(
        "ssda903/2026/header.csv", GOOD.replace("UPN,", "UPN,") + "0012,M,01/02/2010,WBRI,UN1,,\n");
    file(
        "ssda903/2026/long.csv",
        "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB,NOTE\n0011,M,01/02/2010,WBRI,UN1,,,"
            + "x".repeat(32_768)
            + "\n");
    assertThat(made(returns()).sentences())
        .contains(
            "No workbook of returns/ssda903/2026/long.csv: a cell is longer than a workbook holds.");
    assertThat(CheckWorkbookCasesTest.files(out()))
        .containsExactly(out().resolve("returns/ssda903/2026/header.xlsx"));
  }
}
