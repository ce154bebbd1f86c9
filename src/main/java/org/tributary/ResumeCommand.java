package org.tributary;

import java.util.concurrent.Callable;
import org.tributary.operate.Pauses;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;
import picocli.CommandLine.Command;

/** Lets an authority's folder be looked at again. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = "Lets an authority's folder be looked at again.")
final class ResumeCommand extends Pausing implements Callable<Integer> {

  @Override
  public Integer call() throws StoreException {
    return run("resumed", "is not paused");
  }

  @Override
  boolean change(ObjectStore workspace, String authority) throws StoreException {
    return Pauses.resume(workspace, authority);
  }
}
