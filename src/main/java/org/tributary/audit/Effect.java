package org.tributary.audit;

/** What a change does to what may be known of people. The most sensitive comes first. */
public enum Effect {
  /** More data, in more detail, for longer, of more authorities or for another purpose. */
  WIDENS("widens"),
  /** Neither more nor less. */
  NEUTRAL("neutral"),
  /** Less data, in less detail, for less time or of fewer authorities. */
  NARROWS("narrows");

  private final String words;

  Effect(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /** Which of the two it is, when something was added. */
  static Effect ofMore(boolean more) {
    return more ? WIDENS : NARROWS;
  }
}
