package org.tributary.route;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.operate.AreaHealth;
import org.tributary.operate.Fault;

/** The step {@code record-failure}: tells the account whose message it was that a step failed. */
final class FailureProcessor implements Processor {

  private static final Logger LOG = LoggerFactory.getLogger(FailureProcessor.class);

  private final List<AccountSteps> accounts;

  private final AreaHealth health;

  FailureProcessor(List<AccountSteps> accounts, AreaHealth health) {
    this.health = health;
    this.accounts = List.copyOf(accounts);
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Throwable failure = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
    String route = exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID, "", String.class);
    if (Fault.of(failure) != Fault.MOVED) {
      String label = Fault.label(failure);
      LOG.error("the route {} failed: {}", route, label);
      health.fault(label);
    }
    Object body = exchange.getMessage().getBody();
    for (AccountSteps account : accounts) {
      if (account.failed(body, "the route " + route, failure)) {
        return;
      }
    }
    LOG.error("the route {} failed", route, failure);
  }
}
