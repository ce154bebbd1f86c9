package org.tributary.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work that several threads share. All of it has ended, well or not, when it is over. */
public final class SideBySide {

  /** A piece of work. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws StoreException, IOException;
  }

  /** A request waits for its answer and uses no processor meanwhile. */
  private static final int REQUESTS_A_WORKER = 4;

  private SideBySide() {}

  /**
   * How many requests to a store may wait at a time where there are so many workers. One worker
   * does one thing at a time.
   */
  public static int requests(int workers) {
    return workers == 1 ? 1 : REQUESTS_A_WORKER * workers;
  }

  /** The answers in the order asked; the first failure in that order, where there is one. */
  public static <T> List<T> run(int threads, List<Work<T>> all) throws StoreException, IOException {
    if (threads == 1 || all.size() == 1) {
      return oneByOne(all);
    }
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> begun = new ArrayList<>();
      all.forEach(work -> begun.add(workers.submit(work::run)));
      workers.shutdown();
      List<T> answers = new ArrayList<>();
      List<Throwable> failures = new ArrayList<>();
      for (Future<T> work : begun) {
        try {
          answers.add(work.get());
        } catch (ExecutionException failure) {
          failures.add(failure.getCause());
        }
      }
      if (!failures.isEmpty()) {
        throw thrown(failures.get(0));
      }
      return answers;
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", told);
    } finally {
      workers.shutdownNow();
    }
  }

  /** In the thread that asks; after a failure the rest is done all the same, as by several. */
  private static <T> List<T> oneByOne(List<Work<T>> all) throws StoreException, IOException {
    List<T> answers = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (Work<T> work : all) {
      try {
        answers.add(work.run());
      } catch (StoreException | IOException | RuntimeException failure) {
        failures.add(failure);
      }
    }
    if (!failures.isEmpty()) {
      throw thrown(failures.get(0));
    }
    return answers;
  }

  private static IOException thrown(Throwable failure) throws StoreException {
    if (failure instanceof StoreException ofStore) {
      throw ofStore;
    }
    if (failure instanceof RuntimeException mistake) {
      throw mistake;
    }
    if (failure instanceof Error serious) {
      throw serious;
    }
    return failure instanceof IOException trouble ? trouble : new IOException(failure);
  }
}
