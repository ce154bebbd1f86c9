package org.tributary.route;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.tributary.route.AreaComponent.Polled;

/** An area as one authority or use case is concerned with it. */
final class AreaEndpoint extends ScheduledPollEndpoint {

  private final Polled polled;
  private final String instance;

  AreaEndpoint(String uri, AreaComponent component, Polled polled, String instance) {
    super(uri, component);
    this.polled = polled;
    this.instance = instance;
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    AreaConsumer consumer = new AreaConsumer(this, processor, polled, instance);
    configureConsumer(consumer);
    return consumer;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException("areas are written to by steps, in the one order");
  }
}
