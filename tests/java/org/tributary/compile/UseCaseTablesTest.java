package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tributary.compile.Fixture.field;
import static org.tributary.compile.Fixture.forUse;
import static org.tributary.compile.Fixture.key;
import static org.tributary.compile.Fixture.text;
import static org.tributary.compile.Fixture.write;
import static org.tributary.compile.Fixture.year;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.output.Output;
import org.tributary.pipeline.PipelineTable;
import org.tributary.schema.Kind;

class UseCaseTablesTest {

  private static final PipelineTable TABLE =
      new PipelineTable(
          "reviews",
          List.of(
              key("CHILD", Kind.STRING),
              field("DOB", Kind.DATE),
              field("NOTE", Kind.STRING),
              field("SCORE", Kind.INTEGER),
              field("RATE", Kind.DECIMAL),
              forUse(field("UPN", Kind.STRING), "SUFFICIENCY"),
              year()),
          Optional.empty());

  @TempDir Path scratch;
  private Database database;
  private Databases databases;

  @BeforeEach
  void open() {
    database = Database.open(scratch, "500MB");
    databases = new Databases(scratch, "500MB", 2);
  }

  @AfterEach
  void close() {
    database.close();
    databases.close();
  }

  private AuthorityTable of(String code, String csv) {
    Path path = scratch.resolve(code + ".csv");
    write(path, csv);
    return new AuthorityTable(code, path, Fixture.rows(csv));
  }

  private Compiled compile(long mostBytes, List<AuthorityTable> tables) {
    try {
      return new UseCaseTables(databases, mostBytes)
          .compile(new Output.OfReturn("PAN", "ssda903", TABLE), tables, 2020, scratch);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void columns_go_by_name_and_only_the_use_cases_own_are_written() {
    Compiled compiled =
        compile(
            1000,
            List.of(
                of("873", "YEAR,CHILD,UPN\r\n2024,2_873,secret\r\n"),
                of("822", "CHILD,DOB,SCORE,RATE,YEAR\r\n1_822,2010-01-01,-5,0.10,2023\r\n")));

    assertThat(compiled.files())
        .extracting(Compiled.File::name)
        .containsExactly("PAN_ssda903_reviews.csv", "PAN_ssda903_reviews.parquet");
    assertThat(text(compiled.files().get(0).path()))
        .isEqualTo(
            "CHILD,DOB,NOTE,SCORE,RATE,YEAR\r\n"
                + "1_822,2010-01-01,,-5,0.10,2023\r\n"
                + "2_873,,,,,2024\r\n");
    assertThat(types(compiled.files().get(1).path()))
        .containsExactly(
            "CHILD VARCHAR",
            "DOB DATE",
            "NOTE VARCHAR",
            "SCORE BIGINT",
            "RATE DECIMAL(38,10)",
            "YEAR BIGINT");
  }

  private AuthorityTable ofMany(String code, String header, int first, int rows) {
    StringBuilder csv = new StringBuilder(header).append("\r\n");
    for (int row = first; row < first + rows; row++) {
      csv.append(row).append(",2024").append(",x".repeat(header.split(",").length - 2));
      csv.append("\r\n");
    }
    return of(code, csv.toString());
  }

  /** More than the 122,880 rows of a group of rows, so that the Parquet has several. */
  @ParameterizedTest
  @ValueSource(strings = {"CHILD,YEAR", "CHILD,YEAR,NOTE"})
  void the_parquet_has_its_rows_in_the_order_of_the_csv(String headerOfTheSecond) {
    List<AuthorityTable> tables =
        List.of(
            ofMany("821", "CHILD,YEAR", 0, 130_000),
            ofMany("822", headerOfTheSecond, 130_000, 10),
            ofMany("823", "CHILD,YEAR", 130_010, 130_000),
            ofMany("824", headerOfTheSecond, 260_010, 10));
    Compiled compiled = compile(UseCaseTables.MOST_BYTES_OF_A_PART, tables);

    List<String> parquet =
        database.query(
            "read",
            "SELECT CHILD FROM read_parquet(" + Sql.path(compiled.files().get(1).path()) + ")",
            row -> row.getString(1));
    List<String> csv =
        text(compiled.files().get(0).path())
            .lines()
            .skip(1)
            .map(line -> line.substring(0, line.indexOf(',')))
            .toList();
    assertThat(csv).hasSize(260_020);
    assertThat(parquet.equals(csv)).isTrue();
  }

  @Test
  void rows_older_than_the_retention_and_rows_without_a_year_go_and_are_counted() {
    Compiled compiled =
        compile(1000, List.of(of("822", "CHILD,YEAR\r\n1,2019\r\n2,2020\r\n3,\r\n4,2024\r\n")));

    assertThat(compiled.rowsRead()).isEqualTo(4);
    assertThat(compiled.rowsKept()).isEqualTo(2);
    assertThat(compiled.removed()).isEqualTo(Map.of("RetentionPeriod", 1L, "MissingYear", 1L));
    assertThat(text(compiled.files().get(0).path())).contains("\r\n2,").doesNotContain("\r\n1,");
  }

  @Test
  void formulas_are_text_in_the_csv_for_people_and_raw_in_the_parquet() {
    Compiled compiled =
        compile(
            1000,
            List.of(
                of(
                    "822",
                    "CHILD,NOTE,YEAR\r\n1,=1+1,2024\r\n2,@x,2024\r\n3,\tt,2024\r\n4,a=b,2024\r\n"
                        + "5,-,2024\r\n6,+,2024\r\n")));

    assertThat(
            text(compiled.files().get(0).path()).lines().skip(1).map(row -> row.split(",", -1)[2]))
        .containsExactly("'=1+1", "'@x", "'\tt", "a=b", "'-", "'+");
    assertThat(
            database.query(
                "read",
                "SELECT NOTE FROM " + Sql.text(compiled.files().get(1).path().toString()),
                row -> row.getString(1)))
        .containsExactly("=1+1", "@x", "\tt", "a=b", "-", "+");
  }

  @Test
  void a_formula_that_stands_in_quotes_is_text_too_and_a_quote_is_none() {
    Compiled compiled =
        compile(
            1000,
            List.of(of("822", "CHILD,NOTE,YEAR\r\n1,\"=1,2\",2024\r\n2,\"\"\"=1\",2024\r\n")));

    assertThat(text(compiled.files().get(0).path()).lines().skip(1).toList())
        .first()
        .asString()
        .contains("\"'=1,2\"");
    assertThat(text(compiled.files().get(0).path())).contains("\"\"\"=1\"");
  }

  @Test
  void a_large_csv_is_cut_into_parts_of_whole_rows_that_are_no_larger_than_the_limit()
      throws Exception {
    StringBuilder rows = new StringBuilder("CHILD,NOTE,YEAR\r\n");
    for (int row = 0; row < 20_000; row++) {
      rows.append(row).append(",\"one\r\n\"\"two\"\", three\",2024\r\n");
    }
    AuthorityTable table = of("822", rows.toString());
    String whole = text(compile(10_000_000, List.of(table)).files().get(0).path());

    Compiled compiled = compile(100_000, List.of(table));

    List<Compiled.File> parts = compiled.files().subList(0, compiled.files().size() - 1);
    String header = "CHILD,DOB,NOTE,SCORE,RATE,YEAR\r\n";
    StringBuilder together = new StringBuilder(header);
    long counted = 0;
    for (int part = 0; part < parts.size(); part++) {
      Path path = parts.get(part).path();
      assertThat(parts.get(part).name())
          .isEqualTo("PAN_ssda903_reviews_part" + (part + 1) + ".csv");
      assertThat(Files.size(path)).isBetween(part < parts.size() - 1 ? 99_900L : 1L, 100_000L);
      assertThat(text(path)).startsWith(header).endsWith("2024\r\n");
      together.append(text(path).substring(header.length()));
      counted += parts.get(part).rows();
    }
    assertThat(parts).hasSizeGreaterThan(5);
    assertThat(counted).isEqualTo(20_000);
    assertThat(together.toString()).isEqualTo(whole);
  }

  private List<String> types(Path parquet) {
    return database.query(
        "look",
        "DESCRIBE FROM " + Sql.text(parquet.toString()),
        row -> row.getString(1) + " " + row.getString(2));
  }
}
