package org.tributary.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tributary.authority.LocalAuthority;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.read.Limits;
import org.tributary.read.UnreadableFileException;
import org.tributary.region.Region;
import org.tributary.region.Shipped;
import org.tributary.submission.Period;
import org.tributary.submission.StagedTable;
import org.tributary.upload.FilePass;
import org.tributary.upload.PseudonymKeys;

/**
 * The catalogue's files that are too large to keep: made here, and taken through the file's steps
 * in a process with a heap of 256 MB. Each may cost ten seconds of processor time.
 */
final class HugeFiles {

  private static final int HEAP_MEGABYTES = 256;
  private static final long MOST_SECONDS = 10;
  private static final String HEADERS = "CHILD,SEX,DOB,DUC\r\n";
  private static final String ROW = ",F,03/02/2012,03/02/2030\r\n";

  private HugeFiles() {}

  /** Writes a file of the catalogue. */
  private interface Maker {
    void write(OutputStream out) throws IOException;
  }

  private static Map<String, Maker> makers() {
    Map<String, Maker> makers = new LinkedHashMap<>();
    makers.put(
        "C14",
        out -> {
          write(out, HEADERS + "\"0" + ROW);
          rows(out, 2_000_000);
        });
    makers.put("C28", out -> write(out, "x,".repeat(100_000) + "\r\n" + ROW));
    makers.put("C29", out -> repeat(out, "no end ", 400_000_000));
    makers.put(
        "C30",
        out -> {
          write(out, HEADERS + "1,F,03/02/2012,\"");
          repeat(out, "x", 20_000_000);
          write(out, "\"\r\n");
          rows(out, 10);
        });
    makers.put(
        "C31",
        out -> {
          write(out, HEADERS);
          rows(out, 5_000_000);
        });
    return makers;
  }

  private static void rows(OutputStream out, int rows) throws IOException {
    byte[] rest = ROW.getBytes(StandardCharsets.US_ASCII);
    for (int row = 1; row <= rows; row++) {
      out.write(Integer.toString(row).getBytes(StandardCharsets.US_ASCII));
      out.write(rest);
    }
  }

  private static void repeat(OutputStream out, String text, long bytes) throws IOException {
    byte[] block = text.repeat(10_000).getBytes(StandardCharsets.US_ASCII);
    for (long written = 0; written < bytes; written += block.length) {
      out.write(block);
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** What became of each, by its id in the catalogue. */
  static Map<String, String> inAProcessOfItsOwn(Path folder)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-cp",
                System.getProperty("java.class.path"),
                HugeFiles.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      process.destroyForcibly();
    }
    Map<String, String> told = new LinkedHashMap<>();
    for (String id : makers().keySet()) {
      told.put(id, Files.readString(folder.resolve(id + ".txt")));
    }
    return told;
  }

  /** Runs in the small heap. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Region region = Shipped.region();
    for (Map.Entry<String, Maker> maker : makers().entrySet()) {
      Path bytes = folder.resolve("incoming");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(bytes), 1 << 16)) {
        maker.getValue().write(out);
      }
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      String told = told(region, bytes, folder);
      long cost = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
      if (TimeUnit.NANOSECONDS.toSeconds(cost) >= MOST_SECONDS) {
        told += "and it took longer than it may\n";
      }
      Files.writeString(folder.resolve(maker.getKey() + ".txt"), told);
      Files.delete(bytes);
    }
  }

  private static String told(Region region, Path bytes, Path scratch) throws IOException {
    LocalAuthority authority = region.authorities().get("822");
    ErrorLog errors = new ErrorLog();
    FilePass pass =
        new FilePass(
            authority,
            region.datasets().get("ssda903"),
            region.pipelines().get("ssda903"),
            region.signed(authority, "ssda903", LocalDate.of(2026, 5, 4)),
            Period.ofYear(2025),
            bytes,
            scratch,
            Limits.USUAL,
            PseudonymKeys.NONE,
            errors);
    List<StagedTable> tables = List.of();
    try {
      if (pass.read() > 0) {
        pass.prepare();
        tables = pass.write();
      }
    } catch (UnreadableFileException reason) {
      errors.add(DataError.ofFile(ErrorType.UNREADABLE, reason.getMessage()));
    }
    StringBuilder told = new StringBuilder();
    for (StagedTable table : tables) {
      told.append(
          String.format(
              Locale.ROOT,
              "%s: rows read %d, kept %d, removed %s%n",
              table.table(),
              table.rowsRead(),
              table.rowsKept(),
              table.removed().isEmpty() ? Map.of() : new EnumMap<>(table.removed())));
      Files.delete(table.text());
    }
    if (tables.isEmpty()) {
      told.append("set aside\n");
    }
    for (DataError error : errors.kept()) {
      ErrorType type = error.type();
      told.append(type.code()).append(error.row() > 0 ? " in row " + error.row() : "");
      told.append(": ").append(type.message(error.field(), error.detail())).append('\n');
    }
    return told.toString();
  }
}
