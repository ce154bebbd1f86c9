package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.compile.StarTables.Built;
import org.tributary.output.Output;
import org.tributary.output.StarSchema;
import org.tributary.pipeline.Pipeline;
import org.tributary.region.Region;
import org.tributary.region.Shipped;

/**
 * The shipped star schema over {@code -Dstar.rows} invented episodes (20 million) of 150
 * authorities, from the authorities' concatenated CSV files, each database with {@code
 * -Dstar.memory} (1 GB). The figures go to {@code target/star-campaign.txt}.
 */
@Tag("campaign")
class StarCampaignTest {

  private static final long ROWS = Long.getLong("star.rows", 20_000_000);
  private static final String MEMORY = System.getProperty("star.memory", "1GB");
  private static final String USE_CASE = "SUFFICIENCY";
  private static final String DATASET = "ssda903";
  private static final int AUTHORITIES = 150;
  private static final int FIRST_CODE = 200;
  private static final int EPISODES_OF_A_CHILD = 8;
  private static final int SECTORS = 11_000;
  private static final int PROVIDERS = 20_000;
  private static final int OLDEST_YEAR = 2015;

  private static final String HEADER =
      """
      SELECT child || '_%1$s' AS CHILD, ['M', 'F'][child %% 2 + 1] AS SEX,
        strftime(DATE '2008-01-01' + to_months(CAST(child %% 120 AS INTEGER)), '%%Y-%%m-%%d') AS DOB, 'WBRI' AS ETHNIC,
        'Authority %1$s' AS LA, 2018 + child %% 7 AS "YEAR"
      FROM range(%2$d) children(child)""";
  private static final String UASC =
      """
      SELECT child || '_%1$s' AS CHILD, 'M' AS SEX, '2008-01-01' AS DOB, '2024-02-03' AS DUC,
        'Authority %1$s' AS LA, 2024 AS "YEAR"
      FROM range(0, %2$d, 12) children(child)""";
  // As submitted: year by year, a child's episodes far from each other.
  private static final String EPISODES =
      """
      SELECT i %% %2$d || '_%1$s' AS CHILD,
        strftime(DATE '2016-01-05' + CAST(i // %2$d * 200 + i %% 190 AS INTEGER), '%%Y-%%m-%%d') AS DECOM,
        ['S', 'P', 'L', 'T', 'U', 'B'][i %% 6 + 1] AS RNE, ['C1', 'C2', 'E1', 'V2'][i %% 4 + 1] AS LS,
        'N' || (i %% 8 + 1) AS CIN, ['U1', 'U4', 'U6', 'K2', 'K3', 'H5', 'P1', 'Z1'][i %% 8 + 1] AS PLACE,
        'PR' || i %% 6 AS PLACE_PROVIDER,
        strftime(DATE '2016-07-05' + CAST(i // %2$d * 200 + i %% 190 AS INTEGER), '%%Y-%%m-%%d') AS "DEC",
        ['X1', 'E4A', 'E8', NULL][i %% 4 + 1] AS REC, ['CARPL', 'OTHER', NULL][i %% 3 + 1] AS REASON_PLACE_CHANGE,
        'AB' || i %% 1100 || ' ' || i * 7 %% 10 AS HOME_POST, 'AB' || i * 13 %% 1100 || ' ' || i * 3 %% 10 AS PL_POST,
        CASE WHEN i %% 3 = 0 THEN NULL WHEN i %% 97 = 0 THEN 'XXXXXXX' ELSE 'SC' || i * 31 %% 21000 END AS URN,
        'Authority %1$s' AS LA, 2016 + (i // %2$d) AS "YEAR", 2024 AS YEAR_latest, 'Original' AS Episode_source
      FROM range(%3$d) rows(i)""";
  private static final Map<String, String> OPEN_DATA =
      Map.of(
          "ons_areas",
          "SELECT 'E05' || i AS ward_code, 'Ward ' || i AS ward_name, 'E09' || i % 150 AS la_code,"
              + " 'Authority ' || (i % 150 + "
              + FIRST_CODE
              + ") AS la_name, NULL::VARCHAR AS county_code, NULL::VARCHAR AS county_name, 'E12' ||"
              + " i % 150 % 9 AS region_code, 'Region ' || i % 150 % 9 AS region_name, 'E92' AS"
              + " country_code, 'England' AS country_name FROM range(7500) t(i)",
          "postcodes",
          "SELECT 'AB' || i // 10 || ' ' || i % 10 AS sector, 'E09' || i % 150 AS la_code, 'E01' ||"
              + " i AS lsoa11, 51.5::DECIMAL(9, 6) AS latitude, -0.1::DECIMAL(9, 6) AS longitude,"
              + " 530000 AS eastings, 180000 AS northings, i::INTEGER AS imd FROM range("
              + SECTORS
              + ") t(i)",
          "ofsted_providers",
          "SELECT 'SC' || i AS urn, 'Children''s home' AS provider_type, 'Private' AS sector, DATE"
              + " '2015-01-01' + CAST(i % 3000 AS INTEGER) AS registration_date, 'Active' AS"
              + " status, NULL::DATE AS closed_date, 4 AS places, 'Owner ' || i % 900 AS"
              + " owner_name, 'Authority ' || (i % 150 + 200) AS la_name FROM range("
              + PROVIDERS
              + ") t(i)",
          "ofsted_inspections",
          "SELECT 'SC' || i % 20000 AS urn, DATE '2017-01-01' + CAST(i // 20000 * 300 + i % 290 AS"
              + " INTEGER) AS inspection_date, 'Good' AS effectiveness FROM range(120000) t(i)",
          "gias",
          "SELECT i::VARCHAR AS urn, 'School ' || i AS name, 'Academy' AS establishment_type, 'E09'"
              + " || i % 150 AS la_code, DATE '2010-01-01' AS open_date, NULL::DATE AS close_date,"
              + " 'Open' AS status FROM range(30000) t(i)");

  @TempDir Path scratch;

  private final List<String> figures = new ArrayList<>();

  @Test
  void the_star_schema_of_many_episodes_is_made_in_bounded_memory() throws IOException {
    Region region = Shipped.region();
    StarSchema schema = region.starSchemas().get("sufficiency");
    Pipeline pipeline = region.pipelines().get(DATASET);
    SortedMap<String, String> authorities = new TreeMap<>();
    for (int code = FIRST_CODE; code < FIRST_CODE + AUTHORITIES; code++) {
      authorities.put(Integer.toString(code), "Authority " + code);
    }
    long rows = ROWS / AUTHORITIES;
    long children = Math.max(1, rows / EPISODES_OF_A_CHILD);
    try (Databases databases = new Databases(scratch, MEMORY, 2)) {
      Map<String, List<AuthorityTable>> returns =
          returns(databases, authorities.keySet(), children, rows);
      Map<String, Path> sources = openData(databases);
      Files.writeString(Path.of("/proc/self/clear_refs"), "5");

      Moment begun = Moment.now();
      for (Map.Entry<String, List<AuthorityTable>> table : returns.entrySet()) {
        Path folder = Files.createDirectories(scratch.resolve("compiled").resolve(table.getKey()));
        List<Compiled.File> files =
            new UseCaseTables(databases)
                .compile(
                    new Output.OfReturn(
                        USE_CASE, DATASET, pipeline.table(table.getKey()).orElseThrow()),
                    table.getValue(),
                    OLDEST_YEAR,
                    folder)
                .files();
        sources.put(table.getKey(), files.get(files.size() - 1).path());
      }
      took("150 authorities' CSV to compiled tables", begun);

      Moment starBegun = Moment.now();
      Map<String, Built> built = new TreeMap<>();
      try (Database database = Database.open(scratch, MEMORY)) {
        new StarTables(databases)
            .build(
                database,
                schema,
                pipeline,
                region.datasets().get(DATASET),
                sources,
                authorities,
                USE_CASE,
                (output, parquet) -> StarTables.Standing.NEW,
                Files.createDirectories(scratch.resolve("star")))
            .forEach(table -> built.put(table.table().name(), table));
      }
      double seconds = took("compiled tables to the star schema, CSV and Parquet", starBegun);
      figures.add("most memory of the process: " + mostMemoryInMegabytes() + " MB");
      tell();

      assertThat(built.get("factEpisode").compiled().rowsKept()).isEqualTo(rows * AUTHORITIES);
      assertThat(built.get("dimLookedAfterChild").compiled().rowsKept())
          .isEqualTo(children * AUTHORITIES + 1);
      assertThat(unknown(databases, built.get("factEpisode"))).containsOnly(0L);
      assertThat(seconds).isLessThan(Long.getLong("star.seconds", 600));
    }
  }

  /** How many episodes have no child, area, postcode, or day on which they began. */
  private static List<Long> unknown(Databases databases, Built fact) throws IOException {
    List<Compiled.File> files = fact.compiled().files();
    Path parquet = files.get(files.size() - 1).path();
    return databases
        .use(
            database ->
                database.query(
                    "count the unknown",
                    "SELECT count_if(LookedAfterChildKey < 0), count_if(ONSAreaKey < 0),"
                        + " count_if(HomePostcodeKey < 0), count_if(PlacementPostcodeKey < 0),"
                        + " count_if(EpisodeCommencedDateKey = DATE '2999-12-31') FROM read_parquet("
                        + Sql.path(parquet)
                        + ")",
                    row ->
                        List.of(
                            row.getLong(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5))))
        .get(0);
  }

  private Map<String, List<AuthorityTable>> returns(
      Databases databases, Iterable<String> codes, long children, long rows) throws IOException {
    List<Databases.Work<Map.Entry<String, AuthorityTable>>> work = new ArrayList<>();
    for (String code : codes) {
      Map.of("header", HEADER, "uasc", UASC, "episodes", EPISODES)
          .forEach(
              (table, sql) ->
                  work.add(
                      database -> {
                        Path csv = scratch.resolve(code + "_" + table + ".csv");
                        String select = String.format(Locale.ROOT, sql, code, children, rows);
                        long written =
                            database.execute(
                                "invent", "COPY (" + select + ") TO " + Sql.path(csv) + Sql.CSV);
                        return Map.entry(table, new AuthorityTable(code, csv, written));
                      }));
    }
    return databases.useSideBySide(work).stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                TreeMap::new,
                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private Map<String, Path> openData(Databases databases) throws IOException {
    Map<String, Path> sources = new TreeMap<>();
    for (Map.Entry<String, String> table : OPEN_DATA.entrySet()) {
      Path parquet = scratch.resolve(table.getKey() + ".parquet");
      databases.use(
          database ->
              database.execute(
                  "invent",
                  "COPY (" + table.getValue() + ") TO " + Sql.path(parquet) + Sql.PARQUET));
      sources.put(table.getKey(), parquet);
    }
    return sources;
  }

  /** A moment, on the clock and in the processor time of this process. */
  private record Moment(long nanos, long processorNanos) {

    static Moment now() {
      return new Moment(
          System.nanoTime(),
          ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime());
    }
  }

  private double took(String what, Moment begun) {
    Moment now = Moment.now();
    double seconds = (now.nanos() - begun.nanos()) / 1e9;
    double processor = (now.processorNanos() - begun.processorNanos()) / 1e9;
    figures.add(
        String.format(
            Locale.ROOT, "%s: %.1f s, %.1f s of processor time", what, seconds, processor));
    return seconds;
  }

  private void tell() throws IOException {
    figures.add(0, ROWS + " episodes, databases of " + MEMORY);
    Files.write(Path.of("target", "star-campaign.txt"), figures);
  }

  private static long mostMemoryInMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
