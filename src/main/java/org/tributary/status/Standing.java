package org.tributary.status;

/** How it stands with one authority's return of one year; the worse stands later. */
public enum Standing {
  /** The authority signed nothing that keeps any of it, so its files are nobody's task. */
  NOT_SIGNED("not signed"),
  /** It is older than it may be kept; nothing of it is. */
  PAST_RETENTION("past its retention"),
  RECEIVED("received"),
  /** Not there, and not due yet. */
  NOT_YET_DUE("not yet due"),
  /** Its report names errors that cost a value, a row or a table. */
  WITH_ERRORS("with errors"),
  /** Not there after the year's end; the configuration does not say when it is due. */
  MISSING("missing"),
  /** Of at least one of its files nothing could be used. */
  SET_ASIDE("set aside"),
  /** Not there after the day on which it was due. */
  LATE("late");

  private final String words;

  Standing(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /** Whether somebody has to do something about it now. */
  public boolean isUndone() {
    return this == SET_ASIDE || this == LATE;
  }
}
