package org.tributary.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.config.Problems;
import org.tributary.errors.ErrorType;
import org.tributary.region.Region;
import org.tributary.region.RegionFiles;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Mark;
import org.tributary.schema.Table;

/**
 * Every table of rows of every shipped schema, with totals, notes and footers between its rows and
 * below them: each is set aside and counted, and its text is handed on nowhere.
 */
class SpoiledRowsTest {

  private static final int FILES = 4;

  private static final List<String> NO_RECORDS =
      List.of("Total", "Grand Total: 2", "Source: Inventedname", "(12 rows affected)", "-----");

  private static final List<String> TOTALS = List.of("Total", "TOTAL", "Inventedname", "Sub-total");

  @TempDir private Path scratch;

  private final Random random = new Random(18);

  private record Shipped(Dataset dataset, Table table) {

    List<Field> fields() {
      return table.fieldsIn(dataset.newestYear());
    }
  }

  private static Stream<Shipped> tables() {
    Problems problems = new Problems();
    Region region =
        RegionFiles.load(Path.of("config"), Path.of("schemas"), problems)
            .orElseThrow(() -> new IllegalStateException(problems.all().toString()));
    return region.datasets().values().stream()
        .flatMap(
            dataset ->
                dataset.tablesIn(dataset.newestYear()).stream()
                    .map(table -> new Shipped(dataset, table)))
        .filter(shipped -> shipped.table().document().isEmpty())
        .filter(shipped -> !shipped.table().rowNeeds().isEmpty())
        .filter(shipped -> shipped.fields().stream().anyMatch(field -> isDay(field)))
        // A form is one row.
        .filter(shipped -> !shipped.dataset().name().equals("cans"));
  }

  private static boolean isDay(Field field) {
    return field.kind() == Kind.DATE && field.format().equals("%d/%m/%Y");
  }

  private static String right(Field field) {
    if (isDay(field)) {
      return "27/03/2015";
    }
    boolean named =
        field.kind() == Kind.STRING
            && field.pattern().map(form -> form.matcher("1001").matches()).orElse(true);
    return named ? "1001" : "";
  }

  /** A row with one text in it, wherever a text may stand. */
  private List<String> noRecord(List<Field> fields) {
    List<String> cells = new ArrayList<>(Collections.nCopies(fields.size(), ""));
    cells.set(
        random.nextBoolean() ? 0 : random.nextInt(fields.size()),
        NO_RECORDS.get(random.nextInt(NO_RECORDS.size())));
    return cells;
  }

  private static String csv(List<List<String>> rows) {
    return rows.stream()
        .map(cells -> cells.stream().map(cell -> '"' + cell + '"').collect(Collectors.joining(",")))
        .collect(Collectors.joining("\r\n", "", "\r\n"));
  }

  private static String sheet(List<List<String>> rows) {
    StringBuilder sheet = new StringBuilder("<worksheet><sheetData>");
    for (List<String> cells : rows) {
      sheet.append("<row>");
      for (String cell : cells) {
        sheet
            .append("<c t=\"inlineStr\"><is><t>")
            .append(cell.replace("&", "&amp;"))
            .append("</t></is></c>");
      }
      sheet.append("</row>");
    }
    return sheet.append("</sheetData></worksheet>").toString();
  }

  /** A row that is right but for a word where the child's reference belongs. */
  private List<String> totalOf(List<Field> fields) {
    return fields.stream()
        .map(field -> field.mark().equals(Optional.of(Mark.PERSON_ID)) ? one(TOTALS) : right(field))
        .toList();
  }

  private String one(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  @TestFactory
  Stream<DynamicTest> what_tells_of_nobody_is_no_row() {
    return eachTable(fields -> noRecord(fields), ErrorType.NOT_A_ROW);
  }

  @TestFactory
  Stream<DynamicTest> numbers_beside_the_word_total_are_nobodys() {
    return eachTable(fields -> totalOf(fields), ErrorType.KEY_MISSING);
  }

  private Stream<DynamicTest> eachTable(
      Function<List<Field>, List<String>> spoiled, ErrorType reason) {
    return tables()
        .map(
            shipped ->
                DynamicTest.dynamicTest(
                    shipped.dataset().name() + " " + shipped.table().name(),
                    () -> {
                      for (int i = 0; i < FILES; i++) {
                        isSetAside(shipped, spoiled, reason);
                      }
                    }));
  }

  private void isSetAside(
      Shipped shipped, Function<List<Field>, List<String>> spoiled, ErrorType reason)
      throws IOException, UnreadableFileException {
    List<Field> fields = shipped.fields();
    List<List<String>> rows = new ArrayList<>();
    rows.add(fields.stream().map(Field::name).toList());
    List<Long> right = new ArrayList<>();
    long noRecords = 0;
    int last = 3 + random.nextInt(8);
    for (int line = 2; line <= last; line++) {
      // The first row fits, so that the headers are known to be its own.
      if (line > 2 && (line == last || random.nextInt(3) == 0)) {
        rows.add(spoiled.apply(fields));
        noRecords++;
      } else {
        rows.add(fields.stream().map(SpoiledRowsTest::right).toList());
        right.add((long) line);
      }
    }
    Path text = Files.writeString(scratch.resolve("rows.csv"), csv(rows));
    Path workbook = scratch.resolve("rows.xlsx");
    new WorkbookParts().sheet(sheet(rows)).write(workbook);
    for (Path file : List.of(text, workbook)) {
      Checked read = Checked.of(file, shipped.dataset(), shipped.dataset().newestYear());
      assertThat(read.rows().keySet()).as(rows.toString()).containsExactlyElementsOf(right);
      assertThat(read.count(reason)).as(rows.toString()).isEqualTo(noRecords);
      assertThat(read.reports()).hasSize(1);
      assertThat(read.reports().get(0).rowsRead()).isEqualTo(last - 1);
      assertThat(read.reports().get(0).removed()).containsOnly(Map.entry(reason, noRecords));
      assertThat(read.rows().values().stream().flatMap(List::stream))
          .noneMatch(cell -> NO_RECORDS.contains(cell) || TOTALS.contains(cell));
    }
  }
}
