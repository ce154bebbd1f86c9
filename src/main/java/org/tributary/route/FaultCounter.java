package org.tributary.route;

import java.time.Clock;
import java.util.Set;
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

  private static final Set<String> IN_HAND =
      Set.of("file", "session", "release", "authority", "useCase");

  private final AreaHealth health;
  private final Repetitions said = new Repetitions(Clock.systemUTC());

  FaultCounter(AreaHealth health) {
    this.health = health;
  }

  @Override
  public void process(Exchange exchange) {
    Throwable failure = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
    String label = Fault.label(failure);
    health.fault(label);
    // Whoever gives up what is in hand says whose it was.
    boolean isOfSomebody = IN_HAND.stream().anyMatch(exchange.getVariables()::containsKey);
    String failed = Outcome.failedRoute(exchange);
    if (!isOfSomebody && said.happened(failed + label).isPresent()) {
      LOG.error(
          "{} failed ({}): {}. {}",
          failed,
          label,
          Fault.reason(failure),
          Fault.advice(failure),
          failure);
    }
  }
}
