package org.tributary.read;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.config.Problems;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.SchemaFiles;
import org.tributary.schema.Table;

/** The headers of the lists as the shipped schema has them, and as systems write them. */
class AnnexAHeadersTest {

  private static final int YEAR = 2024;
  private static final Dataset LISTS =
      SchemaFiles.load(Path.of("schemas"), new Problems()).get("annex-a");

  @TempDir Path scratch;

  private record Found(List<String> tables, int[] columns, List<ErrorType> errors) {}

  private Found found(List<String> headers) throws IOException, UnreadableFileException {
    Path file = scratch.resolve("list.csv");
    try (CsvWriter csv = CsvWriter.builder().build(file)) {
      csv.writeRecord(headers);
      csv.writeRecord(Collections.nCopies(headers.size(), "x"));
    }
    ErrorLog errors = new ErrorLog();
    List<SubmittedTable> tables =
        SubmittedFile.open(file, "xlsx", LISTS, YEAR, Limits.USUAL, errors).tables();
    Files.delete(file);
    return new Found(
        tables.stream().map(table -> table.table().name()).toList(),
        tables.isEmpty() ? new int[0] : tables.get(0).columns(),
        errors.kept().stream().map(DataError::type).toList());
  }

  private static List<String> headers(Table table, UnaryOperator<String> written) {
    return table.fieldsIn(YEAR).stream().map(Field::name).map(written).toList();
  }

  @Test
  void every_accepted_header_names_its_field_and_no_other() throws Exception {
    for (Table table : LISTS.tables()) {
      List<Field> fields = table.fieldsIn(YEAR);
      for (int i = 0; i < fields.size(); i++) {
        for (String header : fields.get(i).headers()) {
          List<String> headers = new ArrayList<>(headers(table, name -> name));
          headers.set(i, header);
          Found found = found(headers);
          assertThat(found.tables()).as(header).containsExactly(table.name());
          assertThat(found.columns()[i]).isEqualTo(i);
          assertThat(found.errors()).as(header).containsExactly(ErrorType.READ_AS);
        }
      }
    }
  }

  @Test
  void case_spacing_and_punctuation_do_not_count() throws Exception {
    List<UnaryOperator<String>> manners =
        List.of(
            name -> name.toUpperCase(Locale.ROOT),
            name -> "  " + name.replace(" ", "  ") + "\u00a0",
            name -> name.replace(" ", "_").replace("'", "’"),
            name -> name.replaceAll("[?()/',.-]", ""),
            name -> name.replaceFirst(" ", "\n"),
            name -> name + ":");
    for (Table table : LISTS.tables()) {
      for (UnaryOperator<String> manner : manners) {
        Found found = found(headers(table, manner));
        assertThat(found.tables()).as(manner.apply("A b")).containsExactly(table.name());
      }
    }
  }

  @Test
  void headers_as_a_system_exports_them_name_every_field_of_their_list() throws Exception {
    List<UnaryOperator<String>> manners =
        List.of(
            name -> name,
            name -> name.toUpperCase(Locale.ROOT),
            name -> name.replaceAll("[?()/',.‘’-]", ""),
            name -> name.replace('‘', '\'').replace('’', '\''),
            name -> name.replace(" ", "_"));
    Map<String, List<String>> lists = new LinkedHashMap<>();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(Path.of("tests/cases/annex-a/headers.csv"))) {
      for (NamedCsvRecord row : rows) {
        lists
            .computeIfAbsent(row.getField("table"), unseen -> new ArrayList<>())
            .add(row.getField("header"));
      }
    }
    assertThat(lists).hasSize(11);
    for (Map.Entry<String, List<String>> list : lists.entrySet()) {
      for (UnaryOperator<String> manner : manners) {
        Found found = found(list.getValue().stream().map(manner).toList());
        assertThat(found.tables()).as(list.getKey()).containsExactly(list.getKey());
        assertThat(found.columns()).doesNotContain(-1).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void columns_may_stand_in_any_order_with_others_between() throws Exception {
    for (Table table : LISTS.tables()) {
      List<String> headers = new ArrayList<>(headers(table, name -> name));
      headers.add("Child's full name");
      headers.add("Comments");
      Collections.shuffle(headers, new Random(7));
      assertThat(found(headers).tables()).containsExactly(table.name());
    }
  }

  @Test
  void a_list_without_one_of_its_headers_is_none() throws Exception {
    for (Table table : LISTS.tables()) {
      List<String> headers = new ArrayList<>(headers(table, name -> name));
      headers.remove(headers.size() - 1);
      Found found = found(headers);
      assertThat(found.tables()).isEmpty();
      assertThat(found.errors()).containsExactly(ErrorType.UNIDENTIFIED_TABLE);
    }
  }
}
