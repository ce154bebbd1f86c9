package org.tributary.operate;

/** One authority or use case as JMX shows it; it can be read and not changed. */
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
}
