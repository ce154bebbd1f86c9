package org.tributary.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tributary.config.Problems;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Table;

/** The configuration and the schemas as they are shipped. */
class ShippedConfigurationTest {

  private static Region region() {
    Problems problems = new Problems();
    Optional<Region> region = RegionFiles.load(Path.of("config"), Path.of("schemas"), problems);
    assertThat(problems.all()).isEmpty();
    return region.orElseThrow();
  }

  private static List<String> codes(Dataset dataset, String table, String field, int year) {
    Table found =
        dataset.tables().stream().filter(one -> one.name().equals(table)).findFirst().orElseThrow();
    Field definition =
        found.fieldsIn(year).stream()
            .filter(one -> one.name().equals(field))
            .findFirst()
            .orElseThrow();
    return definition.codesIn(year).stream().map(Code::code).toList();
  }

  @Test
  void it_has_no_problem() {
    assertThat(region().authorities()).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void the_return_on_children_looked_after_has_eleven_tables_the_last_since_2024() {
    Dataset dataset = region().datasets().get("ssda903");
    assertThat(dataset.tables()).hasSize(11);
    assertThat(dataset.tablesIn(2023)).hasSize(10);
    assertThat(dataset.tablesIn(2024)).hasSize(11);
  }

  @Test
  void codes_hold_in_their_years() {
    Dataset dataset = region().datasets().get("ssda903");
    assertThat(codes(dataset, "header", "SEX", 2024)).containsExactly("1", "2");
    assertThat(codes(dataset, "header", "SEX", 2025)).containsExactly("M", "F", "U");
    assertThat(codes(dataset, "episodes", "PLACE", 2024)).contains("H5").doesNotContain("K3");
    assertThat(codes(dataset, "episodes", "PLACE", 2025)).contains("K3").doesNotContain("H5");
    assertThat(codes(dataset, "episodes", "PLACE", 2026)).contains("Z11", "Z12", "Z13", "Z14");
    assertThat(codes(dataset, "episodes", "REASON_PLACE_CHANGE", 2019)).contains("CUSTOD");
  }

  @Test
  void an_officer_is_told_in_words_what_a_pattern_asks_for() {
    assertThat(
            region().datasets().values().stream()
                .flatMap(dataset -> dataset.tables().stream())
                .flatMap(table -> table.fields().stream())
                .filter(field -> field.pattern().isPresent()))
        .isNotEmpty()
        .allSatisfy(field -> assertThat(field.patternSays()).as(field.name()).isPresent());
  }

  @Test
  void a_table_that_no_use_case_keeps_keeps_no_field() {
    Region region = region();
    assertThat(
            region
                .pipelines()
                .get("ssda903")
                .table("ad1")
                .orElseThrow()
                .keptFor(region.useCases().keySet()))
        .isEmpty();
  }
}
