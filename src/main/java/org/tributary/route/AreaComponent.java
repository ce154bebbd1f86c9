package org.tributary.route;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.tributary.store.StoreException;

/**
 * Polls an area: {@code area:uploads?authority=822}. One poll is one look at what concerns that
 * authority, and of what it found the message holds tickets. How often, after which delay and with
 * which back-off is Camel's.
 */
final class AreaComponent extends DefaultComponent {

  /** Looks at what concerns one authority or use case. */
  @FunctionalInterface
  interface Looking {
    /** Tickets of the work that there is: ids, nothing of a file. */
    List<?> look(String instance) throws StoreException;
  }

  /**
   * An area that can be polled.
   *
   * @param parameter names whom a look concerns: {@code authority}, {@code useCase}
   */
  record Polled(String area, String parameter, Looking looking) {}

  private final List<Polled> areas;

  AreaComponent(List<Polled> areas) {
    this.areas = List.copyOf(areas);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String area, Map<String, Object> parameters) {
    Polled polled =
        areas.stream()
            .filter(known -> known.area().equals(area))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no area to poll: " + area));
    Optional<String> instance =
        Optional.ofNullable(getAndRemoveParameter(parameters, polled.parameter(), String.class));
    return new AreaEndpoint(
        uri,
        this,
        polled,
        instance.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a look concerns somebody; name the " + polled.parameter())));
  }
}
