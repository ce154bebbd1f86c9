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
   * @param format what is expected: {@code csv} or {@code xlsx}, either is read as what it is; or
   *     {@code xml}
   * @throws UnreadableFileException where nothing of it can be read
   */
  public static SubmittedFile open(
      Path bytes, String format, Dataset dataset, int returnYear, Limits limits, ErrorLog errors)
      throws IOException, UnreadableFileException {
    if (!format.equals("csv") && !format.equals("xlsx") && !format.equals("xml")) {
      throw new UnreadableFileException("only CSV, XLSX and XML files can be read");
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
    switch (OfficeFile.of(bytes)) {
      case PACKAGE -> {
        return new SubmittedFile(
            new WorkbookOpening(bytes, dataset, returnYear, limits, errors).tables());
      }
      case LOCKED ->
          throw new UnreadableFileException(
              "it has a password; save it without one and upload it again");
      case OLD ->
          throw new UnreadableFileException(
              "it is in an old Office format (.xls); save it as .xlsx or as CSV (UTF-8)");
      case NONE -> {
        // Text, whatever its name.
      }
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
