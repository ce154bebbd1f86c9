package org.tributary.operate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What fails at every look is said once, then now and then with a count. Safe for many threads. */
public final class Repetitions {

  /** After how long it is said again. */
  static final Duration SAID_AGAIN_AFTER = Duration.ofMinutes(30);

  private record Said(Instant last, long times) {}

  private final Clock clock;
  private final Map<String, Said> said = new HashMap<>();

  /** Nothing was said before. */
  public Repetitions(Clock clock) {
    this.clock = clock;
  }

  /** How often it happened up to now; empty where it was said not long ago. */
  public synchronized OptionalLong happened(String what) {
    Instant now = clock.instant();
    Said before = said.getOrDefault(what, new Said(Instant.MIN, 0));
    boolean again = before.last().isBefore(now.minus(SAID_AGAIN_AFTER));
    said.put(what, new Said(again ? now : before.last(), before.times() + 1));
    return again ? OptionalLong.of(before.times() + 1) : OptionalLong.empty();
  }

  /** It is over; says how often it happened. */
  public synchronized long over(String what) {
    Said before = said.remove(what);
    return before == null ? 0 : before.times();
  }

  /** All that begins so is over; says how often it happened. */
  synchronized long allOver(String beginning) {
    long times =
        said.entrySet().stream()
            .filter(each -> each.getKey().startsWith(beginning))
            .mapToLong(each -> each.getValue().times())
            .sum();
    said.keySet().removeIf(what -> what.startsWith(beginning));
    return times;
  }
}
