package org.tributary.describe;

import java.util.List;
import org.tributary.output.DescribedTable;
import org.tributary.pipeline.Measure;

/** What a release's package has for people who ask its Parquet files in SQL. */
final class Queries {

  private final ReleaseContents contents;

  Queries(ReleaseContents contents) {
    this.contents = contents;
  }

  /** Gives each table its own name, seen from the package's folder. */
  String tablesSql() {
    StringBuilder sql =
        new StringBuilder(
            "-- Each table under its own name. Start in this folder: duckdb -init tables.sql\n");
    for (DescribedTable table : contents.tables()) {
      sql.append(
          "CREATE OR REPLACE VIEW \"%s\" AS FROM '%s%s';\n"
              .formatted(
                  table.name().replace("\"", "\"\""),
                  ReleasePackage.DATA,
                  contents.parquet(table).name().replace("'", "''")));
    }
    return sql.toString();
  }

  /** What reports ask, in both languages. */
  String measuresCsv() {
    CsvText csv = new CsvText(List.of("table", "folder", "measure", "description", "sql", "dax"));
    for (DescribedTable table : contents.tables()) {
      for (Measure measure : table.forReports().measures()) {
        csv.row(
            List.of(
                table.name(),
                measure.folder(),
                measure.name(),
                measure.description(),
                measure.sql(),
                measure.dax()));
      }
    }
    return csv.end();
  }
}
