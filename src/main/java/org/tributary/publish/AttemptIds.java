package org.tributary.publish;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Ids that no two attempts share, in any process: {@code 20260331T020000Z-9f86d081884c}. The time
 * is for retention and for people; nothing else depends on it.
 */
public final class AttemptIds implements Supplier<String> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public AttemptIds(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String get() {
    byte[] bytes = new byte[6];
    random.nextBytes(bytes);
    return TIME.format(clock.instant()) + "-" + HexFormat.of().formatHex(bytes);
  }
}
