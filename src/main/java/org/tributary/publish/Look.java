package org.tributary.publish;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.tributary.publish.CommitLog.Head;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;

/**
 * One look at one unit: the order of the protocol's steps, up to the commit. What the work is, and
 * delivery and garbage after it, are the caller's.
 */
public final class Look {

  /** How a look ended. */
  public enum Result {
    /** What is published was made from these inputs. */
    UNCHANGED,
    COMMITTED,
    /** Another replica published the same at the same time. */
    ALREADY_PUBLISHED,
    /** Another replica published something else meanwhile: look again. */
    OVERTAKEN,
    /** The inputs changed while they were read: look again. */
    INPUTS_CHANGED
  }

  /** Finds the inputs as they are now, without reading more than their listing. */
  @FunctionalInterface
  public interface Source {
    Inputs list() throws StoreException;
  }

  /** Inputs that were found, and the work to be done on them. */
  public interface Inputs {
    String fingerprint();

    /** Reads the inputs and stages the whole new state. */
    Made make(Attempt attempt) throws StoreException, IOException, LookAgainException;
  }

  /** What the manifest says about the state besides its files. */
  public record Made(Counts counts, String program, String keyId, History history) {}

  private final CommitLog log;
  private final ObjectStore workspace;
  private final Supplier<String> attemptIds;

  /** Each id must be one that no other attempt has, in any process. */
  public Look(CommitLog log, ObjectStore workspace, Supplier<String> attemptIds) {
    this.log = log;
    this.workspace = workspace;
    this.attemptIds = attemptIds;
  }

  public Result at(Source source) throws StoreException, IOException {
    // The head comes before the inputs: then a commit can only follow one of older inputs.
    Optional<Head> head = log.head();
    Inputs inputs = source.list();
    String fingerprint = inputs.fingerprint();
    if (head.isPresent() && head.get().manifest().fingerprint().equals(fingerprint)) {
      return Result.UNCHANGED;
    }
    Attempt attempt = new Attempt(log, workspace, head, attemptIds.get());
    try {
      Made made = inputs.make(attempt);
      return switch (attempt.commit(
          fingerprint, made.counts(), made.program(), made.keyId(), made.history())) {
        case COMMITTED -> Result.COMMITTED;
        case ALREADY_PUBLISHED -> Result.ALREADY_PUBLISHED;
        case OVERTAKEN -> Result.OVERTAKEN;
      };
    } catch (LookAgainException changed) {
      return Result.INPUTS_CHANGED;
    }
  }
}
