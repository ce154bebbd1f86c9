package org.tributary.check.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.authority.LocalAuthority;
import org.tributary.check.Intake;
import org.tributary.check.Intake.NotRead;
import org.tributary.check.Intake.ToRead;
import org.tributary.demo.AnnexAReturns;
import org.tributary.demo.CinCensusReturns;
import org.tributary.demo.InventedForms;
import org.tributary.demo.InventedSnapshots;
import org.tributary.demo.MessyCensuses;
import org.tributary.demo.MessyFiles;
import org.tributary.demo.SchoolCensusReturns;
import org.tributary.demo.Ssda903Returns;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.read.Limits;
import org.tributary.read.UnreadableFileException;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.report.FileReport;
import org.tributary.report.FileReport.Outcome;
import org.tributary.report.FileReport.TableReport;
import org.tributary.schema.Dataset;
import org.tributary.schema.Layout;
import org.tributary.submission.NamedContent;
import org.tributary.submission.StagedTable;
import org.tributary.upload.FilePass;
import org.tributary.upload.PseudonymKeys;

/** What is said of files before they are uploaded, against what is said of them afterwards. */
class FilesCheckTest {

  static final Region REGION = Shipped.region();
  static final LocalAuthority BEDFORD = REGION.authority("822");
  static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

  @TempDir Path folder;

  static Map<String, byte[]> files(String name) {
    Dataset dataset = REGION.dataset(name);
    Map<String, byte[]> files = new LinkedHashMap<>();
    if (name.equals(AnnexAReturns.DATASET)) {
      files.putAll(new AnnexAReturns(dataset, BEDFORD, 7, 30).filesOf(YearMonth.of(2026, 2)));
    } else if (name.equals(SchoolCensusReturns.DATASET)) {
      files.putAll(new SchoolCensusReturns(dataset, BEDFORD, 7, 30).filesOf(2025));
    } else if (dataset.layout() == Layout.FORM) {
      files.putAll(new InventedForms(dataset, 7, 3).filesOf(YearMonth.of(2026, 2)));
    } else if (dataset.changesWithinYears()) {
      files.putAll(
          InventedSnapshots.of(
                  dataset,
                  BEDFORD,
                  7,
                  new Ssda903Returns(REGION.dataset(Ssda903Returns.DATASET), BEDFORD, 7, 30))
              .filesOf(YearMonth.of(2026, 2)));
    } else if (dataset.tables().stream().anyMatch(table -> table.document().isPresent())) {
      files.putAll(new CinCensusReturns(dataset, BEDFORD, 7, 30).filesOf(2026));
      MessyCensuses.of(dataset, BEDFORD).forEach(file -> files.put(file.path(), file.bytes()));
    } else {
      files.putAll(new Ssda903Returns(dataset, BEDFORD, 7, 30).filesOf(2026));
      MessyFiles.everyKind(dataset, BEDFORD)
          .forEach(file -> files.put("kinds/" + file.path(), file.bytes()));
    }
    return files;
  }

  private void write(Path root, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  private static FilesCheck.Result check(Optional<String> dataset, Path... given)
      throws IOException {
    return new FilesCheck(REGION, BEDFORD, dataset, TODAY)
        .check(List.of(given), FilesCheck.Progress.SILENT);
  }

  private static Map<String, FileReport> byName(FilesCheck.Result result) {
    Map<String, FileReport> byName = new TreeMap<>();
    result.report().files().forEach(file -> byName.put(file.path(), file));
    return byName;
  }

  /** As an upload reads it; hashing takes no row away, so no secret is needed here. */
  private FileReport asUploaded(String dataset, String path, byte[] content) throws IOException {
    Intake.Decision decision = UnitRules.intake(REGION, BEDFORD, dataset, TODAY).of(path);
    if (decision instanceof NotRead not) {
      return not.report();
    }
    ToRead read = (ToRead) decision;
    ErrorLog errors = new ErrorLog();
    read.notes().forEach(errors::add);
    FilePass pass =
        new FilePass(
            BEDFORD,
            REGION.dataset(dataset),
            withoutHashes(REGION.pipeline(dataset)),
            REGION.signed(BEDFORD, dataset, TODAY),
            read.period(),
            Files.write(folder.resolve("uploaded"), content),
            Files.createDirectories(folder.resolve("scratch")),
            Limits.USUAL,
            PseudonymKeys.NONE,
            errors);
    List<TableReport> tables = List.of();
    try {
      if (pass.read() > 0) {
        pass.prepare();
        tables = pass.write().stream().map(FilesCheckTest::report).toList();
      }
    } catch (UnreadableFileException reason) {
      errors.add(
          org.tributary.errors.DataError.ofFile(
              ErrorType.UNREADABLE, Optional.ofNullable(reason.getMessage()).orElse("")));
    }
    return new FileReport(
        path,
        "",
        read.period().name(),
        tables.isEmpty() ? Outcome.SET_ASIDE : Outcome.READ,
        tables,
        checkedHere(errors.counts()),
        errors.kept().stream().filter(error -> error.type() != ErrorType.LOOKUP_MISSING).toList(),
        read.content().map(NamedContent::table).orElse(""));
  }

  /** What open data lacks is told by the region, which has it. */
  private static Map<ErrorType, Long> checkedHere(Map<ErrorType, Long> counts) {
    Map<ErrorType, Long> here = new TreeMap<>(counts);
    here.remove(ErrorType.LOOKUP_MISSING);
    return here;
  }

  private static TableReport report(StagedTable table) {
    return new TableReport(table.table(), table.rowsRead(), table.rowsKept(), table.removed());
  }

  private static Pipeline withoutHashes(Pipeline pipeline) {
    return new Pipeline(
        pipeline.dataset(),
        "",
        pipeline.format(),
        true,
        pipeline.tables().stream()
            .map(
                table ->
                    new PipelineTable(
                        table.name(),
                        table.fields().stream().map(FilesCheckTest::unhashed).toList(),
                        table.repair()))
            .toList());
  }

  private static OutputField unhashed(OutputField field) {
    return field.degrade().equals(Optional.of(DegradeRule.HASH_SHA256))
        ? new OutputField(
            field.name(),
            field.type(),
            field.useCases(),
            field.uniqueKey(),
            field.enrich(),
            Optional.empty(),
            OptionalInt.empty(),
            false,
            field.clause())
        : field;
  }

  @Test
  void the_check_says_of_every_file_exactly_what_an_upload_says() throws IOException {
    int compared = 0;
    int withErrors = 0;
    for (String dataset : REGION.pipelines().keySet()) {
      Map<String, byte[]> files = files(dataset);
      Path root = folder.resolve("returns").resolve(dataset);
      write(root, files);
      Map<String, FileReport> checked = byName(check(Optional.empty(), root));
      assertThat(checked).hasSameSizeAs(files);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        FileReport uploaded = asUploaded(dataset, file.getKey(), file.getValue());
        FileReport before = checked.get(dataset + "/" + file.getKey());
        assertThat(before)
            .as(dataset + " " + file.getKey())
            .usingRecursiveComparison()
            .ignoringFields("path")
            .isEqualTo(uploaded);
        compared++;
        withErrors += uploaded.counts().isEmpty() ? 0 : 1;
      }
    }
    assertThat(compared).isGreaterThan(30);
    assertThat(withErrors).isGreaterThan(20);
  }

  @Test
  void in_any_folder_the_content_says_which_dataset_and_a_folder_above_the_year()
      throws IOException {
    Path year = folder.resolve("returns/2026");
    for (String dataset : REGION.pipelines().keySet()) {
      for (Map.Entry<String, byte[]> file : files(dataset).entrySet()) {
        if (!file.getKey().startsWith("kinds/") && !file.getKey().contains("messy")) {
          write(year, Map.of("of-" + dataset + "/" + file.getKey(), file.getValue()));
        }
      }
    }
    FilesCheck.Result result = check(Optional.empty(), year);
    assertThat(result.notChecked()).isEmpty();
    assertThat(result.report().dataset())
        .isEqualTo(String.join(" and ", REGION.pipelines().keySet()));
    assertThat(result.report().files())
        .filteredOn(file -> file.path().contains("of-ssda903/"))
        .hasSizeGreaterThan(5)
        .allMatch(
            file ->
                file.outcome() == Outcome.READ || file.counts().containsKey(ErrorType.NO_DATA_ROWS))
        .allMatch(file -> file.path().startsWith("2026/"));
  }

  @Test
  void one_file_by_itself_takes_its_year_from_the_folders_above_it() throws IOException {
    Path file = folder.resolve("2026/a/header.csv");
    write(folder, Map.of("2026/a/header.csv", header()));
    FileReport report = check(Optional.empty(), file).report().files().get(0);
    assertThat(report.path()).isEqualTo("header.csv");
    assertThat(report.period()).isEqualTo("2026");
    assertThat(report.outcome()).isEqualTo(Outcome.READ);
  }

  private static byte[] header() {
    return new Ssda903Returns(REGION.dataset("ssda903"), BEDFORD, 7, 5)
        .filesOf(2026).entrySet().stream()
            .filter(file -> file.getKey().contains("header"))
            .findFirst()
            .orElseThrow()
            .getValue();
  }

  @Test
  void a_file_of_which_nothing_says_the_dataset_is_not_checked_and_named() throws IOException {
    write(folder, Map.of("x/notes 2026.csv", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)));
    FilesCheck.Result result = check(Optional.empty(), folder.resolve("x"));
    if (REGION.pipelines().values().stream().filter(p -> p.format().equals("csv")).count() == 1) {
      assertThat(result.report().files())
          .singleElement()
          .matches(file -> file.counts().containsKey(ErrorType.UNIDENTIFIED_TABLE));
    }
    write(folder, Map.of("y/notes 2026.txt", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(check(Optional.empty(), folder.resolve("y")).notChecked())
        .singleElement()
        .satisfies(not -> assertThat(not.file()).isEqualTo("y/notes 2026.txt"))
        .satisfies(not -> assertThat(not.why()).contains("--dataset").contains("ssda903"));
    assertThat(check(Optional.of("ssda903"), folder.resolve("y")).report().files())
        .singleElement()
        .matches(file -> file.outcome() == Outcome.SET_ASIDE);
  }

  @Test
  void what_systems_leave_behind_is_no_return_whatever_else_holds() throws IOException {
    write(folder, Map.of("z/.DS_Store", new byte[] {1}));
    assertThat(check(Optional.empty(), folder.resolve("z")).report().files())
        .singleElement()
        .matches(file -> file.outcome() == Outcome.IGNORED);
    // Nor where nothing of the dataset was signed.
    LocalAuthority left = new LocalAuthority("999", "Left", "east", "fons-left-999", List.of());
    assertThat(UnitRules.intake(REGION, left, "ssda903", TODAY).of("2026/.DS_Store"))
        .isInstanceOfSatisfying(
            NotRead.class, not -> assertThat(not.report().outcome()).isEqualTo(Outcome.IGNORED));
    assertThat(UnitRules.intake(REGION, left, "ssda903", TODAY).of("2026/header.csv"))
        .isInstanceOfSatisfying(
            NotRead.class,
            not ->
                assertThat(not.report().counts().keySet()).isEqualTo(Set.of(ErrorType.NOT_SIGNED)));
  }
}
