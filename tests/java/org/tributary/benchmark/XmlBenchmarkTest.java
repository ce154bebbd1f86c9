package org.tributary.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.Main;
import org.tributary.authority.LocalAuthority;
import org.tributary.campaign.RunningTributary;
import org.tributary.campaign.TwoAccounts;
import org.tributary.demo.CinCensusReturns;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.read.Limits;
import org.tributary.read.UnreadableFileException;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.schema.Dataset;
import org.tributary.submission.Period;
import org.tributary.submission.StagedTable;
import org.tributary.upload.FilePass;
import org.tributary.upload.PseudonymKeys;

/**
 * The figures that are promised for XML. In every build with little, which shows that the command
 * works; in earnest, and then held to the promise, with
 *
 * <pre>mvn -B test -Dtest=XmlBenchmarkTest -Dbenchmark.xml-megabytes=500</pre>
 *
 * on a machine that does nothing else.
 */
class XmlBenchmarkTest {

  private static final long MEGABYTES = Long.getLong("benchmark.xml-megabytes", 4);
  private static final int RUNS = 5;

  /** Below so many a figure says more about starting than about elements. */
  private static final boolean IN_EARNEST = MEGABYTES >= 100;

  private static final String DATASET = "cin-census";
  private static final String AUTHORITY = "822";

  @TempDir Path scratch;

  private Path census(Region region, long megabytes) throws IOException, UnreadableFileException {
    Dataset dataset = region.datasets().get(DATASET);
    Path file = scratch.resolve("census.xml");
    // Of each child that is invented about 480 bytes stand in one year's return.
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      new CinCensusReturns(dataset, region.authorities().get(AUTHORITY), 1, megabytes * 2_100)
          .write(dataset.newestYear(), out);
    }
    return file;
  }

  /** From bytes to cleaned events: at least 80 MB/s, and a third of what the parser alone does. */
  @Test
  void a_census_becomes_events_as_fast_as_promised() throws Exception {
    Region region = Shipped.region();
    Path file = census(region, Math.min(MEGABYTES, 100));
    double[] bare = new double[RUNS];
    double[] whole = new double[RUNS];
    long rows = 0;
    for (int run = 0; run < RUNS; run++) {
      bare[run] = bareParse(file);
      long start = ofThisThread();
      rows = events(region, file);
      whole[run] = seconds(start);
    }
    long bytes = Files.size(file);
    double bareSeconds = Figures.median(bare);
    double seconds = Figures.median(whole);
    new Figures("A census of " + rows + " events on one core, its own time, median of " + RUNS)
        .line("Woodstox alone, every text fetched", rows, bytes, bareSeconds)
        .line("read + clean + enrich + degrade + write", rows, bytes, seconds)
        .print();
    if (IN_EARNEST) {
      assertThat(seconds / bareSeconds).as("against the parser alone").isLessThan(3);
      assertThat(bytes / seconds / 1e6).as("MB/s").isGreaterThan(80);
    }
  }

  private static double bareParse(Path file) throws IOException, XMLStreamException {
    XMLInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    long start = ofThisThread();
    long characters = 0;
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.CHARACTERS) {
          characters += reader.getText().length();
        }
      }
      reader.close();
    }
    assertThat(characters).isPositive();
    return seconds(start);
  }

  private long events(Region region, Path file) throws IOException, UnreadableFileException {
    ErrorLog errors = new ErrorLog();
    Dataset dataset = region.datasets().get(DATASET);
    FilePass pass =
        new FilePass(
            region.authorities().get(AUTHORITY),
            dataset,
            region.pipelines().get(DATASET),
            Set.of("PAN"),
            Period.ofYear(dataset.newestYear()),
            file,
            scratch,
            Limits.USUAL,
            PseudonymKeys.NONE,
            errors);
    pass.read();
    pass.prepare();
    List<StagedTable> staged = pass.write();
    assertThat(errors.kept()).extracting(DataError::type).containsExactly(ErrorType.READ_AS);
    assertThat(staged).hasSize(1);
    return staged.get(0).rowsKept();
  }

  /** Nanoseconds that this thread has worked; what else the machine does counts less than so. */
  private static long ofThisThread() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double seconds(long start) {
    return (ofThisThread() - start) / 1e9;
  }

  /** A large census passes the whole programme, which may use 256 MB of heap. */
  @Test
  void a_census_of_any_size_passes_in_the_same_memory() throws Exception {
    assumeTrue(IN_EARNEST);
    Region region = Shipped.region();
    Path file = census(region, MEGABYTES);
    LocalAuthority authority = region.authorities().get(AUTHORITY);
    int year = region.datasets().get(DATASET).newestYear();
    try (TwoAccounts accounts = new TwoAccounts(scratch.resolve("accounts"))) {
      accounts.put(authority.folder() + "/" + DATASET + "/" + year + "/census.xml", file);
      Path config = accounts.configuration(Path.of("config"), Map.of());
      long start = System.nanoTime();
      try (RunningTributary programme =
          RunningTributary.ofClassPath(
              Main.class,
              List.of("-Xmx256m", "-Dtributary.log=plain"),
              scratch.resolve("output"),
              List.of("run", "--once", "--config", config.toString()))) {
        assertThat(programme.waitForExit(Duration.ofMinutes(20))).as(programme.output()).isZero();
        new Figures("A census of " + MEGABYTES + " MB through a programme of -Xmx256m")
            .line(
                "start to end, the programme's start included",
                0,
                Files.size(file),
                (System.nanoTime() - start) / 1e9)
            .print();
      }
      assertThat(accounts.outputs()).containsKey("PAN_cin_census_cin.parquet");
    }
  }
}
