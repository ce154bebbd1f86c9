package org.tributary.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.authority.LocalAuthority;
import org.tributary.check.CheckedFile;
import org.tributary.clean.FieldOf;
import org.tributary.degrade.UndegradableValueException;
import org.tributary.enrich.PostcodeAuthorities;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.Origin;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.Pipeline;
import org.tributary.pipeline.PipelineTable;
import org.tributary.read.Limits;
import org.tributary.read.UnreadableFileException;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Table;
import org.tributary.submission.Period;
import org.tributary.submission.Stage;
import org.tributary.submission.StagedTable;

class FilePassTest {

  private static final LocalAuthority BEDFORD =
      new LocalAuthority("822", "Bedford", "east", "fons-bedford-822", List.of());

  private static final Table CHILDREN =
      new Table(
          "children",
          "",
          List.of(
              field("CHILD", "string", "mandatory"),
              field("SEX", "category", "codes=M;F"),
              field("DOB", "date", "format=%d/%m/%Y & is=BIRTH_DATE"),
              field("POST", "postcode", ""),
              field("SECRET", "integer", "")));

  @TempDir Path scratch;

  private final ErrorLog errors = new ErrorLog();
  private final List<OutputField> outputs = new ArrayList<>();
  private Set<String> signed = Set.of("PAN");

  @BeforeEach
  void the_usual_pipeline() {
    outputs.add(output("CHILD", "PAN", EnrichRule.INTEGER, EnrichRule.ADD_LA_SUFFIX));
    outputs.add(output("SEX", "PAN"));
    outputs.add(output("DOB", "PAN", DegradeRule.FIRST_OF_MONTH));
    outputs.add(output("POST", "PAN", DegradeRule.SHORT_POSTCODE));
    outputs.add(output("SECRET", "OTHER"));
    outputs.add(output("LA", "PAN", EnrichRule.LA_NAME));
    outputs.add(output("YEAR", "PAN", EnrichRule.YEAR));
    outputs.add(output("YEAR_latest", "PAN"));
  }

  private static Field field(String name, String kind, String definition) {
    String named = "name=" + name;
    return FieldOf.definition(kind, definition.isEmpty() ? named : named + " & " + definition);
  }

  private static OutputField output(String name, String useCase, EnrichRule... rules) {
    return output(name, useCase, Optional.empty(), rules);
  }

  private static OutputField output(String name, String useCase, DegradeRule rule) {
    return output(name, useCase, Optional.of(rule));
  }

  private static OutputField output(
      String name, String useCase, Optional<DegradeRule> degrade, EnrichRule... rules) {
    return new OutputField(
        name,
        Kind.STRING,
        Set.of(useCase),
        false,
        List.of(rules),
        degrade,
        OptionalInt.empty(),
        false,
        "1");
  }

  private static OutputField hashed(String name, String useCase) {
    return new OutputField(
        name,
        Kind.STRING,
        Set.of(useCase),
        false,
        List.of(),
        Optional.of(DegradeRule.HASH_SHA256),
        OptionalInt.empty(),
        false,
        "1",
        Origin.SUBMITTED,
        Optional.of("child"),
        Optional.empty());
  }

  private void replace(OutputField output) {
    outputs.replaceAll(one -> one.name().equals(output.name()) ? output : one);
  }

  private static List<List<String>> rows(String... rows) {
    return Arrays.stream(rows).map(row -> List.of(row.split("\\|", -1))).toList();
  }

  private FilePass passing(CheckedFile.Opening opening) {
    Pipeline pipeline =
        new Pipeline(
            "d",
            "",
            "csv",
            true,
            List.of(new PipelineTable("children", outputs, Optional.empty())));
    return new FilePass(
        BEDFORD,
        pipeline,
        signed,
        Period.ofYear(2024),
        Optional.empty(),
        scratch,
        PseudonymKeys.NONE,
        PostcodeAuthorities.NONE,
        errors,
        opening);
  }

  private List<StagedTable> staged(Submitted... tables)
      throws IOException, UnreadableFileException {
    FilePass pass = passing(() -> List.of(tables));
    assertThat(pass.read()).isEqualTo(tables.length);
    pass.prepare();
    return pass.write();
  }

  private StagedTable staged(String... rows) throws IOException, UnreadableFileException {
    List<StagedTable> all = staged(Submitted.rows(CHILDREN, 2024, rows(rows)));
    assertThat(errors.kept()).noneMatch(error -> error.type() == ErrorType.TRANSFORM_FAILED);
    return all.get(0);
  }

  private List<String> failedDetails() {
    return errors.kept().stream()
        .filter(error -> error.type() == ErrorType.TRANSFORM_FAILED)
        .map(DataError::detail)
        .toList();
  }

  private void nothingIsLeftInScratch() throws IOException {
    try (Stream<Path> left = Files.list(scratch)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void a_row_is_written_once_with_what_each_stage_made_of_it()
      throws IOException, UnreadableFileException {
    StagedTable table = staged("a12|f|17/05/2010|ox12jd|7", "13.0|M|2011-12-31||");
    assertThat(table.columns())
        .containsExactly(
            "row", "CHILD", "CHILD.cleaned", "SEX", "DOB", "DOB.enriched", "POST", "POST.enriched");
    assertThat(table.text())
        .hasContent(
            """
            2,A12_822,a12,F,2010-05-01,2010-05-17,OX1 2,OX1 2JD
            3,13_822,13.0,M,2011-12-01,2011-12-31,,
            """);
    assertThat(table.constants())
        .containsExactly(Map.entry("LA", "Bedford"), Map.entry("YEAR", "2024"));
    assertThat(table.stages().get(Stage.CLEANED))
        .containsExactly(
            Map.entry("CHILD", "CHILD.cleaned"),
            Map.entry("SEX", "SEX"),
            Map.entry("DOB", "DOB.enriched"),
            Map.entry("POST", "POST.enriched"));
    assertThat(table.stages().get(Stage.ENRICHED))
        .containsExactly(
            Map.entry("CHILD", "CHILD"),
            Map.entry("SEX", "SEX"),
            Map.entry("DOB", "DOB.enriched"),
            Map.entry("POST", "POST.enriched"));
    assertThat(table.stages().get(Stage.DEGRADED))
        .containsExactly(
            Map.entry("CHILD", "CHILD"),
            Map.entry("SEX", "SEX"),
            Map.entry("DOB", "DOB"),
            Map.entry("POST", "POST"));
    assertThat(table.rowsRead()).isEqualTo(2);
    assertThat(table.rowsKept()).isEqualTo(2);
    assertThat(errors.kept()).isEmpty();
  }

  @Test
  void a_field_nobody_keeps_is_checked_and_goes_no_further()
      throws IOException, UnreadableFileException {
    StagedTable table = staged("1|M|||seven");
    assertThat(table.columns()).noneMatch(column -> column.contains("SECRET"));
    assertThat(errors.kept())
        .containsExactly(DataError.ofCell(ErrorType.NOT_A_NUMBER, "", "children", 2, 4, "SECRET"));
  }

  @Test
  void a_bad_cell_becomes_blank_and_costs_no_row() throws IOException, UnreadableFileException {
    StagedTable table = staged("|X|31/02/2010|nowhere|");
    assertThat(table.text()).hasContent("2,,,,,,,\n");
    assertThat(errors.kept().stream().map(DataError::type))
        .containsExactly(
            ErrorType.BLANK_MANDATORY,
            ErrorType.UNKNOWN_CODE,
            ErrorType.NOT_A_DATE,
            ErrorType.NOT_A_POSTCODE);
  }

  @Test
  void text_that_csv_must_quote_is_quoted_and_nothing_else()
      throws IOException, UnreadableFileException {
    StagedTable table =
        staged(
                Submitted.rows(
                    CHILDREN,
                    2024,
                    List.of(List.of("a,\"b\"\nc \u00e9\ud83d\ude00\u20ac", "M", "", "", ""))))
            .get(0);
    assertThat(table.text())
        .hasContent(
            "2,\"A,\"\"B\"\"\nC \u00c9\ud83d\ude00\u20ac_822\",\"a,\"\"b\"\"\nc \u00e9\ud83d\ude00\u20ac\",M,,,,\n");
  }

  @Test
  void the_database_reads_back_what_was_written()
      throws IOException, UnreadableFileException, SQLException {
    replace(output("CHILD", "PAN"));
    List<String> ids =
        List.of(
            "a,b",
            "\"",
            "\"quoted\"",
            "two\nlines",
            "a\rb",
            "#1",
            "\\",
            "'",
            "\u20ac\ud83d\ude00",
            "nan");
    List<List<String>> rows = new ArrayList<>();
    ids.forEach(id -> rows.add(List.of(id, "M", "", "", "")));
    StagedTable table = staged(Submitted.rows(CHILDREN, 2024, rows)).get(0);
    List<String> read = new ArrayList<>();
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement();
        ResultSet cells =
            statement.executeQuery(
                "SELECT column1 FROM read_csv('"
                    + table.text()
                    + "', header=false, all_varchar=true, auto_detect=false, delim=',', quote='\"',"
                    + " escape='\"', columns={'column0': 'VARCHAR', 'column1': 'VARCHAR',"
                    + " 'column2': 'VARCHAR', 'column3': 'VARCHAR', 'column4': 'VARCHAR',"
                    + " 'column5': 'VARCHAR', 'column6': 'VARCHAR'}) ORDER BY column0::INTEGER")) {
      while (cells.next()) {
        read.add(cells.getString(1));
      }
    }
    // A line end of an old system became LF on the way.
    assertThat(read).isEqualTo(ids.stream().map(id -> id.replace('\r', '\n')).toList());
  }

  @Test
  void a_file_goes_from_its_bytes_to_its_staged_table()
      throws IOException, UnreadableFileException {
    Path bytes = scratch.resolve("incoming");
    Files.writeString(bytes, "CHILD,SEX,DOB,POST,SECRET\r\na12,f,17/05/2010,ox12jd,7\r\n");
    Pipeline pipeline =
        new Pipeline(
            "d",
            "",
            "csv",
            true,
            List.of(new PipelineTable("children", outputs, Optional.empty())));
    FilePass pass =
        new FilePass(
            BEDFORD,
            new Dataset("d", "", 2015, 2026, List.of(CHILDREN)),
            pipeline,
            signed,
            Period.ofYear(2024),
            bytes,
            scratch,
            Limits.USUAL,
            PseudonymKeys.NONE,
            errors);
    assertThat(pass.read()).isEqualTo(1);
    pass.prepare();
    assertThat(pass.write().get(0).text())
        .hasContent("2,A12_822,a12,F,2010-05-01,2010-05-17,OX1 2,OX1 2JD\n");
  }

  @Test
  void a_row_is_removed_where_its_field_says_so_and_is_blank()
      throws IOException, UnreadableFileException {
    replace(output("SEX", "PAN", DegradeRule.REMOVE_ROW));
    StagedTable table = staged("1|M|||", "2||||", "3|F|||", "4|Z|||");
    assertThat(table.text()).hasContent("2,1_822,1,M,,,,\n4,3_822,3,F,,,,\n");
    assertThat(table.rowsRead()).isEqualTo(4);
    assertThat(table.rowsKept()).isEqualTo(2);
    assertThat(table.removed()).containsExactly(Map.entry(ErrorType.ROW_REMOVED, 2L));
    assertThat(RowsThrough.of(List.of(table))).isEqualTo(new RowsThrough(4, 4, 4, 2));
    assertThat(errors.kept())
        .contains(DataError.ofCell(ErrorType.ROW_REMOVED, "", "children", 3, 1, "SEX"));
  }

  @Test
  void a_table_that_no_signed_use_keeps_is_counted_and_not_written()
      throws IOException, UnreadableFileException {
    signed = Set.of("ELSE");
    StagedTable table = staged("1|M|||", "2|X|||");
    assertThat(table.text()).isEmptyFile();
    assertThat(table.rowsKept()).isZero();
    assertThat(table.removed()).containsExactly(Map.entry(ErrorType.NOT_SHARED, 2L));
    assertThat(RowsThrough.of(List.of(table))).isEqualTo(new RowsThrough(2, 2, 0, 0));
    assertThat(table.columns()).containsExactly("row");
    assertThat(errors.counts())
        .containsEntry(ErrorType.NOT_SHARED, 1L)
        .containsEntry(ErrorType.UNKNOWN_CODE, 1L);
  }

  @Test
  void a_table_without_rows_is_reported_and_empty() throws IOException, UnreadableFileException {
    StagedTable table = staged(Submitted.rows(CHILDREN, 2024, List.of())).get(0);
    assertThat(table.text()).isEmptyFile();
    assertThat(errors.kept())
        .containsExactly(DataError.ofTable(ErrorType.NO_DATA_ROWS, "", "children"));
  }

  @Test
  void a_column_that_the_file_does_not_have_is_blank() throws IOException, UnreadableFileException {
    StagedTable table =
        staged(Submitted.rows(CHILDREN, 2024, rows("1|M|||")).withoutColumn(0)).get(0);
    assertThat(table.text()).hasContent("2,,,M,,,,\n");
    assertThat(errors.kept()).isEmpty();
  }

  @Test
  void a_constant_in_place_of_a_submitted_field_leaves_only_its_cleaned_form()
      throws IOException, UnreadableFileException {
    replace(output("SEX", "PAN", EnrichRule.LA_CODE));
    StagedTable table = staged("1|m|||");
    assertThat(table.constants()).containsEntry("SEX", "822");
    assertThat(table.stages().get(Stage.CLEANED)).containsEntry("SEX", "SEX.cleaned");
    assertThat(table.stages().get(Stage.DEGRADED)).doesNotContainKey("SEX");
    assertThat(table.text()).hasContent("2,1_822,1,,,,,M\n");
  }

  @Test
  void a_school_year_is_made_from_the_rows_birth_date()
      throws IOException, UnreadableFileException {
    replace(output("YEAR_latest", "PAN", EnrichRule.SCHOOL_YEAR));
    StagedTable table = staged("1|M|17/05/2010||");
    assertThat(table.text()).hasContent("2,1_822,1,M,2010-05-01,2010-05-17,,,2009\n");
    assertThat(table.stages().get(Stage.CLEANED)).doesNotContainKey("YEAR_latest");
    assertThat(table.stages().get(Stage.DEGRADED)).containsEntry("YEAR_latest", "YEAR_latest");
  }

  @Test
  void a_value_that_cannot_be_degraded_stops_the_whole_file()
      throws IOException, UnreadableFileException {
    replace(output("CHILD", "PAN", DegradeRule.FIRST_OF_MONTH));
    Submitted good = Submitted.rows(CHILDREN, 2024, rows("|M|||"));
    Submitted bad = Submitted.rows(CHILDREN, 2024, rows("2010-05-01|M|||", "Jane Roe|M|||"));
    assertThatThrownBy(() -> staged(good, bad))
        .isInstanceOf(UndegradableValueException.class)
        .satisfies(
            reason ->
                assertThat(FilePass.errorOf(reason))
                    .isEqualTo(
                        DataError.ofFile(
                            ErrorType.TRANSFORM_FAILED, "A value could not be degraded.")));
    nothingIsLeftInScratch();
  }

  @Test
  void hashing_without_a_key_is_ours_to_mend_and_no_fault_of_the_file() {
    replace(hashed("CHILD", "PAN"));
    assertThatThrownBy(() -> staged(Submitted.rows(CHILDREN, 2024, rows("1|M|||"))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(failedDetails()).isEmpty();
  }

  @Test
  void without_a_lookup_a_file_goes_on_and_what_was_not_found_is_counted()
      throws IOException, UnreadableFileException {
    replace(output("POST", "PAN", EnrichRule.POSTCODE_LA_LOOKUP));
    assertThat(staged(Submitted.rows(CHILDREN, 2024, rows("1|M|||", "2|M||ZZ1 1AA|")))).hasSize(1);
    assertThat(errors.counts()).containsEntry(ErrorType.LOOKUP_MISSING, 1L);
  }

  @Test
  void a_file_that_turns_out_unreadable_leaves_nothing_behind()
      throws IOException, UnreadableFileException {
    Submitted torn =
        Submitted.rows(CHILDREN, 2024, rows("1|M|||")).thenUnreadable("it ends in mid row");
    assertThatThrownBy(() -> staged(torn))
        .isInstanceOf(UnreadableFileException.class)
        .satisfies(
            reason ->
                assertThat(FilePass.errorOf(reason))
                    .isEqualTo(DataError.ofFile(ErrorType.UNREADABLE, "it ends in mid row")));
    nothingIsLeftInScratch();
  }

  @Test
  void a_reader_that_breaks_is_a_mistake_of_ours() {
    FilePass pass =
        passing(
            () -> {
              throw new IllegalArgumentException("Jane Roe");
            });
    assertThatThrownBy(pass::read).isInstanceOf(IllegalArgumentException.class);
    assertThat(errors.kept()).isEmpty();
  }

  @Test
  void a_full_disk_is_not_the_files_fault_and_nothing_is_left_of_the_text()
      throws IOException, UnreadableFileException {
    // Whatever is written here, there is no room for it.
    Files.createSymbolicLink(scratch.resolve("table-0.csv"), Path.of("/dev/full"));
    assertThatThrownBy(() -> staged(Submitted.rows(CHILDREN, 2024, rows("1|M|||"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");
    assertThat(errors.kept()).isEmpty();
    nothingIsLeftInScratch();
  }

  @Test
  void a_file_without_tables_has_nothing_to_go_on_with()
      throws IOException, UnreadableFileException {
    assertThat(passing(List::of).read()).isZero();
  }

  @Test
  void a_disk_in_trouble_is_not_the_files_fault() {
    FilePass pass =
        passing(
            () -> {
              throw new IOException("disk");
            });
    assertThatThrownBy(pass::read).isInstanceOf(IOException.class);
    assertThat(errors.kept()).isEmpty();
  }

  @Test
  void a_stage_cannot_be_left_out() throws IOException, UnreadableFileException {
    FilePass pass = passing(() -> List.of(Submitted.rows(CHILDREN, 2024, rows("1|M|||"))));
    assertThat(pass.read()).isEqualTo(1);
    assertThatThrownBy(pass::write).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_bytes_are_the_same_on_every_machine() throws IOException, UnreadableFileException {
    String[] rows = {"ti12|f|1/5/2010|ox12jd|1,234", "\u0131|m|2011-01-02|w1a0ax|0"};
    byte[] usual = Files.readAllBytes(staged(rows).text());
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
      assertThat(Files.readAllBytes(staged(rows).text())).isEqualTo(usual);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void errors_beyond_the_cap_are_counted_and_not_kept()
      throws IOException, UnreadableFileException {
    List<List<String>> many = new ArrayList<>();
    for (int i = 0; i < ErrorLog.KEPT_OF_A_TYPE + 500; i++) {
      many.add(List.of("1", "X", "", "", ""));
    }
    staged(Submitted.rows(CHILDREN, 2024, many));
    assertThat(errors.kept()).hasSize(ErrorLog.KEPT_OF_A_TYPE);
    assertThat(errors.counts())
        .containsEntry(ErrorType.UNKNOWN_CODE, ErrorLog.KEPT_OF_A_TYPE + 500L);
  }

  @Test
  void a_column_with_the_month_first_is_reported_once()
      throws IOException, UnreadableFileException {
    staged("1|M|05/17/2010||", "2|M|05/06/2010||", "3|M|12/31/2010||");
    assertThat(errors.kept())
        .contains(
            DataError.ofCell(
                ErrorType.MONTH_FIRST,
                "Cells that only fit month first: 2; only day first: 0; cells that fit both and were"
                    + " not read: 1.",
                "children",
                0,
                2,
                "DOB"));
  }

  @Test
  void rows_that_are_read_a_second_time_are_staged_once()
      throws IOException, UnreadableFileException {
    List<List<String>> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add(List.of(Integer.toString(i), "X", "05/06/2010", "", ""));
    }
    many.add(List.of("last", "M", "05/17/2010", "", ""));
    StagedTable staged = staged(Submitted.rows(CHILDREN, 2024, many)).get(0);
    assertThat(staged.rowsRead()).isEqualTo(20_001);
    assertThat(staged.rowsKept()).isEqualTo(20_001);
    assertThat(Files.readAllLines(staged.text()))
        .hasSize(20_001)
        .noneMatch(row -> row.contains("2010-"));
    assertThat(errors.counts())
        .containsOnly(
            Map.entry(ErrorType.UNKNOWN_CODE, 20_000L),
            Map.entry(ErrorType.NOT_A_DATE, 20_001L),
            Map.entry(ErrorType.MONTH_FIRST, 1L));
  }

  @Test
  void one_cell_with_the_month_first_among_many_sure_ones_costs_no_other()
      throws IOException, UnreadableFileException {
    List<List<String>> rows = new ArrayList<>(rows("1|M|05/17/2010||", "2|M|05/06/2010||"));
    for (int i = 0; i < 20; i++) {
      rows.add(List.of("3" + i, "M", "17/05/2010", "", ""));
    }
    assertThat(
            Files.readAllLines(staged(Submitted.rows(CHILDREN, 2024, rows)).get(0).text()).get(1))
        .contains("2010-06-01");
    assertThat(errors.kept())
        .extracting(DataError::detail)
        .contains(
            "Cells that only fit month first: 1; only day first: 20; cells read day first that fit"
                + " both: 1.");
    errors.backTo(new ErrorLog().mark());
    rows.remove(21);
    assertThat(
            Files.readAllLines(staged(Submitted.rows(CHILDREN, 2024, rows)).get(0).text()).get(1))
        .doesNotContain("2010");
  }
}
