package org.tributary.demo;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;

class BulkReturnsTest {

  private static final Dataset DATASET = GuideDataset.load();

  private static byte[] file(String table, int year, long rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BulkReturns returns = new BulkReturns(DATASET, year, 5);
    long written =
        table.equals("header") ? returns.header(rows, bytes) : returns.episodes(rows, bytes);
    assertThat(written).isEqualTo(bytes.size());
    return bytes.toByteArray();
  }

  private static List<CsvRecord> parse(byte[] file) {
    return CsvReader.builder().ofCsvRecord(new String(file, StandardCharsets.UTF_8)).stream()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {2022, 2024, 2025, 2026})
  void every_cell_is_what_its_field_asks_for(int year) throws IOException {
    for (String table : List.of("header", "episodes")) {
      List<Field> fields = InventedReturns.table(DATASET, table).fieldsIn(year);
      List<CsvRecord> rows = parse(file(table, year, 3_001));
      assertThat(rows).hasSize(3_002);
      assertThat(rows.get(0).getFields()).isEqualTo(fields.stream().map(Field::name).toList());
      for (CsvRecord row : rows.subList(1, rows.size())) {
        for (int i = 0; i < fields.size(); i++) {
          assertThat(FieldRules.accept(fields.get(i), year, row.getField(i))).isTrue();
        }
      }
    }
  }

  @Test
  void a_childs_episodes_follow_one_another_and_no_two_begin_on_one_day() throws IOException {
    List<CsvRecord> rows = parse(file("episodes", 2024, 6_000));
    Set<String> keys = new HashSet<>();
    for (int i = 1; i < rows.size(); i++) {
      CsvRecord row = rows.get(i);
      keys.add(row.getField(0) + row.getField(1));
      boolean last = i % BulkReturns.EPISODES_PER_CHILD == 0;
      assertThat(row.getField(7)).isEqualTo(last ? "" : rows.get(i + 1).getField(1));
    }
    assertThat(keys).hasSize(6_000);
  }

  @Test
  void the_same_bytes_come_again_and_a_child_stays_the_same_over_the_years() throws IOException {
    assertThat(file("episodes", 2024, 1_000)).isEqualTo(file("episodes", 2024, 1_000));
    assertThat(file("episodes", 2023, 1_000)).isNotEqualTo(file("episodes", 2024, 1_000));
    assertThat(file("header", 2023, 1_000)).isEqualTo(file("header", 2024, 1_000));
  }

  @Test
  void a_file_of_a_size_ends_with_the_row_that_reaches_it() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new BulkReturns(DATASET, 2024, 1).episodesOfSize(200_000, bytes);
    assertThat(bytes.size()).isBetween(200_000, 200_200);
    assertThat(bytes.toString(StandardCharsets.UTF_8)).endsWith("\r\n");
  }

  @Test
  @Tag("campaign")
  void a_million_rows_take_less_than_a_second() throws IOException {
    BulkReturns returns = new BulkReturns(DATASET, 2024, 1);
    returns.episodes(1_000_000, OutputStream.nullOutputStream());
    long begun = System.nanoTime();
    returns.episodes(5_000_000, OutputStream.nullOutputStream());
    double seconds = (System.nanoTime() - begun) / 1e9;
    assertThat(5_000_000 / seconds).as("rows a second").isGreaterThan(1_000_000);
  }
}
