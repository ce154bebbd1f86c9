package org.tributary.publish;

/** How a session of the upload account, or a release of the hub, ended. */
public enum How {
  PUBLISHED,
  /** The gate found bytes that the agreement does not allow; the last good state stays. */
  REFUSED,
  /** The folder, or another replica's commit, moved meanwhile. */
  LOOK_AGAIN,
  /** Something of ours failed, or an area could not be reached; the next look tries again. */
  FAILED
}
