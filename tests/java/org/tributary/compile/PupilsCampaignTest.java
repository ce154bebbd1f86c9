package org.tributary.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.output.Output;
import org.tributary.pipeline.OutputField;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.schema.Table;

/**
 * What is made of {@code -Dpupils} invented pupils on roll of one term (8 million, as many as
 * England has), three records of attendance each, each SQL in a database of {@code -Dpupils.memory}
 * (1 GB). The figures go to {@code target/pupils-campaign.txt}.
 */
@Tag("campaign")
class PupilsCampaignTest {

  private static final long PUPILS = Long.getLong("pupils", 8_000_000);
  private static final String MEMORY = System.getProperty("pupils.memory", "1GB");
  private static final LocalDate DAY = LocalDate.of(2026, 5, 4);
  private static final int AUTHORITIES = 150;

  /** How many rows there are of a table for each pupil. */
  private static final Map<String, Double> ROWS =
      Map.of(
          "pupilonroll", 1.0,
          "addressesonroll", 1.1,
          "fsmperiodsonroll", 0.25,
          "senneeds", 0.2,
          "termlysessiondetailsonroll", 3.0,
          "termlyexclusionsonroll", 0.01);

  /** Of all else the values are blank. {@code pupil} and {@code i}, a row's number, are known. */
  private static final Map<String, String> VALUES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("pupilonrolltableid", "'p' || pupil"),
              Map.entry(
                  "NativeId", "(200 + pupil % 150) || '4' || lpad(pupil % 997 || '', 3, '0')"),
              Map.entry("LA", "'Authority ' || (200 + pupil % 150)"),
              Map.entry("Year", "2025"),
              Map.entry("Term", "'autumn'"),
              Map.entry("Acad/LA", "['acad', 'la'][pupil % 2 + 1]"),
              Map.entry("upn", "'A' || (100000000000 + pupil)"),
              Map.entry("dob", "DATE '2010-01-01' + to_months(CAST(pupil % 120 AS INTEGER))"),
              Map.entry("entrydate", "DATE '2020-09-01'"),
              Map.entry("sex", "['M', 'F'][pupil % 2 + 1]"),
              Map.entry("language", "'ENG'"),
              Map.entry("ncyearactual", "'' || (pupil % 12)"),
              Map.entry("termlysessionspossible", "140"),
              Map.entry("addressesonrollorderseqcolumn", "'' || (i // " + PUPILS + " + 1)"),
              Map.entry("postcode", "'AB' || i % 1100 || ' ' || i * 7 % 10"),
              Map.entry("child_home_la", "'E' || (200 + (pupil + (pupil % 20 = 0)::INT) % 150)"),
              Map.entry("fsmstartdate", "DATE '2024-09-01'"),
              Map.entry("ukcountry", "'ENG'"),
              Map.entry("sentype", "['SPLD', 'ASD', 'MLD'][i % 3 + 1]"),
              Map.entry("sentyperank", "'' || (i // " + PUPILS + " + 1)"),
              Map.entry("attendancereason", "['I', 'M', 'U', 'C', 'B'][(pupil + i // 7) % 5 + 1]"),
              Map.entry("sessions", "i % 20"),
              Map.entry("termlyexclusionsonrolltableid", "'e' || i"),
              Map.entry("startdate", "DATE '2025-10-01'")));

  @TempDir Path scratch;

  private final List<String> figures = new ArrayList<>();
  private final Map<String, Path> made = new TreeMap<>();

  @Test
  void the_outputs_of_all_pupils_of_england_are_made_in_bounded_memory() throws IOException {
    Region region = Shipped.region();
    figures.add(PUPILS + " pupils, databases of " + MEMORY);
    Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    for (String useCase : List.of("REGION", "CROSS")) {
      for (List<Output.Derived> together : region.outputs(useCase, DAY).derivedTogether()) {
        if (ROWS.containsKey(together.get(0).source().table())
            && !together.get(0).output().only().containsKey("Term")) {
          long rows = derive(region, together);
          assertThat(rows).isPositive();
          if (useCase.equals("REGION")) {
            assertThat(rows).isEqualTo(PUPILS);
          }
        }
      }
    }
    figures.add("most memory of the process: " + mostMemoryInMegabytes() + " MB");
    Files.write(Path.of("target", "pupils-campaign.txt"), figures);
  }

  private long derive(Region region, List<Output.Derived> together) throws IOException {
    Output.Derived output = together.get(0);
    Map<String, Path> beside = new TreeMap<>();
    for (Output.Derived.Joined joined : output.joined()) {
      if (joined.output() instanceof Output.OfReturn of && ROWS.containsKey(of.table())) {
        beside.put(joined.name(), invented(of));
      }
    }
    if (output.output().openData().containsKey("gias_authorities")) {
      beside.put("gias_authorities", authorities());
    }
    Path source = invented(output.source());
    Table schema =
        region.dataset(output.dataset()).tables().stream()
            .filter(table -> table.name().equals(output.source().table()))
            .findFirst()
            .orElseThrow();
    Path folder = Files.createDirectories(scratch.resolve(output.nameOfAll()));
    long begun = System.nanoTime();
    long processor = processorNanos();
    long rows;
    try (Database database = Database.open(scratch, MEMORY)) {
      rows =
          new DerivedTables(database)
              .derive(together, schema, source, beside, folder).stream()
                  .mapToLong(one -> one.compiled().rowsKept())
                  .sum();
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    figures.add(
        String.format(
            Locale.ROOT,
            "%s: %,d rows, CSV and Parquet: %.1f s, %.1f s of processor time, %,.0f pupils/s",
            output.nameOfAll(),
            rows,
            seconds,
            (processorNanos() - processor) / 1e9,
            PUPILS / seconds));
    for (Output.Derived one : together) {
      for (String file : one.files(name -> Files.exists(folder.resolve(name)))) {
        Files.delete(folder.resolve(file));
      }
    }
    return rows;
  }

  /** A compiled table as Parquet, with the columns that its use case keeps. */
  private Path invented(Output.OfReturn output) throws IOException {
    Path parquet = scratch.resolve(output.name() + ".parquet");
    if (!made.containsKey(output.name())) {
      long rows = Math.round(PUPILS * ROWS.get(output.table()));
      String columns =
          output.fields().stream()
              .map(PupilsCampaignTest::column)
              .collect(Collectors.joining(", "));
      write(
          "SELECT %s FROM (SELECT i, i %% %d AS pupil FROM range(%d) t(i))",
          columns, rows, parquet);
      made.put(output.name(), parquet);
    }
    return parquet;
  }

  private void write(String select, String columns, long rows, Path parquet) throws IOException {
    try (Database database = Database.open(scratch, MEMORY)) {
      database.execute(
          "invent",
          "COPY ("
              + String.format(Locale.ROOT, select, columns, PUPILS, rows)
              + ") TO "
              + Sql.path(parquet)
              + Sql.PARQUET);
    }
  }

  private static String column(OutputField field) {
    return "CAST("
        + VALUES.getOrDefault(field.name(), "NULL")
        + " AS "
        + UseCaseTables.type(field.type())
        + ") AS "
        + Sql.name(field.name());
  }

  private Path authorities() throws IOException {
    Path parquet = scratch.resolve("gias_authorities.parquet");
    try (Database database = Database.open(scratch, MEMORY)) {
      // Two are those that signed.
      database.execute(
          "invent",
          "COPY (SELECT '' || (200 + i) AS gias_code, 'E' || (200 + i) AS la_code FROM range("
              + AUTHORITIES
              + ") t(i) WHERE i NOT IN (1, 2) UNION ALL SELECT code, la FROM (VALUES ('821', 'E201'), ('822', 'E202'))"
              + " v(code, la)) TO "
              + Sql.path(parquet)
              + Sql.PARQUET);
    }
    return parquet;
  }

  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  static long mostMemoryInMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
