package org.tributary.compile;

import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of error that DuckDB knows, by the words with which its messages begin. The rest of a
 * message quotes rows, so nothing but the kind is ever told.
 */
public enum DatabaseError {
  OUT_OF_MEMORY("Out of Memory Error", false),
  /** What a broken Parquet file brings out: all errors of files but those of the system's calls. */
  BROKEN_FILE(
      "IO Error: (Failed to read Parquet file|Could not read enough bytes"
          + "|(?!Could not|Cannot|Failed to|No ))",
      false),
  IO("IO Error", false),
  HTTP("HTTP Error", false),
  INTERRUPTED("INTERRUPT Error", false),
  INTERNAL("INTERNAL Error", false),
  FATAL("FATAL Error", false),
  CONNECTION("Connection Error", false),
  TRANSACTION("TransactionContext Error", false),
  PERMISSION("Permission Error", false),
  SETTINGS("Settings Error", false),
  PARSER("Parser Error", false),
  BINDER("Binder Error", false),
  CATALOG("Catalog Error", false),
  DEPENDENCY("Dependency Error", false),
  NOT_IMPLEMENTED("Not implemented Error", false),
  EXECUTOR("Executor Error", false),
  SERIALIZATION("Serialization Error", false),
  INVALID_INPUT("Invalid Input Error", true),
  INVALID_TYPE("Invalid type Error", true),
  MISMATCH_TYPE("Mismatch Type Error", true),
  CONVERSION("Conversion Error", true),
  CONSTRAINT("Constraint Error", true),
  OUT_OF_RANGE("Out of Range Error", true),
  /** None of those above. */
  OTHER("", false);

  private static final String NESTED = "\nError: ";

  private final Pattern beginning;
  private final boolean ofValues;

  DatabaseError(String beginning, boolean ofValues) {
    this.beginning = Pattern.compile(beginning);
    this.ofValues = ofValues;
  }

  /** Whether it is values that the database did not take, rather than something around it. */
  public boolean isOfValues() {
    return ofValues;
  }

  /**
   * Whether it may be a file that cannot be read, rather than memory, the disk or the database
   * itself. What a broken Parquet file brings out has no kind of its own, or speaks of columns.
   */
  public boolean isOfWhatIsRead() {
    return switch (this) {
      case INVALID_INPUT,
          INVALID_TYPE,
          MISMATCH_TYPE,
          CONVERSION,
          CONSTRAINT,
          OUT_OF_RANGE,
          BINDER,
          NOT_IMPLEMENTED,
          SERIALIZATION,
          BROKEN_FILE,
          OTHER ->
          true;
      case OUT_OF_MEMORY,
          IO,
          HTTP,
          INTERRUPTED,
          INTERNAL,
          FATAL,
          CONNECTION,
          TRANSACTION,
          PERMISSION,
          SETTINGS,
          PARSER,
          CATALOG,
          DEPENDENCY,
          EXECUTOR ->
          false;
    };
  }

  /** The kind as a label and in a log: {@code out-of-memory}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static DatabaseError of(@Nullable Throwable failure) {
    if (failure instanceof DatabaseException known) {
      return known.error();
    }
    if (failure instanceof InterruptedException) {
      return INTERRUPTED;
    }
    return failure instanceof SQLException ? ofMessage(failure.getMessage()) : OTHER;
  }

  private static DatabaseError ofMessage(@Nullable String message) {
    if (message == null) {
      return OTHER;
    }
    // A query that breaks while it is fetched says this first, then what broke it.
    int nested = message.indexOf(NESTED);
    String said = nested < 0 ? message : message.substring(nested + NESTED.length());
    for (DatabaseError error : values()) {
      if (error != OTHER && error.beginning.matcher(said).lookingAt()) {
        return error;
      }
    }
    return OTHER;
  }
}
