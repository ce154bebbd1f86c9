package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.operate.AreaHealth;
import org.tributary.route.TrialRegion;
import org.tributary.settings.Role;

/** What an operator types to pause an authority, to see what ran, and to look at one folder. */
class PauseCommandTest {

  private static final Clock DAY =
      Clock.fixed(Instant.parse("2026-07-15T12:00:00Z"), ZoneOffset.UTC);
  private static final byte[] UASC =
      "CHILD,SEX,DOB,DUC\n1,1,01/02/2010,\n".getBytes(StandardCharsets.UTF_8);
  private static final String BEDFORD = "fons-a821f-bedford-822/ssda903/2025/uasc.csv";
  private static final String LUTON = "fons-e07c3-luton-821/ssda903/2025/uasc.csv";

  @TempDir Path folder;
  private TrialRegion region;

  @BeforeEach
  void set_up() {
    region = new TrialRegion(folder, DAY).signingOnly("PAN");
  }

  @AfterEach
  void tear_down() {
    region.close();
  }

  private AreaHealth.Status bedford(List<AreaHealth.Status> health) {
    return health.stream().filter(one -> one.name().equals("822")).findFirst().orElseThrow();
  }

  private boolean isShared(String unit) throws Exception {
    return region.everything(Role.UPLOAD, "shared").keySet().stream()
        .anyMatch(key -> key.startsWith("_commits/" + unit + "/"));
  }

  @Test
  void a_paused_authority_is_not_looked_at_over_restarts_and_nothing_is_missed() throws Exception {
    region.upload(BEDFORD, UASC);
    region.upload(LUTON, UASC);
    Typed paused = Typed.on(region, new PauseCommand(), "822");
    assertThat(paused.status()).as(paused.err()).isZero();
    assertThat(paused.err()).contains("pause: 822 Bedford is paused within a minute.");
    assertThat(Typed.on(region, new PauseCommand(), "822").err()).contains("is paused already");
    AreaHealth.Status health = bedford(region.work());
    assertThat(health.state()).isEqualTo(AreaHealth.State.PAUSED);
    assertThat(health.isReady()).as("a pause is no alarm").isTrue();
    assertThat(health.isWell()).isTrue();
    region.stop();
    region.work();
    assertThat(isShared("822/ssda903")).isFalse();
    assertThat(isShared("821/ssda903")).isTrue();
    region.stop();
    assertThat(Typed.on(region, new ResumeCommand(), "822").status()).isZero();
    assertThat(Typed.on(region, new ResumeCommand(), "822").err()).contains("is not paused");
    assertThat(bedford(region.work()).state()).isEqualTo(AreaHealth.State.WELL);
    assertThat(isShared("822/ssda903")).isTrue();
    StringBuilder ledger = new StringBuilder();
    region
        .everything(Role.UPLOAD, "workspace")
        .forEach(
            (key, bytes) -> {
              if (key.startsWith("_ledger/")) {
                ledger.append(new String(bytes, StandardCharsets.UTF_8));
              }
            });
    assertThat(ledger)
        .contains("\"about\":\"authority 822\"", "\"done\":\"paused\"", "\"done\":\"resumed\"");
  }

  @Test
  void what_ran_is_listed_newest_first_with_the_authority_by_name() throws Exception {
    region.upload(BEDFORD, UASC);
    region.work();
    Typed said = Typed.on(region, new SessionsCommand());
    assertThat(said.status()).as(said.err()).isZero();
    assertThat(said.out())
        .containsPattern(
            "2026-07-15T12:00:00Z  822 Bedford ssda903: published 1, files 1, errors 0, rows 1 of 1")
        .containsPattern("PAN: published 1")
        .doesNotContain("uasc.csv");
    Typed one =
        Typed.on(region, new SessionsCommand(), "--la", "822", "--dataset", "ssda903", "--json");
    assertThat(one.out()).contains("\"who\" : \"822 Bedford\"", "\"files\" : 1");
    assertThat(one.out()).doesNotContain("PAN");
    assertThat(Typed.on(region, new SessionsCommand(), "--la", "821").err())
        .contains("Nothing has run yet.");
  }

  @Test
  void a_program_that_idles_is_closed_within_two_seconds() throws Exception {
    region.work();
    region.start().lookAgainAndAgain();
    Instant told = Instant.now();
    region.stop();
    assertThat(Duration.between(told, Instant.now())).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void the_process_ends_when_what_ran_is_closed_though_its_thread_never_does() throws Exception {
    StopSignal signal = StopSignal.open();
    Thread runs =
        new Thread(
            () -> {
              try (signal) {
                signal.await();
              } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
              }
              try {
                // As a call to end the process does while it ends already.
                Thread.currentThread().join();
              } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
              }
            });
    runs.setDaemon(true);
    runs.start();
    Instant told = Instant.now();
    signal.tell();
    assertThat(Duration.between(told, Instant.now())).isLessThan(Duration.ofSeconds(2));
    assertThat(runs.isAlive()).isTrue();
    runs.interrupt();
  }
}
