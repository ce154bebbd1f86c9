package org.tributary.route;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sessions or releases at work at this moment, by attempt. Nothing here survives a restart, or
 * needs to.
 */
public final class Running<S> {

  private final Map<String, S> byAttempt = new ConcurrentHashMap<>();
  private final AtomicLong begun = new AtomicLong();

  public void put(String attempt, S session) {
    begun.incrementAndGet();
    byAttempt.put(attempt, session);
  }

  public Optional<S> find(String attempt) {
    return Optional.ofNullable(byAttempt.get(attempt));
  }

  public S get(String attempt) {
    return find(attempt)
        .orElseThrow(() -> new IllegalStateException("no session of attempt " + attempt));
  }

  /** Hands it over for good; empty where somebody was quicker. */
  public Optional<S> take(String attempt) {
    return Optional.ofNullable(byAttempt.remove(attempt));
  }

  /** How many have begun since the start of the programme. */
  public long begun() {
    return begun.get();
  }
}
