package org.tributary.opendata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tributary.compile.Databases;
import org.tributary.compile.Sql;

/** Tables as text that a person can compare. */
final class Tables {

  private Tables() {}

  /** The rows of a Parquet file in their order, below the names of its columns. */
  static String csv(Databases databases, Path parquet) throws IOException {
    Path csv = parquet.resolveSibling(parquet.getFileName() + ".csv");
    databases.use(
        database ->
            database.execute(
                "show a table",
                "COPY (SELECT * FROM read_parquet("
                    + Sql.path(parquet)
                    + ")) TO "
                    + Sql.path(csv)
                    + " (FORMAT csv, HEADER true)"));
    String text = Files.readString(csv);
    Files.delete(csv);
    return text;
  }
}
