package org.tributary.campaign;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tributary.config.Problems;
import org.tributary.publish.CommitLog;
import org.tributary.publish.CommitLog.Head;
import org.tributary.region.Region;
import org.tributary.region.RegionFiles;
import org.tributary.route.ImpatientInstallation;
import org.tributary.store.StoreException;

/**
 * One authority sends very many files of one row, all of one table and one year; then one of them
 * is replaced. Says what each look took, the S3 servers' share included, which are in this process.
 *
 * <p>{@code java -cp target/test-classes:target/classes:'target/lib/*'
 * org.tributary.campaign.ManyFiles 5000}, from the project's folder after {@code mvn package}.
 */
public final class ManyFiles {

  private static final String UNIT = "822/ssda903";

  private ManyFiles() {}

  /** The number of files. Ends with a status other than 0 unless every row was published. */
  public static void main(String[] arguments) throws IOException, StoreException {
    int files = Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory(Path.of("target"), "many-files-");
    Problems problems = new Problems();
    Region region =
        RegionFiles.load(Path.of("config"), Path.of("schemas"), problems)
            .orElseThrow(() -> new IllegalStateException(problems.all().toString()));
    boolean right;
    try (TwoAccounts accounts = new TwoAccounts(folder)) {
      Path config = accounts.configuration(Path.of("config"), Map.of());
      String below = region.authorities().get("822").folder() + "/ssda903/2025/";
      for (int file = 0; file < files; file++) {
        accounts.put(below + name(file), row(file, "03/02/2010"));
      }
      try (ImpatientInstallation working =
          new ImpatientInstallation(
              region,
              config,
              Path.of("schemas"),
              Path.of("routes"),
              accounts.settings(),
              ImpatientInstallation.ORDINARY_PATIENCE)) {
        working.start();
        right = look(files + " files", files, accounts, working);
        accounts.put(below + name(0), row(0, "04/02/2010"));
        right &= look("one of them replaced", files, accounts, working);
      }
    }
    System.exit(right ? 0 : 1);
  }

  /** No number in it is an authority's code, which would have the file set aside. */
  private static String name(int file) {
    return "uasc " + (100_000 + file) + ".csv";
  }

  private static byte[] row(int child, String birthday) {
    return ("CHILD,SEX,DOB,DUC\r\n" + child + ",M," + birthday + ",03/02/2028\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static boolean look(
      String what, int rows, TwoAccounts accounts, ImpatientInstallation working)
      throws StoreException {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long began = System.nanoTime();
    long cpu = machine.getProcessCpuTime();
    working.workUntilQuiet();
    Optional<Head> head = new CommitLog(accounts.uploadArea("shared"), UNIT).head();
    long kept = head.map(commit -> commit.manifest().counts().kept()).orElse(0L);
    System.out.printf(
        Locale.ROOT,
        "%s: commit %d with %d rows, %.1f s, %.1f s of processor time%n",
        what,
        head.map(commit -> commit.manifest().number()).orElse(0L),
        kept,
        (System.nanoTime() - began) / 1e9,
        (machine.getProcessCpuTime() - cpu) / 1e9);
    return kept == rows;
  }
}
