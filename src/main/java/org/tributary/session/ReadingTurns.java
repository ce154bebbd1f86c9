package org.tributary.session;

import java.util.concurrent.Semaphore;

/**
 * Who may read a file at the same time as others. A file during whose reading the programme died
 * before is read alone, so that the next death shows which file it was.
 */
public final class ReadingTurns {

  private static final int ALL = Integer.MAX_VALUE;

  private final Semaphore permits = new Semaphore(ALL, true);

  /** A turn that is given back, once. */
  final class Turn implements AutoCloseable {
    private final int held;

    private Turn(int held) {
      this.held = held;
    }

    @Override
    public void close() {
      permits.release(held);
    }
  }

  Turn together() throws InterruptedException {
    permits.acquire(1);
    return new Turn(1);
  }

  Turn alone() throws InterruptedException {
    permits.acquire(ALL);
    return new Turn(ALL);
  }
}
