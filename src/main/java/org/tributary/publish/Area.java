package org.tributary.publish;

/** Where a file of a commit lies. */
public enum Area {
  /** Where readers are let in: the shared area, or the outputs. */
  PUBLISHED,
  /** The account's own: what the next session builds on, and what sessions archive. */
  WORKSPACE
}
