package org.tributary.withdraw;

/** How much counts as a trace of the authority. */
enum Net {
  /** A child's number with the authority's code: where names stand that everybody may know. */
  IDS,
  /** That, and the authority's name where the programme writes authorities. */
  NARROW,
  /** That, and the name or folder anywhere: in what nobody of ours put there. */
  WIDE
}
