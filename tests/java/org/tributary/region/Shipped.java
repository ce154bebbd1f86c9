package org.tributary.region;

import java.nio.file.Path;
import org.tributary.config.Problems;

/** The region as it is shipped, read once for all tests of a process: it takes megabytes. */
public final class Shipped {

  private static final Region REGION =
      ReadOnce.load(Path.of("config"), Path.of("schemas"), new Problems()).orElseThrow();

  private Shipped() {}

  /** The same one for all; nothing of it can be changed. */
  public static Region region() {
    return REGION;
  }
}
