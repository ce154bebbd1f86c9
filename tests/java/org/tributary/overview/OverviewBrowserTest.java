package org.tributary.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.operate.Browser;
import tools.jackson.databind.JsonNode;

/** The page as a real browser shows it; the pictures lie in {@code target} to be looked at. */
@Tag("browser")
class OverviewBrowserTest {

  private static Browser browser;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    Browser.assumeInstalled();
    browser = Browser.open();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  private void show(ReleaseFacts facts, int width) {
    Path page = folder.resolve("overview.html");
    try {
      OverviewPage.write(facts, page);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    browser.size(width, 900);
    browser.go(page.toUri());
  }

  private static List<String> words(String script) {
    return browser.run(script).valueStream().map(JsonNode::asString).toList();
  }

  private static void picture(String heading, String name) {
    browser.run("document.querySelector('#" + heading + "').scrollIntoView()");
    browser.screenshot(Path.of("target/overview-" + name + ".png"));
  }

  private static List<String> row(String table, String authority) {
    return words(
        """
        const table = [...document.querySelectorAll('table')].find(
            each => each.caption.textContent.startsWith('%s'));
        return [...table.tBodies[0].rows].find(each => each.cells[0].textContent === '%s')
            .innerText.split('\\t').map(cell => cell.trim().replace(/\\n+/g, ' / '));
        """
            .formatted(table, authority));
  }

  private static long beyondTheEdge() {
    return browser
        .run("const all = document.documentElement; return all.scrollWidth - all.clientWidth")
        .asLong();
  }

  @Test
  void the_matrix_says_in_words_what_is_there_and_what_is_not() {
    show(InventedFacts.region(), 1280);
    assertThat(browser.title()).isEqualTo("PAN, release 12: what is in it");
    String matrix = "ssda903: received";
    assertThat(row(matrix, "Luton")).hasSize(11).contains("– not signed");
    assertThat(row(matrix, "Hertfordshire"))
        .contains("! not used", "… not due")
        .anyMatch(cell -> cell.matches("✓ received / [678] of 8 tables"));
    assertThat(row(matrix, "Essex").subList(5, 7)).containsOnly("✗ missing");
    assertThat(row("annex-a: received", "Bedford"))
        .anyMatch(cell -> cell.matches("✓ received / [678] of 8 tables / Mar Jun Sep Dec"));
    assertThat(row("ssda903: children", "Cambridgeshire")).anyMatch(cell -> cell.endsWith("▼"));
    assertThat(row("ssda903: error rates", "Bedford")).anyMatch(cell -> cell.matches("[0-9.]+"));
    picture("glance", "glance");
    picture("received", "received");
    picture("years", "years");
    picture("errors", "errors");
    picture("retention", "retention");
  }

  @Test
  void it_fetches_nothing_complains_of_nothing_and_fits_any_screen() {
    for (int width : List.of(1280, 400)) {
      browser.complaints();
      show(InventedFacts.region(), width);
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.run("return performance.getEntriesByType('resource').length").asLong())
          .isZero();
      assertThat(beyondTheEdge()).as("at " + width).isZero();
      picture("glance", "glance-" + width);
      picture("received", "received-" + width);
      picture("years", "years-" + width);
    }
  }

  @Test
  void the_rows_of_150_authorities_can_be_picked_by_name() {
    browser.complaints();
    show(InventedFacts.large(), 1280);
    assertThat(browser.complaints()).isEmpty();
    assertThat(beyondTheEdge()).isZero();
    String shown =
        "return [...document.querySelectorAll('table')].find(each =>"
            + " each.caption.textContent.startsWith('dataset-6: received')).innerText"
            + ".split('Invented Borough').length - 1";
    assertThat(browser.run(shown).asLong()).isEqualTo(150);
    picture("received", "large");
    browser.type("#pick-0", "place 14");
    assertThat(browser.run(shown).asLong()).isEqualTo(10);
    picture("received", "picked");
  }

  @Test
  void everybody_can_read_it() {
    show(InventedFacts.region(), 1280);
    assertThat(words(FAULTS)).isEmpty();
    // What finds faults finds one that is put there.
    browser.run(
        """
        const bad = document.createElement('p');
        bad.textContent = 'pale';
        document.querySelector('main').append(bad);
        const sheet = new CSSStyleSheet();
        sheet.insertRule('main > p:last-child{color:#aaa}');
        document.adoptedStyleSheets = [sheet];
        document.querySelector('td svg').removeAttribute('aria-label');
        """);
    assertThat(words(FAULTS)).hasSize(2);
  }

  /** What WCAG 2.2 at level AA asks of such a page, as far as a script can see it. */
  private static final String FAULTS =
      """
      const faults = [];
      let level = 0;
      for (const heading of document.querySelectorAll('h1,h2,h3,h4')) {
        const now = Number(heading.tagName[1]);
        if (now > level + 1) faults.push('heading skips a level: ' + heading.textContent);
        level = now;
      }
      if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');
      if (!document.documentElement.lang || !document.title) faults.push('no language or title');
      const ids = [...document.querySelectorAll('[id]')].map(each => each.id);
      if (new Set(ids).size !== ids.length) faults.push('an id twice');
      for (const svg of document.querySelectorAll('svg')) {
        const named = svg.getAttribute('aria-label')
            || (svg.getAttribute('aria-labelledby') || '').split(' ').filter(
                id => id && document.getElementById(id) && document.getElementById(id).textContent)
                .length === 2;
        if (!named && svg.getAttribute('aria-hidden') !== 'true') faults.push('chart without a name');
        if (named && svg.getAttribute('role') !== 'img') faults.push('chart that is no picture');
      }
      for (const table of document.querySelectorAll('table')) {
        if (!table.caption || !table.caption.textContent) faults.push('table without a caption');
        const columns = table.tHead.rows[0].cells.length;
        for (const head of table.querySelectorAll('th')) {
          const scope = head.closest('thead') ? 'col' : 'row';
          if (head.scope !== scope || !head.textContent) faults.push('head without scope or words');
        }
        for (const row of table.tBodies[0].rows) {
          if (row.cells.length !== columns || row.cells[0].tagName !== 'TH')
            faults.push('row unlike its heads in ' + table.caption.textContent);
        }
      }
      for (const link of document.querySelectorAll('a')) {
        if (!document.querySelector(link.getAttribute('href'))) faults.push('link to nowhere');
      }
      for (const scroll of document.querySelectorAll('.scroll')) {
        if (scroll.tabIndex !== 0 || !scroll.getAttribute('aria-label'))
          faults.push('no way to scroll by keyboard');
      }
      const light = colour => {
        const parts = colour.match(/[0-9.]+/g).map(Number).slice(0, 3).map(part => {
          const share = part / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
      };
      const behind = element => {
        for (let at = element; at; at = at.parentElement) {
          const colour = getComputedStyle(at).backgroundColor;
          if (!/, 0\\)$/.test(colour)) return colour;
        }
        return 'rgb(255, 255, 255)';
      };
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const pale = new Set();
      while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.textContent.trim() || element.closest('script,title,desc')) continue;
        const style = getComputedStyle(element);
        const ink = light(element.closest('svg') ? style.fill : style.color);
        const paper = light(behind(element));
        const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
        if (contrast < 4.5) pale.add('pale: ' + element.tagName + ' ' + contrast.toFixed(1));
      }
      return faults.concat([...pale]);
      """;
}
