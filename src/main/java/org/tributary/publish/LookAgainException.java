package org.tributary.publish;

/**
 * What was listed is no longer what lies there: nothing is wrong and nobody is to be alarmed, the
 * next look begins anew.
 */
public final class LookAgainException extends Exception {

  private static final long serialVersionUID = 1L;

  public LookAgainException() {
    super("the inputs changed while they were read");
  }
}
