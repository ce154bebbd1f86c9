package org.tributary.proof;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.tributary.compile.Database;
import org.tributary.publish.PublishedFile;

/**
 * The files of one table, fetched to this machine.
 *
 * @param csv the CSV or its parts, in order
 * @param spelling how texts stand in the CSV
 */
record LocalTable(List<Part> csv, Optional<Part> parquet, Spelling spelling) {

  /** One file and where it lies here. */
  record Part(PublishedFile file, Path path) {}

  /** How a text stands in a CSV. */
  enum Spelling {
    AS_IT_IS,
    /** With an apostrophe before what a spreadsheet would take for a formula. */
    FOR_PEOPLE
  }

  /** A column of a Parquet file as DuckDB names its type. */
  record TypedColumn(String name, String type) {}

  LocalTable {
    csv = List.copyOf(csv);
  }

  List<Path> csvPaths() {
    return csv.stream().map(Part::path).toList();
  }

  /** The headers of a CSV; empty where there are none that can be read. */
  static List<String> headers(Path csv) throws IOException {
    try (CsvReader<CsvRecord> reader = CsvReader.builder().skipEmptyLines(false).ofCsvRecord(csv)) {
      Iterator<CsvRecord> rows = reader.iterator();
      return rows.hasNext() ? List.copyOf(rows.next().getFields()) : List.of();
    } catch (CsvParseException unreadable) {
      return List.of();
    }
  }

  static List<TypedColumn> columns(Database database, Path parquet) {
    return new ArrayList<>(
        database.query(
            "look at the columns",
            "DESCRIBE SELECT * FROM " + SqlText.parquet(parquet),
            row -> new TypedColumn(row.getString(1), row.getString(2))));
  }
}
