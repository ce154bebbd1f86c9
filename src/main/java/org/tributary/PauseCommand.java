package org.tributary;

import java.util.concurrent.Callable;
import org.tributary.operate.Pauses;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;
import picocli.CommandLine.Command;

/** Lets nobody look at an authority's folder until it is resumed; no alarm follows. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description =
        "Lets nobody look at an authority's folder until it is resumed; no alarm follows.")
final class PauseCommand extends Pausing implements Callable<Integer> {

  @Override
  public Integer call() throws StoreException {
    return run("paused", "is paused already");
  }

  @Override
  boolean change(ObjectStore workspace, String authority) throws StoreException {
    return Pauses.pause(workspace, authority);
  }
}
