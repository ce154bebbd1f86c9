package org.tributary.clean;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tributary.config.Problems;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.SchemaFiles;
import org.tributary.schema.Table;
import org.tributary.submission.CellText;

/** The lists' categories as the shipped schema has them, with the values that systems write. */
class AnnexAValuesTest {

  private static final int YEAR = 2024;
  private static final Dataset LISTS =
      SchemaFiles.load(Path.of("schemas"), new Problems()).get("annex-a");

  private record Read(String value, List<String> errors) {}

  @TestFactory
  Stream<DynamicTest> values_become_official_ones() throws IOException {
    List<NamedCsvRecord> cases;
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(Path.of("tests/cases/annex-a/values.csv"))) {
      cases = csv.stream().toList();
    }
    assertThat(cases).hasSizeGreaterThan(150);
    return cases.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getField("field") + ": " + row.getField("raw"), () -> check(row)));
  }

  private static void check(NamedCsvRecord row) {
    Read read = read(field(row.getField("table"), row.getField("field")), row.getField("raw"));
    assertThat(read.value()).as(row.getField("why")).isEqualTo(row.getField("expected"));
    String error = row.getField("error");
    if (error.isEmpty()) {
      assertThat(read.errors()).isEmpty();
    } else {
      assertThat(read.errors()).singleElement().asString().startsWith(error);
    }
  }

  @Test
  void every_official_value_and_every_label_is_read_as_its_own() {
    for (Table table : LISTS.tables()) {
      for (Field field : table.fields()) {
        if (field.kind() == Kind.CATEGORY) {
          for (Code code : field.codes()) {
            assertThat(read(field, code.code()).value()).isEqualTo(code.code());
            for (String label : code.labels()) {
              assertThat(read(field, label).value()).as(label).isEqualTo(code.code());
            }
          }
        }
      }
    }
  }

  private static Field field(String table, String name) {
    return LISTS.tables().stream()
        .filter(candidate -> candidate.name().equals(table))
        .flatMap(candidate -> candidate.fields().stream())
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Read read(Field field, String raw) {
    ErrorLog errors = new ErrorLog();
    FieldCheck check = FieldCheck.compile("list", field, 0, YEAR, "xlsx", errors);
    CellText cell = new CellText();
    check.clean(raw.toCharArray(), 0, raw.length(), 2, cell);
    return new Read(cell.toString(), errors.kept().stream().map(AnnexAValuesTest::told).toList());
  }

  private static String told(DataError error) {
    return error.type().code() + ":" + error.detail();
  }
}
