package org.tributary.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.authority.LocalAuthority;
import org.tributary.demo.CinCensusReturns;
import org.tributary.demo.MessyCensuses;
import org.tributary.demo.MessyFiles.MessyFile;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorType;
import org.tributary.read.Limits;

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

  @Test
  void a_messy_census_is_told_its_own_mistakes_and_no_others() throws IOException {
    Set<ErrorType> all = EnumSet.noneOf(ErrorType.class);
    for (String code : List.of("821", "822", "873", "881", "919", "926", "950")) {
      LocalAuthority authority =
          new LocalAuthority(code, "Town", "Nowhere", "t-" + code, List.of());
      for (MessyFile messy : MessyCensuses.of(CensusFile.dataset(), authority)) {
        int year = Integer.parseInt(messy.path().substring(4, 8));
        Path file = Files.write(scratch.resolve("messy.xml"), messy.bytes());
        CensusFile census = CensusFile.read(file, year, authority, Limits.USUAL, scratch);
        assertThat(census.errors().counts().keySet())
            .as(messy.path())
            .containsAll(messy.expected())
            .allMatch(type -> type == ErrorType.READ_AS || messy.expected().contains(type));
        all.addAll(messy.expected());
      }
    }
    assertThat(all).hasSizeGreaterThan(6);
  }

  private static void hasItsDateInItsColumn(Map<String, String> row) {
    String type = row.get("Type");
    if (!type.equals("CPPreviewDate")) {
      assertThat(row).containsEntry(type, row.get("Date"));
    }
  }
}
