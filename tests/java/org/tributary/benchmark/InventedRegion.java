package org.tributary.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tributary.demo.InventedReturns;
import org.tributary.schema.Dataset;

/**
 * A region whose authorities send what authorities do send: of each year and each table of a return
 * a file of some 240 rows. The same numbers give the same bytes everywhere.
 */
final class InventedRegion {

  static final int ROWS_OF_A_FILE = 240;

  private static final int FIRST_CODE = 701;
  private static final int FIRST_CHILD = 100_000;

  /** In the order in which they are taken. */
  private static final List<String> TABLES =
      List.of(
          "episodes",
          "header",
          "reviews",
          "oc2",
          "uasc",
          "oc3",
          "ad1",
          "missing",
          "prev_perm",
          "social_worker");

  private final Dataset dataset;
  private final int authorities;
  private final int years;
  private final int tables;

  /** So many authorities, the return's newest years and tables of each. */
  InventedRegion(Dataset dataset, int authorities, int years, int tables) {
    this.dataset = dataset;
    this.authorities = authorities;
    this.years = years;
    this.tables = tables;
  }

  int files() {
    return authorities * years * tables;
  }

  long rows() {
    return (long) files() * ROWS_OF_A_FILE;
  }

  /** Puts the region's authorities into a copy of the configuration, in the place of its own. */
  void configure(Path config) throws IOException {
    Path folder = config.resolve("local-authorities");
    try (Stream<Path> shipped = Files.list(folder)) {
      for (Path file : shipped.toList()) {
        Files.delete(file);
      }
    }
    for (int authority = 0; authority < authorities; authority++) {
      Files.writeString(
          folder.resolve(code(authority) + "-place.yaml"),
          """
          code: "%1$s"
          name: Place %1$s
          region: Invented
          folder: %2$s
          signed:
            - {use-case: PAN, on: 2024-04-01}
            - {use-case: SUFFICIENCY, on: 2024-04-01}
          """
              .formatted(code(authority), folder(authority)));
    }
  }

  private static String code(int authority) {
    return String.valueOf(FIRST_CODE + authority);
  }

  private static String folder(int authority) {
    return "place-" + code(authority);
  }

  /** The files of one authority by their keys. */
  Map<String, byte[]> filesOf(int authority) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int year = dataset.newestYear() - years + 1; year <= dataset.newestYear(); year++) {
      for (String table : TABLES.subList(0, tables)) {
        files.put(key(authority, table, year), file(authority, table, year, 0));
      }
    }
    return files;
  }

  /** Another content for one file of the last authority. */
  SortedMap<String, byte[]> changed() {
    SortedMap<String, byte[]> file = new TreeMap<>();
    String table = TABLES.get(0);
    int year = dataset.newestYear();
    file.put(key(authorities - 1, table, year), file(authorities - 1, table, year, 1));
    return file;
  }

  private static String key(int authority, String table, int year) {
    return folder(authority) + "/ssda903/" + year + "/" + table + ".csv";
  }

  /** The numbers of children are in a row, so that they are the same ones in every table. */
  private byte[] file(int authority, String table, int year, int version) {
    String invented =
        new String(
            new InventedReturns(dataset, 1000L * authority + version, ROWS_OF_A_FILE)
                .file(table, year),
            StandardCharsets.UTF_8);
    int rowsOfAChild = table.equals("episodes") ? 4 : 1;
    StringBuilder text = new StringBuilder(invented.length());
    int row = -1;
    for (String line : invented.split("\r\n")) {
      text.append(
              row < 0 ? line : FIRST_CHILD + row / rowsOfAChild + line.substring(line.indexOf(',')))
          .append("\r\n");
      row++;
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
