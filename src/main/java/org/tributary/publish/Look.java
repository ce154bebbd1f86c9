package org.tributary.publish;

import java.util.Optional;
import java.util.function.Supplier;
import org.tributary.publish.CommitLog.Head;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;

/**
 * Looks at one unit, in the order on which everything rests: <b>the head first, then the inputs,
 * then the commit after that very head</b>. So a commit can only follow one that was made from
 * older inputs, and what is published never goes backwards, however slow or many the replicas are.
 * Both accounts work by it, and so does the simulation; nothing else can begin an {@link Attempt}.
 *
 * <p>A head that an earlier look saw was read before these inputs too. It serves where nothing
 * changed, which then costs nothing but the listing; where something did, the newest is asked for.
 */
public final class Look {

  /** Finds the inputs as they are now, without reading more of them than it must to tell them. */
  @FunctionalInterface
  public interface Source<I extends Inputs> {
    /** Empty where nothing is to be made of them now. */
    Optional<I> list() throws StoreException;
  }

  /** Inputs that were found. */
  @FunctionalInterface
  public interface Inputs {
    /** Everything that a state made from them depends on. */
    String fingerprint();
  }

  /** What a look found. */
  public sealed interface Found<I extends Inputs> permits NotNow, Unchanged, Begun {}

  /** The source gave nothing. */
  public record NotNow<I extends Inputs>() implements Found<I> {}

  /** What is published was made from these inputs. */
  public record Unchanged<I extends Inputs>(I inputs) implements Found<I> {}

  /** Inputs from which the whole new state is to be made and staged, to end in a commit. */
  public record Begun<I extends Inputs>(I inputs, Attempt attempt) implements Found<I> {}

  /** What is published, beside inputs that were found. */
  public enum Published {
    NOTHING,
    FROM_THESE,
    FROM_OTHERS
  }

  private final CommitLog log;
  private final ObjectStore workspace;

  public Look(CommitLog log, ObjectStore workspace) {
    this.log = log;
    this.workspace = workspace;
  }

  public CommitLog log() {
    return log;
  }

  /** Asks whether a look is worth while; nothing can be committed on the answer. */
  public Published published(String fingerprint) throws StoreException {
    Optional<Head> head = log.head();
    if (head.isEmpty()) {
      return Published.NOTHING;
    }
    return isFrom(head, fingerprint) ? Published.FROM_THESE : Published.FROM_OTHERS;
  }

  /**
   * Head, then inputs.
   *
   * @param attemptIds gives ids that no other attempt has, in any process
   */
  public <I extends Inputs> Found<I> open(Supplier<String> attemptIds, Source<I> source)
      throws StoreException {
    Optional<Head> seen = log.seen();
    Optional<Head> head = seen.isPresent() ? seen : log.head();
    Optional<I> inputs = source.list();
    if (seen.isPresent() && inputs.isPresent() && !isFrom(seen, inputs.get().fingerprint())) {
      head = log.head();
      if (!head.equals(seen) && !isFrom(head, inputs.get().fingerprint())) {
        // Somebody committed meanwhile, and perhaps from newer inputs than these.
        inputs = source.list();
      }
    }
    if (inputs.isEmpty()) {
      return new NotNow<>();
    }
    String fingerprint = inputs.get().fingerprint();
    return isFrom(head, fingerprint)
        ? new Unchanged<>(inputs.get())
        : new Begun<>(
            inputs.get(), new Attempt(log, workspace, head, fingerprint, attemptIds.get()));
  }

  private static boolean isFrom(Optional<Head> head, String fingerprint) {
    return head.isPresent() && head.get().manifest().fingerprint().equals(fingerprint);
  }
}
