package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tributary.compile.Fixture.PAN;
import static org.tributary.compile.Fixture.field;
import static org.tributary.compile.Fixture.key;
import static org.tributary.compile.Fixture.sort;
import static org.tributary.compile.Fixture.staged;
import static org.tributary.compile.Fixture.text;
import static org.tributary.compile.Fixture.year;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.errors.ErrorType;
import org.tributary.pipeline.PipelineTable;
import org.tributary.schema.Kind;
import org.tributary.submission.Period;
import org.tributary.submission.Stage;
import org.tributary.submission.StagedTable;

/** All of it holds whether rows are kept in memory or read again for each step. */
@ParameterizedClass(name = "rows of at most {0} bytes are kept in memory")
@ValueSource(longs = {0, Long.MAX_VALUE})
class SessionTablesTest {

  private static final PipelineTable MISSING =
      new PipelineTable(
          "missing",
          List.of(
              key("CHILD", Kind.STRING),
              field("NOTE", Kind.STRING),
              sort("SCORE", Kind.INTEGER, 0, false),
              year()),
          Optional.empty());

  @TempDir Path scratch;
  @Parameter long mostBytesHeld;
  private Database database;
  private SessionTables tables;

  @BeforeEach
  void open() {
    database = Database.open(scratch, "500MB");
    tables = new SessionTables(database, mostBytesHeld);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private StagedFile file(String id, int year, String rows) {
    StagedTable staged =
        staged(
            scratch.resolve(id + ".txt"),
            id,
            List.of("CHILD", "NOTE", "SCORE"),
            Map.of("YEAR", String.valueOf(year)),
            rows);
    return new StagedFile(
        id, Fixture.archived(tables, staged, Stage.DEGRADED, id, scratch), Period.ofYear(year));
  }

  private StagedTable ofFile(String id, String rows) {
    return staged(
        scratch.resolve(id + ".txt"),
        id,
        List.of("CHILD", "NOTE", "SCORE"),
        Map.of("YEAR", "2024"),
        rows);
  }

  /** Three files of one, two and one rows that lie in one Parquet. */
  private Path together() {
    Path parquet = scratch.resolve("together.parquet");
    tables.archive(
        List.of(
            new SessionTables.Part(ofFile("a", "2,1,a,1\n"), "a"),
            new SessionTables.Part(ofFile("b", "2,2,b,1\n3,3,b,1\n"), "b"),
            new SessionTables.Part(ofFile("c", "2,4,c,1\n"), "c")),
        Map.of(Stage.DEGRADED, parquet));
    return parquet;
  }

  private static StagedFile in(Path parquet, String id, int nth, long first) {
    return new StagedFile(id, parquet, Period.ofYear(2024), nth, first);
  }

  private record Row(long line, String child, String note, String score) {

    boolean saysTheSame(Row other) {
      return note.equals(other.note) && score.equals(other.score);
    }
  }

  @Test
  void of_two_rows_with_one_key_and_other_values_both_are_told_and_the_one_that_was_kept() {
    Random random = new Random(10);
    for (int round = 0; round < 20; round++) {
      List<Row> rows = new ArrayList<>();
      for (int line = 2; line < 32; line++) {
        rows.add(
            new Row(
                line,
                "" + random.nextInt(9),
                List.of("a", "b", "").get(random.nextInt(3)),
                List.of("1", "2", "").get(random.nextInt(3))));
      }
      String text =
          rows.stream()
              .map(row -> row.line() + "," + row.child() + "," + row.note() + "," + row.score())
              .collect(Collectors.joining("\n", "", "\n"));
      Joined joined =
          tables.concatenate(
              MISSING,
              PAN,
              List.of(file("round" + round, 2024, text)),
              true,
              Optional.empty(),
              scratch.resolve("out.csv"),
              new SessionTables.Origins(
                  scratch.resolve("o.parquet"), scratch.resolve("l.parquet")));
      List<String> told = new ArrayList<>();
      long removed = 0;
      for (List<Row> same :
          rows.stream()
              .collect(Collectors.groupingBy(Row::child, TreeMap::new, Collectors.toList()))
              .values()) {
        // The highest score first, none last, then as they stand in the file.
        List<Row> sorted =
            same.stream().sorted(Comparator.comparing(Row::score).reversed()).toList();
        removed += sorted.size() - 1;
        sorted.stream()
            .skip(1)
            .filter(row -> !row.saysTheSame(sorted.get(0)))
            .forEach(
                row ->
                    told.add(
                        row.line()
                            + ": Row "
                            + sorted.get(0).line()
                            + " was kept, row "
                            + row.line()
                            + " was not."));
      }
      assertThat(joined.rowsKept()).isEqualTo(rows.size() - removed);
      assertThat(
              joined.remarks().stream()
                  .filter(remark -> remark.type() == ErrorType.KEY_CONFLICT)
                  .flatMap(remark -> remark.first().stream())
                  .map(line -> line.row() + ": " + line.detail()))
          .as(text)
          .containsExactlyInAnyOrderElementsOf(told);
    }
  }

  @Test
  void files_that_lie_together_are_put_together_in_order_of_reading_wherever_others_lie() {
    Path parquet = together();
    StagedFile between = file("x", 2023, "2,5,x,1\n");
    Path csv = scratch.resolve("out.csv");
    SessionTables.Origins origins =
        new SessionTables.Origins(scratch.resolve("o.parquet"), scratch.resolve("l.parquet"));

    tables.concatenate(
        MISSING,
        PAN,
        List.of(in(parquet, "b", 1, 1), between, in(parquet, "a", 0, 0), in(parquet, "c", 2, 3)),
        false,
        Optional.empty(),
        csv,
        origins);

    assertThat(text(csv))
        .isEqualTo(
            "CHILD,NOTE,SCORE,YEAR\r\n2,b,1,2024\r\n3,b,1,2024\r\n5,x,1,2023\r\n"
                + "1,a,1,2024\r\n4,c,1,2024\r\n");
    assertThat(
            database.query(
                "see",
                "SELECT _read || ' ' || _place || ' ' || _row FROM " + Sql.path(origins.origins()),
                row -> row.getString(1)))
        .containsExactly("0 0 2", "0 1 3", "1 0 2", "2 0 2", "3 0 2");
  }

  @Test
  void of_files_that_lie_together_only_those_that_are_asked_for_are_read() {
    Path parquet = together();
    Path csv = scratch.resolve("out.csv");

    assertThat(tables.current(MISSING, PAN, List.of(in(parquet, "b", 1, 1)), csv).rowsRead())
        .isEqualTo(2);
    assertThat(text(csv)).isEqualTo("CHILD,NOTE,SCORE,YEAR\r\n2,b,1,2024\r\n3,b,1,2024\r\n");
  }

  @Test
  void periods_made_together_are_the_bytes_of_each_made_alone() throws IOException {
    // A later file of 2024 supersedes a row; the file of 2022 has none.
    Path parquet = scratch.resolve("together.parquet");
    tables.archive(
        List.of(
            new SessionTables.Part(ofFile("a", "2,1,old,1\n3,2,\"a \"\"b\"\",\r\nc\",\n"), "a"),
            new SessionTables.Part(ofFile("b", "2,1,of another,1\n"), "b"),
            new SessionTables.Part(ofFile("c", "2,1,new,1\n"), "c"),
            new SessionTables.Part(ofFile("d", ""), "d")),
        Map.of(Stage.DEGRADED, parquet));
    List<StagedFile> files =
        List.of(
            new StagedFile("a", parquet, Period.ofYear(2024), 0, 0),
            new StagedFile("b", parquet, Period.ofYear(2023), 1, 2),
            new StagedFile("c", parquet, Period.ofYear(2024), 2, 3),
            new StagedFile("d", parquet, Period.ofYear(2022), 3, 4));
    Map<String, Path> csvs = new TreeMap<>();
    files.forEach(
        file ->
            csvs.put(file.period().name(), scratch.resolve(file.period().name() + "-apart.csv")));

    Map<String, Long> rows =
        tables.currentTogether(
            MISSING, PAN, files, csvs, Files.createDirectory(scratch.resolve("periods")));

    assertThat(rows).isEqualTo(Map.of("2024", 2L, "2023", 1L, "2022", 0L));
    for (Map.Entry<String, Path> period : csvs.entrySet()) {
      Path alone = scratch.resolve("alone.csv");
      List<StagedFile> its =
          files.stream().filter(file -> file.period().name().equals(period.getKey())).toList();
      assertThat(tables.current(MISSING, PAN, its, alone).rowsKept())
          .isEqualTo(rows.get(period.getKey()));
      assertThat(period.getValue()).hasSameBinaryContentAs(alone);
    }
  }

  @Test
  void more_periods_than_files_may_be_open_have_a_file_each() throws IOException {
    Path parquet = scratch.resolve("together.parquet");
    List<SessionTables.Part> parts = new ArrayList<>();
    List<StagedFile> files = new ArrayList<>();
    Map<String, Path> csvs = new TreeMap<>();
    for (int nth = 0; nth < 120; nth++) {
      String id = "of " + (1900 + nth);
      parts.add(new SessionTables.Part(ofFile(id, "2," + nth + ",a,1\n"), id));
      files.add(new StagedFile(id, parquet, Period.ofYear(1900 + nth), nth, nth));
      csvs.put("" + (1900 + nth), scratch.resolve(nth + ".csv"));
    }
    tables.archive(parts, Map.of(Stage.DEGRADED, parquet));

    Map<String, Long> rows =
        tables.currentTogether(
            MISSING, PAN, files, csvs, Files.createDirectory(scratch.resolve("periods")));

    assertThat(rows).hasSize(120).containsValue(1L);
    for (int nth = 0; nth < 120; nth++) {
      assertThat(text(scratch.resolve(nth + ".csv")))
          .isEqualTo("CHILD,NOTE,SCORE,YEAR\r\n" + nth + ",a,1,2024\r\n");
    }
  }

  @Test
  void nothing_is_left_of_a_file_that_lay_together_with_others() {
    Path left = scratch.resolve("left.parquet");

    tables.leave(together(), List.of(0, 2), 2, left);

    assertThat(
            database.query(
                "see",
                "SELECT concat_ws(' ', _nth, _file, NOTE, _row) FROM " + Sql.path(left),
                row -> row.getString(1)))
        .containsExactly("0 a a 2", "1 c c 2");
    assertThatThrownBy(() -> tables.leave(together(), List.of(0, 2), 3, left))
        .isInstanceOf(DatabaseException.class);
  }

  private String concatenated(List<StagedFile> files) {
    Path csv = scratch.resolve("out.csv");
    tables.concatenate(MISSING, PAN, files, true, Optional.empty(), csv);
    return text(csv);
  }

  @Test
  void texts_keep_their_quotes_line_ends_and_zeros_on_the_way() {
    StagedFile file = file("a", 2024, "2,0012,\"a \"\"b\"\",\r\nc\",1\n3,nan,=1+1,\n");
    Path csv = scratch.resolve("out.csv");

    Joined joined = tables.current(MISSING, PAN, List.of(file), csv);

    assertThat(text(csv))
        .isEqualTo(
            "CHILD,NOTE,SCORE,YEAR\r\n"
                + "0012,\"a \"\"b\"\",\r\nc\",1,2024\r\n"
                + "nan,=1+1,,2024\r\n");
    assertThat(joined).isEqualTo(new Joined(2, 2, List.of(), List.of(), Map.of()));
  }

  @Test
  void
      of_two_files_of_a_period_the_later_one_wins_where_keys_meet_and_within_a_file_nothing_goes() {
    StagedFile first = file("a", 2024, "2,1,old,1\n3,2,kept,1\n");
    StagedFile second = file("b", 2024, "2,1,new,1\n3,1,new too,1\n");
    Path csv = scratch.resolve("out.csv");

    Joined joined = tables.current(MISSING, PAN, List.of(first, second), csv);

    assertThat(text(csv))
        .isEqualTo(
            "CHILD,NOTE,SCORE,YEAR\r\n2,kept,1,2024\r\n1,new,1,2024\r\n1,new too,1,2024\r\n");
    assertThat(joined.losses())
        .containsExactly(new Loss("a", ErrorType.SUPERSEDED, 1, List.of(2L)));
    assertThat(joined.rowsRead()).isEqualTo(4);
    assertThat(joined.rowsKept()).isEqualTo(3);
  }

  @Test
  void a_row_goes_alone_although_others_stand_in_the_same_line_of_its_file() {
    // Two sheets of one list number their rows alike, and a document may be one long line.
    StagedFile first = file("a", 2024, "2,1,old,1\n2,2,kept,1\n2,3,kept too,1\n");
    StagedFile second = file("b", 2024, "2,1,new,1\n2,4,new,1\n");
    StagedFile old = file("c", 2023, "1,4,older,1\n1,5,of another,1\n");
    Path current = scratch.resolve("current.csv");
    Path all = scratch.resolve("all.csv");

    Joined one = tables.current(MISSING, PAN, List.of(first, second), current);
    Joined more =
        tables.concatenate(MISSING, PAN, List.of(old, first, second), true, Optional.empty(), all);

    assertThat(text(current))
        .isEqualTo(
            "CHILD,NOTE,SCORE,YEAR\r\n2,kept,1,2024\r\n3,kept too,1,2024\r\n1,new,1,2024\r\n"
                + "4,new,1,2024\r\n");
    assertThat(one.rowsKept()).isEqualTo(4);
    assertThat(text(all))
        .isEqualTo(
            "CHILD,NOTE,SCORE,YEAR\r\n5,of another,1,2023\r\n2,kept,1,2024\r\n"
                + "3,kept too,1,2024\r\n1,new,1,2024\r\n4,new,1,2024\r\n");
    assertThat(more.losses())
        .containsExactly(
            new Loss("c", ErrorType.DUPLICATE_REMOVED, 1, List.of(1L)),
            new Loss("a", ErrorType.SUPERSEDED, 1, List.of(2L)));
  }

  @Test
  void numbers_sort_as_numbers_and_blanks_come_last() {
    StagedFile old = file("a", 2023, "2,1,ten,10\n3,2,some,1\n");
    StagedFile recent = file("b", 2024, "2,1,nine,9\n3,2,blank,\n");

    assertThat(concatenated(List.of(old, recent)))
        .isEqualTo("CHILD,NOTE,SCORE,YEAR\r\n1,ten,10,2023\r\n2,some,1,2023\r\n");
  }

  @Test
  void where_the_sort_fields_are_alike_the_newer_year_stays_then_what_was_read_first() {
    StagedFile old = file("a", 2023, "2,1,older,5\n");
    StagedFile recent = file("b", 2024, "2,1,newer,5\n3,1,newer but second,5\n");

    assertThat(concatenated(List.of(old, recent)))
        .isEqualTo("CHILD,NOTE,SCORE,YEAR\r\n1,newer,5,2024\r\n");
  }

  @Test
  void superseded_rows_go_before_duplicates_are_looked_for() {
    StagedFile first = file("a", 2024, "2,1,superseded although its score is higher,9\n");
    StagedFile second = file("b", 2024, "2,1,wins,5\n");
    StagedFile old = file("c", 2023, "2,1,older,4\n");
    Path csv = scratch.resolve("out.csv");

    Joined joined =
        tables.concatenate(MISSING, PAN, List.of(old, first, second), true, Optional.empty(), csv);

    assertThat(text(csv)).isEqualTo("CHILD,NOTE,SCORE,YEAR\r\n1,wins,5,2024\r\n");
    assertThat(joined.losses())
        .containsExactly(
            new Loss("c", ErrorType.DUPLICATE_REMOVED, 1, List.of(2L)),
            new Loss("a", ErrorType.SUPERSEDED, 1, List.of(2L)));
  }

  @Test
  void rows_without_an_id_are_the_same_child_only_if_they_are_alike_in_everything() {
    PipelineTable ids =
        new PipelineTable(
            "missing",
            MISSING.fields().stream()
                .map(field -> field.name().equals("CHILD") ? Fixture.id("CHILD") : field)
                .toList(),
            Optional.empty());
    StagedFile old = file("a", 2024, "2,,first,1\n3,,second,2\n4,7,of seven,3\n");
    StagedFile recent = file("b", 2024, "2,,third,1\n3,,second,2\n4,7,of seven later,4\n");
    Path csv = scratch.resolve("out.csv");

    Joined joined = tables.concatenate(ids, PAN, List.of(old, recent), true, Optional.empty(), csv);

    assertThat(text(csv))
        .isEqualTo(
            "CHILD,NOTE,SCORE,YEAR\r\n,first,1,2024\r\n,third,1,2024\r\n,second,2,2024\r\n"
                + "7,of seven later,4,2024\r\n");
    assertThat(joined.losses())
        .containsExactly(new Loss("a", ErrorType.SUPERSEDED, 2, List.of(3L, 4L)));
  }

  @Test
  void the_result_does_not_depend_on_how_the_periods_arrive() {
    StagedFile a = file("a", 2022, "2,1,x,5\n3,2,x,\n");
    StagedFile b = file("b", 2023, "2,1,y,5\n3,3,y,7\n");
    StagedFile c = file("c", 2024, "2,2,z,\n3,3,z,7\n");

    List<String> onward = concatenated(List.of(a, b, c)).lines().sorted().toList();

    assertThat(concatenated(List.of(c, a, b)).lines().sorted().toList()).isEqualTo(onward);
    assertThat(concatenated(List.of(b, c, a)).lines().sorted().toList()).isEqualTo(onward);
  }

  @Test
  void a_key_that_is_kept_in_part_only_takes_no_different_rows_for_the_same() {
    PipelineTable partly =
        new PipelineTable(
            "missing",
            List.of(
                key("CHILD", Kind.STRING),
                Fixture.forUse(key("NOTE", Kind.STRING), "SUFFICIENCY"),
                field("SCORE", Kind.INTEGER)),
            Optional.empty());
    StagedFile file = file("a", 2024, "2,1,x,5\n3,1,y,6\n4,1,z,6\n");
    Path csv = scratch.resolve("out.csv");

    tables.concatenate(partly, PAN, List.of(file), true, Optional.empty(), csv);

    assertThat(text(csv)).isEqualTo("CHILD,SCORE\r\n1,5\r\n1,6\r\n");
  }

  @Test
  void every_loss_is_counted_and_the_first_thousand_are_named() {
    StringBuilder rows = new StringBuilder();
    for (int row = 2; row < 3002; row++) {
      rows.append(row).append(",1,x,5\n");
    }
    Path csv = scratch.resolve("out.csv");

    Joined joined =
        tables.concatenate(
            MISSING, PAN, List.of(file("a", 2024, rows.toString())), true, Optional.empty(), csv);

    assertThat(joined.rowsRead()).isEqualTo(3000);
    assertThat(joined.rowsKept()).isEqualTo(1);
    assertThat(joined.losses()).hasSize(1);
    assertThat(joined.losses().get(0).rows()).isEqualTo(2999);
    assertThat(joined.losses().get(0).firstRows()).hasSize(1000).startsWith(3L, 4L).endsWith(1002L);
  }

  @Test
  void the_enriched_archive_holds_what_enriching_changed_and_the_line_to_find_the_rest_by() {
    Path text = scratch.resolve("staged.txt");
    Fixture.write(text, "2,1,1_822,0a1b,1990-05-12,1990-05-01\n");
    Map<String, String> cleaned = new LinkedHashMap<>(Map.of("CHILD", "c"));
    cleaned.put("DOB", "d");
    Map<String, String> enriched = new LinkedHashMap<>(Map.of("CHILD", "e"));
    enriched.put("DOB", "d");
    Map<String, String> degraded = new LinkedHashMap<>(Map.of("CHILD", "h"));
    degraded.put("DOB", "f");
    StagedTable staged =
        new StagedTable(
            "header",
            text,
            List.of("row", "c", "e", "h", "d", "f"),
            Map.of(Stage.CLEANED, cleaned, Stage.ENRICHED, enriched, Stage.DEGRADED, degraded),
            Map.of("LA", "St Helen's"),
            1,
            1,
            new TreeMap<>());

    Map<Stage, Path> archived = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      archived.put(stage, Fixture.archived(tables, staged, stage, "f1", scratch));
    }

    assertThat(row(archived.get(Stage.CLEANED))).isEqualTo("CHILD=1 DOB=1990-05-12 _row=2");
    assertThat(row(archived.get(Stage.ENRICHED))).isEqualTo("CHILD=1_822 LA=St Helen's _row=2");
    assertThat(row(archived.get(Stage.DEGRADED)))
        .isEqualTo("CHILD=0a1b DOB=1990-05-01 LA=St Helen's _file=f1 _row=2");
  }

  @Test
  void stages_archived_at_once_are_the_bytes_of_each_archived_by_itself() throws IOException {
    List<SessionTables.Part> parts =
        List.of(
            new SessionTables.Part(ofFile("a", "2,1,a,1\n3,2,\"a \"\"b\"\",\r\nc\",\n"), "a"),
            new SessionTables.Part(ofFile("b", ""), "b"),
            new SessionTables.Part(ofFile("c", "2,0012,,1\n"), "c"));
    Map<Stage, Path> atOnce = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      atOnce.put(stage, scratch.resolve(stage + "-at-once.parquet"));
    }
    tables.archive(parts, atOnce);
    for (Stage stage : Stage.values()) {
      Path alone = scratch.resolve(stage + ".parquet");
      tables.archive(parts, Map.of(stage, alone));
      assertThat(atOnce.get(stage)).hasSameBinaryContentAs(alone);
    }
  }

  private String row(Path parquet) {
    return database
        .query(
            "read",
            "FROM read_parquet(" + Sql.path(parquet) + ")",
            row -> {
              StringBuilder all = new StringBuilder();
              for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                all.append(row.getMetaData().getColumnName(column))
                    .append('=')
                    .append(row.getString(column))
                    .append(' ');
              }
              return all.toString().strip();
            })
        .get(0);
  }

  @Test
  void rows_that_quoted_text_imitates_are_not_taken_for_rows() {
    // Every note pretends to be rows of its own, and the file is larger than what a thread reads.
    String note = "x\n7,1,y,1\n".repeat(3000);
    StringBuilder rows = new StringBuilder();
    int count = 1200;
    for (int row = 2; row < count + 2; row++) {
      rows.append(row).append(",").append(row).append(",\"").append(note).append("\",1\n");
    }
    Path text = scratch.resolve("hostile.txt");
    Fixture.write(text, rows.toString());
    Map<String, String> fields = new LinkedHashMap<>();
    List.of("CHILD", "NOTE", "SCORE").forEach(name -> fields.put(name, name));
    StagedTable staged =
        new StagedTable(
            "hostile",
            text,
            List.of("row", "CHILD", "NOTE", "SCORE"),
            Map.of(Stage.DEGRADED, fields),
            Map.of(),
            count,
            count,
            new TreeMap<>());

    Path degraded = Fixture.archived(tables, staged, Stage.DEGRADED, "f", scratch);

    assertThat(
            database.count(
                "count",
                "SELECT count(*) FROM read_parquet("
                    + Sql.path(degraded)
                    + ") WHERE length(NOTE) = "
                    + note.length()
                    + " AND CAST(_row AS VARCHAR) = CHILD"))
        .isEqualTo(count);
  }

  @Test
  void a_field_that_nobody_who_signed_keeps_is_not_written() {
    PipelineTable table =
        new PipelineTable(
            "missing",
            List.of(
                key("CHILD", Kind.STRING),
                Fixture.forUse(field("NOTE", Kind.STRING), "SUFFICIENCY")),
            Optional.empty());
    StagedFile file = file("a", 2024, "2,1,secret,5\n");
    Path csv = scratch.resolve("out.csv");

    tables.current(table, PAN, List.of(file), csv);
    assertThat(text(csv)).isEqualTo("CHILD\r\n1\r\n");

    tables.current(table, Set.of("PAN", "SUFFICIENCY"), List.of(file), csv);
    assertThat(text(csv)).isEqualTo("CHILD,NOTE\r\n1,secret\r\n");
  }

  @Test
  void the_database_reads_and_writes_only_where_it_may_and_says_nothing_of_rows() {
    for (String sql :
        List.of(
            "SELECT * FROM read_csv('/etc/passwd')",
            "COPY (SELECT 1) TO " + Sql.text(scratch + "/../outside.csv"),
            "ATTACH '/tmp/outside.db'",
            "INSTALL httpfs",
            "SET memory_limit = '1TB'",
            "SET enable_external_access = true")) {
      assertThatThrownBy(() -> database.execute("try this", sql))
          .isInstanceOf(DatabaseException.class)
          .hasMessageMatching("The database could not try this: [a-z-]+\\.");
    }
    assertThatThrownBy(() -> database.execute("add", "SELECT CAST('Hernandez' AS BIGINT)"))
        .hasMessageNotContaining("Hernandez");
  }

  @Test
  void more_files_than_a_process_may_hold_open_are_put_together_like_five() throws IOException {
    // A limit of 1,024 open files is usual.
    StagedFile one = file("one", 2024, "2,1,a,1\n");
    StagedFile two = file("two", 2023, "2,1,b,2\n");
    List<StagedFile> files = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      StagedFile like = i % 2 == 0 ? one : two;
      Path copy = scratch.resolve("copy-" + i + ".parquet");
      Files.copy(like.degraded(), copy);
      files.add(new StagedFile("f" + i, copy, like.period()));
    }
    Path csv = scratch.resolve("out.csv");

    Joined joined = tables.concatenate(MISSING, PAN, files, true, Optional.empty(), csv);

    assertThat(text(csv)).isEqualTo("CHILD,NOTE,SCORE,YEAR\r\n1,b,2,2023\r\n");
    assertThat(joined.rowsRead()).isEqualTo(1_200);
    assertThat(joined.rowsKept()).isEqualTo(1);
  }
}
