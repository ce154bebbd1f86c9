package org.tributary.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.authority.LocalAuthority;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.Severity;
import org.tributary.read.Limits;
import org.tributary.read.UnreadableFileException;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Table;
import org.tributary.submission.Period;
import org.tributary.submission.StagedTable;
import org.tributary.upload.FilePass;
import org.tributary.upload.PseudonymKeys;

class AnnexAReturnsTest {

  private static final Region REGION = Shipped.region();
  private static final Dataset LISTS = REGION.datasets().get(AnnexAReturns.DATASET);
  private static final YearMonth MONTH = YearMonth.of(2026, 2);

  @TempDir Path scratch;

  private static Map<String, byte[]> files(LocalAuthority authority) {
    return new AnnexAReturns(LISTS, authority, 7, 300).filesOf(MONTH);
  }

  @TestFactory
  Stream<DynamicTest> what_a_system_writes_is_read_without_an_error() {
    return REGION.authorities().values().stream()
        .map(authority -> DynamicTest.dynamicTest(authority.name(), () -> check(authority)));
  }

  private void check(LocalAuthority authority) throws IOException, UnreadableFileException {
    Set<String> tables = new TreeSet<>();
    for (Map.Entry<String, byte[]> file : files(authority).entrySet()) {
      Path bytes = Files.write(scratch.resolve("file"), file.getValue());
      ErrorLog errors = new ErrorLog();
      FilePass pass =
          new FilePass(
              authority,
              LISTS,
              REGION.pipelines().get(AnnexAReturns.DATASET),
              Set.of("PAN"),
              new Period(2026, OptionalInt.of(2), Optional.empty(), Optional.empty()),
              bytes,
              scratch,
              Limits.USUAL,
              PseudonymKeys.NONE,
              errors);
      assertThat(pass.read()).as(file.getKey()).isPositive();
      pass.prepare();
      for (StagedTable table : pass.write()) {
        tables.add(table.table());
        assertThat(table.rowsRead()).isPositive();
      }
      assertThat(errors.kept())
          .filteredOn(error -> error.type().severity() != Severity.INFORMATION)
          // A cover sheet is no list.
          .filteredOn(error -> !error.detail().endsWith("of sheet 1."))
          .isEmpty();
    }
    assertThat(tables).hasSize(11);
  }

  @Test
  void the_authorities_of_the_region_write_in_different_manners() {
    assertThat(REGION.authorities().values())
        .extracting(authority -> String.join(" ", files(authority).keySet()))
        .anyMatch(names -> names.startsWith("Annex_A_2026_Feb"))
        .anyMatch(names -> names.contains("Ofsted"))
        .anyMatch(names -> names.startsWith("Feb 2026 ANNEX"))
        .anyMatch(names -> names.contains(".csv"));
  }

  @Test
  void values_are_written_as_the_dataset_lists_them_or_as_the_guide_has_them() {
    for (LocalAuthority authority : REGION.authorities().values()) {
      AnnexAReturns returns = new AnnexAReturns(LISTS, authority, 7, 100);
      Set<String> invented = new TreeSet<>();
      for (Table table : LISTS.tablesIn(2026)) {
        List<Field> fields = table.fieldsIn(2026);
        returns
            .rows(table, MONTH)
            .forEach(
                row -> {
                  for (int i = 0; i < fields.size(); i++) {
                    Field field = fields.get(i);
                    String cell = row.get(i);
                    if (field.kind() == Kind.CATEGORY
                        && !cell.isEmpty()
                        && field.codes().stream()
                            .noneMatch(
                                code ->
                                    code.code().equals(cell) || code.spellings().contains(cell))) {
                      invented.add(field.name() + ": " + cell);
                    }
                  }
                });
      }
      assertThat(invented).as(authority.name()).isEmpty();
    }
  }

  @Test
  void the_same_seed_gives_the_same_bytes() {
    for (LocalAuthority authority : List.copyOf(REGION.authorities().values())) {
      assertThat(files(authority)).containsExactlyEntriesOf(files(authority));
    }
  }
}
