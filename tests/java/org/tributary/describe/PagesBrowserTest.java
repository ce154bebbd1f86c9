package org.tributary.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.operate.Browser;

/** The pages of a package in a real browser. */
class PagesBrowserTest {

  @TempDir static Path folder;
  private static Browser browser;

  @BeforeAll
  static void open() throws IOException {
    Browser.assumeInstalled();
    Node.assumeInstalled();
    ReleasePackage.write(InventedRelease.withoutData(), folder);
    browser = Browser.open();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dictionary.html", "release-note.html"})
  void a_page_is_accessible_by_the_axe_rules(String page) throws IOException {
    browser.go(folder.resolve(page).toUri());
    assertThat(Axe.violations(browser)).isEmpty();
  }

  @Test
  void the_axe_rules_do_find_what_is_wrong() throws IOException {
    Path page = folder.resolve("broken.html");
    Files.writeString(page, "<!doctype html><title>x</title><img src=\"data:,\"><table>x</table>");
    browser.go(page.toUri());
    assertThat(Axe.violations(browser).toString()).contains("image-alt").contains("html-has-lang");
  }

  @Test
  void a_table_is_reached_from_the_contents_of_the_dictionary() {
    browser.go(folder.resolve("dictionary.html").toUri());
    browser.clickWords("factEpisode");
    assertThat(browser.address()).endsWith("#table-4");
    assertThat(browser.text("#table-4")).isEqualTo("factEpisode");
  }
}
