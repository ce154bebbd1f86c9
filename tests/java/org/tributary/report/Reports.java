package org.tributary.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tributary.errors.DataError;
import org.tributary.errors.ErrorLog;
import org.tributary.errors.ErrorType;
import org.tributary.report.FileReport.Outcome;
import org.tributary.report.FileReport.TableReport;

/** Reports of invented files. */
public final class Reports {

  public static final LocalDate DAY = LocalDate.of(2026, 5, 1);

  private Reports() {}

  public static FileReport file(
      String path, String period, Outcome outcome, List<TableReport> tables, DataError... errors) {
    ErrorLog log = new ErrorLog();
    List.of(errors).forEach(log::add);
    return new FileReport(path, "", period, outcome, tables, log.counts(), log.kept());
  }

  public static TableReport table(String name, long read, long kept, Map<ErrorType, Long> removed) {
    return new TableReport(name, read, kept, new TreeMap<>(removed));
  }

  public static SessionReport session(FileReport... files) {
    return new SessionReport(
        "Bedford", "822", "ssda903", "822-ssda903-000012", DAY, List.of(files), List.of());
  }

  /** One of everything that a data officer meets. */
  public static SessionReport varied() {
    FileReport episodes =
        file(
            "2024/episodes 2024.csv",
            "2024",
            Outcome.READ,
            List.of(table("episodes", 9_432, 9_420, Map.of(ErrorType.RAGGED_ROW, 12L))),
            episodeErrors());
    return new SessionReport(
        "Bedford",
        "822",
        "ssda903",
        "822-ssda903-000012",
        DAY,
        List.of(
            file(
                "2024/header 2024.csv",
                "2024",
                Outcome.READ,
                List.of(table("header", 812, 812, Map.of())),
                DataError.ofFile(ErrorType.READ_AS, "comma-separated, UTF-8")),
            episodes,
            file(
                "2024/revews.csv",
                "2024",
                Outcome.SET_ASIDE,
                List.of(),
                DataError.ofFile(
                    ErrorType.UNIDENTIFIED_TABLE, "Closest is reviews; missing: REVIEW_CODE.")),
            file(
                "2027/header 2027.csv",
                "2027",
                Outcome.HELD,
                List.of(),
                DataError.ofFile(ErrorType.SCHEMA_NOT_LOADED, "")),
            file(
                "2024/~$header.csv",
                "2024",
                Outcome.IGNORED,
                List.of(),
                DataError.ofFile(ErrorType.FILE_IGNORED, ""))),
        List.of(
            new JoinReport(
                "episodes",
                9_420,
                9_300,
                new TreeMap<>(
                    Map.of(ErrorType.DUPLICATE_REMOVED, 117L, ErrorType.EPISODE_REPAIRED, 3L)),
                Map.of("RULE_1", 14L, "RULE_3", 3L)),
            new JoinReport("header", 812, 812, new TreeMap<>(), Map.of())));
  }

  private static DataError[] episodeErrors() {
    List<DataError> errors = new ArrayList<>();
    for (int row = 14; row < 48; row++) {
      errors.add(
          DataError.ofCell(
              ErrorType.UNKNOWN_CODE, "The nearest are C1, C2.", "episodes", row, 5, "LS"));
    }
    for (int row = 100; row < 112; row++) {
      errors.add(DataError.ofRow(ErrorType.RAGGED_ROW, "14 cells, 13 headers", "episodes", row));
    }
    errors.add(DataError.ofCell(ErrorType.NOT_A_DATE, "", "episodes", 200, 2, "DEC"));
    errors.add(DataError.ofCell(ErrorType.MONTH_FIRST, "", "episodes", 0, 2, "DEC"));
    errors.add(new DataError(ErrorType.UNKNOWN_COLUMN, "Column N.", "episodes", 0, 13, "", 0, ""));
    return errors.toArray(DataError[]::new);
  }
}
