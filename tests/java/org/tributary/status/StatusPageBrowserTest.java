package org.tributary.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.describe.Axe;
import org.tributary.operate.Browser;
import org.tributary.region.Retained;

/** How the region stands, as a page in a real browser. */
@Tag("browser")
class StatusPageBrowserTest {

  private static final LocalDate DAY = LocalDate.of(2026, 7, 15);

  @TempDir Path folder;

  /** Two authorities with one return of each standing. */
  private static RegionStatus region() {
    List<ReturnStatus> returns = new ArrayList<>();
    for (String authority : List.of("821 Luton", "822 Bedford")) {
      int year = 2018;
      for (Standing standing : Standing.values()) {
        returns.add(
            new ReturnStatus(
                authority.substring(0, 3),
                authority.substring(4),
                "ssda903",
                year++,
                standing,
                List.of(),
                3,
                1,
                1_234,
                98_765,
                98_000,
                Optional.of(LocalDate.of(year, 6, 30)),
                Optional.of(Instant.parse("2026-03-31T12:00:00Z")),
                Optional.of(LocalDate.of(year + 12, 1, 1))));
      }
    }
    return new RegionStatus(
        DAY,
        returns,
        List.of(
            new ReleaseStatus(
                "PAN",
                3,
                Instant.parse("2026-07-14T12:00:00Z"),
                98_765,
                98_000,
                new TreeMap<>(Map.of("retention", 765L)))),
        List.of(
            new Retained(
                "PAN",
                "ssda903",
                12,
                "5.1",
                new TreeMap<>(Map.of(2019, LocalDate.of(2031, 1, 1))))),
        Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 1280})
  void it_is_accessible_by_the_axe_rules_and_nothing_scrolls_sideways(int width) throws Exception {
    Axe.assumeInstalled();
    Path page = Files.write(folder.resolve("status.html"), StatusPage.of(region()));
    try (Browser browser = Browser.open()) {
      browser.size(width, 900);
      browser.go(page.toUri());
      assertThat(browser.text()).contains("files set aside: 12", "822 Bedford");
      assertThat(Axe.violations(browser)).isEmpty();
      assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
          .hasToString("true");
      browser.screenshot(Path.of("target/status-" + width + ".png"));
    }
  }
}
