package org.tributary.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.authority.LocalAuthority;
import org.tributary.demo.AnnexAReturns;
import org.tributary.errors.ErrorLog;
import org.tributary.read.Limits;
import org.tributary.read.SubmittedFile;
import org.tributary.read.SubmittedTable;
import org.tributary.read.UnreadableFileException;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.schema.Dataset;

/**
 * How fast the cells of a workbook are read and cleaned, and that a large one needs no more than
 * 256 MiB of heap. In every build with a small workbook; in earnest, and then held to the promise,
 * with
 *
 * <pre>mvn -B test -Dtest=XlsxBenchmarkTest -Dbenchmark.workbook-megabytes=100</pre>
 *
 * on a machine that does nothing else.
 */
class XlsxBenchmarkTest {

  private static final int MEGABYTES = Integer.getInteger("benchmark.workbook-megabytes", 1);
  private static final boolean IN_EARNEST = MEGABYTES >= 20;

  /** So many children make a megabyte of workbook, about. */
  private static final int CHILDREN_A_MEGABYTE = 13_500;

  /** What is measured in this process is smaller than the workbook of the promise. */
  private static final int MEASURED = Math.min(MEGABYTES, 20);

  private static final int RUNS = IN_EARNEST ? 5 : 1;
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final YearMonth MONTH = YearMonth.of(2026, 2);

  @TempDir Path scratch;

  private static final Region REGION = Shipped.region();
  private final Dataset lists = REGION.datasets().get(AnnexAReturns.DATASET);

  private Path workbook(int megabytes) throws IOException {
    LocalAuthority authority = REGION.authorities().get("822");
    Path file = scratch.resolve("lists-" + megabytes + ".xlsx");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      new AnnexAReturns(lists, authority, 7, megabytes * CHILDREN_A_MEGABYTE).write(MONTH, out);
    }
    return file;
  }

  /** Cells a second on one core: half as many cleaned as read, and a million at least. */
  @Test
  void cells_are_read_and_cleaned_as_fast_as_promised() throws Exception {
    Path file = workbook(MEASURED);
    double[] bare = new double[RUNS];
    double[] whole = new double[RUNS];
    long[] cells = new long[1];
    for (int run = 0; run < RUNS; run++) {
      // Of this thread's time, because other work on the machine says nothing about a core.
      long start = CLOCK.getCurrentThreadCpuTime();
      cells[0] = read(file);
      bare[run] = (CLOCK.getCurrentThreadCpuTime() - start) / 1e9;
      start = CLOCK.getCurrentThreadCpuTime();
      assertThat(WorkbookReading.staged(REGION, file, scratch)).isPositive();
      whole[run] = (CLOCK.getCurrentThreadCpuTime() - start) / 1e9;
    }
    double bareSeconds = Figures.median(bare);
    double seconds = Figures.median(whole);
    new Figures(
            "A workbook of " + cells[0] + " cells on one core, cells for rows, median of " + RUNS)
        .line("read", cells[0], Files.size(file), bareSeconds)
        .line("read + clean + enrich + degrade + write", cells[0], Files.size(file), seconds)
        .print();
    if (IN_EARNEST) {
      assertThat(seconds).isLessThanOrEqualTo(2 * bareSeconds);
      assertThat(cells[0] / seconds).isGreaterThanOrEqualTo(1_000_000);
    }
  }

  private long read(Path file) throws IOException, UnreadableFileException {
    SubmittedFile opened =
        SubmittedFile.open(file, "xlsx", lists, MONTH.getYear(), Limits.USUAL, new ErrorLog());
    long[] cells = new long[1];
    for (SubmittedTable table : opened.tables()) {
      int[] columns = table.columns();
      table.read(
          row -> {
            for (int column : columns) {
              cells[0] += row.end(column) > row.start(column) ? 1 : 0;
            }
          });
    }
    return cells[0];
  }

  @Test
  void a_large_workbook_is_read_within_256_mib_of_heap() throws Exception {
    Path file = workbook(MEGABYTES);
    Path output = scratch.resolve("output.txt");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    WorkbookReading.class.getName(),
                    file.toString(),
                    scratch.toString()))
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(process.exitValue()).isZero();
    String[] told = Files.readString(output).strip().split(" ");
    long rows = Long.parseLong(told[0]);
    assertThat(rows).isGreaterThan(1_000);
    new Figures("A workbook of " + (Files.size(file) >> 20) + " MiB in a process with -Xmx256m")
        .line("from the start of the process to its end", rows, Files.size(file), seconds)
        .line("heap in use at most: " + told[1] + " MiB")
        .print();
  }
}
