package org.tributary.audit;

/** Whether a field goes into the outputs of a use case. */
public enum Kept {
  KEPT("kept"),
  /** A clause keeps it, and the authority asked about has not signed, or not for that day. */
  NOT_SIGNED("not signed"),
  /** No clause keeps it, so it goes no further than the reader. */
  NOT_KEPT("not kept");

  private final String words;

  Kept(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
