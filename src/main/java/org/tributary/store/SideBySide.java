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

  private SideBySide() {}

  /** The answers in the order asked; the first failure in that order, where there is one. */
  public static <T> List<T> run(int threads, List<Work<T>> all) throws StoreException, IOException {
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
