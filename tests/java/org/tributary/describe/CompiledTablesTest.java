package org.tributary.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tributary.output.DescribedColumn;
import org.tributary.output.DescribedColumn.DescribedCode;
import org.tributary.output.DescribedColumn.Presence;
import org.tributary.output.DescribedTable;
import org.tributary.output.Outputs;
import org.tributary.pipeline.DerivedOutput;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.schema.Validity;

/** The shipped configuration, described. */
class CompiledTablesTest {

  private static final Region REGION = Shipped.region();

  private static DescribedTable table(String useCase, String dataset, String table) {
    Pipeline pipeline = REGION.pipelines().get(dataset);
    return CompiledTables.of(
        dataset + "_" + table,
        REGION.datasets().get(dataset),
        pipeline.table(table).orElseThrow(),
        pipeline.table(table).orElseThrow().repair().map(CompiledTablesTest::repair),
        useCase,
        5,
        List.of("a.csv", "a.parquet"));
  }

  private static String repair(String name) {
    try {
      return Files.readString(Path.of("config/outputs/repairs", name + ".sql"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static DescribedColumn column(DescribedTable table, String name) {
    return table.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<DescribedTable> all() {
    List<DescribedTable> all = new ArrayList<>();
    REGION
        .pipelines()
        .forEach(
            (dataset, pipeline) ->
                pipeline
                    .useCases()
                    .forEach(
                        useCase ->
                            pipeline.tables().stream()
                                .filter(table -> !table.keptFor(Set.of(useCase)).isEmpty())
                                .forEach(table -> all.add(table(useCase, dataset, table.name())))));
    return all;
  }

  @Test
  void every_table_and_column_of_every_use_case_is_told_in_words() {
    List<String> untold = new ArrayList<>();
    for (DescribedTable table : all()) {
      if (table.description().isBlank() || table.grain().isBlank()) {
        untold.add(table.name());
      }
      for (DescribedColumn column : table.columns()) {
        List<String> codes = column.codes().stream().map(DescribedCode::code).toList();
        if (column.description().isBlank()
            || column.clause().isEmpty()
            || codes.stream().anyMatch(String::isBlank)
            || codes.size() != Set.copyOf(codes).size()) {
          untold.add(table.name() + "." + column.name());
        }
      }
    }
    assertThat(all()).hasSizeGreaterThan(20);
    assertThat(untold).isEmpty();
  }

  @Test
  void a_cell_of_several_codes_has_no_list_that_would_refuse_it() {
    DescribedColumn column = column(table("PAN", "cin-census", "cin"), "Disabilities");
    assertThat(column.codes()).isEmpty();
    assertThat(column.description()).contains("Each is one of NONE (No disability), ");
  }

  @Test
  void a_column_says_what_was_added_and_taken_away() {
    DescribedTable header = table("PAN", "ssda903", "header");
    assertThat(column(header, "CHILD").description())
        .endsWith("The code of the authority stands behind it.");
    assertThat(column(header, "DOB").description())
        .endsWith("Shared as the first day of the month.");
    assertThat(column(header, "LA"))
        .extracting(DescribedColumn::description, DescribedColumn::presence)
        .containsExactly("The name of the authority that submitted the row.", Presence.ALWAYS);
    assertThat(column(header, "DOB").presence()).isEqualTo(Presence.MAY_BE_BLANK);
  }

  @Test
  void codes_of_every_year_are_listed_with_their_labels() {
    assertThat(column(table("PAN", "ssda903", "header"), "SEX").codes())
        .contains(new DescribedCode("1", "Male", new Validity(0, 2025)))
        .extracting(DescribedCode::code)
        .contains("M", "F");
    assertThat(column(table("PAN", "ssda903", "header"), "SEX").codes())
        .contains(new DescribedCode("M", "Male", new Validity(2025, Integer.MAX_VALUE)));
  }

  @Test
  void codes_that_no_cell_may_name_in_words_are_explained_all_the_same() {
    assertThat(column(table("PAN", "ssda903", "episodes"), "LS").codes())
        .extracting(DescribedCode::code, DescribedCode::label)
        .contains(tuple("C1", "Interim care order"), tuple("E1", "Placement order granted"));
  }

  @Test
  void codes_that_a_repair_writes_are_among_those_of_its_fields() {
    DescribedTable episodes = table("SUFFICIENCY", "ssda903", "episodes");
    assertThat(column(episodes, "REC").codes()).extracting(DescribedCode::code).contains("E99");
    assertThat(column(episodes, "REASON_PLACE_CHANGE").codes())
        .extracting(DescribedCode::code)
        .contains("LIIAF");
    assertThat(column(episodes, "RNE").codes())
        .extracting(DescribedCode::code)
        .doesNotContain("E99", "LIIAF");
  }

  @Test
  void a_table_of_the_newest_rows_says_so() {
    DescribedTable all = table("PAN", "annex-a", "list_1");
    DescribedTable newest = CompiledTables.newestOf(all);
    assertThat(newest.description()).startsWith(all.description()).endsWith("newest is here.");
    assertThat(newest.columns()).isEqualTo(all.columns());
  }

  @Test
  void a_derived_output_is_described_by_what_it_was_made_from() {
    Pipeline pipeline = REGION.pipelines().get("cin-census");
    for (DerivedOutput output : pipeline.derived()) {
      PipelineTable made =
          Outputs.derived("CIN", pipeline, output, REGION.pipelines().values())
              .rules(List.of("1A"));
      DescribedTable table =
          CompiledTables.of(
              "x", REGION.datasets().get("cin-census"), output, made, Map.of(), 1, List.of());
      assertThat(table.columns()).hasSameSizeAs(made.fields());
      assertThat(table.columns())
          .extracting(DescribedColumn::description)
          .allMatch(words -> !words.isBlank());
      if (output.codesOf().isPresent()) {
        assertThat(column(table, "1A").description())
            .startsWith("1 where ")
            .endsWith("otherwise 0.");
      }
    }
  }
}
