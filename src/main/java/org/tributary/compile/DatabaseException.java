package org.tributary.compile;

/**
 * The database could not do what was asked. The message names the step in our own words and the
 * kind of error; DuckDB's text, which quotes rows, stays in the cause and must not be printed.
 */
public final class DatabaseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final DatabaseError error;

  public DatabaseException(String step) {
    super("The database could not " + step + ".");
    this.error = DatabaseError.OTHER;
  }

  public DatabaseException(String step, Throwable cause) {
    super("The database could not " + step + ": " + DatabaseError.of(cause).word() + ".", cause);
    this.error = DatabaseError.of(cause);
  }

  public DatabaseError error() {
    return error;
  }

  /**
   * To be called before a file is said to be unreadable: what lies around it is none of its own.
   */
  public void throwUnlessOfWhatIsRead() {
    if (!error.isOfWhatIsRead()) {
      throw this;
    }
  }
}
