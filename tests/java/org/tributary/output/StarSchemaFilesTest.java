package org.tributary.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.config.Problems;
import org.tributary.region.RegionFiles;

/** The shipped star schema with something wrong in it. */
class StarSchemaFilesTest {

  private static final Path CONFIG = Path.of("config");

  @TempDir Path scratch;

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> files = Files.walk(CONFIG)) {
      for (Path file : files.toList()) {
        Path to = scratch.resolve(CONFIG.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    }
  }

  private Path file(String name) {
    return scratch.resolve("outputs/sufficiency").resolve(name);
  }

  private void change(String name, String from, String to) throws IOException {
    String text = Files.readString(file(name));
    assertThat(text).contains(from);
    Files.writeString(file(name), text.replace(from, to));
  }

  /** What is wrong, each as {@code file, line: message advice}, the file without its folder. */
  private List<String> problems() {
    Problems problems = new Problems();
    RegionFiles.load(scratch, Path.of("schemas"), problems);
    return problems.all().stream()
        .map(problem -> problem.toString().replaceFirst("^[^,:]*/", ""))
        .toList();
  }

  @Test
  void the_shipped_one_is_sound() {
    assertThat(problems()).isEmpty();
  }

  @Test
  void a_column_of_a_field_that_the_use_case_does_not_keep_is_told_with_file_and_line()
      throws IOException {
    change("dimLookedAfterChild.yaml", "is: header.ETHNIC", "is: header.UPN");
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith(
            "dimLookedAfterChild.yaml, line 10: 'UPN' is not kept for the use case SUFFICIENCY.");
  }

  @Test
  void names_that_lead_nowhere_are_told_all_at_once_with_the_nearest() throws IOException {
    Map.of(
            "references: dimPostcode, description: Where the child came from.",
            "references: dimPostcodes, description: Where the child came from.",
            "is: episodes.DEC,",
            "is: episodes.DECC,",
            "key: FactEpisodeKey",
            "key: EpisodeKey",
            "rows-of: episodes",
            "rows-of: episode")
        .forEach(
            (from, to) -> {
              try {
                change("factEpisode.yaml", from, to);
              } catch (IOException failure) {
                throw new java.io.UncheckedIOException(failure);
              }
            });
    assertThat(String.join("\n", problems()))
        .contains("no table called 'dimPostcodes'", "dimPostcode'")
        .contains("'DECC' is not kept", "'DEC'")
        .contains("no column called 'EpisodeKey'")
        .contains("'episode' is not read", "'episodes'");
  }

  @Test
  void a_measure_a_hierarchy_and_an_order_that_name_what_is_not_there_are_told()
      throws IOException {
    change(
        "factEpisode.yaml", "'factEpisode'[OfstedProviderKey] > 0", "'factEpisode'[Provider] > 0");
    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith(
            "factEpisode.yaml: The measure 'Providers used' has no column"
                + " 'factEpisode'[Provider].");
    change("dimDate.yaml", "sort-by: Month,", "sort-by: Mnth,");
    change("dimDate.yaml", "[Year, Quarter, MonthName]", "[Year, Quarters, MonthName]");
    change("dimDate.yaml", "report-rows: IsInCalendar", "report-rows: IsCalendar");
    assertThat(String.join("\n", problems()))
        .contains("no column called 'Mnth'")
        .contains("no column called 'Quarters'")
        .contains("no column called 'IsCalendar'");
  }

  @Test
  void a_picture_of_a_table_or_column_that_is_not_there_is_told_with_the_nearest()
      throws IOException {
    change("factEpisode.yaml", "dimDate: [DateKey, ReturnYear,", "dimDates: [DateKey, ReturnYear,");
    change(
        "factEpisode.yaml",
        "dimOfstedProvider: [OfstedProviderKey, CurrentGrade,",
        "dimOfstedProvider: [OfstedProviderKey, CurentGrade,");
    assertThat(problems())
        .satisfiesExactly(
            one ->
                assertThat(one)
                    .startsWith(
                        "factEpisode.yaml: The picture 'Moves of placement in a return year' reads"
                            + " 'dimDates', which is no table of a release.")
                    .contains("'dimDate'"),
            other ->
                assertThat(other)
                    .startsWith(
                        "factEpisode.yaml: The picture 'Providers used on 31 March, by their current"
                            + " grade' reads 'dimOfstedProvider.CurentGrade', which is not there.")
                    .contains("'CurrentGrade'"));
  }

  @Test
  void a_picture_of_another_kind_or_without_its_sql_or_with_anothers_title_is_told()
      throws IOException {
    change("factEpisode.yaml", "kind: bars\n    unit: moves", "kind: pies\n    unit: moves");
    change("factEpisode.yaml", "unit: providers", "units: providers");
    assertThat(String.join("\n", problems()))
        .contains("pies")
        .contains("'units'")
        .contains("'unit'");
    change("factEpisode.yaml", "kind: pies", "kind: bars");
    change("factEpisode.yaml", "units: providers", "unit: providers");
    Path other = file("dimDate.yaml");
    Files.writeString(
        other,
        Files.readString(other)
            + """
            pictures:
              Moves of placement in a return year:
                description: Days.
                kind: bars
                unit: days
                reads: {dimDate: [DateKey, ReturnYear]}
                sql: SELECT ReturnYear AS year, NULL AS line, 0 AS place, count(*) AS value, NULL AS children FROM dimDate GROUP BY ALL
            """);
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("Two pictures are called 'Moves of placement in a return year'.");
  }

  @Test
  void a_table_without_its_sql_is_told() throws IOException {
    Files.delete(file("dimPostcode.sql"));
    assertThat(problems()).singleElement().asString().startsWith("dimPostcode.sql: ");
  }

  @Test
  void a_use_case_and_a_clause_that_nobody_agreed_are_told() throws IOException {
    change("star.yaml", "for: [SUFFICIENCY]", "for: [SUFFICIENCI]");
    assertThat(String.join("\n", problems())).contains("no use case called 'SUFFICIENCI'");
    change("star.yaml", "for: [SUFFICIENCI]", "for: [SUFFICIENCY]");
    change("star.yaml", "clause: \"4.8\"", "clause: \"9.9\"");
    assertThat(String.join("\n", problems())).contains("no clause '9.9'");
  }

  @Test
  void a_member_that_has_anothers_key_or_no_table_is_told_with_its_line() throws IOException {
    String members = Files.readString(file("members.csv"));
    long lines = members.lines().count();
    Files.writeString(
        file("members.csv"),
        members + "dimLegalStatus,1,Q9,Somebody else's number\ndimLegalState,77,Q8,Of no table\n");
    assertThat(problems())
        .hasSize(2)
        .anyMatch(
            problem ->
                problem.startsWith("members.csv, line " + (lines + 1) + ": ")
                    && problem.contains("key 1 of dimLegalStatus"))
        .anyMatch(
            problem ->
                problem.startsWith("members.csv, line " + (lines + 2) + ": ")
                    && problem.contains("dimLegalState")
                    && problem.contains("dimLegalStatus"));
  }
}
