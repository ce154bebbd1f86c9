package org.tributary.audit;

/** What an authority's signature of a use case says on a day. */
public enum Standing {
  HOLDS("holds"),
  ENDED("has ended"),
  NOT_BEGUN("has not begun"),
  NEVER_SIGNED("was never given");

  private final String words;

  Standing(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
