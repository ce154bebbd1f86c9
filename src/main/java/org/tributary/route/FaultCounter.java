package org.tributary.route;

import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.operate.AreaHealth;
import org.tributary.operate.Fault;
import org.tributary.operate.Repetitions;

/** The step {@code count-fault}: something of ours failed, or an area cannot be reached. */
final class FaultCounter implements Processor {

  private static final Logger LOG = LoggerFactory.getLogger(FaultCounter.class);

  private final AreaHealth health;
  private final Repetitions said = new Repetitions(Clock.systemUTC());

  FaultCounter(AreaHealth health) {
    this.health = health;
  }

  @Override
  public void process(Exchange exchange) {
    String label =
        Fault.label(exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class));
    String failed = Outcome.failedRoute(exchange);
    if (said.happened(failed + label).isPresent()) {
      LOG.error("{} failed: {}", failed, label);
    }
    health.fault(label);
  }
}
