package org.tributary.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
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
   * @param format {@code csv} or {@code xml}
   * @throws UnreadableFileException where nothing of it can be read
   */
  public static SubmittedFile open(
      Path bytes, String format, Dataset dataset, int returnYear, Limits limits, ErrorLog errors)
      throws IOException, UnreadableFileException {
    if (!format.equals("csv") && !format.equals("xml")) {
      throw new UnreadableFileException("only CSV files can be read; save it as CSV (UTF-8)");
    }
    if (Files.size(bytes) > limits.fileBytes()) {
      throw new UnreadableFileException(
          "it is larger than " + (limits.fileBytes() >> 20) + " MiB; upload it in parts");
    }
    if (format.equals("xml")) {
      XmlText text = XmlText.detect(bytes);
      return new SubmittedFile(
          XmlTable.find(text, dataset, returnYear, limits, errors).map(List::of).orElse(List.of()));
    }
    TextFile text = TextFile.detect(bytes);
    if (text.blank()) {
      errors.add(DataError.ofFile(ErrorType.EMPTY_FILE, ""));
      return new SubmittedFile(List.of());
    }
    CsvOpening opening = new CsvOpening(text, dataset, returnYear, limits, errors);
    return new SubmittedFile(opening.table().map(List::of).orElse(List.of()));
  }

  /** The tables found, in the order of the file. */
  public List<SubmittedTable> tables() {
    return tables;
  }
}
