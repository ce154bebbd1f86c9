package org.tributary.report;

/** Who reads an error report. */
public enum Audience {
  /** The authority whose files they are: it sees its own file names. */
  LOCAL_AUTHORITY,
  /** The hub: a file's name may hold a child's name, so it sees numbers instead. */
  HUB
}
