package org.tributary.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.compile.Database;
import org.tributary.compile.Databases;
import org.tributary.compile.OpenDataImport;
import org.tributary.compile.Sql;
import org.tributary.compile.StarTables;
import org.tributary.opendata.Finding;
import org.tributary.opendata.Imported;
import org.tributary.opendata.OpenData;
import org.tributary.opendata.Version;
import org.tributary.region.Region;
import org.tributary.region.Shipped;

/** The demo's open data is imported by the shipped configuration and fits the demo's returns. */
class InventedOpenDataTest {

  private static final int NEWEST_YEAR = 2026;

  @TempDir private Path scratch;

  private static final Region REGION = Shipped.region();

  /** What the star schema asks for; what the upload account looks up in is another matter. */
  private static final OpenData ASKED =
      REGION.openData().making(REGION.starSchemas().get("sufficiency").openData().keySet());

  private Map<String, byte[]> files() {
    return new InventedOpenData(REGION.authorities().values(), NEWEST_YEAR).files();
  }

  @Test
  void the_same_authorities_give_the_same_bytes() {
    Map<String, byte[]> again = files();
    files().forEach((name, bytes) -> assertThat(again.get(name)).as(name).isEqualTo(bytes));
    assertThat(again).hasSize(3 + 4 * 3);
  }

  @Test
  void it_is_read_without_complaint_and_knows_sectors_and_providers_of_the_returns()
      throws IOException {
    Map<String, Path> written = written();
    try (Databases databases = new Databases(scratch, "256MB", 1)) {
      Imported imported = new OpenDataImport(databases).read(ASKED, written, scratch);
      // Ofsted's smaller files do not have every column, and that is said.
      assertThat(imported.findings())
          .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.COLUMN_ABSENT));
      assertThat(imported.versions()).extracting(Version::file).containsAll(written.keySet());
      assertThat(rows(databases, imported, "ons_areas", "true")).isEqualTo(27);
      assertThat(rows(databases, imported, "postcodes", "la_code IS NOT NULL AND imd > 0"))
          .isEqualTo(580);
      assertThat(rows(databases, imported, "ofsted_providers", "places > 0")).isEqualTo(108);
      assertThat(rows(databases, imported, "ofsted_providers", "closed_date IS NOT NULL"))
          .isBetween(1L, 20L);
      assertThat(rows(databases, imported, "ofsted_inspections", "effectiveness <> ''"))
          .isGreaterThan(500);
      Random random = new Random(1);
      for (int i = 0; i < 50; i++) {
        String sector = InventedReturns.postcode(random).replaceFirst("..$", "");
        assertThat(rows(databases, imported, "postcodes", "sector = " + Sql.text(sector)))
            .isEqualTo(1);
        String urn = InventedOpenData.urn(random);
        assertThat(rows(databases, imported, "ofsted_providers", "urn = " + Sql.text(urn)))
            .as("the last digit 0 is not listed")
            .isEqualTo(urn.endsWith("0") ? 0 : 1);
      }
    }
  }

  @Test
  void the_star_schema_finds_every_area_provider_and_judgement_in_it() throws IOException {
    Path built = Files.createDirectories(scratch.resolve("built"));
    try (Databases databases = new Databases(scratch, "500MB", 1);
        Database own = Database.open(scratch, "500MB")) {
      Imported imported = new OpenDataImport(databases).read(ASKED, written(), scratch);
      new StarTables(databases)
          .build(
              own,
              REGION.starSchemas().get("sufficiency"),
              REGION.pipelines().get("ssda903"),
              REGION.datasets().get("ssda903"),
              imported.tables(),
              Map.of(),
              "SUFFICIENCY",
              (output, parquet) -> StarTables.Standing.NEW,
              built);
      assertThat(
              made(databases, built, "dimPostcode", "PostcodeKey <> -1 AND LSOA2011 <> 'Unknown'"))
          .isEqualTo(580);
      assertThat(made(databases, built, "dimOfstedProvider", "ONSAreaCode <> 'Unknown'"))
          .isEqualTo(108);
      assertThat(made(databases, built, "factOfstedInspection", "OfstedEffectivenessKey <> -1"))
          .isEqualTo(rows(databases, imported, "ofsted_inspections", "true"));
    }
  }

  private Map<String, Path> written() throws IOException {
    Map<String, Path> written = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      written.put(file.getKey(), Files.write(scratch.resolve(file.getKey()), file.getValue()));
    }
    return written;
  }

  private static long made(Databases databases, Path folder, String table, String which)
      throws IOException {
    return rows(databases, folder.resolve("SUFFICIENCY_" + table + ".parquet"), which);
  }

  private static long rows(Databases databases, Imported imported, String table, String which)
      throws IOException {
    return rows(databases, imported.tables().get(table), which);
  }

  private static long rows(Databases databases, Path parquet, String which) throws IOException {
    Path found = parquet.resolveSibling("found.csv");
    return databases.use(
        database ->
            database.execute(
                "count rows",
                "COPY (SELECT * FROM read_parquet("
                    + Sql.path(parquet)
                    + ") WHERE "
                    + which
                    + ") TO "
                    + Sql.path(found)));
  }
}
