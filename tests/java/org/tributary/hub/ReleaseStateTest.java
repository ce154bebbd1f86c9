package org.tributary.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tributary.compile.TableSums;
import org.tributary.publish.Counts;

class ReleaseStateTest {

  @Test
  void it_is_read_as_it_was_written() {
    ReleaseState state =
        new ReleaseState(
            Map.of(
                "ssda903/episodes",
                new ReleaseState.Compiled(
                    "0a",
                    List.of("PAN_a.csv"),
                    new Counts(2, 1, new TreeMap<>(Map.of("Old", 1L))))),
            Map.of(
                "a.parquet",
                new TableSums("LA", List.of(new TableSums.Sum("Bedford", "2024", 1, "12"))),
                "empty.parquet",
                new TableSums("LA", List.of())),
            List.of("There is no open data."));
    assertThat(ReleaseState.parse(state.toJson())).contains(state);
  }
}
