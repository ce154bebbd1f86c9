package org.tributary.operate;

import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failed look means, in words fit for the health page. */
public final class LookFailure {

  private static final Logger LOG = LoggerFactory.getLogger(LookFailure.class);

  private LookFailure() {}

  /** Tells health of it; the log hears of it once, then now and then with a count. */
  public static void record(AreaHealth health, String name, Throwable failure) {
    String reason = Fault.reason(failure);
    OptionalLong times = health.repetitions().happened(name + reason);
    if (times.isPresent() && times.getAsLong() == 1) {
      LOG.error(
          "{}: the look failed ({}): {}. {}",
          health.title(name),
          Fault.label(failure),
          reason,
          Fault.advice(failure),
          failure);
    } else if (times.isPresent()) {
      LOG.error("{}: {} looks have failed: {}", health.title(name), times.getAsLong(), reason);
    }
    health.unreachable(name, reason);
  }
}
