package org.tributary.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.campaign.TwoAccounts;
import org.tributary.compile.Database;
import org.tributary.config.Problems;
import org.tributary.region.Region;
import org.tributary.region.RegionFiles;
import org.tributary.route.MeasuredInstallation;

/**
 * What small files cost is requests and statements, not rows; both are counted here and may not
 * grow. Times are for {@link RegionBenchmark}.
 */
class RequestsOfSmallFilesTest {

  @TempDir Path folder;

  /** What was asked of the stores by area and kind, and of DuckDB. */
  private record Asked(SortedMap<String, Long> requests, long statements) {

    static Asked soFar(MeasuredInstallation working) {
      return new Asked(working.requests(), Database.statements());
    }

    Asked since(Asked before) {
      SortedMap<String, Long> asked = new TreeMap<>(requests);
      before.requests.forEach((kind, count) -> asked.merge(kind, -count, Long::sum));
      asked.values().removeIf(count -> count == 0);
      return new Asked(asked, statements - before.statements);
    }

    long of(String area) {
      return requests.entrySet().stream()
          .filter(kind -> kind.getKey().startsWith(area + " "))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
  }

  @Test
  void a_session_of_a_hundred_files_and_a_release_of_one_that_changed_ask_for_so_much_and_no_more()
      throws Exception {
    try (TwoAccounts accounts = new TwoAccounts(folder)) {
      Path config =
          accounts.configuration(Path.of("config"), Map.of("tributary.console.port", "0"));
      Problems problems = new Problems();
      Region shipped = RegionFiles.load(config, Path.of("schemas"), problems).orElseThrow();
      InventedRegion invented = new InventedRegion(shipped.datasets().get("ssda903"), 2, 10, 10);
      invented.configure(config);
      Region region = RegionFiles.load(config, Path.of("schemas"), problems).orElseThrow();
      try (MeasuredInstallation working =
          new MeasuredInstallation(
              region, config, Path.of("schemas"), Path.of("routes"), Map.of(), Duration.ZERO)) {
        working.start();
        // The other authority's, so that there is a release before.
        invented.changed().forEach(accounts::put);
        working.workUntilQuiet();

        invented.filesOf(0).forEach(accounts::put);
        Asked before = Asked.soFar(working);
        working.workUntilQuiet();
        Asked session = Asked.soFar(working).since(before);
        assertThat(session.of("uploads")).as("each file once, and looks").isLessThanOrEqualTo(115);
        assertThat(session.of("workspace"))
            .as("of no file; some for all of them")
            .isLessThanOrEqualTo(42);
        assertThat(session.of("shared"))
            .as("tables of periods: %s", session)
            .isLessThanOrEqualTo(128);
        assertThat(session.of("outputs")).isLessThanOrEqualTo(280);
        assertThat(session.of("hub-workspace")).isLessThanOrEqualTo(22);
        // 7 of them are the pictures of the overview, one each; they ask for no file.
        assertThat(session.statements()).isLessThanOrEqualTo(391 + 7);

        invented.filesOf(1).entrySet().stream()
            .limit(1)
            .forEach(file -> accounts.put(file.getKey(), file.getValue()));
        before = Asked.soFar(working);
        working.workUntilQuiet();
        Asked release = Asked.soFar(working).since(before);
        assertThat(release.of("uploads")).isLessThanOrEqualTo(15);
        assertThat(release.of("workspace")).isLessThanOrEqualTo(20);
        assertThat(release.of("shared")).isLessThanOrEqualTo(33);
        assertThat(release.of("outputs")).isLessThanOrEqualTo(109);
        assertThat(release.of("hub-workspace")).isLessThanOrEqualTo(19);
        // As above: one for each of 7 pictures.
        assertThat(release.statements()).isLessThanOrEqualTo(167 + 7);

        before = Asked.soFar(working);
        working.workUntilQuiet();
        Asked idle = Asked.soFar(working).since(before);
        assertThat(idle.requests())
            .as(
                "one listing of each authority's folder, and one of all commits for each use case"
                    + " that somebody signed")
            .isEqualTo(new TreeMap<>(Map.of("shared list", 2L, "uploads list", 2L)));
        assertThat(idle.statements()).isZero();
      }
    }
  }
}
