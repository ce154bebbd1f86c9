package org.tributary.route;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.tributary.config.Problems;
import org.tributary.region.Region;
import org.tributary.settings.Role;
import org.tributary.settings.Settings;
import org.tributary.store.CountedStore;
import org.tributary.store.CountedStore.Requests;
import org.tributary.store.ObjectStore;

/** The shipped routes over the shipped stores, whose requests are counted. */
public final class MeasuredInstallation implements AutoCloseable {

  private final Requests requests = new Requests();
  private final Map<String, ObjectStore> shipped = new ConcurrentHashMap<>();
  private final Installation installation;

  /**
   * Puts one together; nothing runs yet.
   *
   * @param latency how much later than the store itself each answer comes
   */
  public MeasuredInstallation(
      Region region,
      Path config,
      Path schemas,
      Path routes,
      Map<String, String> others,
      Duration latency) {
    Problems problems = new Problems();
    Settings settings =
        Settings.load(
            config.resolve("application.properties"), others, EnumSet.allOf(Role.class), problems);
    this.installation =
        Installation.assemble(
                settings,
                region,
                config,
                schemas,
                routes,
                Clock.systemUTC(),
                problems,
                (area, store) -> {
                  shipped.put(area, store);
                  return new CountedStore(area, store, requests, latency);
                })
            .orElseThrow(() -> new IllegalStateException(problems.all().toString()));
  }

  /** Starts the routes. */
  public void start() throws IOException {
    installation.start();
  }

  /** Looks until no look finds any more work. */
  public void workUntilQuiet() {
    installation.workUntilQuiet();
  }

  /** One area past the counting. */
  public ObjectStore area(String name) {
    return shipped.get(name);
  }

  /** What the programme has asked so far, by area and kind. */
  public SortedMap<String, Long> requests() {
    return requests.soFar();
  }

  @Override
  public void close() {
    installation.close();
  }
}
