package org.tributary.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.tributary.authority.LocalAuthority;
import org.tributary.demo.AnnexAReturns;
import org.tributary.errors.ErrorLog;
import org.tributary.read.Limits;
import org.tributary.read.UnreadableFileException;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.submission.Period;
import org.tributary.submission.StagedTable;
import org.tributary.upload.FilePass;
import org.tributary.upload.PseudonymKeys;

/** Brings one workbook from its bytes to staged tables: in a process of its own, or in a test's. */
final class WorkbookReading {

  private WorkbookReading() {}

  /**
   * Reads the workbook and says how many rows were kept, and how much of the heap was in use at
   * most.
   *
   * @param arguments the workbook and a folder for what is made of it
   */
  public static void main(String[] arguments) throws IOException, UnreadableFileException {
    Region region = Shipped.region();
    long kept = staged(region, Path.of(arguments[0]), Path.of(arguments[1]));
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(MemoryUsage::getUsed)
            .sum();
    System.out.printf(Locale.ROOT, "%d %d%n", kept, peak >> 20);
  }

  /** The rows kept of all tables. */
  static long staged(Region region, Path workbook, Path scratch)
      throws IOException, UnreadableFileException {
    LocalAuthority authority = region.authorities().get("822");
    ErrorLog errors = new ErrorLog();
    FilePass pass =
        new FilePass(
            authority,
            region.datasets().get(AnnexAReturns.DATASET),
            region.pipelines().get(AnnexAReturns.DATASET),
            Set.of("PAN"),
            new Period(2026, OptionalInt.of(2), Optional.empty(), Optional.empty()),
            workbook,
            scratch,
            Limits.USUAL,
            PseudonymKeys.NONE,
            errors);
    pass.read();
    pass.prepare();
    return pass.write().stream().mapToLong(StagedTable::rowsRead).sum();
  }
}
