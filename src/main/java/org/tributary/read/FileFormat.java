package org.tributary.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Dataset;

/** How a submitted file is written, and so how its tables are found. */
public enum FileFormat {
  CSV {
    @Override
    public List<SubmittedTable> open(
        Path bytes, Dataset dataset, int returnYear, Limits limits, ErrorLog errors)
        throws IOException, UnreadableFileException {
      TextFile text = TextFile.detect(bytes);
      if (text.blank()) {
        errors.add(DataError.ofFile(ErrorType.EMPTY_FILE, ""));
        return List.of();
      }
      return listed(new CsvOpening(text, dataset, returnYear, limits, errors).table());
    }
  },
  XLSX {
    @Override
    public List<SubmittedTable> open(
        Path bytes, Dataset dataset, int returnYear, Limits limits, ErrorLog errors)
        throws IOException, UnreadableFileException {
      return switch (dataset.layout()) {
        case TABLE -> new WorkbookOpening(bytes, dataset, returnYear, limits, errors).tables();
        case FORM -> new FormOpening(bytes, dataset, returnYear, limits, errors).tables();
      };
    }
  },
  XML {
    @Override
    public List<SubmittedTable> open(
        Path bytes, Dataset dataset, int returnYear, Limits limits, ErrorLog errors)
        throws IOException, UnreadableFileException {
      return listed(XmlTable.find(XmlText.detect(bytes), dataset, returnYear, limits, errors));
    }
  };

  /**
   * Finds out what a file holds. What can be read but not used (no headers, no rows) leaves no
   * tables and an error in the log.
   *
   * @param bytes the file as it was uploaded; it must stay there until the tables are read
   * @return the tables in the order of the file, their rows not yet read
   * @throws UnreadableFileException where nothing of it can be read
   */
  public abstract List<SubmittedTable> open(
      Path bytes, Dataset dataset, int returnYear, Limits limits, ErrorLog errors)
      throws IOException, UnreadableFileException;

  /** As pipelines and routes write it: {@code csv}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What a file is, by its bytes, whatever its name: text and workbooks stand for each other.
   *
   * @param expected what the dataset is submitted as: {@code csv}, {@code xlsx} or {@code xml}
   */
  public static FileFormat of(Path bytes, String expected, Limits limits)
      throws IOException, UnreadableFileException {
    if (!expected.equals("csv") && !expected.equals("xlsx") && !expected.equals("xml")) {
      throw new UnreadableFileException("only CSV, XLSX and XML files can be read");
    }
    if (Files.size(bytes) > limits.fileBytes()) {
      throw new UnreadableFileException(
          "it is larger than " + (limits.fileBytes() >> 20) + " MiB; upload it in parts");
    }
    if (expected.equals("xml")) {
      return XML;
    }
    return switch (OfficeFile.of(bytes)) {
      case PACKAGE -> XLSX;
      case LOCKED ->
          throw new UnreadableFileException(
              "it has a password; save it without one and upload it again");
      case OLD ->
          throw new UnreadableFileException(
              "it is in an old Office format (.xls); save it as .xlsx or as CSV (UTF-8)");
      // Text, whatever its name.
      case NONE -> CSV;
    };
  }

  private static <T extends SubmittedTable> List<SubmittedTable> listed(Optional<T> table) {
    return table.map(found -> List.<SubmittedTable>of(found)).orElse(List.of());
  }
}
