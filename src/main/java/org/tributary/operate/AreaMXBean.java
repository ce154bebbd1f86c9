package org.tributary.operate;

/** One authority or use case as JMX shows it; what can be done is what the commands do. */
public interface AreaMXBean {

  /** {@code WELL}, {@code PAUSED}, {@code LATE}, {@code FAILED} or {@code UNREACHABLE}. */
  String getState();

  /** Why the state is not {@code WELL}, in fixed words; empty where it is. */
  String getReason();

  /** UTC, ISO 8601; empty before the first look. */
  String getLastLook();

  /** UTC, ISO 8601; empty where this process has not committed. */
  String getLastCommit();

  int getFilesWaiting();

  int getFilesSetAside();

  /** One line for each dataset. */
  String[] getDatasets();

  /** What the command {@code status} says of it; it reads the areas, so it takes a moment. */
  String[] status();

  /** A look now, with the work that follows from it; says whether one was begun. */
  String lookNow();

  /** As the command {@code pause}: no alarm follows, and it holds over restarts. */
  String pause();

  /** As the command {@code resume}. */
  String resume();
}
