package org.tributary.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A table of what was measured, each line against the first. */
final class Figures {

  private static final Path FILE = Path.of("target", "benchmark.txt");

  private final String title;
  private final List<String> lines = new ArrayList<>();
  private double first;

  Figures(String title) {
    this.title = title;
  }

  /** One line: so many rows and bytes in so many seconds; for bytes of 0 none are told. */
  Figures line(String what, long rows, long bytes, double seconds) {
    first = first == 0 ? seconds : first;
    String megabytes =
        bytes == 0 ? "" : String.format(Locale.ROOT, "%8.0f MB/s", bytes / seconds / 1e6);
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-44s %9.3f s %,12.0f rows/s %13s %6.2f x",
            what,
            seconds,
            rows / seconds,
            megabytes,
            seconds / first));
    return this;
  }

  /** A line of another kind. */
  Figures line(String text) {
    lines.add("  " + text);
    return this;
  }

  /** Prints the table, and adds it to the file. */
  void print() throws IOException {
    List<String> all = new ArrayList<>();
    all.add("");
    all.add(title);
    all.addAll(lines);
    all.forEach(System.out::println);
    Files.createDirectories(FILE.getParent());
    Files.write(FILE, all, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  static double median(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
