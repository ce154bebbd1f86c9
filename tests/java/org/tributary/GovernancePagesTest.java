package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.describe.Axe;
import org.tributary.describe.Node;
import org.tributary.operate.Browser;
import org.tributary.route.TrialRegion;

/** The pages for those who answer for the data, made by the commands and shown by a browser. */
class GovernancePagesTest {

  private static final Clock DAY =
      Clock.fixed(Instant.parse("2026-07-15T12:00:00Z"), ZoneOffset.UTC);
  private static final int PHONE = 400;
  private static final int DESK = 1280;

  private static final byte[] EPISODES =
      ("CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,"
              + "PL_POST,URN\n1,01/04/2024,S,C2,N1,U1,PR4,,,,AB1 2CD,AB1 2CD,SC123456\n")
          .getBytes(StandardCharsets.UTF_8);

  @TempDir static Path folder;
  private static TrialRegion region;
  private static Browser browser;

  @BeforeAll
  static void open() throws Exception {
    Browser.assumeInstalled();
    Node.assumeInstalled();
    region = new TrialRegion(folder, DAY).signingOnly("PAN");
    region.upload("fons-a821f-bedford-822/ssda903/2025/episodes.csv", EPISODES);
    region.work();
    browser = Browser.open();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    if (region != null) {
      region.close();
    }
  }

  /** Everybody can use it, on a phone and at a desk. */
  private static void suits(Path page) throws Exception {
    String name = page.getFileName().toString();
    for (int width : new int[] {PHONE, DESK}) {
      browser.size(width, 900);
      browser.go(page.toUri());
      browser.screenshot(Path.of("target/pages/" + name + "-" + width + ".png"));
      Files.copy(page, Path.of("target/pages/" + name), StandardCopyOption.REPLACE_EXISTING);
      assertThat(Axe.violations(browser)).as(name + " at " + width).isEmpty();
      assertThat(
              browser
                  .run("return document.documentElement.scrollWidth - window.innerWidth;")
                  .asInt())
          .as("how far " + name + " is wider than the window of " + width)
          .isLessThanOrEqualTo(0);
    }
  }

  private static void saysWhenYearsGo() {
    assertThat(browser.texts("#until ~ div"))
        .anySatisfy(
            table ->
                assertThat(table)
                    .startsWith("PAN: the day")
                    .contains("2019", "1 January 2031", "clause 5.1"));
  }

  @Test
  void where_an_authoritys_data_is_and_why() throws Exception {
    Path page = folder.resolve("holdings.html");
    Typed said = Typed.on(region, new StatusCommand(DAY), "--la", "822", "--page", page.toString());
    assertThat(said.err()).doesNotContain("ERROR");
    suits(page);
    assertThat(browser.text("h1")).isEqualTo("Where the data of Bedford (822) is, and why");
    assertThat(browser.texts("#where + div tbody th"))
        .anyMatch(cell -> cell.startsWith("uploads") && cell.endsWith("bedford-822/ssda903/"))
        .anyMatch(cell -> cell.startsWith("workspace") && cell.endsWith("sessions/822/ssda903/"))
        .anyMatch(cell -> cell.startsWith("shared") && cell.endsWith("data/822/ssda903/"))
        .anyMatch(cell -> cell.startsWith("outputs") && cell.endsWith("packages/PAN/"));
    saysWhenYearsGo();
    assertThat(browser.text()).doesNotContain("episodes.csv");
  }

  @Test
  void until_which_day_each_year_of_the_region_is_kept() throws Exception {
    Path page = folder.resolve("region.html");
    Typed.on(region, new StatusCommand(DAY), "--page", page.toString());
    suits(page);
    saysWhenYearsGo();
  }

  @Test
  void one_field_from_the_upload_to_whoever_sees_it() throws Exception {
    Path to = folder.resolve("audit");
    Typed said =
        Typed.on(
            region,
            new AuditCommand(),
            "--to",
            to.toString(),
            "--date",
            "2026-07-15",
            "--set",
            "tributary.report.guide=https://hub.example/guide",
            "--field",
            "ssda903/episodes/HOME_POST");
    assertThat(said.status()).as(said.err()).isZero();
    suits(to.resolve("field-ssda903-episodes-HOME_POST.html"));
    assertThat(browser.text("h1")).isEqualTo("HOME_POST of ssda903 episodes");
    assertThat(browser.text("#use-cases + div"))
        .contains("PAN kept", "only the sector of the postcode stays", "Postcodes are shared as")
        .contains("2017 goes on 1 January 2029");
    assertThat(browser.text("#who + div")).contains("The regional hub", "and to nobody else");
    assertThat(browser.text("#upload + div")).contains("ssda903 2026", "A postcode.");
    assertThat(browser.run("return document.querySelector('#upload + div a').href").asString())
        .isEqualTo("https://hub.example/guide/ssda903-2026.html#episodes-HOME_POST");
  }

  @Test
  void a_field_that_there_is_not_is_refused_with_those_that_may_be_meant() {
    Typed said =
        Typed.on(
            region,
            new AuditCommand(),
            "--to",
            folder.resolve("none").toString(),
            "--field",
            "ssda903/header/HOME_POST");
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.err()).contains("no field 'ssda903/header/HOME_POST'", "episodes/HOME_POST");
  }

  @Test
  void the_certificates_of_an_authority_that_left_and_the_ledgers_as_pages() throws Exception {
    try (TrialRegion own = new TrialRegion(folder.resolve("left"), DAY)) {
      own.upload("fons-a821f-bedford-822/ssda903/2025/episodes.csv", EPISODES);
      own.work();
      Path bedford = own.config().resolve("local-authorities/822-bedford.yaml");
      own.edit(bedford, "PAN, on: 2024-04-01", "PAN, on: 2024-04-01, until: 2026-07-14");
      own.start();
      own.work();
      Path pages = folder.resolve("certificates");
      Typed said =
          Typed.on(
              own,
              new WithdrawCommand().at(DAY),
              "822",
              "PAN",
              "--approved-by",
              "A. Officer",
              "--pages",
              pages.toString());
      assertThat(said.status()).as(said.out() + said.err()).isZero();
      Path certificate = pages.resolve("certificate-upload-1.html");
      byte[] first = Files.readAllBytes(certificate);
      suits(certificate);
      assertThat(browser.text(".lead"))
          .contains("Bedford (822) left PAN; its signature ended on 14 July 2026.")
          .contains("deleted between 15 July 2026, 12:00 and 15 July 2026, 12:00 (UTC)");
      assertThat(browser.text("header dl")).contains("A. Officer");
      assertThat(browser.texts("#searched + div tbody th")).contains("uploads", "workspace");
      assertThat(browser.text("#chain ~ p")).contains("The ledger has an entry with this very");
      assertThat(Typed.on(own, new VerifyCommand(), "--pages", pages.toString()).status()).isZero();
      assertThat(certificate).as("made again").hasBinaryContent(first);
      suits(pages.resolve("ledger-hub.html"));
      suits(pages.resolve("ledger-upload.html"));
      assertThat(browser.text(".lead")).contains("of the upload account has", "unchanged");
      browser.clickWords("Certificate of deletion 1");
      assertThat(browser.text("h1")).isEqualTo("Certificate of deletion 1 of the upload account");
      assertThat(browser.text()).doesNotContain("episodes.csv");
    }
  }
}
