package org.tributary;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.Optional;

/**
 * Whether the system lets the programme open as many files as it needs. Asked before anything else:
 * where it does not, the first library whose archive cannot be opened ends the programme with a
 * trace of our own code that tells nobody why.
 */
final class OpenFiles {

  /**
   * The demo of six authorities was measured at 214: the libraries' archives, connections, and what
   * the databases read and write. Nearly three times that leaves room for a larger region.
   */
  static final long FEWEST = 600;

  private OpenFiles() {}

  /** What is wrong, in a sentence with what to do; empty where nothing is. */
  static Optional<String> tooFew() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof UnixOperatingSystemMXBean unix
        ? tooFew(unix.getMaxFileDescriptorCount())
        : Optional.empty();
  }

  static Optional<String> tooFew(long allowed) {
    return allowed >= FEWEST
        ? Optional.empty()
        : Optional.of(
            "This process may have "
                + allowed
                + " files open at once, and needs "
                + FEWEST
                + ". Run: ulimit -n 4096 before it (in a service: LimitNOFILE=4096; in a container:"
                + " --ulimit nofile=4096).");
  }
}
