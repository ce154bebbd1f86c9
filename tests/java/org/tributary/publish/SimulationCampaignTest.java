package org.tributary.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The simulation at length: {@code mvn test -Djunit.groups.excluded=
 * -Dtest=SimulationCampaignTest}.
 */
@Tag("campaign")
class SimulationCampaignTest {

  private static final int SEEDS = 8_000;

  @ParameterizedTest
  @EnumSource
  void only_the_protocol_as_it_is_holds_in_every_schedule(Variant variant) throws IOException {
    Map<String, Integer> violations = new TreeMap<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      Simulation.of(seed, variant)
          .violation()
          .ifPresent(what -> violations.merge(what, 1, Integer::sum));
    }

    int violating = violations.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf("%-26s %5d of %d schedules  %s%n", variant, violating, SEEDS, violations);
    if (variant == Variant.PROTOCOL) {
      assertThat(violating).isZero();
    } else {
      assertThat(violating).isPositive();
    }
  }
}
