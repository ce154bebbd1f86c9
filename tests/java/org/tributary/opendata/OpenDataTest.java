package org.tributary.opendata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tributary.compile.Databases;
import org.tributary.compile.OpenDataImport;
import org.tributary.config.Problems;
import org.tributary.output.ValueType;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.store.Contents;
import org.tributary.store.Digest;

/** What open data is known by its name, and that the order of files and rows changes nothing. */
class OpenDataTest {

  private static final OpenData SHIPPED =
      OpenDataFiles.load(Path.of("config/open-data"), new Problems());

  @TempDir private Path scratch;

  @ParameterizedTest
  @CsvSource({
    "Provider_level_in_year_2021-22.csv, 2022-03-31",
    "Provider level in year 2021-2022.csv, 2022-03-31",
    "Provider_level_in_year_1999-00.csv, 2000-03-31",
    "ofsted/2022/PROVIDER_LEVEL_AT_31_AUG_2022.CSV, 2022-08-31",
    "Provider_level_at_31_August_2022.csv, 2022-08-31",
    "Provider_level_at_31Aug22.csv, 2022-08-31",
    "Closed_childrens_homes_31Mar22.csv, 2022-03-31",
    "Closed_childrens_homes_31-03-2022.csv, 2022-03-31",
    "Providers_places_at_31_Aug_2022.csv, 2022-08-31",
    "ONSPD_FEB_2024_UK.csv, 2024-02-29",
    "ONSPD_MAY_2022_UK_sectors.csv, 2022-05-31",
    "WD22_LAD22_CTY22_RGN22_CTRY22_EW_LU.csv, 2022-12-31",
    "edubasealldata20240105.csv, 2024-01-05"
  })
  void a_name_says_of_which_day_a_file_speaks(String name, LocalDate day) {
    assertThat(SHIPPED.known(name).orElseThrow().day()).contains(day);
    assertThat(SHIPPED.isOfInterest(name)).isTrue();
  }

  @Test
  void a_reduced_directory_may_say_no_day() {
    assertThat(
            SHIPPED
                .known("ONSPD_reduced_to_postcode_sector.csv")
                .map(OpenData.Known::day)
                .orElseThrow())
        .isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "Provider_level_in_year_2021-23.csv",
    "Provider_level_at_31_Jun_2022.csv",
    "Provider_level_at_2022.csv",
    "ONSPD_FEB_2024_UK.csv.part",
    "readme.txt"
  })
  void other_names_are_of_no_interest(String name) {
    assertThat(SHIPPED.isOfInterest(name)).isFalse();
    assertThat(SHIPPED.unknown(List.of(name))).hasSize(1);
  }

  @Test
  void a_folder_is_no_unknown_file() {
    assertThat(SHIPPED.unknown(List.of("ofsted/", "ofsted/ONSPD_FEB_2024_UK.csv"))).isEmpty();
  }

  @Test
  void the_digest_changes_with_a_file_of_interest_and_with_no_other() {
    String file = "ONSPD_FEB_2024_UK.csv";
    String before = SHIPPED.digest(Map.of(file, "one", "notes.txt", "one"));
    assertThat(SHIPPED.digest(Map.of(file, "one", "notes.txt", "two"))).isEqualTo(before);
    assertThat(SHIPPED.digest(Map.of(file, "two"))).isNotEqualTo(before);
    assertThat(SHIPPED.digest(Map.of())).isNotEqualTo(before);
    assertThat(new OpenData(SHIPPED.sources(), "otherwise").digest(Map.of(file, "one")))
        .isNotEqualTo(before);
  }

  @Test
  void the_tables_are_those_that_the_star_schemas_ask_for() {
    Map<String, Map<String, ValueType>> made = new TreeMap<>();
    for (Source source : SHIPPED.sources()) {
      for (Source.Table table : source.tables()) {
        Map<String, ValueType> columns = new LinkedHashMap<>();
        table.columns().forEach(column -> columns.put(column.name(), type(column.type())));
        made.put(table.name(), columns);
      }
    }
    Region region = Shipped.region();
    assertThat(region.openData()).isEqualTo(SHIPPED);
    assertThat(region.starSchemas()).isNotEmpty();
    region
        .starSchemas()
        .values()
        .forEach(star -> assertThat(made).containsAllEntriesOf(star.openData()));
  }

  private static ValueType type(Source.ColumnType type) {
    return switch (type) {
      case TEXT -> ValueType.TEXT;
      case DATE -> ValueType.DATE;
      case INTEGER -> ValueType.INTEGER;
      case DEGREES -> ValueType.DECIMAL;
    };
  }

  @Test
  void without_any_configuration_there_is_nothing() throws IOException {
    try (Databases databases = new Databases(scratch, "256MB", 1)) {
      Imported imported = new OpenDataImport(databases).read(OpenData.NONE, Map.of(), scratch);
      assertThat(imported.tables()).isEmpty();
      assertThat(imported.findings()).isEmpty();
    }
  }

  @Test
  void neither_the_order_of_rows_nor_the_locale_changes_a_byte() throws IOException {
    List<Path> cases =
        List.of(
            Path.of("tests/cases/external/one-urn-with-differing-dates/given"),
            Path.of("tests/cases/external/only-full-inspections/given"),
            Path.of("tests/cases/external/closed-homes/given"),
            Path.of("tests/cases/external/wards-twice/given"),
            Path.of("tests/cases/external/a-directory-reduced-to-sectors/given"),
            Path.of("tests/cases/external/schools-in-windows-1252/given"),
            Path.of("tests/cases/external/the-whole-postcode-directory/given"));
    Locale usual = Locale.getDefault();
    for (Path given : cases) {
      Map<String, String> asGiven = tables(given, "as-given", lines -> {});
      Locale.setDefault(Locale.forLanguageTag("tr"));
      try {
        assertThat(tables(given, "reversed", Collections::reverse))
            .as(given.toString())
            .isEqualTo(asGiven);
      } finally {
        Locale.setDefault(usual);
      }
    }
  }

  private interface Order {
    void of(List<String> lines);
  }

  /** The SHA-256 of each table's Parquet, made of files whose rows stand in another order. */
  private Map<String, String> tables(Path given, String name, Order order) throws IOException {
    Path work =
        Files.createDirectories(scratch.resolve(given.getParent().getFileName()).resolve(name));
    Map<String, Path> files = new TreeMap<>();
    try (var found = Files.list(given)) {
      for (Path file : found.toList()) {
        // Each byte a letter, whatever the file's own letters are.
        List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        List<String> rows = lines.subList(1, lines.size());
        order.of(rows);
        Path written = work.resolve(file.getFileName());
        Files.write(written, lines, StandardCharsets.ISO_8859_1);
        files.put(file.getFileName().toString(), written);
      }
    }
    Map<String, String> digests = new TreeMap<>();
    try (Databases databases = new Databases(work, "256MB", 1)) {
      Imported imported = new OpenDataImport(databases).read(SHIPPED, files, work);
      for (Map.Entry<String, Path> table : imported.tables().entrySet()) {
        digests.put(table.getKey(), Digest.of(Contents.of(table.getValue())).sha256());
      }
      assertThat(imported.versions()).isNotEmpty();
    }
    return digests;
  }
}
