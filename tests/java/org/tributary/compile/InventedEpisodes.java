package org.tributary.compile;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.tributary.submission.Stage;
import org.tributary.submission.StagedTable;

/** Many invented episodes of one year, some of which the year before had too. */
final class InventedEpisodes {

  private InventedEpisodes() {}

  static StagedTable staged(Path text, String table, int year, int rows) throws IOException {
    List<String> columns =
        List.of(
            "row",
            "CHILD0",
            "CHILD",
            "DECOM",
            "RNE",
            "LS",
            "PLACE",
            "PLACE_PROVIDER",
            "DEC",
            "REC",
            "REASON_PLACE_CHANGE",
            "PL_POST0",
            "PL_POST",
            "URN");
    List<String> fields =
        List.of(
            "CHILD",
            "DECOM",
            "RNE",
            "LS",
            "PLACE",
            "PLACE_PROVIDER",
            "DEC",
            "REC",
            "REASON_PLACE_CHANGE",
            "PL_POST",
            "URN");
    Random random = new Random(year);
    List<String> reasons = List.of("S", "P", "L", "T", "U", "B");
    List<String> places = List.of("U1", "U4", "K2", "H5", "P1");
    try (BufferedWriter writer = Files.newBufferedWriter(text)) {
      for (int row = 0; row < rows; row++) {
        int child = row / 3;
        // Every third episode began before the year and stood in the last return as well.
        LocalDate began =
            row % 3 == 0
                ? LocalDate.of(2021, 1, 1).plusDays(child % 360)
                : LocalDate.of(year - 1, 4, 1).plusDays((child * 7L + row % 3 * 90L) % 365);
        String ended = row % 3 == 2 && child % 4 == 0 ? "" : began.plusDays(90).toString();
        String sector = "OX" + random.nextInt(1, 9) + " " + random.nextInt(1, 9);
        writer.write(
            String.join(
                    ",",
                    String.valueOf(row + 2),
                    String.valueOf(child),
                    child + "_822",
                    began.toString(),
                    reasons.get(random.nextInt(6)),
                    "C" + random.nextInt(1, 3),
                    places.get(random.nextInt(5)),
                    "PR" + random.nextInt(4),
                    ended,
                    ended.isEmpty() ? "" : "X1",
                    ended.isEmpty() ? "" : "CARPL",
                    sector + "JD",
                    sector,
                    String.valueOf(1_000_000 + random.nextInt(9_000)))
                + "\n");
      }
    }
    Map<Stage, Map<String, String>> stages = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      Map<String, String> same = new LinkedHashMap<>();
      fields.forEach(field -> same.put(field, field));
      if (stage == Stage.CLEANED) {
        same.put("CHILD", "CHILD0");
      }
      if (stage != Stage.DEGRADED) {
        same.put("PL_POST", "PL_POST0");
      }
      stages.put(stage, same);
    }
    return new StagedTable(
        table,
        text,
        columns,
        stages,
        Map.of("LA", "Bedford", "YEAR", String.valueOf(year)),
        rows,
        rows,
        new TreeMap<>());
  }
}
