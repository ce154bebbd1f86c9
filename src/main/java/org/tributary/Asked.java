package org.tributary;

import java.util.Optional;
import java.util.SortedMap;
import org.tributary.config.Problems;
import org.tributary.region.Region;
import picocli.CommandLine.Option;

/** Which authority and dataset a command is asked about; all where nothing is said. */
final class Asked {

  @Option(names = "--la", paramLabel = "CODE", description = "Only this local authority.")
  Optional<String> authority = Optional.empty();

  @Option(names = "--dataset", paramLabel = "NAME", description = "Only this dataset.")
  Optional<String> dataset = Optional.empty();

  /** Whether less than everything is asked for. */
  boolean isSomething() {
    return authority.isPresent() || dataset.isPresent();
  }

  /** What the region does not have goes to the problems. */
  void check(Region region, Problems problems) {
    check("--la", "authority", authority, region.authorities(), problems);
    check("--dataset", "dataset", dataset, region.pipelines(), problems);
  }

  private static void check(
      String option,
      String what,
      Optional<String> asked,
      SortedMap<String, ?> known,
      Problems problems) {
    if (asked.isPresent() && !known.containsKey(asked.get())) {
      problems.error(
          option,
          0,
          "there is no " + what + " '" + asked.get() + "'.",
          "There are " + String.join(", ", known.keySet()) + ".");
    }
  }
}
