package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.output.Output;
import org.tributary.pipeline.DerivedOutput;
import org.tributary.pipeline.OutputField;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.schema.Table;

/**
 * Every line of the summary of an assessment, by itself: an assessment with that answer and no
 * other has the question in the column that the line says, and nothing in another. A question that
 * is spelt otherwise in the list would be nowhere.
 */
class CansSummaryTest {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 4);

  /** One line of the list. */
  private record Line(String field, String value, String column) {}

  @TempDir Path scratch;

  @TestFactory
  List<DynamicTest> each_answer_stands_in_its_column_and_in_no_other() {
    Region region = Shipped.region();
    List<DynamicTest> tests = new ArrayList<>();
    for (Output.Derived output : region.outputs("PAN", DAY).derived()) {
      output.output().data().stream()
          .filter(data -> data.name().equals("summary"))
          .forEach(
              data ->
                  tests.add(
                      DynamicTest.dynamicTest(
                          output.name(), () -> each(region, output, lines(output, data)))));
    }
    assertThat(tests).hasSize(2);
    return tests;
  }

  private static List<Line> lines(Output.Derived output, DerivedOutput.Data data) {
    assertThat(data.columns()).containsExactly("table_name", "field", "value", "summary_column");
    List<Line> lines =
        data.rows().stream()
            .filter(row -> row.get(0).equals(output.source().table()))
            .map(row -> new Line(row.get(1), row.get(2), row.get(3)))
            .toList();
    assertThat(lines).hasSizeGreaterThan(50);
    return lines;
  }

  private void each(Region region, Output.Derived output, List<Line> lines) throws IOException {
    List<OutputField> fields = output.source().fields();
    Set<String> known = fields.stream().map(OutputField::name).collect(Collectors.toSet());
    assertThat(lines).allSatisfy(line -> assertThat(known).contains(line.field()));

    Path source = scratch.resolve("source.parquet");
    Path folder = scratch;
    Path made;
    try (Database database = Database.open(scratch, "500MB")) {
      // Rows that are put in one by one: SQL that says all of them takes a minute to be understood.
      database.execute("invent", "CREATE TABLE assessments (" + columns(fields) + ")");
      for (int i = 0; i < lines.size(); i++) {
        database.execute(
            "invent", "INSERT INTO assessments BY NAME " + assessment(lines.get(i), i));
      }
      database.execute("invent", "COPY assessments TO " + Sql.path(source) + Sql.PARQUET);
      Table schema =
          region.dataset(output.dataset()).tables().stream()
              .filter(table -> table.name().equals(output.source().table()))
              .findFirst()
              .orElseThrow();
      made =
          new DerivedTables(database)
              .derive(output, schema, source, Map.of(), folder).compiled().files().stream()
                  .filter(file -> Output.isParquet(file.name()))
                  .findFirst()
                  .orElseThrow()
                  .path();
    }
    Set<String> columns = new HashSet<>();
    lines.forEach(line -> columns.add(line.column()));
    List<Map<String, String>> said = new ArrayList<>();
    try (Database database = Database.open(scratch, "500MB")) {
      said.addAll(
          database.query(
              "read",
              "SELECT "
                  + columns.stream().map(Sql::name).collect(Collectors.joining(", "))
                  + " FROM read_parquet("
                  + Sql.path(made)
                  + ") ORDER BY \"Year\"",
              row -> {
                Map<String, String> filled = new TreeMap<>();
                for (String column : columns) {
                  String text = row.getString(column);
                  if (text != null) {
                    filled.put(column, text);
                  }
                }
                return filled;
              }));
    }
    List<Map<String, String>> wanted =
        lines.stream().map(line -> Map.of(line.column(), line.field())).toList();
    assertThat(said).isEqualTo(wanted);
  }

  private static String columns(List<OutputField> fields) {
    return fields.stream()
        .map(field -> Sql.name(field.name()) + " " + UseCaseTables.type(field.type()))
        .collect(Collectors.joining(", "));
  }

  /** Known again by its year; the other fields are blank. */
  private static String assessment(Line line, int number) {
    return "SELECT "
        + Sql.text(line.value())
        + " AS "
        + Sql.name(line.field())
        + ", "
        + number
        + " AS "
        + Sql.name("Year");
  }
}
