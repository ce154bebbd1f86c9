package org.tributary.compile;

import java.nio.file.Path;
import org.tributary.submission.Period;

/**
 * The degraded rows of one table of one submitted file.
 *
 * @param id stands for the file in what is said about its rows
 * @param degraded Parquet as {@link SessionTables#archive} writes it
 */
public record StagedFile(String id, Path degraded, Period period) {}
