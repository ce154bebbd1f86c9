package org.tributary.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Table;
import org.tributary.schema.Validity;

class InventedReturnsTest {

  private static final int YEAR = 2024;

  private static Field field(Kind kind) {
    List<Code> codes =
        Stream.of("A", "B")
            .map(code -> new Code(code, List.of(), new Validity(2024, 2025), Optional.empty()))
            .toList();
    String format =
        switch (kind) {
          case DATE -> "%d/%m/%Y";
          case TIME -> "%H:%M";
          case STRING, CATEGORY, INTEGER, DECIMAL, AGE, POSTCODE -> "";
        };
    return new Field(
        "VALUE",
        "",
        kind,
        true,
        List.of("VALUE"),
        format,
        Optional.empty(),
        Optional.of(new BigDecimal("3")),
        Optional.of(new BigDecimal("9")),
        OptionalInt.of(1),
        OptionalInt.of(6),
        codes,
        Validity.ALWAYS,
        Optional.empty(),
        Optional.empty());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void every_kind_of_field_gets_values_that_it_takes(Kind kind) {
    Field field = field(kind);
    Dataset dataset =
        new Dataset("invented", "", YEAR, YEAR, List.of(new Table("only", "", List.of(field))));
    String text =
        new String(new InventedReturns(dataset, 1, 200).file("only", YEAR), StandardCharsets.UTF_8);
    List<String> cells =
        CsvReader.builder().ofCsvRecord(text).stream().map(row -> row.getField(0)).toList();

    assertThat(cells).hasSize(201);
    assertThat(cells.subList(1, 201))
        .allSatisfy(cell -> assertThat(FieldRules.accept(field, YEAR, cell)).isTrue());
    assertThat(new HashSet<>(cells)).hasSizeGreaterThan(2);
  }

  @Test
  void every_table_and_year_of_a_return_can_be_invented() {
    Dataset dataset = GuideDataset.load();
    InventedReturns returns = new InventedReturns(dataset, 3, 40);
    for (int year = dataset.firstYear(); year <= dataset.newestYear(); year++) {
      for (Table table : dataset.tablesIn(year)) {
        List<Field> fields = table.fieldsIn(year);
        List<CsvRecord> rows =
            CsvReader.builder()
                .ofCsvRecord(new String(returns.file(table.name(), year), StandardCharsets.UTF_8))
                .stream()
                .toList();
        assertThat(rows).hasSize(41);
        for (CsvRecord row : rows.subList(1, 41)) {
          for (int i = 0; i < fields.size(); i++) {
            assertThat(FieldRules.accept(fields.get(i), year, row.getField(i)))
                .as(fields.get(i).name() + " " + year)
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void a_field_that_may_be_blank_sometimes_is() {
    Field field = GuideDataset.load().tables().get(1).fields().get(12);
    Random random = new Random(4);
    Set<Boolean> blank = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      blank.add(InventedReturns.cell(field, YEAR, random).isEmpty());
    }
    assertThat(field.mandatory()).isFalse();
    assertThat(blank).containsExactlyInAnyOrder(true, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "([A-Za-z]{2}|\\d{2})\\d{6}",
        "[A-Z]\\d{12}",
        "^[A-HJ-NP-Z][0-9]{11,12}[A-Z0-9]?$",
        "a+b*(?:c|d\\.)?",
        "[0-9-]{3,}",
        ""
      })
  void text_is_invented_for_the_patterns_that_schemas_use(String text) {
    Pattern pattern = Pattern.compile(text);
    Random random = new Random(9);
    for (int i = 0; i < 200; i++) {
      assertThat(PatternSample.of(pattern, random)).matches(pattern);
    }
  }

  @Test
  void a_pattern_out_of_reach_is_refused() {
    Pattern backReference = Pattern.compile("(a|b)\\1{5}");
    assertThatThrownBy(() -> PatternSample.of(backReference, new Random(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no text can be invented");
  }
}
