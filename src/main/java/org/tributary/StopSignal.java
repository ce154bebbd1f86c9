package org.tributary;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Hears that the process is told to end, and lets it end as soon as what ran is closed. It is
 * opened before what runs, so that it is closed after it.
 */
public final class StopSignal implements AutoCloseable {

  /** What is not closed by then is begun again at the next start. */
  private static final long MOST_SECONDS = 30;

  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  private StopSignal() {}

  /** From here on. */
  public static StopSignal open() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::tell, "stop"));
    return signal;
  }

  /** The process is about to end; waits until what ran is closed. */
  void tell() {
    told.countDown();
    try {
      // Not for the thread that runs: its own call to end the process waits for this hook.
      if (!closed.await(MOST_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("Not everything that ran could be closed in time.");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until the process is told to end. */
  public void await() throws InterruptedException {
    told.await();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
