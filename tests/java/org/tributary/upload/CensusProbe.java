package org.tributary.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.read.Limits;
import org.tributary.submission.StagedTable;

/**
 * Reads the documents of a folder, one after the other, in a process of its own with as little
 * memory as it is given, and says what became of each.
 */
public final class CensusProbe {

  private CensusProbe() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int returnYear = Integer.parseInt(arguments[1]);
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
    }
    for (Path file : files) {
      ErrorLog errors = new ErrorLog();
      long start = System.nanoTime();
      List<StagedTable> tables =
          CensusFile.stage(file, returnYear, CensusFile.BEDFORD, Limits.USUAL, folder, errors);
      String reason =
          errors.kept().stream()
              .filter(error -> error.type() == ErrorType.UNREADABLE)
              .map(DataError::detail)
              .findFirst()
              .orElse("read");
      long rows = tables.stream().mapToLong(StagedTable::rowsKept).sum();
      System.out.println(
          file.getFileName()
              + ": "
              + reason
              + "; rows "
              + rows
              + "; milliseconds "
              + (System.nanoTime() - start) / 1_000_000);
    }
  }
}
