package org.tributary.region;

import java.nio.file.Path;
import org.tributary.config.Problems;

/**
 * The region as it is shipped, without a problem and read once for all tests of a process: it takes
 * megabytes.
 */
public final class Shipped {

  private static final Region REGION = read();

  private Shipped() {}

  private static Region read() {
    Problems problems = new Problems();
    return ReadOnce.load(Path.of("config"), Path.of("schemas"), problems)
        .filter(region -> problems.all().isEmpty())
        .orElseThrow(() -> new IllegalStateException(problems.all().toString()));
  }

  /** The same one for all; nothing of it can be changed. */
  public static Region region() {
    return REGION;
  }
}
