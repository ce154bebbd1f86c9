package org.tributary.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The kill loop as part of every build: eight rounds unless {@code -Dkill.rounds} says otherwise,
 * with another seed each time unless {@code -Dkill.seed} does.
 */
class KillLoopIT {

  @Test
  void what_is_published_does_not_depend_on_how_often_the_programme_was_killed() throws Exception {
    int rounds = Integer.getInteger("kill.rounds", 8);
    long seed = Long.getLong("kill.seed", System.currentTimeMillis());
    Path folder = Files.createDirectories(Path.of("target", "kill-loop", Long.toString(seed)));
    try (PrintStream told =
        new PrintStream(
            Files.newOutputStream(folder.resolve("rounds.txt")), true, StandardCharsets.UTF_8)) {
      assertThat(new KillLoop(Path.of(""), folder, seed, told).run(rounds))
          .as("after %d rounds with -Dkill.seed=%d, told in %s", rounds, seed, folder)
          .isEmpty();
    }
  }
}
