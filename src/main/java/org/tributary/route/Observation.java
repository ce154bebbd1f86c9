package org.tributary.route;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.tributary.operate.AreaHealth;
import org.tributary.operate.AreaMetrics;

/**
 * Brings {@link AreaHealth} to a Camel that is about to start: its figures beside Camel's own under
 * {@code /observe/metrics}, and its check under {@code /observe/health}.
 */
public final class Observation extends MainListenerSupport {

  /** The name by which Camel looks for a registry before it makes one itself. */
  private static final String METRICS_REGISTRY = "metricsRegistry";

  private final AreaHealth health;

  public Observation(AreaHealth health) {
    this.health = health;
  }

  @Override
  public void beforeConfigure(BaseMainSupport main) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new AreaMetrics(health).bindTo(registry);
    main.getCamelContext().getRegistry().bind(METRICS_REGISTRY, registry);
  }

  @Override
  public void afterConfigure(BaseMainSupport main) {
    HealthCheckRegistry checks = HealthCheckRegistry.get(main.getCamelContext());
    // Camel's own checks of routes and consumers would show an exception's message on the page.
    Stream.of("routes", "consumers", "producers")
        .flatMap(name -> checks.getRepository(name).stream())
        .forEach(repository -> repository.setEnabled(false));
    checks.setExposureLevel("full");
    AreaHealthCheck.register(main.getCamelContext(), health);
  }
}
