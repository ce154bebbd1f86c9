package org.tributary.operate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides whether a name and a password open the console. After {@value #FREE_TRIES} wrong tries in
 * a row nobody is let in for a while, the right password included, and each further wrong try
 * doubles the wait; so guessing gains nothing by asking faster.
 */
public final class OperatorAccess {

  static final int FREE_TRIES = 5;
  static final Duration FIRST_WAIT = Duration.ofSeconds(10);
  static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  /** What a try found. */
  public enum Verdict {
    WELCOME,
    WRONG,
    /** Not even looked at: too many wrong tries just before. */
    WAIT
  }

  private final OperatorSecret secret;
  private final Clock clock;
  private final Doorbook doorbook;
  private int wrongTries;
  private Instant closedUntil = Instant.MIN;

  /** Is told who was let in, and when the door closed for a while. */
  @FunctionalInterface
  public interface Doorbook {
    void tried(Verdict verdict, int wrongTries);
  }

  public OperatorAccess(OperatorSecret secret, Clock clock) {
    this(secret, clock, (verdict, wrongTries) -> {});
  }

  /**
   * The same, written down. A wrong try is written down only when the door closes after it, so that
   * whoever guesses cannot fill the book.
   */
  public OperatorAccess(OperatorSecret secret, Clock clock, Doorbook doorbook) {
    this.secret = secret;
    this.clock = clock;
    this.doorbook = doorbook;
  }

  /** One try; tries come one after another, so that many at once gain nothing either. */
  public synchronized Verdict admit(String name, char[] password) {
    Instant now = clock.instant();
    if (now.isBefore(closedUntil)) {
      return Verdict.WAIT;
    }
    if (secret.matches(name, password)) {
      doorbook.tried(Verdict.WELCOME, wrongTries);
      wrongTries = 0;
      return Verdict.WELCOME;
    }
    wrongTries++;
    if (wrongTries >= FREE_TRIES) {
      closedUntil = now.plus(waitAfter(wrongTries));
      doorbook.tried(Verdict.WRONG, wrongTries);
    }
    return Verdict.WRONG;
  }

  private static Duration waitAfter(int wrongTries) {
    int doublings = Math.min(wrongTries - FREE_TRIES, 16);
    Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
