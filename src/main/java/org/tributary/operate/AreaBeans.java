package org.tributary.operate;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tributary.operate.AreaHealth.DatasetStatus;
import org.tributary.operate.AreaHealth.Status;

/**
 * Shows {@link AreaHealth} in JMX, and so in the console, as {@code
 * org.tributary:type=Area,name=…}, one bean for each name.
 */
public final class AreaBeans implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AreaBeans.class);

  private final MBeanServer server;
  private final Set<ObjectName> registered = new LinkedHashSet<>();
  private final AreaHealth health;
  private final AreaActions actions;
  private final AreaHealth.Watcher watcher;

  private AreaBeans(MBeanServer server, AreaHealth health, AreaActions actions) {
    this.server = server;
    this.health = health;
    this.actions = actions;
    this.watcher =
        new AreaHealth.Watcher() {
          @Override
          public void name(String name) {
            register(name);
          }

          @Override
          public void dataset(String name, String dataset) {
            // the bean of the name shows its datasets as they come
          }

          @Override
          public void fault(String fault) {
            // a fault is nobody's: the metrics have it
          }
        };
  }

  /** Shows every name from now on, until closed. */
  public static AreaBeans show(AreaHealth health, AreaActions actions) {
    AreaBeans beans = new AreaBeans(ManagementFactory.getPlatformMBeanServer(), health, actions);
    health.watch(beans.watcher);
    return beans;
  }

  @Override
  public void close() {
    health.unwatch(watcher);
    for (ObjectName name : registered) {
      try {
        server.unregisterMBean(name);
      } catch (JMException alreadyGone) {
        LOG.debug("{} was already gone", name);
      }
    }
  }

  private void register(String name) {
    try {
      ObjectName object = new ObjectName("org.tributary:type=Area,name=" + name);
      server.registerMBean(new Area(health, actions, name), object);
      registered.add(object);
    } catch (InstanceAlreadyExistsException another) {
      LOG.warn("another Tributary in this process already shows {}", name);
    } catch (JMException impossible) {
      throw new IllegalStateException("an area cannot be shown in JMX", impossible);
    }
  }

  /** Asks anew for every attribute, so that it never shows what was. */
  private record Area(AreaHealth health, AreaActions actions, String name) implements AreaMXBean {

    @Override
    public String getState() {
      return status(status -> Optional.of(status.state().name()));
    }

    @Override
    public String getReason() {
      return status(Status::reason);
    }

    @Override
    public String getLastLook() {
      return status(status -> status.lastLook().map(Instant::toString));
    }

    @Override
    public String getLastCommit() {
      return status(status -> status.lastCommitAt().map(Instant::toString));
    }

    @Override
    public int getFilesWaiting() {
      return health.status(name).map(Status::waiting).orElse(0);
    }

    @Override
    public int getFilesSetAside() {
      return health.status(name).map(Status::setAside).orElse(0);
    }

    @Override
    public String[] getDatasets() {
      return health.status(name).stream()
          .flatMap(status -> status.datasets().stream())
          .map(Area::line)
          .toArray(String[]::new);
    }

    @Override
    public String[] status() {
      return actions.status(name).toArray(String[]::new);
    }

    @Override
    public String lookNow() {
      return actions.lookNow(name);
    }

    @Override
    public String pause() {
      return actions.pause(name);
    }

    @Override
    public String resume() {
      return actions.resume(name);
    }

    private String status(Function<Status, Optional<String>> part) {
      return health.status(name).flatMap(part).orElse("");
    }

    private static String line(DatasetStatus dataset) {
      return dataset.dataset()
          + ": commit "
          + dataset.lastCommit()
          + ", waiting "
          + dataset.waiting()
          + ", set aside "
          + dataset.setAside()
          + dataset.failure().map(failure -> ", " + failure).orElse("");
    }
  }
}
