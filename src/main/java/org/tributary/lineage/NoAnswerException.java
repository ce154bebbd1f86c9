package org.tributary.lineage;

/**
 * What was asked cannot be answered. The message says why and the advice what to do; neither holds
 * a value of a record.
 */
public final class NoAnswerException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String advice;

  NoAnswerException(String message, String advice) {
    super(message);
    this.advice = advice;
  }

  /** What to do about it. */
  public String advice() {
    return advice;
  }
}
