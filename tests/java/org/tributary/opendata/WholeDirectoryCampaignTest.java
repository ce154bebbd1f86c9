package org.tributary.opendata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.compile.Databases;
import org.tributary.compile.OpenDataImport;
import org.tributary.config.Problems;

/** A file as large as the whole postcode directory of the country, with its 50 columns. */
@Tag("campaign")
class WholeDirectoryCampaignTest {

  private static final int POSTCODES = 2_700_000;
  private static final int UNITS_OF_A_SECTOR = 240;

  /** What stands in the columns that nobody reads. */
  private static final String PASSED_OVER =
      ",E18000007,E40000003,E92000001,E12000006,E14001063,E15000006,E30000169,E16000025,E65000001"
          + ",E00081234,E02003234,E01099001,E33000425,E34004965,5,E35000546,E37000006,E38000249"
          + ",E54000029,E22000123,E23000013,E47000016,9B2,E58000835,A1,A1,S99999999,B1,E12345678";

  @TempDir private Path folder;

  @Test
  void the_whole_directory_is_reduced_in_a_minute_and_in_little_memory() throws IOException {
    Path directory = folder.resolve("ONSPD_FEB_2024_UK.csv");
    write(directory);
    OpenData config = OpenDataFiles.load(Path.of("config/open-data"), new Problems());
    Path work = Files.createDirectory(folder.resolve("work"));
    long before = System.nanoTime();
    try (Databases databases = new Databases(work, "1GB", 1)) {
      Imported imported =
          new OpenDataImport(databases)
              .read(config, Map.of("ONSPD_FEB_2024_UK.csv", directory), work);
      double seconds = (System.nanoTime() - before) / 1e9;
      assertThat(imported.versions()).extracting(Version::rows).containsExactly((long) POSTCODES);
      String csv = Tables.csv(databases, imported.tables().get("postcodes"));
      assertThat(csv.lines().count()).isEqualTo(1 + POSTCODES / UNITS_OF_A_SECTOR);
      Files.writeString(
          Path.of("target/whole-directory.txt"),
          String.format(
              Locale.ROOT,
              "%,d rows, %,d MB, %.1f s; at most %s resident%n",
              POSTCODES,
              Files.size(directory) / 1_000_000,
              seconds,
              mostResident()));
      // Low enough for a machine that others use too.
      assertThat(seconds).isLessThan(120);
    }
  }

  private static void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("pcd,pcd2,pcds,dointr,doterm,oscty,oslaua,oseast1m,osnrth1m,lsoa11,lat,long,imd");
      for (int column = 1; column < PASSED_OVER.split(",").length; column++) {
        out.write(",other" + column);
      }
      out.write("\r\n");
      for (int row = 0; row < POSTCODES; row++) {
        int sector = row / UNITS_OF_A_SECTOR;
        int unit = row % UNITS_OF_A_SECTOR;
        String outward = "" + (char) ('A' + sector / 1000) + 'Z' + (sector / 10 % 100);
        String inward = "" + sector % 10 + (char) ('A' + unit / 20) + (char) ('A' + unit % 20);
        out.write(
            String.format(
                Locale.ROOT,
                "\"%-4s%s\",\"%-4s %s\",\"%s %s\",\"198001\",%s,\"E99999999\",\"E06099%03d\",\"%07d\","
                    + "\"%07d\",\"E01%06d\",5%d.%06d,-1.%06d,%d%s\r%n",
                outward,
                inward,
                outward,
                inward,
                outward,
                inward,
                unit % 3 == 0 ? "\"202001\"" : "",
                sector % 300,
                400_000 + row % 9_999,
                200_000 + unit,
                sector * 3 + unit % 3,
                unit % 5,
                row % 1_000_000,
                unit,
                1 + sector,
                PASSED_OVER));
      }
    }
  }

  /** As Linux counts it; elsewhere nobody says. */
  private static String mostResident() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .map(line -> line.replaceAll("\\s+", " "))
            .findFirst()
            .orElse("?")
        : "?";
  }
}
