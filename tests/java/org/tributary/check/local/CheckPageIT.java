package org.tributary.check.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.tributary.check.local.FilesCheckTest.BEDFORD;
import static org.tributary.check.local.FilesCheckTest.REGION;
import static org.tributary.check.local.FilesCheckTest.TODAY;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.check.local.FilesCheck.NotChecked;
import org.tributary.check.local.FilesCheck.Progress;
import org.tributary.demo.Ssda903Returns;
import org.tributary.describe.Axe;
import org.tributary.operate.Browser;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.read.HostileWorkbook;
import org.tributary.read.Invented;
import org.tributary.read.WorkbookParts;
import org.tributary.region.Region;
import org.tributary.report.Audience;
import org.tributary.report.CsvReport;
import org.tributary.report.ErrorSummary;
import org.tributary.report.Help;
import org.tributary.report.HtmlReport;
import org.tributary.schema.Dataset;
import tools.jackson.databind.JsonNode;

/**
 * The page of the profile {@code page}, in a Chromium without a network: its reports are those of
 * the check on this machine, byte for byte, and no file keeps it busy for ever.
 */
class CheckPageIT {

  private static final Path PAGE = Path.of("target/tributary-check.html");
  private static final Path CLASSES = Path.of("target/page-classes");

  /** One file in the browser; the page ends what takes longer. */
  private static final int MILLIS = 60_000;

  /** The region, in which one return is the invented one of the reading cases. */
  private static final Region INVENTED = invented();

  /** The return that is uploaded as documents. */
  private static final String CENSUS =
      REGION.datasets().values().stream()
          .filter(
              dataset -> dataset.tables().stream().anyMatch(table -> table.document().isPresent()))
          .map(Dataset::name)
          .findFirst()
          .orElseThrow();

  @TempDir static Path scratch;

  private static Browser browser;

  @BeforeAll
  static void the_page_is_opened_without_a_network() {
    // The profile says so; a page that lies there otherwise may be an old one.
    assumeTrue("required".equals(System.getProperty("page")), "no page was built");
    Browser.assumeInstalled();
    browser = Browser.open();
    browser.offline();
    browser.go(PAGE.toUri());
    assertThat(browser.text("#years li")).contains(" to ");
    browser.run("LIMITS.millis = " + MILLIS + ";");
  }

  @AfterAll
  static void nothing_was_asked_of_anyone() {
    if (browser != null) {
      JsonNode asked =
          browser.run(
              "return performance.getEntriesByType('resource').map(one => one.name)"
                  + ".filter(name => !name.startsWith('blob:'));");
      List<String> complaints = browser.complaints();
      browser.close();
      assertThat(asked).isEmpty();
      assertThat(complaints).isEmpty();
    }
  }

  @TestFactory
  Stream<DynamicTest> every_reading_case_is_reported_as_on_this_machine() throws IOException {
    return tests(
        "read",
        INVENTED,
        Ssda903Returns.DATASET,
        folder -> Invented.YEAR + "/given.csv",
        folder -> Files.readAllBytes(folder.resolve("given.csv")));
  }

  @TestFactory
  Stream<DynamicTest> every_workbook_is_reported_as_on_this_machine() throws IOException {
    return tests(
        "workbook",
        INVENTED,
        Ssda903Returns.DATASET,
        folder -> Invented.YEAR + "/given.xlsx",
        CheckPageIT::workbook);
  }

  @TestFactory
  Stream<DynamicTest> every_census_is_reported_as_on_this_machine() throws IOException {
    return tests(
        "census",
        REGION,
        CENSUS,
        folder -> folder.getFileName().toString().substring(0, 4) + "/given.xml",
        folder -> Files.readAllBytes(folder.resolve("given.xml")));
  }

  @TestFactory
  Stream<DynamicTest> all_files_of_every_return_are_reported_as_on_this_machine()
      throws IOException {
    use(REGION);
    return REGION.pipelines().keySet().stream()
        .map(
            dataset ->
                DynamicTest.dynamicTest(
                    dataset,
                    () -> {
                      Map<String, byte[]> files = new TreeMap<>();
                      FilesCheckTest.files(dataset)
                          .forEach((path, bytes) -> files.put(dataset + "/" + path, bytes));
                      compare(dataset, REGION, "", files);
                    }));
  }

  @Test
  void a_file_that_takes_too_long_is_left_out_and_the_command_is_named() throws IOException {
    use(REGION);
    browser.run("LIMITS.millis = 1;");
    try {
      JsonNode told = inBrowser("", FilesOf.year(2026, "a.csv", "CHILD\n1\n"));
      assertThat(told.path("left").get(0).asString())
          .contains("2026/a.csv", "seconds", "tributary check");
    } finally {
      browser.run("LIMITS.millis = " + MILLIS + ";");
    }
  }

  @Test
  void an_officer_chooses_an_authority_and_files_and_is_shown_the_report() throws IOException {
    use(REGION);
    Path file = scratch.resolve("2026_episodes.csv");
    Files.writeString(file, "CHILD,DECOM,DEC\n1,32/01/2026,\n");
    assertThat(browser.run("return document.getElementById('check').disabled;").asBoolean())
        .isTrue();
    browser.type("#authority", "bedford");
    browser.type("#files", file.toAbsolutePath().toString());
    assertThat(browser.text("#chosen")).isEqualTo("1 chosen: 2026_episodes.csv");
    browser.run("document.getElementById('dataset').value = '" + Ssda903Returns.DATASET + "';");
    browser.click("#check");
    assertThat(browser.text("#result:not([hidden])")).contains("Save the report");
    assertThat(browser.texts("#not-checked li")).isEmpty();
    assertThat(browser.run("return document.getElementById('report').srcdoc;").asString())
        .contains("2026_episodes.csv", "Bedford");
    for (int width : new int[] {400, 1280}) {
      browser.size(width, 900);
      if (Axe.isInstalled()) {
        assertThat(Axe.violations(browser)).isEmpty();
      }
      assertThat(
              browser
                  .run("return document.documentElement.scrollWidth - window.innerWidth;")
                  .asInt())
          .as("what stands out at the side, at %d px", width)
          .isLessThanOrEqualTo(0);
    }
    browser.click("#clear");
    assertThat(browser.text("#chosen")).isEqualTo("Nothing is chosen.");
  }

  @Test
  void a_file_that_is_too_large_is_not_read_and_the_command_is_named() {
    JsonNode told =
        browser.run(
            "return check([{path: '2026/a.csv', size: 51 * 1024 * 1024,"
                + " read: () => { throw 'it was read'; }}], '822', '', '2026-06-01');");
    assertThat(told.path("left").get(0).asString())
        .contains("2026/a.csv", "larger than 50 MB", "tributary check");
  }

  /** Files by path. */
  private static final class FilesOf {
    private static Map<String, byte[]> year(int year, String name, String text) {
      return Map.of(year + "/" + name, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @FunctionalInterface
  private interface Given {
    byte[] bytes(Path folder) throws IOException;
  }

  /** A test of each case of a kind, a folder each. */
  private static Stream<DynamicTest> tests(
      String kind, Region region, String dataset, Function<Path, String> path, Given given)
      throws IOException {
    use(region);
    return cases(kind)
        .map(
            folder -> {
              String name = folder.getFileName().toString();
              return DynamicTest.dynamicTest(
                  name,
                  () ->
                      compare(
                          name, region, dataset, Map.of(path.apply(folder), given.bytes(folder))));
            });
  }

  private static Stream<Path> cases(String kind) throws IOException {
    List<Path> folders;
    try (Stream<Path> found = Files.list(Path.of("tests/cases", kind))) {
      folders = found.filter(Files::isDirectory).sorted().toList();
    }
    assertThat(folders).hasSizeGreaterThan(30);
    return folders.stream();
  }

  private static byte[] workbook(Path folder) throws IOException {
    Path file = Files.createTempFile(scratch, "made", ".xlsx");
    Path made = folder.resolve("made.txt");
    if (Files.exists(made)) {
      HostileWorkbook.valueOf(Files.readString(made).strip()).write(file);
    } else {
      WorkbookParts.of(folder.resolve("given")).write(file);
    }
    return Files.readAllBytes(file);
  }

  private static void compare(String name, Region region, String dataset, Map<String, byte[]> files)
      throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("given").resolve(name));
    List<Path> given = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
      Path first = folder.resolve(Path.of(file.getKey()).getName(0));
      if (!given.contains(first)) {
        given.add(first);
      }
    }
    FilesCheck.Result here =
        new FilesCheck(region, BEDFORD, Optional.of(dataset).filter(one -> !one.isEmpty()), TODAY)
            .check(given, Progress.SILENT);
    JsonNode there = inBrowser(dataset, files);
    assertThat(texts(there.path("left")))
        .isEqualTo(here.notChecked().stream().map(CheckPageIT::sentence).toList());
    assertThat(there.path("csv").asString())
        .isEqualTo(text(CsvReport.of(here.report().lines(Audience.LOCAL_AUTHORITY))));
    assertThat(there.path("json").asString())
        .isEqualTo(text(ErrorSummary.of(here.report()).toJson()));
    assertThat(there.path("html").asString())
        .isEqualTo(text(HtmlReport.of(here.report(), Audience.LOCAL_AUTHORITY, Help.NONE)));
  }

  private static String sentence(NotChecked file) {
    return file.file() + ": " + file.why() + ".";
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asString()));
    return texts;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** What the page makes of files. */
  private static JsonNode inBrowser(String dataset, Map<String, byte[]> files) {
    StringBuilder given = new StringBuilder("[");
    files.forEach(
        (path, bytes) ->
            given
                .append("given('")
                .append(path.replace("\\", "\\\\").replace("'", "\\'"))
                .append("', new Blob([Uint8Array.from(atob('")
                .append(Base64.getEncoder().encodeToString(bytes))
                .append("'), letter => letter.charCodeAt(0))])),"));
    return browser.run("return check(" + given + "], '822', '" + dataset + "', '" + TODAY + "');");
  }

  /** Gives the page the rules of a region. */
  private static void use(Region region) throws IOException {
    try (URLClassLoader page = new URLClassLoader(new URL[] {CLASSES.toUri().toURL()})) {
      Method pack =
          page.loadClass("org.tributary.browser.PackWriter")
              .getMethod("bytes", String.class, Region.class, LocalDate.class);
      String bytes =
          Base64.getEncoder().encodeToString((byte[]) pack.invoke(null, "tested", region, TODAY));
      browser.run("pack = bytesOf('" + bytes + "'); if (worker) { ended(); }");
    } catch (ReflectiveOperationException failure) {
      throw new AssertionError("the page has no such class", failure);
    }
  }

  private static Region invented() {
    String name = Ssda903Returns.DATASET;
    Dataset dataset =
        new Dataset(
            name,
            "",
            Invented.RETURN.firstYear(),
            Invented.RETURN.newestYear(),
            Invented.RETURN.tables());
    Pipeline shipped = REGION.pipeline(name);
    SortedMap<String, Dataset> datasets = new TreeMap<>(REGION.datasets());
    datasets.put(name, dataset);
    SortedMap<String, Pipeline> pipelines = new TreeMap<>(REGION.pipelines());
    pipelines.put(
        name,
        new Pipeline(
            name,
            "",
            shipped.format(),
            true,
            dataset.tables().stream()
                .map(
                    table ->
                        new PipelineTable(
                            table.name(),
                            table.fields().stream()
                                .map(
                                    field ->
                                        new OutputField(
                                            field.name(),
                                            field.kind(),
                                            shipped.useCases(),
                                            false,
                                            List.of(),
                                            Optional.empty(),
                                            OptionalInt.empty(),
                                            false,
                                            ""))
                                .toList(),
                            Optional.empty()))
                .toList()));
    return new Region(
        REGION.authorities(),
        datasets,
        pipelines,
        REGION.useCases(),
        REGION.starSchemas(),
        REGION.openData());
  }
}
