package org.tributary.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.tributary.store.SimulatedStore.Crash;

/**
 * Threads of which one runs at a time, by hand of the scheduler: an actor that is let go runs up to
 * its next pause. So a schedule is decided by its seed alone.
 */
final class Actors implements AutoCloseable {

  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "actor");
            thread.setDaemon(true);
            return thread;
          });

  /** One of them; it begins paused. */
  final class Actor {
    private final Semaphore go = new Semaphore(0);
    private volatile boolean finished;
    private volatile int resting;

    /** Called by the actor itself: gives the turn back and waits for the next. */
    void pause() {
      turnOver.release();
      go.acquireUninterruptibly();
      if (closed) {
        throw new Crash();
      }
    }

    /** Not to be let go for so many steps. */
    void rest(int steps) {
      resting = steps;
    }

    boolean isReady() {
      return !finished && resting-- <= 0;
    }

    boolean isFinished() {
      return finished;
    }

    /** Called by the scheduler. */
    void letGo() {
      go.release();
      turnOver.acquireUninterruptibly();
      if (!failures.isEmpty()) {
        throw new IllegalStateException("an actor failed", failures.get(0));
      }
    }
  }

  private final Semaphore turnOver = new Semaphore(0);
  private final List<Actor> actors = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private volatile boolean closed;

  /** What an actor does from its first turn to its end. */
  @FunctionalInterface
  interface Part {
    void play(Actor actor) throws Exception;
  }

  Actor add(Part part) {
    Actor actor = new Actor();
    actors.add(actor);
    THREADS.execute(
        () -> {
          actor.go.acquireUninterruptibly();
          try {
            if (!closed) {
              part.play(actor);
            }
          } catch (Crash gone) {
            // The end of its process.
          } catch (Throwable failure) {
            failures.add(failure);
          } finally {
            actor.finished = true;
            turnOver.release();
          }
        });
    return actor;
  }

  List<Actor> all() {
    return actors;
  }

  /** Lets every actor end where it is. */
  @Override
  public void close() {
    closed = true;
    for (Actor actor : actors) {
      while (!actor.finished) {
        actor.go.release();
        turnOver.acquireUninterruptibly();
      }
    }
  }
}
