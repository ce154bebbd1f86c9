package org.tributary.publish;

/** What becomes of the state before a commit. */
public enum History {
  /** It stays readable until the next commit, for readers who are still at it. */
  KEPT,
  /** It goes at once: it holds what had to be deleted. */
  PURGED
}
