package org.tributary.campaign;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Which requests something befalls, and what. It follows from the seed and from the order in which
 * requests come; the same requests in the same order meet the same.
 */
final class FaultPlan {

  /** So often the next request meets the same again, that a client's own tries may all fail. */
  private static final double GOES_ON = 0.6;

  /** When something happens. */
  private enum When {
    NEVER,
    EVERY_NTH,
    AT_RANDOM
  }

  private final When when;
  private final Set<Fault> kinds;
  private final Random random;
  private final int every;
  private final double rate;
  private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);
  private Optional<Fault> goingOn = Optional.empty();
  private int fit;
  private boolean over;

  private FaultPlan(When when, Set<Fault> kinds, long seed, int every, double rate) {
    this.when = when;
    this.kinds = kinds.isEmpty() ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(kinds);
    this.random = new Random(seed);
    this.every = every;
    this.rate = rate;
  }

  /** Nothing ever happens. */
  static FaultPlan none() {
    return new FaultPlan(When.NEVER, Set.of(), 0, 0, 0);
  }

  /** One kind, with every n-th of the requests that it can befall. */
  static FaultPlan every(int nth, Fault kind) {
    return new FaultPlan(When.EVERY_NTH, Set.of(kind), 0, nth, 0);
  }

  /** Any of these kinds, at random, at this rate of requests; some befall several in a row. */
  static FaultPlan atRandom(Set<Fault> kinds, double rate, long seed) {
    return new FaultPlan(When.AT_RANDOM, kinds, seed, 0, rate);
  }

  /** From now on nothing happens any more. */
  synchronized void end() {
    over = true;
  }

  /** What befalls the next request. */
  synchronized Optional<Fault> next(ProxiedRequest request) {
    List<Fault> possible = kinds.stream().filter(kind -> kind.befalls(request)).toList();
    if (over || possible.isEmpty()) {
      return Optional.empty();
    }
    fit++;
    return switch (when) {
      case NEVER -> Optional.empty();
      case EVERY_NTH -> fit % every == 0 ? Optional.of(possible.get(0)) : Optional.empty();
      case AT_RANDOM -> atRandom(possible);
    };
  }

  private Optional<Fault> atRandom(List<Fault> possible) {
    boolean again = random.nextDouble() < GOES_ON;
    if (!again || goingOn.filter(possible::contains).isEmpty()) {
      goingOn = random.nextDouble() < rate ? Optional.of(one(possible)) : Optional.empty();
    }
    return goingOn;
  }

  /** Those that a client waits for are drawn less often, or a campaign does little but wait. */
  private Fault one(List<Fault> possible) {
    Fault drawn = possible.get(random.nextInt(possible.size()));
    return drawn.isWaitedFor() && random.nextInt(4) > 0
        ? possible.get(random.nextInt(possible.size()))
        : drawn;
  }

  /** It happened, which not every fault does that was meant to: an empty body has no bit. */
  synchronized void happened(Fault fault) {
    done.merge(fault, 1, Integer::sum);
  }

  /** How often each kind happened. */
  synchronized Map<Fault, Integer> done() {
    return new EnumMap<>(done);
  }
}
