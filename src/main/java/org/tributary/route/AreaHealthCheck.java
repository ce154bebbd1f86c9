package org.tributary.route;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.tributary.operate.AreaHealth;
import org.tributary.operate.AreaHealth.Status;

/**
 * {@link AreaHealth} on Camel's health page. Readiness is down as long as one authority is;
 * liveness is not asked, because restarting the process would help no authority and would hurt the
 * others.
 */
public final class AreaHealthCheck extends AbstractHealthCheck {

  private final AreaHealth health;

  private AreaHealthCheck(AreaHealth health) {
    super("tributary", "areas");
    this.health = health;
  }

  /** Adds the check to a context that has Camel's health. */
  public static void register(CamelContext context, AreaHealth health) {
    AreaHealthCheck check = new AreaHealthCheck(health);
    check.setCamelContext(context);
    HealthCheckRegistry.get(context).register(check);
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    List<Status> names = health.snapshot();
    names.forEach(status -> result.detail(status.name(), detail(status)));
    String notReady =
        names.stream()
            .filter(status -> !status.isReady())
            .map(
                status ->
                    health.title(status.name())
                        + ": "
                        + status.reason().orElse(status.state().name()))
            .collect(Collectors.joining("; "));
    if (notReady.isEmpty()) {
      result.up();
    } else {
      result.message(notReady).down();
    }
  }

  private static Map<String, Object> detail(Status status) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("state", status.state().name());
    status.reason().ifPresent(reason -> detail.put("reason", reason));
    detail.put("lastLook", status.lastLook().map(Instant::toString).orElse("never"));
    detail.put(
        "lastCommit", status.lastCommitAt().map(Instant::toString).orElse("none since the start"));
    detail.put("filesWaiting", status.waiting());
    detail.put("filesSetAside", status.setAside());
    return detail;
  }
}
