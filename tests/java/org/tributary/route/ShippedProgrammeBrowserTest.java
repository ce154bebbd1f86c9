package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.operate.Browser;

/** What people see of the shipped routes at work, in a real browser. */
@Tag("browser")
class ShippedProgrammeBrowserTest {

  private static final Clock MAY_2026 =
      Clock.fixed(Instant.parse("2026-05-01T09:00:00Z"), ZoneOffset.UTC);
  private static final String BEDFORD = "fons-a821f-bedford-822";

  @TempDir private Path folder;

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void an_operator_sees_each_authority_with_a_route_of_its_own_in_hawtio() throws Exception {
    Browser.assumeInstalled();
    int port = freePort();
    Path secret = folder.resolve("operator");
    try (TrialRegion region =
            new TrialRegion(folder.resolve("region"), MAY_2026)
                .with("tributary.console.port", Integer.toString(port))
                .with("tributary.console.secret-file", secret.toString());
        Browser browser = Browser.open()) {
      Installation running = region.start();
      running.lookAgainAndAgain();
      browser.go(URI.create("http://127.0.0.1:" + port + "/hawtio/"));
      String[] operator = Files.readString(secret).strip().split(":", 2);
      browser.type("input[name='pf-login-username-id']", operator[0]);
      browser.type("input[name='pf-login-password-id']", operator[1]);
      browser.click("button[type='submit']");
      browser.clickWords("Camel");
      browser.awaitWords("look-822");
      browser.clickInTree("routes");
      browser.text("table tbody tr:nth-child(2)");
      browser.screenshot(Path.of("target/hawtio-routes.png"));
      assertThat(browser.texts("table tbody tr"))
          .anySatisfy(row -> assertThat(row).contains("look-822", "Started"))
          .anySatisfy(row -> assertThat(row).contains("look-873", "Started"))
          .anySatisfy(row -> assertThat(row).contains("session", "Started"));
    }
  }

  @Test
  void a_data_officer_opens_the_error_report_of_an_upload() throws Exception {
    Browser.assumeInstalled();
    try (TrialRegion region = new TrialRegion(folder.resolve("region"), MAY_2026);
        Browser browser = Browser.open()) {
      region.upload(
          BEDFORD + "/ssda903/2025/header.csv",
          "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\r\n"
              + "1,M,31/02/2010,WBRI,UN1,,\r\n2,X,01/02/2011,WBRI,UN1,,\r\n");
      region.upload(BEDFORD + "/ssda903/2025/photo.csv", "not a table\r\n");
      region.work();
      Path page = folder.resolve("error_report.html");
      Files.write(page, region.errorPage(BEDFORD, "ssda903"));
      browser.go(page.toUri());
      browser.screenshot(Path.of("target/error-report.png"));
      assertThat(browser.text("h1")).contains("Bedford");
      assertThat(browser.text())
          .contains("What to correct", "File by file", "2025/photo.csv", "NotADate", "UnknownCode")
          .doesNotContain("31/02/2010");
      assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
          .as("nothing to scroll sideways for")
          .hasToString("true");
    }
  }
}
