package org.tributary.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.errors.ErrorType;
import org.tributary.region.Shipped;
import org.tributary.report.FileReport.TableReport;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Table;

/**
 * Every table of rows of every shipped schema, its dates exported with the month first: where one
 * of them gives that away, no date is handed on with day and month exchanged.
 */
class MonthFirstColumnsTest {

  private static final int FILES = 5;
  private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
  private static final DateTimeFormatter DAY_FIRST = DateTimeFormatter.ofPattern("dd/MM/yyyy");
  private static final DateTimeFormatter MONTH_FIRST = DateTimeFormatter.ofPattern("MM/dd/yyyy");
  private static final String STYLES =
      """
      <styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>
      """;

  @TempDir private Path scratch;

  private final Random random = new Random(18);

  /** A spreadsheet with the month first opened a text with the day first. */
  @TestFactory
  Stream<DynamicTest> days_that_a_spreadsheet_exchanged_are_not_handed_on() {
    return tables()
        .map(
            table ->
                DynamicTest.dynamicTest(
                    table.dataset().name() + " " + table.table().name(),
                    () -> {
                      for (int i = 0; i < FILES; i++) {
                        Rows rows = filled(table, 40);
                        Path file = scratch.resolve("returned");
                        new WorkbookParts()
                            .put("xl/styles.xml", STYLES)
                            .sheet(sheet(rows, MonthFirstColumnsTest::exchangedWherePossible))
                            .write(file);
                        Checked read = read(rows, file);
                        noneIsExchanged(rows, read);
                        assertThat(read.count(ErrorType.NOT_A_DATE))
                            .isEqualTo(
                                rows.all()
                                    .filter(day -> day.getDayOfMonth() <= 12 && !isOneDay(day))
                                    .count());
                      }
                    }));
  }

  /** How a programme writes the dates of a file. */
  private enum Way {
    TEXT,
    TEXT_IN_WORKBOOK,
    /** A spreadsheet with the day first opened the text, and made days of what it could. */
    HALF_CONVERTED
  }

  /** The rows of a table: by field the day, by row. */
  private record Rows(Dataset dataset, Table table, List<Map<String, LocalDate>> days) {

    List<Field> fields() {
      return table.fieldsIn(dataset.newestYear());
    }

    Map<String, LocalDate> row(long line) {
      return days.get(Math.toIntExact(line) - 2);
    }

    int place(String field) {
      return fields().stream().map(Field::name).toList().indexOf(field);
    }

    Stream<LocalDate> all() {
      return days.stream().flatMap(row -> row.values().stream());
    }
  }

  private static Stream<Rows> tables() {
    return Shipped.region().datasets().values().stream()
        .flatMap(
            dataset ->
                dataset.tablesIn(dataset.newestYear()).stream()
                    .filter(table -> table.document().isEmpty())
                    .map(table -> new Rows(dataset, table, List.of())))
        .filter(rows -> rows.fields().stream().anyMatch(MonthFirstColumnsTest::isDay))
        // A form is one row.
        .filter(rows -> !rows.dataset().name().equals("cans"));
  }

  private static boolean isDay(Field field) {
    return field.kind() == Kind.DATE && field.format().equals("%d/%m/%Y");
  }

  private Rows filled(Rows table, int rows) {
    LocalDate last = LocalDate.of(table.dataset().newestYear(), 3, 31);
    List<Map<String, LocalDate>> days = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      Map<String, LocalDate> row = new TreeMap<>();
      for (Field field : table.fields()) {
        if (isDay(field)) {
          row.put(field.name(), last.minusDays(random.nextInt(6_000)));
        }
      }
      days.add(row);
    }
    return new Rows(table.dataset(), table.table(), days);
  }

  private String csv(Rows rows, DateTimeFormatter form) {
    StringBuilder text = new StringBuilder();
    rows.fields().forEach(field -> text.append('"').append(field.name()).append("\","));
    for (Map<String, LocalDate> row : rows.days()) {
      text.append('\n');
      for (Field field : rows.fields()) {
        text.append(row.containsKey(field.name()) ? row.get(field.name()).format(form) : id(field));
        text.append(',');
      }
    }
    return text.append('\n').toString();
  }

  private static String id(Field field) {
    boolean named =
        field.kind() == Kind.STRING
            && field.pattern().map(form -> form.matcher("1001").matches()).orElse(true);
    return named ? "1001" : "";
  }

  private static String sheet(Rows rows, Function<LocalDate, String> written) {
    StringBuilder sheet = new StringBuilder("<worksheet><sheetData><row>");
    rows.fields().forEach(field -> sheet.append(text(field.name())));
    for (Map<String, LocalDate> row : rows.days()) {
      sheet.append("</row><row>");
      for (Field field : rows.fields()) {
        LocalDate day = row.get(field.name());
        sheet.append(day == null ? text(id(field)) : written.apply(day));
      }
    }
    return sheet.append("</row></sheetData></worksheet>").toString();
  }

  private static String cell(LocalDate day, Way way, DateTimeFormatter form) {
    if (way != Way.HALF_CONVERTED || form == MONTH_FIRST && day.getDayOfMonth() > 12) {
      return text(day.format(form));
    }
    return dateCell(form == MONTH_FIRST ? exchanged(day) : day);
  }

  private static String exchangedWherePossible(LocalDate day) {
    return day.getDayOfMonth() > 12 ? text(day.format(DAY_FIRST)) : dateCell(exchanged(day));
  }

  private static LocalDate exchanged(LocalDate day) {
    return LocalDate.of(day.getYear(), day.getDayOfMonth(), day.getMonthValue());
  }

  private static String text(String text) {
    return "<c t=\"inlineStr\"><is><t>" + text.replace("&", "&amp;") + "</t></is></c>";
  }

  private static String dateCell(LocalDate day) {
    return "<c s=\"1\"><v>" + ChronoUnit.DAYS.between(DAY_ZERO, day) + "</v></c>";
  }

  private Checked read(Rows rows, Way way, DateTimeFormatter form)
      throws IOException, UnreadableFileException {
    Path file = scratch.resolve("returned");
    if (way == Way.TEXT) {
      Files.writeString(file, csv(rows, form));
    } else {
      new WorkbookParts()
          .put("xl/styles.xml", STYLES)
          .sheet(sheet(rows, day -> cell(day, way, form)))
          .write(file);
    }
    return read(rows, file);
  }

  private static Checked read(Rows rows, Path file) throws IOException, UnreadableFileException {
    Checked read = Checked.of(file, rows.dataset(), rows.dataset().newestYear());
    assertThat(read.reports())
        .extracting(TableReport::table, TableReport::rowsRead)
        .containsExactly(tuple(rows.table().name(), (long) rows.days().size()));
    return read;
  }

  @TestFactory
  Stream<DynamicTest> beside_a_date_that_only_fits_month_first_none_is_exchanged() {
    return tables()
        .map(
            table ->
                DynamicTest.dynamicTest(
                    table.dataset().name() + " " + table.table().name(),
                    () -> {
                      for (int i = 0; i < FILES; i++) {
                        Rows rows = filled(table, 1 + random.nextInt(12));
                        if (rows.all().noneMatch(day -> day.getDayOfMonth() > 12)) {
                          continue;
                        }
                        for (Way way : Way.values()) {
                          Checked read = read(rows, way, MONTH_FIRST);
                          noneIsExchanged(rows, read);
                          assertThat(read.count(ErrorType.NOT_A_DATE))
                              .isEqualTo(rows.all().filter(day -> !isOneDay(day)).count());
                          assertThat(read.count(ErrorType.READ_AS)).isEqualTo(1);
                        }
                      }
                    }));
  }

  private static void noneIsExchanged(Rows rows, Checked read) {
    read.rows()
        .forEach(
            (line, cells) ->
                rows.row(line)
                    .forEach(
                        (field, day) ->
                            assertThat(cells.get(rows.place(field)))
                                .as(field)
                                .isIn("", day.toString())));
  }

  /** Whichever of day and month stands first. */
  private static boolean isOneDay(LocalDate day) {
    return day.getDayOfMonth() == day.getMonthValue();
  }

  @TestFactory
  Stream<DynamicTest> dates_with_the_day_first_are_all_read() {
    return tables()
        .map(
            table ->
                DynamicTest.dynamicTest(
                    table.dataset().name() + " " + table.table().name(),
                    () -> {
                      for (int i = 0; i < FILES; i++) {
                        Rows rows = filled(table, 1 + random.nextInt(12));
                        for (Way way : Way.values()) {
                          areAllRead(rows, read(rows, way, DAY_FIRST));
                        }
                      }
                    }));
  }

  private static void areAllRead(Rows rows, Checked read) {
    assertThat(read.counts()).doesNotContainKeys(ErrorType.NOT_A_DATE, ErrorType.MONTH_FIRST);
    assertThat(read.rows()).hasSize(rows.days().size());
    read.rows()
        .forEach(
            (line, cells) ->
                rows.row(line)
                    .forEach(
                        (field, day) ->
                            assertThat(cells.get(rows.place(field))).isEqualTo(day.toString())));
  }

  @TestFactory
  Stream<DynamicTest> one_slip_among_many_sure_dates_costs_itself_only() {
    return tables()
        .map(
            table ->
                DynamicTest.dynamicTest(
                    table.dataset().name() + " " + table.table().name(),
                    () -> {
                      Rows rows = filled(table, 120);
                      String day = rows.days().get(0).values().iterator().next().format(DAY_FIRST);
                      String right = csv(rows, DAY_FIRST);
                      Path file = scratch.resolve("returned");
                      Files.writeString(file, right.replaceFirst(day, "12/31/2015"));
                      Checked read = read(rows, file);
                      assertThat(read.count(ErrorType.NOT_A_DATE)).isEqualTo(1);
                      assertThat(read.count(ErrorType.MONTH_FIRST)).isEqualTo(1);
                      assertThat(read.rows()).hasSizeGreaterThanOrEqualTo(119);
                      noneIsExchanged(rows, read);
                    }));
  }
}
