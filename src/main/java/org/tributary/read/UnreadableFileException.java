package org.tributary.read;

/**
 * A file, or the rest of it, cannot be read. The message is one of our own fixed phrases, fit for a
 * report ("it is encrypted"); it never holds anything of the file or of a library.
 */
public final class UnreadableFileException extends Exception {

  private static final long serialVersionUID = 1L;

  public UnreadableFileException(String reason) {
    super(reason);
  }
}
