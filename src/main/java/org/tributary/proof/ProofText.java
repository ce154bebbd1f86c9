package org.tributary.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A proof for people, spreadsheets and programmes. The same report gives the same bytes. */
public final class ProofText {

  private static final List<String> HEADERS =
      List.of("unit", "table", "promise", "clauses", "columns", "files", "rows", "holds", "broken");

  private ProofText() {}

  private static List<String> cells(Check check) {
    String broken =
        check.broken().stream()
            .map(
                found ->
                    Stream.of(
                            found.file(),
                            found.column(),
                            found.rows() > 0 ? found.rows() + " " + found.words() : found.words())
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.joining(", ")))
            .collect(Collectors.joining("; "));
    return List.of(
        check.unit(),
        check.table(),
        check.promise().words(),
        String.join(", ", check.clauses()),
        String.join(", ", check.columns()),
        Long.toString(check.files()),
        Long.toString(check.rows()),
        check.holds() ? "yes" : "no",
        broken);
  }

  /** One line for each check; RFC 4180, UTF-8. */
  public static byte[] csv(ProofReport report) {
    StringBuilder csv = new StringBuilder(String.join(",", HEADERS)).append("\r\n");
    for (Check check : report.checks()) {
      csv.append(
              cells(check).stream()
                  .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                  .collect(Collectors.joining(",")))
          .append("\r\n");
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The whole report as JSON. */
  public static byte[] json(ProofReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("date", report.date().toString());
    json.put("holds", report.holds());
    json.put("checks", report.checks());
    json.put("notLookedAt", report.notLookedAt());
    try {
      return new ObjectMapper().writeValueAsBytes(json);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a proof is always JSON", impossible);
    }
  }

  /** What a terminal shows: what is broken, and how much was looked at. */
  public static List<String> lines(ProofReport report) {
    Stream<String> broken =
        report.broken().stream()
            .map(cells -> "BROKEN " + cells.unit() + " " + String.join(" | ", cells(cells)));
    String sum =
        report.checks().size()
            + " promises looked at on "
            + report.date()
            + ", "
            + report.broken().size()
            + " broken";
    return Stream.concat(
            broken,
            Stream.concat(
                report.notLookedAt().stream().map(words -> "not looked at: " + words),
                Stream.of(sum)))
        .toList();
  }
}
