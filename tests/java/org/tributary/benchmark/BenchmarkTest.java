package org.tributary.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.Main;
import org.tributary.authority.LocalAuthority;
import org.tributary.campaign.RunningTributary;
import org.tributary.campaign.TwoAccounts;
import org.tributary.config.Problems;
import org.tributary.demo.BulkReturns;
import org.tributary.demo.SchoolCensusReturns;
import org.tributary.demo.Ssda903Returns;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.lineage.Accounts;
import org.tributary.lineage.Explain;
import org.tributary.lineage.Explanation;
import org.tributary.lineage.NoAnswerException;
import org.tributary.lineage.Question;
import org.tributary.output.Output;
import org.tributary.proof.Check;
import org.tributary.proof.OutputsProof;
import org.tributary.proof.Promise;
import org.tributary.proof.ProofReport;
import org.tributary.proof.ProofStores;
import org.tributary.publish.CommitLog;
import org.tributary.read.Limits;
import org.tributary.read.SubmittedFile;
import org.tributary.read.SubmittedTable;
import org.tributary.read.UnreadableFileException;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.route.Installation;
import org.tributary.schema.Dataset;
import org.tributary.schema.Table;
import org.tributary.settings.Role;
import org.tributary.settings.Settings;
import org.tributary.store.StoreException;
import org.tributary.submission.Period;
import org.tributary.submission.StagedTable;
import org.tributary.upload.FilePass;
import org.tributary.upload.PseudonymKeys;

/**
 * The figures that are promised. In every build with few rows, which shows that the command works;
 * in earnest, and then held to the promise, with
 *
 * <pre>mvn -B test -Dtest=BenchmarkTest -Dbenchmark.rows=2000000 -Dbenchmark.megabytes=1000</pre>
 *
 * on a machine that does nothing else.
 */
class BenchmarkTest {

  private static final long ROWS = Long.getLong("benchmark.rows", 4_000);
  private static final long MEGABYTES = Long.getLong("benchmark.megabytes", 10);

  /** Below so many rows a figure says more about starting than about rows. */
  private static final boolean IN_EARNEST = ROWS >= 1_000_000;

  /** Where no figure counts, nothing has to be warm, and once shows as much as five times. */
  private static final int RUNS = IN_EARNEST ? 5 : 1;

  private static final int WARMING = IN_EARNEST ? 5 : 0;

  /** Of all tables and years together, in the demonstration's returns. */
  private static final int ROWS_OF_A_CHILD = 17;

  private static final String DATASET = "ssda903";
  private static final String AUTHORITY = "822";
  private static final String EARLIER_AUTHORITY = "873";

  @TempDir Path scratch;

  /** One file of one table, and for whom it is read. */
  private record OneFile(Path path, Dataset dataset, Period period, Set<String> useCases) {}

  private OneFile episodes(Dataset dataset, int year, long rows) throws IOException {
    Path file = scratch.resolve("episodes-" + year + ".csv");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      new BulkReturns(dataset, year, 1).episodes(rows, out);
    }
    return new OneFile(file, dataset, Period.ofYear(year), Set.of("PAN", "SUFFICIENCY"));
  }

  /** Pupils on roll of an autumn: the same few thousand again and again. */
  private OneFile pupils(Region region, long rows) throws IOException {
    Dataset autumn = region.dataset(SchoolCensusReturns.DATASET).in(Optional.of("autumn"));
    Dataset pupils =
        new Dataset(
            autumn.name(),
            autumn.description(),
            autumn.firstYear(),
            autumn.newestYear(),
            autumn.terms(),
            autumn.tables().stream().filter(table -> table.name().equals("pupilonroll")).toList(),
            autumn.layout(),
            autumn.fileNames());
    int year = autumn.newestYear() - 1;
    int different = (int) Math.min(rows, 20_000);
    byte[] few =
        new SchoolCensusReturns(pupils, region.authority(AUTHORITY), 1, different)
            .filesOf(year).entrySet().stream()
                .filter(file -> file.getKey().contains("autumn"))
                .findFirst()
                .orElseThrow()
                .getValue();
    int header = new String(few, StandardCharsets.UTF_8).indexOf('\n') + 1;
    Path file = scratch.resolve("pupils-" + year + ".csv");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(few, 0, header);
      for (long written = 0; written < rows; written += different) {
        out.write(few, header, few.length - header);
      }
    }
    return new OneFile(
        file,
        autumn,
        new Period(year, OptionalInt.empty(), Optional.of("autumn"), Optional.of("la")),
        Set.of("REGION", "CROSS"));
  }

  /** Rows a second on one core: at least a million, or within four bare parses of the same file. */
  @Test
  void a_file_goes_through_the_steps_as_fast_as_promised() throws Exception {
    Region region = Shipped.region();
    Dataset dataset = region.datasets().get(DATASET);
    OneFile file = episodes(dataset, dataset.newestYear(), ROWS);
    double[] seconds = steps(region, "episodes", file);
    if (IN_EARNEST) {
      assertThat(ROWS / seconds[1] >= 1_000_000 || seconds[1] <= 4 * seconds[0])
          .as("%.0f rows/s, %.2f bare parses", ROWS / seconds[1], seconds[1] / seconds[0])
          .isTrue();
    }
  }

  /** The same of a table of sixty columns; within four bare parses. */
  @Test
  void a_file_of_pupils_goes_through_the_steps_as_fast_as_promised() throws Exception {
    Region region = Shipped.region();
    double[] seconds = steps(region, "pupils", pupils(region, ROWS));
    if (IN_EARNEST) {
      assertThat(seconds[1]).isLessThanOrEqualTo(4 * seconds[0]);
    }
  }

  /** The median seconds of a bare parse, and of all steps. */
  private double[] steps(Region region, String what, OneFile file) throws Exception {
    double[] bare = new double[RUNS];
    double[] reader = new double[RUNS];
    double[] whole = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      bare[run] = bareParse(file.path());
      reader[run] = read(file);
      whole[run] = pass(region, file);
    }
    long bytes = Files.size(file.path());
    new Figures("One file of " + ROWS + " " + what + " on one core, median of " + RUNS)
        .line("FastCSV alone, every cell a text", ROWS, bytes, Figures.median(bare))
        .line("read, as the other steps are given it", ROWS, bytes, Figures.median(reader))
        .line("read + clean + enrich + degrade + write", ROWS, bytes, Figures.median(whole))
        .print();
    return new double[] {Figures.median(bare), Figures.median(whole)};
  }

  private static double bareParse(Path file) throws IOException {
    long start = System.nanoTime();
    long characters = 0;
    try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(file)) {
      for (CsvRecord cells : records) {
        for (int i = 0; i < cells.getFieldCount(); i++) {
          characters += cells.getField(i).length();
        }
      }
    }
    assertThat(characters).isPositive();
    return seconds(start);
  }

  private static double read(OneFile file) throws IOException, UnreadableFileException {
    long start = System.nanoTime();
    SubmittedFile opened =
        SubmittedFile.open(
            file.path(), "csv", file.dataset(), file.period().year(), Limits.USUAL, new ErrorLog());
    for (SubmittedTable table : opened.tables()) {
      assertThat(table.read(row -> {}).read()).isEqualTo(ROWS);
    }
    return seconds(start);
  }

  private double pass(Region region, OneFile file) throws IOException, UnreadableFileException {
    ErrorLog errors = new ErrorLog();
    long start = System.nanoTime();
    FilePass pass =
        new FilePass(
            region.authorities().get(AUTHORITY),
            file.dataset(),
            region.pipeline(file.dataset().name()),
            file.useCases(),
            file.period(),
            file.path(),
            scratch,
            Limits.USUAL,
            PseudonymKeys.NONE,
            errors);
    pass.read();
    pass.prepare();
    List<StagedTable> staged = pass.write();
    double seconds = seconds(start);
    assertThat(staged).singleElement().extracting(StagedTable::rowsKept).isEqualTo(ROWS);
    // Nothing is wrong with them; that they are read as UTF-8 without a mark is told.
    assertThat(errors.kept()).extracting(DataError::type).containsOnly(ErrorType.READ_AS);
    return seconds;
  }

  /** What all threads of this process have used. */
  private static long processorNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Puts an authority's files into its folder, so many rows in all. */
  private interface Upload {
    void files(TwoAccounts accounts, LocalAuthority authority, long rows) throws IOException;
  }

  /** From files in an authority's folder to the use cases' outputs, both accounts on two cores. */
  @Test
  void an_area_becomes_outputs_as_fast_as_promised() throws Exception {
    double rate = fromUploadsToOutputs("every table of the return, five years", this::everyTable);
    if (IN_EARNEST) {
      assertThat(rate).as("rows a second").isGreaterThan(300_000);
    }
  }

  /** The widest table alone, half of whose rows repair has to look at: the hardest there is. */
  @Test
  void an_area_of_nothing_but_episodes_becomes_outputs() throws Exception {
    assertThat(fromUploadsToOutputs("header and episodes, two years", this::episodesOnly))
        .isPositive();
  }

  private double fromUploadsToOutputs(String what, Upload upload) throws Exception {
    Region region = Shipped.region();
    LocalAuthority authority = region.authorities().get(AUTHORITY);
    try (TwoAccounts accounts = new TwoAccounts(scratch.resolve("accounts"))) {
      Problems problems = new Problems();
      Map<String, String> chosen = accounts.settings();
      chosen.put("tributary.console.port", "0");
      Settings settings =
          Settings.load(
              Path.of("config", "application.properties"),
              chosen,
              EnumSet.allOf(Role.class),
              problems);
      try (Installation installation =
          Installation.assemble(
                  settings,
                  region,
                  Path.of("config"),
                  Path.of("schemas"),
                  Path.of("routes"),
                  Clock.systemUTC(),
                  problems)
              .orElseThrow()) {
        installation.start();
        // The programme is always on: a file finds it warm.
        for (int round = 0; round < WARMING; round++) {
          upload.files(
              accounts, region.authorities().get(EARLIER_AUTHORITY), ROWS / 10 - round * 1_000L);
          installation.workUntilQuiet();
        }
        Map<String, Long> before = times();
        upload.files(accounts, authority, ROWS);
        long processor = processorNanos();
        long start = System.nanoTime();
        installation.workUntilQuiet();
        double seconds = seconds(start);
        double ofProcessor = (processorNanos() - processor) / 1e9;
        long rows = rowsRead(accounts, authority);
        assertThat(published(accounts)).isGreaterThan(ROWS / 2);
        Figures figures =
            new Figures("From uploads to outputs, an area of " + what + ", two cores")
                .line("all of it", rows, 0, seconds)
                .line(
                    String.format(
                        Locale.ROOT,
                        "processor time of it, the S3 servers' included: %.1f s",
                        ofProcessor))
                .line("of which, in seconds of the steps (the files' steps run side by side):");
        Map<String, Long> spent = new TreeMap<>(times());
        before.forEach((step, milliseconds) -> spent.merge(step, -milliseconds, Long::sum));
        for (String step :
            List.of(
                "fetch",
                "write",
                "concatenate",
                "gate",
                "to-report",
                "publish",
                "deliver",
                "compile-outputs",
                "gate-outputs",
                "describe-outputs",
                "publish-outputs",
                "deliver-outputs")) {
          if (spent.containsKey(step)) {
            figures.line(
                String.format(Locale.ROOT, "  %-42s %9.3f s", step, spent.get(step) / 1e3));
          }
        }
        proven(accounts, settings, figures);
        explained(accounts, settings, figures);
        figures.print();
        return rows / seconds;
      }
    }
  }

  /** What was published is proven as an officer would have it proven, and how long that takes. */
  private static void proven(TwoAccounts accounts, Settings settings, Figures figures)
      throws StoreException, IOException {
    long start = System.nanoTime();
    ProofReport proof =
        OutputsProof.run(
            new OutputsProof.Work(
                Shipped.region(),
                OutputsProof.repairs(Path.of("config")),
                Files.createDirectories(settings.scratch()),
                settings.databaseMemory(),
                settings.workers()),
            new ProofStores(
                Optional.of(accounts.uploadArea("shared")),
                Optional.of(accounts.uploadArea("workspace")),
                Optional.of(accounts.hubArea("outputs")),
                Optional.of(accounts.hubArea("hub-workspace"))),
            LocalDate.now(ZoneOffset.UTC));
    double seconds = seconds(start);
    assertThat(proof.broken()).isEmpty();
    assertThat(proof.holds()).isTrue();
    long read =
        proof.checks().stream()
            .filter(check -> check.promise() == Promise.ROWS_COUNTED)
            .mapToLong(Check::rows)
            .sum();
    figures.line("proof of all that is published, by rows of all files", read, 0, seconds);
  }

  /** One row in the middle of the widest table leads back to its upload. */
  private static void explained(TwoAccounts accounts, Settings settings, Figures figures)
      throws StoreException, IOException, NoAnswerException {
    String table = "episodes";
    long rows =
        new CommitLog(accounts.hubArea("outputs"), "PAN")
            .head()
            .orElseThrow()
            .manifest()
            .file("PAN_" + DATASET + "_" + table + ".parquet")
            .orElseThrow()
            .rows();
    long start = System.nanoTime();
    Explanation explanation =
        Explain.of(
            new Accounts(
                Shipped.region(),
                accounts.uploadArea("uploads"),
                accounts.uploadArea("workspace"),
                accounts.uploadArea("shared"),
                accounts.hubArea("outputs"),
                Path.of("config", "outputs", "repairs"),
                Files.createDirectories(settings.scratch()),
                settings.databaseMemory(),
                Clock.systemUTC()),
            new Question(
                "PAN",
                DATASET,
                table,
                OptionalLong.of(rows / 2),
                Map.of(),
                Optional.empty(),
                Output.Rows.ALL,
                1));
    assertThat(explanation.rows()).hasSize(1);
    figures.line("explaining one row of the episodes among", rows, 0, seconds(start));
  }

  private static long published(TwoAccounts accounts) throws StoreException {
    return new CommitLog(accounts.hubArea("outputs"), "PAN")
        .head()
        .orElseThrow()
        .manifest()
        .counts()
        .kept();
  }

  private static long rowsRead(TwoAccounts accounts, LocalAuthority authority)
      throws StoreException {
    return new CommitLog(accounts.uploadArea("shared"), authority.code() + "/" + DATASET)
        .head()
        .orElseThrow()
        .manifest()
        .counts()
        .read();
  }

  /** The returns of the demonstration, with more children. */
  private void everyTable(TwoAccounts accounts, LocalAuthority authority, long rows)
      throws IOException {
    Dataset dataset = Shipped.region().datasets().get(DATASET);
    Ssda903Returns returns =
        new Ssda903Returns(dataset, authority, 1, (int) (rows / ROWS_OF_A_CHILD));
    Path file = scratch.resolve("table.csv");
    for (int back = 0; back < Ssda903Returns.YEARS; back++) {
      int year = dataset.newestYear() - back;
      for (Table table : dataset.tablesIn(year)) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
          returns.write(table.name(), year, out);
        }
        accounts.put(
            authority.folder() + "/" + DATASET + "/" + returns.path(table.name(), year), file);
      }
    }
  }

  /** Two years' returns, so that one year's open episodes are repaired by the next. */
  private void episodesOnly(TwoAccounts accounts, LocalAuthority authority, long allRows)
      throws IOException {
    Dataset dataset = Shipped.region().datasets().get(DATASET);
    long rows = allRows / 2;
    for (int year = dataset.newestYear() - 1; year <= dataset.newestYear(); year++) {
      String folder = authority.folder() + "/" + DATASET + "/" + year + "/";
      long children = rows / (BulkReturns.EPISODES_PER_CHILD + 1);
      Path header = scratch.resolve("header-" + year + ".csv");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(header))) {
        new BulkReturns(dataset, year, 1).header(children, out);
      }
      accounts.put(folder + "header.csv", header);
      accounts.put(folder + "episodes.csv", episodes(dataset, year, rows - children).path());
    }
  }

  /** Milliseconds that Camel counts for each step of the routes, by the step's id. */
  private static Map<String, Long> times() throws JMException {
    Map<String, Long> times = new HashMap<>();
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    for (ObjectName name :
        server.queryNames(new ObjectName("org.apache.camel:type=processors,*"), null)) {
      String step = (String) server.getAttribute(name, "ProcessorId");
      times.merge(step, (Long) server.getAttribute(name, "TotalProcessingTime"), Long::sum);
    }
    return times;
  }

  /** A file of a gigabyte passes a programme that may use 256 MB of heap. */
  @Test
  void a_file_of_any_size_passes_in_the_same_memory() throws Exception {
    Region region = Shipped.region();
    Dataset dataset = region.datasets().get(DATASET);
    LocalAuthority authority = region.authorities().get(AUTHORITY);
    Path file = scratch.resolve("large.csv");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      new BulkReturns(dataset, dataset.newestYear(), 1).episodesOfSize(MEGABYTES * 1_000_000, out);
    }
    try (TwoAccounts accounts = new TwoAccounts(scratch.resolve("accounts"))) {
      accounts.put(
          authority.folder() + "/" + DATASET + "/" + dataset.newestYear() + "/episodes.csv", file);
      Path config = accounts.configuration(Path.of("config"), Map.of());
      long start = System.nanoTime();
      try (RunningTributary programme =
          RunningTributary.ofClassPath(
              Main.class,
              List.of("-Xmx256m", "-Dtributary.log=plain"),
              scratch.resolve("output"),
              List.of("run", "--once", "--config", config.toString()))) {
        List<Long> most = new ArrayList<>(List.of(0L));
        programme.waitUntil(
            () -> {
              residentKilobytes(programme.pid()).ifPresent(now -> most.set(0, now));
              return !programme.isRunning();
            },
            Duration.ofMinutes(20),
            "it has done all work");
        assertThat(programme.waitForExit(Duration.ofSeconds(1))).as(programme.output()).isZero();
        new Figures("A file of " + MEGABYTES + " MB through a programme of -Xmx256m")
            .line(
                "start to end, the programme's start included",
                published(accounts),
                Files.size(file),
                seconds(start))
            .line("most memory of the process, DuckDB's included: " + (most.get(0) >> 10) + " MiB")
            .print();
      }
      assertThat(accounts.outputs()).containsKey("PAN_ssda903_episodes.parquet");
    }
  }

  /** The most that the process has held so far; only Linux says it. */
  private static Optional<Long> residentKilobytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst();
    } catch (IOException ended) {
      return Optional.empty();
    }
  }
}
