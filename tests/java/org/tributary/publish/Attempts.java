package org.tributary.publish;

import java.util.Optional;
import org.tributary.publish.Look.Begun;
import org.tributary.publish.Look.Inputs;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;

/** Attempts for tests that want a commit and have no inputs. */
public final class Attempts {

  private Attempts() {}

  /** Begins after the newest commit, from inputs of this fingerprint, which are others than its. */
  public static Attempt begin(CommitLog log, ObjectStore workspace, String id, String fingerprint)
      throws StoreException {
    Inputs inputs = () -> fingerprint;
    if (new Look(log, workspace).open(() -> id, () -> Optional.of(inputs))
        instanceof Begun<Inputs> begun) {
      return begun.attempt();
    }
    throw new IllegalStateException("these inputs are published");
  }
}
