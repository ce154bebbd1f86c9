package org.tributary.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/** What an operator is told of looks that fail, and how often. */
class LookFailureTest {

  private final ChosenClock clock = new ChosenClock();
  private final AreaHealth health = new AreaHealth(clock, Duration.ofSeconds(60));

  private String reason(StoreException failure) {
    LookFailure.record(health, "822", failure);
    return health.status("822").orElseThrow().reason().orElseThrow();
  }

  @Test
  void the_reason_names_the_area_and_its_bucket_and_what_is_wrong_with_it() {
    StoreException away =
        new StoreException(Reason.UNAVAILABLE, "list").at("uploads (bucket fons-uploads)");
    assertThat(reason(away)).isEqualTo("the area uploads (bucket fons-uploads) cannot be reached");
    assertThat(reason(away.ofMissingArea()))
        .isEqualTo("the area uploads (bucket fons-uploads): its bucket does not exist");
    assertThat(reason(new StoreException(Reason.FORBIDDEN, "list").at("shared (bucket b)")))
        .isEqualTo("the area shared (bucket b) refuses our credentials");
  }

  @Test
  void an_authority_is_called_by_its_name_and_a_use_case_once() {
    health.called("822", "Bedford");
    health.called("PAN", "PAN");
    assertThat(health.title("822")).isEqualTo("822 Bedford");
    assertThat(health.title("PAN")).isEqualTo("PAN");
  }

  @Test
  void what_fails_at_each_look_is_said_once_then_each_half_hour_with_a_count() {
    Repetitions repetitions = new Repetitions(clock);
    int said = 0;
    OptionalLong last = OptionalLong.empty();
    for (int look = 0; look < 62; look++) {
      OptionalLong times = repetitions.happened("822 away");
      said += times.isPresent() ? 1 : 0;
      last = times.isPresent() ? times : last;
      clock.pass(Duration.ofMinutes(1));
    }
    assertThat(said).isEqualTo(2);
    assertThat(last).hasValue(32);
    assertThat(repetitions.over("822 away")).isEqualTo(62);
    assertThat(repetitions.happened("822 away")).as("a new one is said at once").hasValue(1);
  }
}
