package org.tributary.operate;

import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log says of a session or release that ended without a commit: of whom, which step, a
 * code, a sentence and what to do. What fails again in the same way is said now and then, with a
 * count.
 */
public final class WorkFailure {

  private static final Logger LOG = LoggerFactory.getLogger(WorkFailure.class);

  private WorkFailure() {}

  /**
   * A step failed.
   *
   * @param name the authority's code, or the use case
   * @param dataset as health calls it
   * @param step in our own words, such as {@code file 2 in the route file}
   */
  public static void record(
      AreaHealth health, String name, String dataset, String step, Throwable failure) {
    if (Fault.of(failure) == Fault.MOVED) {
      return;
    }
    String label = Fault.label(failure);
    String who = health.title(name) + " " + dataset;
    OptionalLong times = health.repetitions().happened(beginning(name, dataset) + label);
    if (times.isPresent() && times.getAsLong() == 1) {
      LOG.error(
          "{}: {} failed ({}): {}. What is published stays. {}",
          who,
          step,
          label,
          Fault.reason(failure),
          Fault.advice(failure),
          failure);
    } else if (times.isPresent()) {
      LOG.error(
          "{}: failed {} times ({}): {}. {}",
          who,
          times.getAsLong(),
          label,
          Fault.reason(failure),
          Fault.advice(failure));
    }
  }

  /** What would have been published is not what the agreement allows. */
  public static void refused(AreaHealth health, String name, String dataset) {
    OptionalLong times = health.repetitions().happened(beginning(name, dataset) + "gate");
    times.ifPresent(
        count ->
            LOG.error(
                "{} {}: refused by the gate (gate), {} so far. What is published stays. {} See {}.",
                health.title(name),
                dataset,
                count,
                "It is the configuration or the programme that is wrong, not the file.",
                Fault.runbook("gate")));
  }

  /** How everything begins by which failures of a dataset are remembered. */
  static String beginning(String name, String dataset) {
    return name + "/" + dataset + ": ";
  }
}
