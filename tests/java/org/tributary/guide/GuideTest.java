package org.tributary.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.authority.LocalAuthority;
import org.tributary.check.local.FilesCheck;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.errors.Severity;
import org.tributary.page.GuideAddress;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.report.Audience;
import org.tributary.report.Cause;
import org.tributary.report.ReportLine;
import org.tributary.schema.Field;
import org.tributary.schema.Table;
import org.tributary.schema.Term;

/** The guide of what is shipped: what officers are told is what their files are checked by. */
class GuideTest {

  private static Region region;

  @BeforeAll
  static void load() {
    region = Shipped.region();
  }

  private static List<List<ReturnGuide>> all() {
    return GuideFiles.of(region, Optional.empty(), OptionalInt.empty());
  }

  private static ReturnGuide guide(String dataset, int year) {
    return GuideFiles.of(region, Optional.of(dataset), OptionalInt.of(year)).get(0).get(0);
  }

  private static String page(ReturnGuide guide) {
    return new String(guide.page(), StandardCharsets.UTF_8);
  }

  @Test
  void each_dataset_has_a_page_for_each_of_its_years_the_newest_first() {
    assertThat(all()).hasSize(region.pipelines().size());
    assertThat(all())
        .allSatisfy(
            years -> {
              assertThat(years.stream().map(ReturnGuide::pageName)).doesNotHaveDuplicates();
              assertThat(years.get(0).year()).isEqualTo(years.get(0).dataset().newestYear());
              assertThat(years.get(years.size() - 1).year())
                  .isEqualTo(years.get(0).dataset().firstYear());
            });
  }

  @TestFactory
  Stream<DynamicTest> every_field_that_is_asked_for_stands_on_its_page_with_each_of_its_codes() {
    return all().stream()
        .flatMap(List::stream)
        .filter(guide -> guide.year() == guide.dataset().newestYear())
        .map(guide -> DynamicTest.dynamicTest(guide.pageName(), () -> assertHoldsAll(guide)));
  }

  private static void assertHoldsAll(ReturnGuide guide) {
    String page = page(guide);
    int fields = 0;
    for (Table table : guide.dataset().tablesIn(guide.year())) {
      for (Field field : ReturnGuide.fields(table, guide.year()).values()) {
        String row = row(page, GuideAddress.anchor(table.name(), field.name()));
        assertThat(row).contains(">" + escaped(field.name()));
        field
            .codesIn(guide.year())
            .forEach(
                code -> {
                  String words = code.wordsIn(guide.year());
                  assertThat(row)
                      .contains(
                          "<code>"
                              + escaped(code.code())
                              + "</code>"
                              + (words.isEmpty() ? "" : " " + escaped(words)));
                });
        fields++;
      }
    }
    assertThat(fields).isPositive();
  }

  @Test
  void a_code_is_explained_in_words_that_no_cell_may_hold() {
    assertThat(row(page(guide("ssda903", 2026)), GuideAddress.anchor("episodes", "LS")))
        .contains("<li><code>C1</code> Interim care order</li>");
  }

  private static String row(String page, String anchor) {
    int begin = page.indexOf("<tr id=\"" + anchor + "\">");
    assertThat(begin).as("the row of %s", anchor).isNotNegative();
    return page.substring(begin, page.indexOf("</tr>", begin));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Test
  void a_code_is_shown_in_its_years_only() {
    assertThat(page(guide("ssda903", 2025))).contains("<code>K3</code>").doesNotContain("Z11");
    assertThat(page(guide("ssda903", 2024))).doesNotContain("<code>K3</code>");
  }

  @Test
  void what_has_changed_names_the_table_the_field_and_the_codes() {
    assertThat(guide("ssda903", 2026).changes())
        .containsExactly("episodes: PLACE, new codes: Z11, Z12, Z13, Z14.");
    assertThat(guide("ssda903", 2025).changes())
        .contains("header: SEX, new codes: M, F, U.", "header: SEX, codes no longer used: 1, 2.");
    assertThat(guide("ssda903", 2024).changes()).contains("The table social_worker is new.");
  }

  @Test
  void the_first_year_says_that_nothing_is_known_of_the_year_before() {
    ReturnGuide first = guide("ssda903", 2017);
    assertThat(page(first)).contains("2017 is the first year that is known here.");
    assertThat(page(first)).doesNotContain("new in 2017");
  }

  @Test
  void no_field_is_told_of_as_a_pattern_for_programmes() {
    assertThat(all().stream().flatMap(List::stream))
        .allSatisfy(guide -> assertThat(page(guide)).doesNotContain("Text of the form"));
  }

  @TestFactory
  Stream<DynamicTest> each_workbook_is_read_without_an_error_in_its_headers(@TempDir Path folder) {
    return all().stream()
        .flatMap(List::stream)
        .filter(guide -> guide.year() == guide.dataset().newestYear() && guide.hasWorkbook())
        .map(
            guide ->
                DynamicTest.dynamicTest(guide.workbookName(), () -> assertIsRead(guide, folder)));
  }

  private static void assertIsRead(ReturnGuide guide, Path folder) throws IOException {
    Path file =
        folder
            .resolve(guide.dataset().name())
            .resolve(Integer.toString(guide.year()))
            .resolve("la_mar_" + guide.term().map(Term::word).orElse("") + ".xlsx");
    Files.createDirectories(file.getParent());
    Files.write(file, HeaderWorkbook.of(guide));
    LocalAuthority authority = region.authority("822");
    var report =
        new FilesCheck(
                region,
                authority,
                Optional.of(guide.dataset().name()),
                LocalDate.of(guide.year() + 1, 1, 1))
            .check(List.of(file), FilesCheck.Progress.SILENT)
            .report();
    List<Cause> causes = Cause.of(report, Audience.LOCAL_AUTHORITY);
    assertThat(Cause.countOf(causes, Severity.ERROR))
        .as(
            "errors: %s",
            report.lines(Audience.LOCAL_AUTHORITY).stream().map(ReportLine::message).toList())
        .isZero();
    assertThat(report.files()).hasSize(1);
    assertThat(report.files().get(0).errors())
        .filteredOn(error -> error.type() == ErrorType.NO_DATA_ROWS)
        .as("each sheet is found as its table, and has no rows")
        .extracting(DataError::table)
        .containsExactlyInAnyOrderElementsOf(
            guide.dataset().tablesIn(guide.year()).stream().map(Table::name).toList());
  }

  @Test
  void the_same_schemas_give_the_same_bytes(@TempDir Path folder) throws IOException {
    Map<String, byte[]> first = written(folder.resolve("first"));
    Map<String, byte[]> second = written(folder.resolve("second"));
    assertThat(first.keySet()).isEqualTo(second.keySet()).contains("index.html");
    first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
  }

  private static Map<String, byte[]> written(Path folder) throws IOException {
    GuideFiles.write(GuideFiles.of(region, Optional.empty(), OptionalInt.of(2026)), folder);
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.list(folder)) {
      for (Path file : found.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  @Test
  void every_link_of_the_index_leads_to_a_file(@TempDir Path folder) throws IOException {
    GuideFiles.write(all(), folder);
    String index = Files.readString(folder.resolve("index.html"));
    List<String> links = new ArrayList<>();
    var matcher = Pattern.compile("href=\"([^#\"]+)\"").matcher(index);
    while (matcher.find()) {
      links.add(matcher.group(1));
    }
    assertThat(links)
        .hasSizeGreaterThan(40)
        .allSatisfy(link -> assertThat(folder.resolve(link)).exists());
  }
}
