package org.tributary.operate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Locale;
import java.util.Optional;
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
    for (Optional<Throwable> next = Optional.of(failure);
        next.isPresent();
        next = Optional.ofNullable(next.get().getCause())) {
      if (next.get() instanceof DatabaseException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** A label out of closed lists: {@code scratch}, {@code database-out-of-memory}. */
  public static String label(Throwable failure) {
    Fault fault = of(failure);
    String word = fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return errorOf(failure).map(found -> word + "-" + found.error().word()).orElse(word);
  }

  /** What the health page says of a session that ended so. */
  public static String reason(Throwable failure) {
    return switch (of(failure)) {
      case BYTES_DIFFER -> "the bytes that arrived are not those that the store holds";
      case STORE -> "an area cannot be reached";
      case MOVED, SCRATCH, INTERRUPTED, DATABASE, MEMORY, MISTAKE ->
          "a session failed; the log says where";
    };
  }
}
