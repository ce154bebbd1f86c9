package org.tributary.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.operate.Browser;
import tools.jackson.databind.JsonNode;

/**
 * The page as a real browser shows it. The pictures lie in {@code target} for people to look at.
 */
@Tag("browser")
class OverviewBrowserTest {

  @TempDir Path folder;
  private Browser browser;

  @BeforeEach
  void open() {
    Browser.assumeInstalled();
    browser = Browser.open();
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  private void show(ReleaseFacts facts) {
    Path page = folder.resolve("overview.html");
    try {
      OverviewPage.write(facts, page);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
    browser.go(page.toUri());
  }

  private long number(String script) {
    return browser.run("return " + script).asLong();
  }

  private List<String> words(String script) {
    JsonNode answer = browser.run(script);
    return answer.valueStream().map(JsonNode::asString).toList();
  }

  @Test
  void the_matrix_says_in_words_what_is_there_and_what_is_not() {
    show(InventedFacts.region());
    assertThat(browser.title()).isEqualTo("PAN, release 12: what is in it");
    assertThat(browser.texts("#received ~ .scroll:has(caption) td.m").get(0))
        .isEqualTo("✗ missing");
    String row =
        """
        const table = [...document.querySelectorAll('table')].find(
            each => each.caption.textContent.startsWith('ssda903: received'));
        return [...table.tBodies[0].rows].find(each => each.cells[0].textContent === '%s')
            .innerText.split('\\t').map(cell => cell.replace(/\\n+/g, ' / '));
        """;
    assertThat(words(row.formatted("Luton"))).hasSize(11).contains("– not signed");
    assertThat(words(row.formatted("Hertfordshire")))
        .contains("! not used", "… not due")
        .anyMatch(cell -> cell.matches("✓ received / [678] of 8"));
    assertThat(words(row.formatted("Essex")).subList(5, 7)).containsOnly("✗ missing");
    browser.screenshot(Path.of("target/overview-top.png"));
    browser.run("document.querySelector('#received').scrollIntoView()");
    browser.screenshot(Path.of("target/overview-received.png"));
    browser.run("document.querySelector('#years').scrollIntoView()");
    browser.screenshot(Path.of("target/overview-years.png"));
    browser.run("document.querySelector('#errors').scrollIntoView()");
    browser.screenshot(Path.of("target/overview-errors.png"));
    browser.run("document.querySelector('#retention').scrollIntoView()");
    browser.screenshot(Path.of("target/overview-retention.png"));
  }
}
