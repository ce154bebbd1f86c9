package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.operate.AreaHealth;
import org.tributary.operate.AreaHealth.State;
import org.tributary.settings.Role;
import org.tributary.store.DecoratedStore;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/** What an operator does about an authority or a use case from the console, on the real routes. */
class OperatorDeskTest {

  private static final Clock DAY =
      Clock.fixed(Instant.parse("2026-07-15T12:00:00Z"), ZoneOffset.UTC);
  private static final String UASC = "fons-a821f-bedford-822/ssda903/2025/uasc.csv";

  @TempDir Path folder;
  private final AtomicBoolean away = new AtomicBoolean();
  private TrialRegion region;
  private Installation running;

  @BeforeEach
  void set_up() throws Exception {
    region = new TrialRegion(folder, DAY).signingOnly("PAN").between(this::sometimesAway);
    region.upload(UASC, "CHILD,SEX,DOB,DUC\r\n1,M,03/02/2010,03/02/2028\r\n");
    running = region.start();
  }

  @AfterEach
  void tear_down() {
    region.close();
  }

  private ObjectStore sometimesAway(String area, ObjectStore store) {
    return new DecoratedStore(store) {
      @Override
      public List<StoredObject> list(String below) throws StoreException {
        if (away.get()) {
          throw new StoreException(Reason.UNAVAILABLE, "list").at(area + " (bucket b)");
        }
        return super.list(below);
      }
    };
  }

  private static Object ask(String name, String operation) throws Exception {
    return ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName("org.tributary:type=Area,name=" + name),
            operation,
            new Object[0],
            new String[0]);
  }

  private AreaHealth.Status of(String name) {
    return running.health().snapshot().stream()
        .filter(status -> status.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Instant until = Instant.now().plus(Duration.ofSeconds(60));
    while (!condition.getAsBoolean() && Instant.now().isBefore(until)) {
      Thread.sleep(20);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private String ledger(Role role) throws Exception {
    StringBuilder ledger = new StringBuilder();
    region
        .everything(role, role.workspace())
        .forEach(
            (key, bytes) -> {
              if (key.startsWith("_ledger/")) {
                ledger.append(new String(bytes, StandardCharsets.UTF_8));
              }
            });
    return ledger.toString();
  }

  @Test
  void a_look_that_is_asked_for_does_the_work_there_is_of_an_authority_and_of_a_use_case()
      throws Exception {
    // Camel starts the routes one after the other.
    await(() -> running.runtime().looks(Role.UPLOAD, "822"));
    await(() -> running.runtime().looks(Role.HUB, "PAN"));
    assertThat(ask("822", "lookNow"))
        .isEqualTo("822 Bedford is looked at now; lastLook and sessions say what came of it.");
    await(() -> of("822").lastCommitAt().isPresent());
    assertThat(of("821").lastLook()).as("nobody asked for it").isEmpty();
    assertThat(ask("PAN", "lookNow").toString()).startsWith("PAN is looked at now");
    await(() -> of("PAN").lastCommitAt().isPresent());
    assertThat(ledger(Role.UPLOAD)).contains("\"about\":\"authority 822\"", "asked for a look");
    assertThat(ledger(Role.HUB)).contains("\"about\":\"use case PAN\"", "asked for a look");
  }

  @Test
  void an_authority_is_paused_and_resumed_at_once_as_the_commands_do() throws Exception {
    assertThat(ask("822", "pause")).isEqualTo("822 Bedford is paused within a minute.");
    assertThat(ask("822", "pause")).isEqualTo("822 Bedford is paused already.");
    assertThat(ask("822", "lookNow")).isEqualTo("822 Bedford is paused; resume it first.");
    region.work();
    assertThat(of("822").state()).isEqualTo(State.PAUSED);
    assertThat(of("822").isReady()).as("a pause is no alarm").isTrue();
    assertThat(of("822").lastCommitAt()).isEmpty();
    assertThat(ask("822", "resume")).isEqualTo("822 Bedford is resumed within a minute.");
    assertThat(ask("822", "resume")).isEqualTo("822 Bedford is not paused.");
    region.work();
    assertThat(of("822").lastCommitAt()).isPresent();
    assertThat(ledger(Role.UPLOAD))
        .contains("\"about\":\"authority 822\"", "\"done\":\"paused\"", "\"done\":\"resumed\"");
  }

  @Test
  void a_use_case_has_no_pause() throws Exception {
    assertThat(ask("PAN", "pause"))
        .isEqualTo("PAN is a use case; only an authority can be paused.");
    assertThat(ask("PAN", "resume")).isEqualTo("PAN is not paused.");
    region.work();
    assertThat(of("PAN").state()).isEqualTo(State.WELL);
  }

  @Test
  void an_authority_whose_route_is_stopped_is_not_looked_at() throws Exception {
    await(() -> running.runtime().looks(Role.UPLOAD, "822"));
    running.runtime().context().getRouteController().stopRoute("look-822");
    assertThat(ask("822", "lookNow"))
        .isEqualTo(
            "822 Bedford is not looked at, since its route is stopped; start the route first.");
  }

  @Test
  void the_status_is_that_of_the_command_by_authority_and_use_case() throws Exception {
    region.work();
    assertThat((String[]) ask("822", "status"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches("ssda903 +2025 +received +files 1, rows 1 of 1; changed .*; goes .*"));
    assertThat((String[]) ask("PAN", "status"))
        .singleElement()
        .asString()
        .startsWith("PAN release 1 of ");
  }

  @Test
  void an_area_that_is_away_is_told_in_our_own_words() throws Exception {
    region.work();
    away.set(true);
    assertThat((String[]) ask("822", "status"))
        .containsExactly("the status cannot be read: the area shared (bucket b) cannot be reached");
    assertThat(ask("822", "resume"))
        .isEqualTo(
            "822 Bedford: nothing was done: the area workspace (bucket b) cannot be reached.");
  }
}
