package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tributary.compile.Fixture.field;
import static org.tributary.compile.Fixture.forUse;
import static org.tributary.compile.Fixture.key;
import static org.tributary.compile.Fixture.sort;
import static org.tributary.compile.Fixture.text;
import static org.tributary.compile.Fixture.write;
import static org.tributary.compile.Fixture.year;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.output.Output;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;
import org.tributary.schema.Kind;

class NewestRowsTest {

  private static final int OLDEST = 2020;

  @TempDir Path scratch;
  private Databases databases;

  @BeforeEach
  void open() {
    databases = new Databases(scratch, "500MB", 2);
  }

  @AfterEach
  void close() {
    databases.close();
  }

  private List<String> newest(String csv, OutputField... fields) throws Exception {
    Path given = scratch.resolve("given.csv");
    write(given, csv.replace("\n", "\r\n"));
    PipelineTable table = new PipelineTable("list", List.of(fields), Optional.empty());
    Path folder = Files.createDirectories(scratch.resolve("made"));
    AuthorityTable made =
        new NewestRows(databases, new Output.OfReturn("PAN", "annex-a", table), OLDEST)
            .of(List.of(new AuthorityTable("822", given, Fixture.rows(csv))), folder)
            .get(0);
    return text(made.csv()).lines().skip(1).toList();
  }

  private static final OutputField CHILD = key("CHILD", Kind.STRING);
  private static final OutputField NOTE = field("NOTE", Kind.STRING);
  private static final OutputField MONTH = sort("MONTH", Kind.INTEGER, 2, false);

  @Test
  void the_newest_row_of_a_key_stays_where_it_stood() throws Exception {
    assertThat(
            newest(
                "CHILD,NOTE,YEAR,MONTH\n1,a,2024,9\n2,b,2024,1\n1,c,2024,10\n1,d,2023,12\n",
                CHILD,
                NOTE,
                year(),
                MONTH))
        .containsExactly("2,b,2024,1", "1,c,2024,10");
  }

  @Test
  void of_two_that_are_equally_new_the_first_stays() throws Exception {
    assertThat(newest("CHILD,NOTE,YEAR\n1,a,2024\n1,b,2024\n", CHILD, NOTE, year()))
        .containsExactly("1,a,2024");
  }

  @Test
  void rows_that_are_too_old_decide_nothing_and_are_left_to_be_removed() throws Exception {
    OutputField oldestFirst = sort("NOTE", Kind.STRING, 0, true);
    assertThat(
            newest(
                "CHILD,NOTE,YEAR\n1,a,2019\n1,b,2024\n1,c,\n1,d,2023\n",
                CHILD,
                oldestFirst,
                year()))
        .containsExactly("1,a,2019", "1,b,2024", "1,c,");
  }

  @Test
  void where_a_part_of_the_key_is_not_kept_only_rows_alike_in_all_that_is_are_the_same()
      throws Exception {
    OutputField notKept = forUse(key("DAY", Kind.DATE), "SUFFICIENCY");
    assertThat(
            newest(
                "CHILD,DAY,NOTE,YEAR\n1,2024-01-01,a,2024\n1,2024-01-02,b,2024\n1,2024-01-03,b,2024\n",
                CHILD,
                notKept,
                NOTE,
                year()))
        .containsExactly("1,2024-01-01,a,2024", "1,2024-01-02,b,2024");
  }

  @Test
  void rows_without_an_id_are_nobodys_unless_they_are_alike_in_everything() throws Exception {
    OutputField id =
        new OutputField(
            "CHILD",
            Kind.STRING,
            Fixture.PAN,
            true,
            List.of(EnrichRule.INTEGER),
            Optional.empty(),
            OptionalInt.empty(),
            false,
            "1");
    assertThat(newest("CHILD,NOTE,YEAR\n,a,2024\n,b,2024\n,a,2024\n", id, NOTE, year()))
        .containsExactly(",a,2024", ",b,2024");
  }
}
