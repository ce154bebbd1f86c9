package org.tributary.compile;

import java.nio.file.Path;
import org.tributary.submission.Period;

/**
 * The degraded rows of one table of one submitted file.
 *
 * @param id stands for the file in what is said about its rows
 * @param degraded Parquet as {@link SessionTables#archive} writes it, of this file or of several
 * @param nth the file's place among those whose rows lie there, from 0
 * @param first how many rows of others lie there before its own
 */
public record StagedFile(String id, Path degraded, Period period, int nth, long first) {

  /** A file whose rows lie by themselves. */
  public StagedFile(String id, Path degraded, Period period) {
    this(id, degraded, period, 0, 0);
  }
}
