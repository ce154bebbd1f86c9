package org.tributary.operate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Locale;
import java.util.Optional;
import org.tributary.compile.DatabaseError;
import org.tributary.compile.DatabaseException;
import org.tributary.publish.LookAgainException;
import org.tributary.store.StoreException;
import org.tributary.store.StoreException.Reason;

/**
 * What a failure is, by its type alone. None is a fault of a file: what a file's content is to
 * blame for is an {@code UnreadableFileException} or a value that cannot be degraded, and those
 * never come this far.
 */
public enum Fault {
  /** Nothing failed: something changed meanwhile. */
  MOVED,
  /** The bytes that arrived are not those that the store holds. */
  BYTES_DIFFER,
  STORE,
  /** A local file could not be read or written. */
  SCRATCH,
  INTERRUPTED,
  DATABASE,
  MEMORY,
  /** The programme has a mistake. */
  MISTAKE;

  private static final String MORE_MEMORY = "Give it more memory, or fewer tributary.workers.";

  /** By the types of a failure and of its causes. */
  public static Fault of(Throwable failure) {
    for (Optional<Throwable> next = Optional.of(failure);
        next.isPresent();
        next = Optional.ofNullable(next.get().getCause())) {
      Optional<Fault> known = known(next.get());
      if (known.isPresent()) {
        return known.get();
      }
    }
    return MISTAKE;
  }

  private static Optional<Fault> known(Throwable failure) {
    if (failure instanceof LookAgainException) {
      return Optional.of(MOVED);
    }
    if (failure instanceof StoreException store) {
      return Optional.of(store.reason() == Reason.DIFFERENT_BYTES ? BYTES_DIFFER : STORE);
    }
    if (failure instanceof DatabaseException) {
      return Optional.of(DATABASE);
    }
    if (failure instanceof InterruptedException || failure instanceof ClosedByInterruptException) {
      return Optional.of(INTERRUPTED);
    }
    if (failure instanceof OutOfMemoryError) {
      return Optional.of(MEMORY);
    }
    if (failure instanceof UncheckedIOException) {
      return Optional.empty();
    }
    return failure instanceof IOException ? Optional.of(SCRATCH) : Optional.empty();
  }

  /**
   * Whether the content of a file that was being read may have brought the failure out, and will
   * again. Only repeated, and while nothing else is read, does that say anything.
   */
  public static boolean mayComeOfContent(Throwable failure) {
    return switch (of(failure)) {
      case MOVED, BYTES_DIFFER, STORE, SCRATCH, INTERRUPTED -> false;
      case DATABASE -> errorOf(failure).map(found -> found.error().isOfValues()).orElse(false);
      case MEMORY, MISTAKE -> true;
    };
  }

  private static Optional<DatabaseException> errorOf(Throwable failure) {
    return find(failure, DatabaseException.class);
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
    for (Optional<Throwable> next = Optional.of(failure);
        next.isPresent();
        next = Optional.ofNullable(next.get().getCause())) {
      if (kind.isInstance(next.get())) {
        return Optional.of(kind.cast(next.get()));
      }
    }
    return Optional.empty();
  }

  /** A label out of closed lists: {@code scratch}, {@code database-out-of-memory}. */
  public static String label(Throwable failure) {
    String word = of(failure).word();
    return errorOf(failure).map(found -> word + "-" + found.error().word()).orElse(word);
  }

  /** The code by which logs, figures and the runbook call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What happened, in words fit for the health page and the log, without a full stop. */
  public static String reason(Throwable failure) {
    return switch (of(failure)) {
      case MOVED -> "something changed meanwhile";
      case BYTES_DIFFER -> "the bytes that arrived are not those that the store holds";
      case STORE -> find(failure, StoreException.class).map(Fault::ofStore).orElseThrow();
      case SCRATCH -> "a local file could not be read or written";
      case INTERRUPTED -> "the work was interrupted";
      case DATABASE ->
          "the database failed"
              + errorOf(failure)
                  .map(found -> ": " + found.error().word().replace('-', ' '))
                  .orElse("");
      case MEMORY -> "there was not enough memory";
      case MISTAKE -> "the programme has a mistake";
    };
  }

  private static String ofStore(StoreException failure) {
    String area = failure.area().isEmpty() ? "the area" : "the area " + failure.area();
    if (failure.isAreaMissing()) {
      return area + ": its bucket does not exist";
    }
    return switch (failure.reason()) {
      case FORBIDDEN -> area + " refuses our credentials";
      case NOT_FOUND -> area + " lost an object that it should hold";
      case UNAVAILABLE, CHANGED, ARCHIVED, DIFFERENT_BYTES -> area + " cannot be reached";
    };
  }

  /** What an operator does about it: a sentence, and where the runbook says more. */
  public static String advice(Throwable failure) {
    Fault fault = of(failure);
    String first =
        switch (fault) {
          case MOVED, INTERRUPTED -> "Nothing is to be done: the next look does it again.";
          case BYTES_DIFFER, STORE -> "The next look tries again; 'doctor' tries the store.";
          case SCRATCH -> "See whether the disk of tributary.scratch is full.";
          case MEMORY -> MORE_MEMORY;
          case DATABASE ->
              errorOf(failure)
                  .filter(found -> found.error() == DatabaseError.OUT_OF_MEMORY)
                  .map(found -> MORE_MEMORY)
                  .orElse("The runbook says what each kind means.");
          case MISTAKE -> "Keep the log and report it.";
        };
    return first + " See " + runbook(fault.word()) + ".";
  }

  /** Where the runbook speaks of something. */
  static String runbook(String anchor) {
    return "docs/runbook.md#" + anchor;
  }
}
