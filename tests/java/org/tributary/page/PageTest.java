package org.tributary.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.agreement.Agreement;
import org.tributary.agreement.UseCase;
import org.tributary.audit.AuditMatrix;
import org.tributary.audit.AuditPage;
import org.tributary.audit.Cell;
import org.tributary.audit.Change;
import org.tributary.audit.ConfigurationDifference;
import org.tributary.audit.DifferencePage;
import org.tributary.audit.Effect;
import org.tributary.audit.Kept;
import org.tributary.audit.Standing;
import org.tributary.audit.UseCaseAudit;
import org.tributary.describe.InventedRelease;
import org.tributary.describe.ReleasePackage;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.operate.Browser;
import org.tributary.overview.InventedFacts;
import org.tributary.overview.OverviewPage;
import org.tributary.proof.Broken;
import org.tributary.proof.Check;
import org.tributary.proof.Promise;
import org.tributary.proof.ProofPage;
import org.tributary.proof.ProofReport;
import org.tributary.region.Retained;
import org.tributary.report.Audience;
import org.tributary.report.FileReport;
import org.tributary.report.FileReport.Outcome;
import org.tributary.report.Help;
import org.tributary.report.HtmlReport;
import org.tributary.report.JoinReport;
import org.tributary.report.Reports;
import org.tributary.report.SessionReport;

/**
 * What holds of every page. {@code -DupdateExpected=true} writes the pages that are expected anew;
 * those of an audit and of a package stand with their cases.
 */
class PageTest {

  /** What would become markup, end an attribute, or run, if it were not escaped. */
  private static final String NASTY = "\"'><script>alert('1')</script><b onclick='x'>&amp;{{${1+1}";

  private static final LocalDate DAY = LocalDate.of(2026, 5, 1);
  private static final Path EXPECTED = Path.of("tests/cases/pages");

  @TempDir static Path folder;

  /** Every kind of page, in which people's words are those. */
  private static Map<String, byte[]> pages(String words) {
    return new TreeMap<>(
        Map.of(
            "error_report.html",
                HtmlReport.of(
                    session(words),
                    Audience.LOCAL_AUTHORITY,
                    new Help(Optional.of(words), Optional.empty())),
            "overview.html", OverviewPage.of(InventedFacts.named(words)),
            "audit.html", AuditPage.of(matrix(words)),
            "changes.html", DifferencePage.of(difference(words)),
            "proof.html", ProofPage.of(proof(words)),
            "dictionary.html", packaged(words, "dictionary.html"),
            "release-note.html", packaged(words, "release-note.html")));
  }

  private static SessionReport session(String words) {
    FileReport file =
        Reports.file(
            words,
            "2024",
            Outcome.SET_ASIDE,
            List.of(Reports.table(words, 1, 1, Map.of())),
            new DataError(ErrorType.UNREADABLE, words, words, 1, 1, words, 1, words));
    return new SessionReport(
        words,
        words,
        words,
        words,
        Reports.DAY,
        List.of(file),
        List.of(new JoinReport(words, 1, 1, new TreeMap<>(), Map.of(words, 1L))));
  }

  private static UseCase useCase(String words) {
    return new UseCase(
        "PAN",
        words,
        words,
        new Agreement(
            words,
            words,
            words,
            DAY,
            DAY,
            List.of(words),
            words,
            words,
            new Agreement.Assessment(words, words, DAY)),
        Map.of("invented", 7),
        Optional.of("5.1"),
        List.of(new UseCase.Clause("4.1", words, List.of())));
  }

  private static AuditMatrix matrix(String words) {
    UseCase useCase = useCase(words);
    UseCaseAudit audit =
        new UseCaseAudit(
            useCase,
            List.of(
                new UseCaseAudit.Signed(
                    words, words, Standing.HOLDS, Optional.of(DAY), Optional.empty())),
            List.of(new UseCaseAudit.TableRule(words, words, words, "4.1", words)),
            List.of(new UseCaseAudit.Duration(words, words, words, "4.1", words)),
            List.of(new Retained(words, words, 7, words, new TreeMap<>(Map.of(2019, DAY)))),
            List.of(new UseCaseAudit.ClauseUse(useCase.clauses().get(0), List.of(words))));
    Cell cell =
        new Cell(
            words,
            words,
            words,
            words,
            "PAN",
            Kept.KEPT,
            List.of(words),
            words,
            7,
            "4.1",
            words,
            List.of(words));
    return new AuditMatrix(
        DAY,
        Optional.empty(),
        List.of(audit),
        List.of(cell),
        List.of(new AuditMatrix.Uncovered(words, List.of(words))));
  }

  private static ConfigurationDifference difference(String words) {
    List<Change> changes = new ArrayList<>();
    for (Effect effect : Effect.values()) {
      for (String useCase : List.of(words, "PAN", "")) {
        changes.add(
            new Change(
                effect, Change.Subject.FIELD, useCase, words, words, words, words, "a.yaml:1"));
      }
    }
    return new ConfigurationDifference(DAY, changes, Optional.empty());
  }

  private static ProofReport proof(String words) {
    Check broken =
        new Check(
            words,
            words,
            Promise.SECTOR,
            List.of(words),
            List.of(words),
            1,
            1_234,
            List.of(new Broken(words, words, 3, words)));
    Check sound =
        new Check("822/ssda903", words, Promise.CODES, List.of("4.1"), List.of(), 1, 2, List.of());
    return new ProofReport(DAY, List.of(broken, sound), List.of(words));
  }

  private static byte[] packaged(String words, String page) {
    try {
      ReleasePackage.write(InventedRelease.of(useCase(words), words), folder);
      return Files.readAllBytes(folder.resolve(page));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static List<DynamicTest> ofEach(String words, Consumer<String> test) {
    return pages(words).entrySet().stream()
        .map(
            page ->
                dynamicTest(
                    page.getKey(),
                    () -> test.accept(new String(page.getValue(), StandardCharsets.UTF_8))))
        .toList();
  }

  @Test
  void whatever_people_typed_is_the_value_of_an_attribute_and_ends_none() {
    Map<String, byte[]> pages = pages(NASTY);
    // On these, attributes hold names that configuration may not choose freely.
    pages.keySet().removeAll(Set.of("changes.html", "dictionary.html"));
    pages.forEach(
        (name, html) ->
            assertThat(
                    ReadPage.of(new String(html, StandardCharsets.UTF_8)).attributes("aria-label"))
                .as(name)
                .anyMatch(label -> label.contains(NASTY)));
  }

  @TestFactory
  List<DynamicTest> whatever_people_typed_is_text() {
    return ofEach(
        NASTY,
        html -> {
          ReadPage page = ReadPage.of(html);
          assertThat(page.all("b")).isEmpty();
          assertThat(page.attributes("onclick")).isEmpty();
          assertThat(page.texts("script")).noneMatch(script -> script.contains("alert"));
          assertThat(page.texts("body").get(0)).contains(NASTY);
          assertThat(page.texts("style")).noneMatch(style -> style.contains("alert("));
        });
  }

  @TestFactory
  List<DynamicTest> a_link_leads_to_a_place_on_the_page_whatever_its_name() {
    return ofEach(
        "javascript:alert(1)//\" href='https://invented.example'",
        html -> {
          ReadPage page = ReadPage.of(html);
          List<String> ids = page.attributes("id");
          assertThat(ids).doesNotHaveDuplicates();
          assertThat(page.attributes("href"))
              .isNotEmpty()
              .allMatch(href -> href.startsWith("#") && ids.contains(href.substring(1)));
        });
  }

  @TestFactory
  List<DynamicTest> a_page_loads_nothing_and_runs_nothing_that_its_policy_does_not_name() {
    return ofEach(
        "words",
        html -> {
          ReadPage page = ReadPage.of(html);
          assertThat(html)
              .doesNotContainPattern("(?i)<(link|img|iframe|object|embed|form|base|use|image)\\b")
              .doesNotContainPattern("(?i)https?:|url\\(|@import|javascript:|unsafe");
          assertThat(page.attributes("style")).isEmpty();
          assertThat(page.attributes("src")).isEmpty();
          String policy = page.all("meta").get(1).getAttribute("content");
          assertThat(policy).startsWith("default-src 'none'; style-src 'sha256-");
          Stream.concat(page.all("style").stream(), page.all("script").stream())
              .forEach(each -> assertThat(policy).contains(Page.allowed(each.getTextContent())));
        });
  }

  @TestFactory
  List<DynamicTest> a_page_has_the_one_style_sheet_a_language_one_title_and_named_tables() {
    return ofEach(
        "words",
        html -> {
          ReadPage page = ReadPage.of(html);
          assertThat(page.all("style").get(0).getTextContent()).isEqualTo(Page.STYLE);
          assertThat(page.attributes("lang")).containsExactly("en-GB");
          assertThat(page.texts("title").get(0)).isNotEmpty().isEqualTo(page.texts("h1").get(0));
          assertThat(page.texts("h1")).hasSize(1);
          assertThat(page.all("main")).hasSize(1);
          assertThat(page.all("caption")).hasSameSizeAs(page.all("table")).isNotEmpty();
          assertThat(page.texts("caption")).doesNotContain("");
          assertThat(page.all("th"))
              .allMatch(head -> Set.of("col", "row").contains(head.getAttribute("scope")));
          assertThat(html).doesNotContain("\r").endsWith("</html>\n");
        });
  }

  @Test
  void what_is_not_well_formed_is_found() {
    for (String body : List.of("<p>", "<td>1</td></tr>", "a & b", "<p class=x>y</p>")) {
      String html = "<!doctype html>\n<html><body>" + body + "</body></html>";
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> ReadPage.of(html)))
          .as(body)
          .isInstanceOf(AssertionError.class);
    }
  }

  @TestFactory
  List<DynamicTest> the_page_is_as_expected() {
    return Map.of(
            "error_report.html",
                HtmlReport.of(
                    Reports.varied(),
                    Audience.LOCAL_AUTHORITY,
                    new Help(
                        Optional.of("the region's data team, data@example.org"), Optional.empty())),
            "overview.html", OverviewPage.of(InventedFacts.region()),
            "proof.html", ProofPage.of(proof("words")))
        .entrySet()
        .stream()
        .map(
            page ->
                dynamicTest(
                    page.getKey(),
                    () -> {
                      Path file = EXPECTED.resolve(page.getKey());
                      String found =
                          ReadPage.withoutStyle(
                              new String(page.getValue(), StandardCharsets.UTF_8));
                      if (Boolean.getBoolean("updateExpected")) {
                        Files.writeString(file, found);
                      }
                      assertThat(found).isEqualTo(Files.readString(file));
                    }))
        .toList();
  }

  @Test
  void no_page_is_wider_than_a_phone() throws IOException {
    Browser.assumeInstalled();
    Map<String, byte[]> pages = pages("An invented name of some length");
    pages.put(
        "varied.html",
        HtmlReport.of(
            Reports.varied(),
            Audience.LOCAL_AUTHORITY,
            new Help(Optional.of("the region's data team, data@example.org"), Optional.empty())));
    try (Browser browser = Browser.open()) {
      browser.size(400, 800);
      for (Map.Entry<String, byte[]> page : pages.entrySet()) {
        browser.complaints();
        browser.go(Files.write(folder.resolve(page.getKey()), page.getValue()).toUri());
        assertThat(browser.complaints()).as(page.getKey()).isEmpty();
        assertThat(
                browser
                    .run("return document.documentElement.scrollWidth - window.innerWidth;")
                    .asInt())
            .as(page.getKey())
            .isLessThanOrEqualTo(0);
        browser.screenshot(Path.of("target/phone-" + page.getKey() + ".png"));
      }
    }
  }
}
