package org.tributary.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {

  private static final int SEEDS = 300;

  @Test
  void whatever_the_schedule_what_is_published_was_real_and_is_whole() throws IOException {
    List<String> violations = new ArrayList<>();
    Map<Worker.Result, Integer> results = new EnumMap<>(Worker.Result.class);
    Map<Worker.Result, Integer> ofHub = new EnumMap<>(Worker.Result.class);
    int ownLostCommits = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Simulation.Outcome outcome = Simulation.of(seed, Variant.PROTOCOL);
      long found = seed;
      outcome.violation().ifPresent(what -> violations.add("seed " + found + ": " + what));
      outcome.results().forEach((result, count) -> results.merge(result, count, Integer::sum));
      outcome.ofHub().forEach((result, count) -> ofHub.merge(result, count, Integer::sum));
      ownLostCommits += outcome.ownLostCommits();
    }

    assertThat(violations).isEmpty();
    // The schedules reach every way in which a look can end, or they would prove little.
    assertThat(results).containsOnlyKeys(Worker.Result.values());
    assertThat(ofHub).containsOnlyKeys(Worker.Result.values());
    assertThat(ownLostCommits).isPositive();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PROTOCOL")
  void a_protocol_that_is_wrong_is_found_out(Variant variant) throws IOException {
    long seed = 0;
    while (seed < 4 * SEEDS && Simulation.of(seed, variant).violation().isEmpty()) {
      seed++;
    }

    assertThat(seed).as("seeds without a violation").isLessThan(4 * SEEDS);
  }
}
