package org.tributary.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.demo.CinCensusReturns;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;

/** An invented census goes through the shipped schema without a word, in every year of the demo. */
class CinCensusReturnsTest {

  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(ints = {2022, 2023, 2024, 2025, 2026})
  void an_invented_census_is_read_without_an_error(int year) throws IOException {
    CinCensusReturns returns =
        new CinCensusReturns(CensusFile.dataset(), CensusFile.BEDFORD, 5, 400);
    Path file = Files.write(scratch.resolve("census.xml"), returns.file(year));
    CensusFile census = CensusFile.read(file, year, scratch);
    assertThat(census.errors().kept())
        .extracting(DataError::type)
        .containsExactly(ErrorType.READ_AS);
    assertThat(census.rows()).hasSizeGreaterThan(300);
    Set<String> types =
        census.rows().stream().map(row -> row.get("Type")).collect(Collectors.toSet());
    assertThat(types).hasSize(10);
    assertThat(census.rows())
        .extracting(row -> row.getOrDefault("GenderCurrent", ""))
        .containsOnly("M", "F", "U");
    assertThat(census.rows()).allSatisfy(CinCensusReturnsTest::hasItsDateInItsColumn);
    assertThat(returns.file(year)).isEqualTo(Files.readAllBytes(file));
  }

  private static void hasItsDateInItsColumn(Map<String, String> row) {
    String type = row.get("Type");
    if (!type.equals("CPPreviewDate")) {
      assertThat(row).containsEntry(type, row.get("Date"));
    }
  }
}
