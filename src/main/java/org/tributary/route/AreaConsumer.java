package org.tributary.route;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.BridgeExceptionHandlerToErrorHandler;
import org.apache.camel.support.ScheduledPollConsumer;
import org.tributary.route.AreaComponent.Polled;

/**
 * Looks, and waits for all the work that follows before it looks again. What fails in a look goes
 * the way of every failure in the routes.
 */
final class AreaConsumer extends ScheduledPollConsumer {

  private final Polled polled;
  private final String instance;

  /** Whoever asks for a look waits for the one that is under way. */
  private final ReentrantLock oneAtATime = new ReentrantLock();

  private final ReentrantLock starting = new ReentrantLock();

  AreaConsumer(AreaEndpoint endpoint, Processor processor, Polled polled, String instance) {
    super(endpoint, processor);
    this.polled = polled;
    this.instance = instance;
  }

  @Override
  protected int poll() throws Exception {
    oneAtATime.lock();
    try {
      return look();
    } finally {
      oneAtATime.unlock();
    }
  }

  /** One look with all the work that follows from it, whenever the next one is due. */
  void lookNow() throws Exception {
    poll();
  }

  /**
   * From now on looks follow each other, and do so again after the route was stopped. Camel may
   * start the route only later; then they begin with it.
   */
  void lookAgainAndAgain() {
    starting.lock();
    try {
      // A route that is started again has a new consumer, which asks the endpoint.
      ((AreaEndpoint) getEndpoint()).setStartScheduler(true);
      setStartScheduler(true);
      if (getScheduler() != null && !isSchedulerStarted()) {
        startScheduler();
      }
    } finally {
      starting.unlock();
    }
  }

  @Override
  protected void doStart() throws Exception {
    starting.lock();
    try {
      super.doStart();
    } finally {
      starting.unlock();
    }
  }

  private int look() throws Exception {
    Exchange exchange = createExchange(false);
    exchange.setVariable(polled.parameter(), instance);
    try {
      List<?> found;
      try {
        found = polled.looking().look(instance);
      } catch (Exception failure) {
        new BridgeExceptionHandlerToErrorHandler(this).handleException("", exchange, failure);
        return 0;
      }
      exchange.getMessage().setBody(found);
      getProcessor().process(exchange);
      if (exchange.getException() != null) {
        throw new IllegalStateException(
            "a failure was not taken up by the routes", exchange.getException());
      }
      return found.size();
    } finally {
      releaseExchange(exchange, false);
    }
  }
}
