package org.tributary.compile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.tributary.store.SideBySide;
import org.tributary.store.StoreException;

/**
 * So many databases of one thread each, opened as they are needed, for work that goes side by side.
 * What one of them holds the others do not see.
 */
public final class Databases implements AutoCloseable {

  /** Work that needs a database. */
  @FunctionalInterface
  public interface Work<T> {
    T on(Database database) throws IOException;
  }

  private final Supplier<Database> opening;
  private final int most;
  private final AtomicInteger opened = new AtomicInteger();
  private final BlockingQueue<Database> idle = new LinkedBlockingQueue<>();

  /**
   * @param scratch as {@link Database#open} has it
   * @param memory of each of them
   * @param most how many there may be
   */
  public Databases(Path scratch, String memory, int most) {
    this(() -> Database.open(scratch, memory), most);
  }

  /** In DuckDBs that may be open already. */
  public Databases(Engines engines, int most) {
    this(engines::open, most);
  }

  private Databases(Supplier<Database> opening, int most) {
    this.opening = opening;
    this.most = most;
  }

  /** Does work on a database that nobody else uses meanwhile; waits for one if it must. */
  public <T> T use(Work<T> work) throws IOException {
    Database database = take();
    try {
      return work.on(database);
    } finally {
      idle.add(database);
    }
  }

  /**
   * Does all work, as much at a time as there are databases; the answers in the order asked. Where
   * some of it fails, the rest has ended too when this says so.
   */
  public <T> List<T> useSideBySide(List<Work<T>> all) throws IOException {
    List<SideBySide.Work<T>> asked = new ArrayList<>();
    all.forEach(work -> asked.add(() -> use(work)));
    try {
      return SideBySide.run(most, asked);
    } catch (StoreException impossible) {
      throw new IllegalStateException("a database asks no store", impossible);
    }
  }

  private Database take() {
    Database database = idle.poll();
    if (database != null) {
      return database;
    }
    if (opened.incrementAndGet() <= most) {
      try {
        return opening.get();
      } catch (RuntimeException failure) {
        opened.decrementAndGet();
        throw failure;
      }
    }
    opened.decrementAndGet();
    try {
      return idle.take();
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      throw new DatabaseException("wait for its turn", told);
    }
  }

  /** Closes those that nobody uses; nobody may be at work any more. */
  @Override
  public void close() {
    for (Database database = idle.poll(); database != null; database = idle.poll()) {
      database.close();
    }
  }
}
