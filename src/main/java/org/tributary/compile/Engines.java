package org.tributary.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.tributary.store.Scratch;

/**
 * DuckDBs that stay open from one session to the next, since opening one costs as much as a dozen
 * small tables. Each of their databases is a catalogue and a connection of its own: it begins empty
 * and goes, with all that it held, when it is closed. A DuckDB in which anything failed is not used
 * again.
 */
public final class Engines implements AutoCloseable {

  private final Path scratch;
  private final String memory;
  private final BlockingQueue<Database> idle;
  private final AtomicLong opened = new AtomicLong();
  private volatile boolean closed;

  /**
   * @param scratch made where it is not there; all databases may read and write here
   * @param memory of each database, as {@link Database#open} has it
   * @param mostIdle so many are kept while nobody needs them, at least one
   */
  public Engines(Path scratch, String memory, int mostIdle) {
    this.scratch = scratch;
    this.memory = memory;
    this.idle = new LinkedBlockingQueue<>(mostIdle);
  }

  /** An empty database that nobody else sees. */
  public Database open() {
    Database engine = idle.poll();
    if (engine == null) {
      try {
        engine = Database.open(Scratch.create(scratch), memory);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return engine.within("session_" + opened.incrementAndGet(), this::giveBack);
  }

  private void giveBack(Database engine) {
    if (closed || !idle.offer(engine)) {
      engine.close();
    }
  }

  /** Closes those that nobody uses, and the others when they are given back. */
  @Override
  public void close() {
    closed = true;
    for (Database engine = idle.poll(); engine != null; engine = idle.poll()) {
      engine.close();
    }
  }
}
