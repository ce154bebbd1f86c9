package org.tributary.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.publish.PublishedFile;

/** A good package is passed by others' tools, and a broken one is refused. */
class PackageProofTest {

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    PackageProof.assumeInstalled();
    InventedRelease.write(folder);
  }

  private List<String> problems() throws IOException {
    return PackageProof.of(folder).problems();
  }

  @Test
  void a_package_of_ours_is_passed_by_every_tool() throws IOException {
    assertThat(problems()).isEmpty();
  }

  @Test
  void a_row_that_refers_to_nothing_is_refused_by_the_data_package_tools() throws IOException {
    InventedRelease.replaceData(folder, "STAR_factEpisode_part2.csv", ",U2,", ",U9,");
    assertThat(problems())
        .contains("star_factepisode_part2: a foreign key leads nowhere row 2")
        .contains("data/STAR_factEpisode.parquet: other rows than its CSV");
  }

  @Test
  void a_code_that_is_not_in_its_list_is_refused_by_the_data_package_tools() throws IOException {
    InventedRelease.replaceData(folder, "STAR_dimLookedAfterChild.csv", "B2_822,2", "B2_822,9");
    assertThat(problems())
        .anyMatch(line -> line.startsWith("star_dimlookedafterchild: constraint enum row 4"));
  }

  @Test
  void another_hash_is_refused() throws IOException {
    InventedRelease.replace(folder.resolve("data/STAR_dimPlacement.csv"), "friends", "Friends");
    assertThat(problems()).contains("data/STAR_dimPlacement.csv: another hash");
  }

  @Test
  void a_key_that_is_there_twice_is_refused_by_the_data_package_tools() throws IOException {
    InventedRelease.replaceData(folder, "STAR_dimLookedAfterChild.csv", "\r\n2,B2", "\r\n1,B2");
    assertThat(problems()).contains("star_dimlookedafterchild: a key is there twice row 4");
  }

  @Test
  void a_value_of_another_type_is_refused_by_the_data_package_tools() throws IOException {
    InventedRelease.replaceData(folder, "STAR_dimDate.csv", "2024-01-02,2024", "2024-01-02,then");
    assertThat(problems())
        .anyMatch(line -> line.startsWith("star_dimdate: another type row 3"))
        .contains("data/STAR_dimDate.parquet: DuckDB refuses the file or a CSV of it");
  }

  @Test
  void a_blank_where_a_value_must_be_is_refused_by_the_data_package_tools() throws IOException {
    InventedRelease.replaceData(folder, "STAR_dimLookedAfterChild.csv", "A1_821", "");
    assertThat(problems())
        .anyMatch(line -> line.startsWith("star_dimlookedafterchild: constraint required row 3"));
  }

  @Test
  void a_descriptor_that_the_standard_does_not_know_is_refused() throws IOException {
    InventedRelease.replace(
        folder.resolve("datapackage.json"), "\"type\" : \"boolean\"", "\"type\" : \"yes\"");
    assertThat(problems())
        .anyMatch(line -> line.startsWith("datapackage.json: /resources/2/schema/fields/2/type"));
  }

  @Test
  void a_file_that_nobody_described_is_refused() throws IOException {
    Files.writeString(folder.resolve("data/notes.txt"), "x");
    assertThat(problems()).containsExactly("data: other files than described");
  }

  @Test
  void a_relationship_of_the_model_without_its_key_is_refused() throws IOException, SQLException {
    Path parquet = folder.resolve("data/STAR_dimPlacement.parquet");
    PublishedFile before = InventedRelease.file(parquet, 3);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = connection.createStatement()) {
      sql.execute("CREATE TABLE t AS SELECT * FROM '" + parquet + "' WHERE PlacementCode <> 'U2'");
      sql.execute("COPY t TO '" + parquet + "' (FORMAT parquet)");
    }
    InventedRelease.replace(
        folder.resolve("datapackage-parquet.json"),
        before.sha256(),
        InventedRelease.file(parquet, 2).sha256());
    assertThat(problems())
        .contains(
            "relationships.tmdl: factEpisode.PlacementCode dimPlacement.PlacementCode: 1 rows lead"
                + " nowhere");
  }

  @Test
  void a_second_active_way_in_the_model_is_refused() throws IOException {
    InventedRelease.replace(
        folder.resolve("power-bi/STAR.SemanticModel/definition/relationships.tmdl"),
        "\tisActive: false\n",
        "");
    assertThat(problems()).containsExactly("relationships.tmdl: two active ways from factEpisode");
  }

  @Test
  void a_column_that_the_dictionary_forgets_is_refused() throws IOException {
    InventedRelease.replace(folder.resolve("dictionary.csv"), ",MonthName,", ",Month,");
    assertThat(problems()).containsExactly("dictionary.csv: other columns than described");
  }
}
