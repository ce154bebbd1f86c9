package org.tributary.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tributary.errors.ErrorLog;
import org.tributary.schema.Dataset;

/**
 * A file that an authority submitted, opened: the tables that it holds, their rows not yet read.
 */
public final class SubmittedFile {

  private final List<SubmittedTable> tables;

  private SubmittedFile(List<SubmittedTable> tables) {
    this.tables = tables;
  }

  /**
   * Finds out what a file holds. What can be read but not used (no headers, no rows) leaves no
   * tables and an error in the log.
   *
   * @param bytes the file as it was uploaded; it must stay there until the tables are read
   * @param format what is expected: {@code csv} or {@code xlsx}, either is read as what it is; or
   *     {@code xml}
   * @throws UnreadableFileException where nothing of it can be read
   */
  public static SubmittedFile open(
      Path bytes, String format, Dataset dataset, int returnYear, Limits limits, ErrorLog errors)
      throws IOException, UnreadableFileException {
    return new SubmittedFile(
        FileFormat.of(bytes, format, limits).open(bytes, dataset, returnYear, limits, errors));
  }

  /** The tables found, in the order of the file. */
  public List<SubmittedTable> tables() {
    return tables;
  }
}
