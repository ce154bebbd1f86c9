package org.tributary.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees in a real browser. */
@Tag("browser")
class OperatorConsoleBrowserTest {

  @TempDir Path folder;

  private static void typeLogin(Browser browser, RunningConsole console, String password) {
    browser.go(console.url());
    browser.type("input[name='pf-login-username-id']", RunningConsole.NAME);
    browser.type("input[name='pf-login-password-id']", password);
  }

  @Test
  void an_operator_logs_in_and_sees_the_routes_by_name_and_state() {
    Browser.assumeInstalled();
    try (RunningConsole console = new RunningConsole(folder, Clock.systemUTC());
        Browser browser = Browser.open()) {
      typeLogin(browser, console, RunningConsole.PASSWORD);
      browser.screenshot(Path.of("target/console-login.png"));
      browser.click("button[type='submit']");
      browser.clickWords("Camel");
      browser.awaitWords("look-822");
      browser.clickInTree("routes");
      browser.text("table tbody tr:nth-child(2)");
      browser.screenshot(Path.of("target/console-routes.png"));
      assertThat(browser.texts("table tbody tr"))
          .anySatisfy(row -> assertThat(row).contains("look-822", "Started"))
          .anySatisfy(row -> assertThat(row).contains("clean", "Started"));
    }
  }

  @Test
  void without_the_password_a_browser_sees_the_log_in_and_nothing_else() {
    Browser.assumeInstalled();
    try (RunningConsole console = new RunningConsole(folder, Clock.systemUTC());
        Browser browser = Browser.open()) {
      typeLogin(browser, console, "another invented password");
      browser.click("button[type='submit']");
      browser.awaitWords("Invalid login credentials");
      assertThat(browser.address()).endsWith("/hawtio/login");
      assertThat(browser.text()).doesNotContain("look-822");
    }
  }

  @Test
  void the_first_tab_of_what_an_operator_clicks_shows_nothing_that_was_refused() {
    Browser.assumeInstalled();
    try (RunningConsole console = new RunningConsole(folder, Clock.systemUTC());
        Browser browser = Browser.open()) {
      typeLogin(browser, console, RunningConsole.PASSWORD);
      browser.click("button[type='submit']");
      browser.clickWords("Camel");
      browser.awaitWords("look-822");
      for (String clicked : new String[] {"look-822", "tributary-test"}) {
        browser.clickInTree(clicked);
        browser.awaitWords("ExchangesTotal");
        browser.screenshot(Path.of("target/console-" + clicked + ".png"));
        assertThat(browser.text()).as(clicked).doesNotContain("forbidden", "LastError");
      }
    }
  }
}
