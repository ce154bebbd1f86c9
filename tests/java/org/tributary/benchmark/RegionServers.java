package org.tributary.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.tributary.campaign.TwoAccounts;
import org.tributary.region.Shipped;

/** The S3 servers of a {@link RegionBenchmark}, in a process of their own, with all uploads. */
public final class RegionServers {

  static final String READY = "the uploads lie there";

  private RegionServers() {}

  /** A folder, and how many authorities, years and tables; runs until it is killed. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    InventedRegion invented =
        new InventedRegion(
            Shipped.region().datasets().get("ssda903"),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]));
    TwoAccounts accounts = new TwoAccounts(folder);
    invented.configure(
        accounts.configuration(Path.of("config"), Map.of("tributary.console.port", "0")));
    for (int authority = 0; authority < Integer.parseInt(arguments[1]); authority++) {
      invented.filesOf(authority).forEach(accounts::put);
    }
    System.out.println(READY);
    Thread.currentThread().join();
  }
}
