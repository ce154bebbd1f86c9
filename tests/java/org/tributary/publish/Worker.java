package org.tributary.publish;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.tributary.publish.CommitLog.Head;
import org.tributary.publish.Look.Begun;
import org.tributary.publish.Look.Found;
import org.tributary.publish.Look.Inputs;
import org.tributary.publish.Look.Source;
import org.tributary.store.ObjectStore;
import org.tributary.store.StoreException;

/** The smallest replica of an account: it publishes f(inputs), by the product's own classes. */
abstract class Worker<I extends Inputs> {

  /** How a look and what followed from it ended. */
  enum Result {
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

  /** How garbage is cleared; the product's way, or a broken one. */
  @FunctionalInterface
  interface Clearing {
    void clear() throws StoreException;
  }

  /** The stores of one process: what it reads, and what it writes. */
  record Stores(ObjectStore inputs, ObjectStore published, ObjectStore workspace) {}

  private final Look look;
  private final String current;
  private final Supplier<String> attemptIds;
  private final Supplier<History> history;
  private final Clearing clearing;
  private final Delivery delivery;

  Worker(
      String unit,
      String current,
      Stores stores,
      Supplier<String> attemptIds,
      Supplier<History> history,
      Clearing clearing) {
    this.look = new Look(new CommitLog(stores.published(), unit), stores.workspace());
    this.current = current;
    this.attemptIds = attemptIds;
    this.history = history;
    this.clearing = clearing;
    this.delivery =
        new Delivery(
            look.log(),
            "current",
            stores.published(),
            stores.published(),
            current,
            Delivery.Strays.REMOVED,
            (area, keys) -> {},
            1);
  }

  static Clearing properly(Stores stores, String unit) {
    return new Garbage(
            new CommitLog(stores.published(), unit), stores.workspace(), (area, keys) -> {})
        ::clear;
  }

  abstract I list() throws StoreException;

  /** Reads the inputs and stages the whole new state. */
  abstract Counts stage(I inputs, Attempt attempt)
      throws StoreException, IOException, LookAgainException;

  /** Lists when it is asked to. */
  Source<I> source() throws StoreException {
    return () -> Optional.of(list());
  }

  /** Steps 0 to 5. */
  Result look() throws StoreException, IOException {
    Found<I> found = look.open(attemptIds, source());
    if (!(found instanceof Begun<I> begun)) {
      return Result.UNCHANGED;
    }
    try {
      Counts counts = stage(begun.inputs(), begun.attempt());
      return switch (begun.attempt().commit(counts, "1", "", history.get())) {
        case COMMITTED -> Result.COMMITTED;
        case ALREADY_PUBLISHED -> Result.ALREADY_PUBLISHED;
        case OVERTAKEN -> Result.OVERTAKEN;
      };
    } catch (LookAgainException changed) {
      return Result.INPUTS_CHANGED;
    }
  }

  /** Step 6. */
  void deliver() throws StoreException {
    Optional<Head> head = look.log().head();
    if (head.isPresent()) {
      SortedMap<String, PublishedFile> copies = new TreeMap<>();
      head.get().manifest().files().forEach(file -> copies.put(current + file.name(), file));
      delivery.deliver(copies);
    }
  }

  /** Step 7. */
  void clear() throws StoreException {
    clearing.clear();
  }
}
