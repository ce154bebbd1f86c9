package org.tributary.submission;

/** What a row has been through. Each stage is archived with the session. */
public enum Stage {
  CLEANED,
  ENRICHED,
  DEGRADED
}
