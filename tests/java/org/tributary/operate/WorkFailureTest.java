package org.tributary.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tributary.publish.LookAgainException;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/** What the log says of work that failed, and how often. */
class WorkFailureTest {

  private final ChosenClock clock = new ChosenClock();
  private final AreaHealth health = new AreaHealth(clock, Duration.ofSeconds(60));

  WorkFailureTest() {
    health.called("822", "Bedford");
    health.called("PAN", "PAN");
  }

  private void fail(Throwable failure) {
    WorkFailure.record(health, "822", "ssda903", "file 2 in the route file", failure);
  }

  @Test
  void a_failure_says_of_whom_in_which_step_a_code_a_sentence_and_what_to_do() throws Exception {
    assertThat(HeardLog.during(Level.ERROR, () -> fail(new IOException("a child's name"))))
        .containsExactly(
            "ERROR 822 Bedford ssda903: file 2 in the route file failed (scratch): a local file"
                + " could not be read or written. What is published stays. See whether the disk of"
                + " tributary.scratch is full. See docs/runbook.md#scratch.");
    StoreException away =
        new StoreException(Reason.FORBIDDEN, "read").at("uploads (bucket fons-uploads)");
    assertThat(HeardLog.during(Level.ERROR, () -> fail(new IllegalStateException(away))))
        .singleElement()
        .asString()
        .contains("(store): the area uploads (bucket fons-uploads) refuses our credentials.")
        .endsWith("See docs/runbook.md#store.");
  }

  @Test
  void what_fails_in_the_same_way_again_is_said_each_half_hour_with_a_count() throws Exception {
    List<String> heard =
        HeardLog.during(
            Level.ERROR,
            () -> {
              for (int session = 0; session < 40; session++) {
                fail(new IOException("disk"));
                clock.pass(Duration.ofMinutes(1));
              }
            });
    assertThat(heard).hasSize(2);
    assertThat(heard.get(1))
        .startsWith("ERROR 822 Bedford ssda903: failed 32 times (scratch): a local file");
  }

  @Test
  void another_failure_is_said_at_once_and_so_is_the_same_after_a_commit() throws Exception {
    fail(new IOException("disk"));
    assertThat(HeardLog.during(Level.ERROR, () -> fail(new OutOfMemoryError()))).hasSize(1);
    assertThat(HeardLog.during(Level.INFO, () -> health.committed("822", "ssda903", 3)))
        .containsExactly("INFO 822 Bedford ssda903: published again; 2 failed before");
    assertThat(HeardLog.during(Level.INFO, () -> health.committed("822", "ssda903", 4))).isEmpty();
    assertThat(HeardLog.during(Level.ERROR, () -> fail(new IOException("disk")))).hasSize(1);
  }

  @Test
  void what_the_gate_refuses_is_said_with_whose_it_was() throws Exception {
    assertThat(
            HeardLog.during(
                Level.ERROR,
                () -> {
                  WorkFailure.refused(health, "PAN", "outputs");
                  WorkFailure.refused(health, "PAN", "outputs");
                }))
        .singleElement()
        .asString()
        .startsWith("ERROR PAN outputs: refused by the gate (gate)")
        .endsWith("See docs/runbook.md#gate.");
  }

  @Test
  void that_something_changed_meanwhile_is_no_failure() throws Exception {
    assertThat(HeardLog.during(Level.WARN, () -> fail(new LookAgainException()))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "MOVED")
  void each_code_has_its_place_in_the_runbook(Fault fault) throws IOException {
    assertThat(places()).contains(fault.word(), "gate");
  }

  private static Set<String> places() throws IOException {
    return Files.readAllLines(Path.of("docs/runbook.md")).stream()
        .filter(line -> line.startsWith("### "))
        .map(line -> line.substring(4).toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
