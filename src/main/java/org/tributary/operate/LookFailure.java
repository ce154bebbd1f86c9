package org.tributary.operate;

import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.store.StoreException;

/** What a failed look means, in words fit for the health page. */
public final class LookFailure {

  private static final Logger LOG = LoggerFactory.getLogger(LookFailure.class);

  private LookFailure() {}

  public static void record(AreaHealth health, String name, Throwable failure) {
    String reason = reason(failure);
    OptionalLong times = health.repetitions().happened(name + reason);
    if (times.isPresent() && times.getAsLong() == 1) {
      LOG.error("{}: the look failed: {}", health.title(name), reason, failure);
    } else if (times.isPresent()) {
      LOG.error("{}: {} looks have failed: {}", health.title(name), times.getAsLong(), reason);
    }
    health.unreachable(name, reason);
  }

  private static String reason(Throwable failure) {
    if (failure instanceof StoreException store) {
      String area = store.area().isEmpty() ? "the area" : "the area " + store.area();
      if (store.isAreaMissing()) {
        return area + ": its bucket does not exist";
      }
      return switch (store.reason()) {
        case FORBIDDEN -> area + " refuses our credentials";
        case NOT_FOUND -> area + " lost an object that it should hold";
        case UNAVAILABLE, CHANGED, ARCHIVED -> area + " cannot be reached";
        case DIFFERENT_BYTES -> Fault.reason(failure);
      };
    }
    return "the programme failed; the log says where";
  }
}
