package org.tributary.campaign;

import java.util.Locale;

/** What can become of one request to a store, and of its answer. */
enum Fault {
  INTERNAL_ERROR("answered by 500; the store never saw it"),
  SLOW_DOWN("answered by 503; the store never saw it"),
  RESET_BEFORE("the connection is reset; the store never saw it"),
  RESET_AFTER("the store did it; the connection is reset instead of an answer"),
  ERROR_AFTER("the store did it; the answer is a 500 all the same"),
  LOST_ANSWER("the store did it; nothing ever comes back, until the client gives up"),
  STALLED("half of the answer comes, then nothing for longer than the client waits"),
  TRUNCATED("half of the body that was announced comes, then the connection ends"),
  FAILED_BY_OWN_SUCCESS("a conditional write succeeds and is answered by 412, as if sent twice"),
  FLIPPED_BIT("one bit of an object's bytes is another; the headers are as they were"),
  STALE_LISTING("a listing is answered by what it was when last asked for");

  private final String sentence;

  Fault(String sentence) {
    this.sentence = sentence;
  }

  /** What happens, for whoever reads a campaign's figures. */
  String sentence() {
    return sentence;
  }

  /** Whether it can befall such a request; those that need an answer may still find none fit. */
  boolean befalls(ProxiedRequest request) {
    return switch (this) {
      case INTERNAL_ERROR, SLOW_DOWN, RESET_BEFORE, RESET_AFTER, ERROR_AFTER, LOST_ANSWER -> true;
      case STALLED, TRUNCATED -> request.method().equals("GET");
      case FAILED_BY_OWN_SUCCESS -> request.isConditionalWrite();
      case FLIPPED_BIT -> request.readsAnObject();
      case STALE_LISTING -> request.lists();
    };
  }

  /** Whether the client learns of it only by waiting until it gives up. */
  boolean isWaitedFor() {
    return this == LOST_ANSWER || this == STALLED;
  }

  /** The kind that is written so, such as {@code lost-answer}. */
  static Fault named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
