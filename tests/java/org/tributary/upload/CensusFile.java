package org.tributary.upload;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tributary.authority.LocalAuthority;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.read.Limits;
import org.tributary.read.UnreadableFileException;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.schema.Dataset;
import org.tributary.submission.Period;
import org.tributary.submission.StagedTable;

/** What becomes of one file of the census by the shipped schema and pipeline. */
record CensusFile(
    List<StagedTable> tables, List<Map<String, String>> rows, ErrorLog errors, Path text) {

  static final LocalAuthority BEDFORD =
      new LocalAuthority("822", "Bedford", "Nowhere", "bedford-822", List.of());

  private static final Region REGION = Shipped.region();

  static Dataset dataset() {
    return REGION.datasets().get("cin-census");
  }

  /**
   * Reads a file.
   *
   * @param scratch where the staged text goes
   */
  static CensusFile read(Path file, int returnYear, Path scratch) throws IOException {
    return read(file, returnYear, BEDFORD, Limits.USUAL, scratch);
  }

  static CensusFile read(
      Path file, int returnYear, LocalAuthority authority, Limits limits, Path scratch)
      throws IOException {
    ErrorLog errors = new ErrorLog();
    List<StagedTable> tables = stage(file, returnYear, authority, limits, scratch, errors);
    List<Map<String, String>> rows = new ArrayList<>();
    for (StagedTable table : tables) {
      try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(table.text())) {
        for (CsvRecord record : reader) {
          Map<String, String> row = new LinkedHashMap<>();
          for (int i = 0; i < table.columns().size(); i++) {
            if (!record.getField(i).isEmpty()) {
              row.put(table.columns().get(i), record.getField(i));
            }
          }
          rows.add(row);
        }
      }
    }
    return new CensusFile(tables, rows, errors, scratch.resolve("table-0.csv"));
  }

  static List<StagedTable> stage(
      Path file,
      int returnYear,
      LocalAuthority authority,
      Limits limits,
      Path scratch,
      ErrorLog errors)
      throws IOException {
    FilePass pass =
        new FilePass(
            authority,
            REGION.datasets().get("cin-census"),
            REGION.pipelines().get("cin-census"),
            Set.of("PAN"),
            Period.ofYear(returnYear),
            file,
            scratch,
            limits,
            PseudonymKeys.NONE,
            errors);
    try {
      if (pass.read() == 0) {
        return List.of();
      }
      pass.prepare();
      return pass.write();
    } catch (UnreadableFileException reason) {
      errors.add(FilePass.errorOf(reason));
      return List.of();
    }
  }

  /** As lines that a person can compare. */
  List<String> told() {
    List<String> lines = new ArrayList<>();
    for (Map<String, String> row : rows) {
      StringBuilder line = new StringBuilder("row " + row.get("row") + ":");
      row.forEach(
          (name, value) -> {
            if (!name.equals("row") && !name.contains(".")) {
              line.append(' ').append(name).append('=').append(value);
            }
          });
      lines.add(line.toString());
    }
    for (StagedTable table : tables) {
      lines.add(
          "rows: "
              + table.rowsRead()
              + " read, "
              + table.rowsKept()
              + " kept, removed "
              + table.removed());
    }
    for (DataError error : errors.kept()) {
      StringBuilder line = new StringBuilder(error.type().code());
      if (error.xmlLine() > 0) {
        line.append(" line ").append(error.xmlLine()).append(' ').append(error.xmlPath());
      }
      if (!error.field().isEmpty()) {
        line.append(" [").append(error.field()).append(']');
      }
      lines.add((line + ": " + error.detail()).strip());
    }
    return lines;
  }

  static Path write(Path folder, String document) throws IOException {
    return Files.write(folder.resolve("given.xml"), document.getBytes(StandardCharsets.UTF_8));
  }
}
