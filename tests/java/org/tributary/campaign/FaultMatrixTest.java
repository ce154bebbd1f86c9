package org.tributary.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The fault matrix as part of every build: two seeds unless {@code -Dfault.seeds} says otherwise,
 * others each time unless {@code -Dfault.seed} says which is the first.
 */
class FaultMatrixTest {

  @Test
  void what_is_published_does_not_depend_on_how_often_the_stores_failed() throws Exception {
    int seeds = FaultMatrix.seeds(2);
    long seed = FaultMatrix.firstSeed();
    Path folder = Files.createDirectories(Path.of("target", "fault-matrix", Long.toString(seed)));
    try (PrintStream told =
        new PrintStream(
            Files.newOutputStream(folder.resolve("runs.txt")), true, StandardCharsets.UTF_8)) {
      FaultMatrix matrix = new FaultMatrix(Path.of(""), folder, told);
      List<String> wrong = new ArrayList<>(matrix.mixed(seed, seeds));
      told.println(matrix.figures());
      assertThat(wrong)
          .as("with -Dfault.seed=%d -Dfault.seeds=%d, told in %s", seed, seeds, folder)
          .isEmpty();
    }
  }
}
