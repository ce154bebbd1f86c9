package org.tributary.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.describe.Axe;
import org.tributary.describe.Node;
import org.tributary.operate.Browser;
import org.tributary.region.Region;
import org.tributary.region.Shipped;

/** The page of the shipped configuration as it is written, and as a browser shows it. */
class AuditPageTest {

  @TempDir Path folder;

  private static final AuditMatrix MATRIX = matrix();

  private static AuditMatrix matrix() {
    Region region = Shipped.region();
    return AuditMatrix.of(region, LocalDate.of(2026, 5, 1), Optional.empty());
  }

  @Test
  void every_link_leads_to_one_place_on_the_page() {
    String page = new String(AuditPage.of(MATRIX), StandardCharsets.UTF_8);
    List<String> ids = all(page, " id=\"([^\"]+)\"");
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids).containsAll(new TreeSet<>(all(page, "href=\"#([^\"]+)\"")));
    assertThat(all(page, "<details class=\"fold\"([^>]*)>"))
        .isNotEmpty()
        .containsOnly(" open=\"open\"");
    assertThat(page).doesNotContain("http://", "https://", "src=");
  }

  @Test
  void a_person_filters_and_follows_links() throws IOException {
    Browser.assumeInstalled();
    Path file = Files.write(folder.resolve("audit.html"), AuditPage.of(MATRIX));
    try (Browser browser = Browser.open()) {
      browser.go(file.toUri());
      browser.screenshot(Path.of("target/audit.png"));
      assertThat(browser.texts("h2")).anyMatch(heading -> heading.startsWith("PAN: "));
      browser.clickWords("Only SUFFICIENCY");
      assertThat(visible(browser))
          .anyMatch(heading -> heading.startsWith("SUFFICIENCY: "))
          .noneMatch(heading -> heading.startsWith("PAN: "));
      browser.clickWords("All");
      assertThat(visible(browser)).anyMatch(heading -> heading.startsWith("PAN: "));
      assertThat(
              browser
                  .run("return document.documentElement.scrollWidth - window.innerWidth;")
                  .asInt())
          .as("how far the page is wider than the window")
          .isLessThanOrEqualTo(0);
      browser.go(URI.create(file.toUri() + "#PAN-clause-4.3"));
      assertThat(browser.run("return document.querySelector(':target').textContent;").asString())
          .isEqualTo("Clause 4.3");
    }
  }

  @Test
  void the_page_is_short_and_finds_words() throws IOException {
    Browser.assumeInstalled();
    Node.assumeInstalled();
    Path file = Files.write(folder.resolve("audit.html"), AuditPage.of(MATRIX));
    try (Browser browser = Browser.open()) {
      for (int width : new int[] {400, 1280}) {
        browser.size(width, 900);
        browser.go(file.toUri());
        // Each agreement has its clauses in full; all else is folded away.
        assertThat(height(browser))
            .as("how high it is at " + width)
            .isLessThan(5_000 * MATRIX.useCases().size());
        assertThat(Axe.violations(browser)).isEmpty();
      }
      browser.type("#find-words", "home_post short_postcode");
      assertThat(browser.texts("#find [role=status]").get(0)).endsWith(" lines have all of it.");
      assertThat(shown(browser)).contains("HOME_POST").doesNotContain("CHILD");
      assertThat(Axe.violations(browser)).isEmpty();
      browser.screenshot(Path.of("target/audit-found.png"));
      browser.type("#find-words", " nowhere");
      assertThat(browser.texts("#find [role=status]")).containsExactly("0 lines have all of it.");
      browser.go(URI.create(file.toUri() + "#PAN-clause-4.3"));
      assertThat(browser.texts(":target")).containsExactly("Clause 4.3");
      browser.run("dispatchEvent(new Event('beforeprint'));");
      assertThat(
              browser
                  .run("return document.querySelectorAll('details:not([open])').length;")
                  .asInt())
          .as("what a print leaves out")
          .isZero();
    }
  }

  private static int height(Browser browser) {
    return browser.run("return document.documentElement.scrollHeight;").asInt();
  }

  /** Fields in rows that a person sees, without what they mean. */
  private static Set<String> shown(Browser browser) {
    Set<String> fields = new TreeSet<>();
    browser
        .texts("details[open] tbody th")
        .forEach(cell -> fields.add(cell.lines().findFirst().orElse("")));
    return fields;
  }

  /** A heading that is hidden shows no text. */
  private static Set<String> visible(Browser browser) {
    Set<String> headings = new TreeSet<>(browser.texts("h2"));
    headings.remove("");
    return headings;
  }

  private static List<String> all(String page, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
