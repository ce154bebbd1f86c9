package org.tributary.route;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.tributary.publish.How;

/** What came of a step, as the routes ask for it: {@code ${variable.outcome} == 'REFUSED'}. */
final class Outcome {

  private static final String GOES_ON = "GOES_ON";

  private Outcome() {}

  /** Tells the route how a session or release ended, or that it goes on. */
  static void tell(Exchange exchange, Optional<How> how) {
    exchange.setVariable("outcome", how.map(How::name).orElse(GOES_ON));
  }

  /** For log lines. */
  static String failedRoute(Exchange exchange) {
    return "the route "
        + exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID, "", String.class);
  }
}
