package org.tributary.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tributary.region.Region;
import org.tributary.region.Shipped;

/** What the tables of a release and their files are called, and who says so. */
class OutputNamesTest {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 4);

  private static final Region REGION = Shipped.region();

  /** A name put together of a use case, a prefix that says a kind, a part's number, a pattern. */
  private static final Pattern COMPOSES =
      Pattern.compile(
          "(useCase|useCase\\(\\)|useCase\\.name\\(\\)|unit\\.name\\(\\)|prefix)\\s*\\+\\s*\"_\""
              + "|_DEDUP|DEDUP_|\"_star-|_part\\(|\"_part|_part\\[");

  /** A file of an output chosen by how its name ends. */
  private static final Pattern CHOOSES =
      Pattern.compile("endsWith\\(\\s*(\"\\.(csv|parquet)\"|CSV|PARQUET)|= \"\\.(csv|parquet)\"");

  @Test
  void nobody_else_composes_or_parses_a_name() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<Path> composing =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.endsWith("output/Output.java"))
              .filter(OutputNamesTest::composes)
              .toList();
      assertThat(composing).isEmpty();
    }
  }

  @Test
  void whoever_has_an_outputs_files_asks_it_which_is_which() throws IOException {
    for (String name : List.of("hub", "describe", "lineage", "overview", "audit")) {
      try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/tributary", name))) {
        assertThat(
                files
                    .filter(file -> file.toString().endsWith(".java"))
                    // It chooses among files of a configuration, some of which are CSV.
                    .filter(file -> !file.endsWith("audit/ConfigurationVersion.java"))
                    .filter(file -> holds(CHOOSES, file)))
            .isEmpty();
      }
    }
  }

  private static boolean composes(Path file) {
    return holds(COMPOSES, file);
  }

  private static boolean holds(Pattern pattern, Path file) {
    try {
      return pattern.matcher(Files.readString(file)).find();
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  @Test
  void the_newest_rows_and_the_tables_of_a_star_schema_have_names_of_their_own() {
    assertThat(REGION.outputs("PAN", DAY).ofReturns())
        .extracting(Output::name)
        .contains("PAN_annex_a_list_1", "PAN_DEDUP_annex_a_list_1", "PAN_ssda903_episodes");
    assertThat(REGION.outputs("SUFFICIENCY", DAY).stars())
        .extracting(Output::parquet)
        .contains("SUFFICIENCY_factEpisode.parquet");
  }

  @Test
  void no_two_outputs_of_a_region_have_one_name() {
    List<String> names =
        REGION.useCases().keySet().stream()
            .flatMap(useCase -> REGION.outputs(useCase, DAY).all().stream())
            .map(Output::name)
            .toList();
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(30);
  }

  @Test
  void the_parts_of_a_csv_are_found_in_order_and_the_typed_file_last() {
    Output output = REGION.outputs("PAN", DAY).ofReturns().get(0);
    Set<String> there =
        Set.of(
            output.name() + "_part2.csv",
            output.name() + "_part1.csv",
            output.name() + "_part4.csv",
            output.parquet());
    assertThat(output.files(there::contains))
        .containsExactly(
            output.name() + "_part1.csv", output.name() + "_part2.csv", output.parquet());
  }

  @Test
  void a_column_that_sql_takes_over_names_the_field_and_has_its_rules() {
    for (Output.BySql output : REGION.outputs("SUFFICIENCY", DAY).bySql()) {
      for (Output.Column column : output.columns()) {
        column
            .is()
            .ifPresent(
                is -> {
                  assertThat(output.reads()).contains(is.output());
                  assertThat(output.rules(List.of()).fields())
                      .filteredOn(field -> field.name().equals(column.name()))
                      .allMatch(field -> field.degrade().equals(is.field().degrade()));
                });
      }
    }
  }
}
