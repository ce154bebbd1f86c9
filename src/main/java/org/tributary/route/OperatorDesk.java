package org.tributary.route;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.ledger.Draft;
import org.tributary.ledger.Entry.What;
import org.tributary.ledger.Ledger;
import org.tributary.operate.AreaActions;
import org.tributary.operate.AreaHealth;
import org.tributary.operate.Fault;
import org.tributary.operate.Pauses;
import org.tributary.region.Region;
import org.tributary.settings.Role;
import org.tributary.status.StatusReader;
import org.tributary.status.StatusText;
import org.tributary.store.StoreException;
import org.tributary.store.s3.Areas;

/** Does for the console what the commands do, on the areas of the programme that runs. */
final class OperatorDesk implements AreaActions, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorDesk.class);

  private final Region region;
  private final SortedMap<Role, Areas> areas;
  private final SortedMap<Role, Ledger> ledgers;
  private final AreaHealth health;
  private final Runtime runtime;
  private final Runnable pausesChanged;
  private final Clock clock;

  /** A look may last as long as its sessions; the console does not wait for it. */
  private final ExecutorService looks =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "asked-look");
            thread.setDaemon(true);
            return thread;
          });

  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  OperatorDesk(
      Region region,
      SortedMap<Role, Areas> areas,
      SortedMap<Role, Ledger> ledgers,
      AreaHealth health,
      Runtime runtime,
      Runnable pausesChanged,
      Clock clock) {
    this.region = region;
    this.areas = areas;
    this.ledgers = ledgers;
    this.health = health;
    this.runtime = runtime;
    this.pausesChanged = pausesChanged;
    this.clock = clock;
  }

  private interface OnStore {
    String run() throws StoreException, IOException;
  }

  /** A failure is told in our own words: the console would show a library's. */
  private String said(String name, OnStore work) {
    String who = health.title(name);
    try {
      return who + " " + work.run() + ".";
    } catch (StoreException | IOException failure) {
      LOG.warn("{}: what the console asked for failed", who, failure);
      return who + ": nothing was done: " + Fault.reason(failure) + ".";
    }
  }

  private Role role(String name) {
    return region.authorities().containsKey(name) ? Role.UPLOAD : Role.HUB;
  }

  @Override
  public String lookNow(String name) {
    return said(
        name,
        () -> {
          Role role = role(name);
          if (role == Role.UPLOAD && isPaused(name)) {
            return "is paused; resume it first";
          }
          if (!runtime.looks(role, name)) {
            return "is not looked at, since its route is stopped; start the route first";
          }
          if (!asked.add(name)) {
            return "is to be looked at already";
          }
          looks.execute(() -> look(role, name));
          note(role, name, "asked for a look");
          return "is looked at now; lastLook and sessions say what came of it";
        });
  }

  private void look(Role role, String name) {
    // Whoever asks from here on asks for another look.
    asked.remove(name);
    try {
      runtime.lookNow(role, name);
    } catch (IllegalStateException failure) {
      LOG.error("{}: the look that was asked for broke off", health.title(name), failure);
    }
  }

  @Override
  public List<String> status(String name) {
    try {
      StatusReader reader = new StatusReader(region, LocalDate.now(clock));
      if (role(name) == Role.HUB) {
        return reader.releases(store(Role.HUB).store("outputs")).stream()
            .filter(release -> release.useCase().equals(name))
            .map(StatusText::of)
            .toList();
      }
      return reader
          .returns(
              store(Role.UPLOAD).store("shared"),
              new StatusReader.Only(Optional.of(name), Optional.empty()))
          .stream()
          .map(StatusText::of)
          .map(String::strip)
          .toList();
    } catch (StoreException | IOException failure) {
      LOG.warn("{}: its status could not be read", health.title(name), failure);
      return List.of("the status cannot be read: " + Fault.reason(failure));
    }
  }

  @Override
  public String pause(String name) {
    return said(
        name,
        () -> {
          if (role(name) == Role.HUB) {
            return "is a use case; only an authority can be paused";
          }
          if (!Pauses.pause(store(Role.UPLOAD).store(Role.UPLOAD.workspace()), name)) {
            return "is paused already";
          }
          pausesChanged.run();
          note(Role.UPLOAD, name, "paused");
          return "is paused within a minute";
        });
  }

  @Override
  public String resume(String name) {
    return said(
        name,
        () -> {
          if (role(name) == Role.HUB
              || !Pauses.resume(store(Role.UPLOAD).store(Role.UPLOAD.workspace()), name)) {
            return "is not paused";
          }
          pausesChanged.run();
          note(Role.UPLOAD, name, "resumed");
          return "is resumed within a minute";
        });
  }

  private boolean isPaused(String authority) throws StoreException {
    return Pauses.all(store(Role.UPLOAD).store(Role.UPLOAD.workspace())).contains(authority);
  }

  private Areas store(Role role) {
    return Optional.ofNullable(areas.get(role))
        .orElseThrow(() -> new IllegalStateException("only what is served has a bean"));
  }

  /** In the ledger as the commands write it. */
  private void note(Role role, String name, String done) {
    String about = (role == Role.UPLOAD ? "authority " : "use case ") + name;
    Optional.ofNullable(ledgers.get(role))
        .ifPresent(
            ledger ->
                ledger.note(new Draft(What.OPERATOR, about, Map.of("done", done), List.of())));
  }

  /** What was asked for and has not begun is left to the next start. */
  @Override
  public void close() {
    looks.shutdownNow();
  }
}
