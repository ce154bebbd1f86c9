package org.tributary.operate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.store.StoreException;

/** What a failed look means, in words fit for the health page. */
public final class LookFailure {

  private static final Logger LOG = LoggerFactory.getLogger(LookFailure.class);

  private LookFailure() {}

  public static void record(AreaHealth health, String name, Throwable failure) {
    String reason = reason(failure);
    LOG.error("{}: the look failed: {}", name, reason, failure);
    health.unreachable(name, reason);
  }

  private static String reason(Throwable failure) {
    if (failure instanceof StoreException store) {
      return switch (store.reason()) {
        case FORBIDDEN -> "the area refuses our credentials";
        case NOT_FOUND -> "the area's bucket does not exist";
        case UNAVAILABLE, CHANGED, ARCHIVED -> "the area cannot be reached";
        case DIFFERENT_BYTES -> Fault.reason(failure);
      };
    }
    return "the programme failed; the log says where";
  }
}
