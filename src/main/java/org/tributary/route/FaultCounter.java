package org.tributary.route;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.operate.AreaHealth;
import org.tributary.operate.Fault;

/** The step {@code count-fault}: something of ours failed, or an area cannot be reached. */
final class FaultCounter implements Processor {

  private static final Logger LOG = LoggerFactory.getLogger(FaultCounter.class);

  private final AreaHealth health;

  FaultCounter(AreaHealth health) {
    this.health = health;
  }

  @Override
  public void process(Exchange exchange) {
    String label =
        Fault.label(exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class));
    LOG.error("{} failed: {}", Outcome.failedRoute(exchange), label);
    health.fault(label);
  }
}
