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

  /** A page that needs nothing but itself and runs nothing. */
  public static byte[] html(ProofReport report) {
    StringBuilder page =
        new StringBuilder(
                "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n")
            .append("<title>Proof from the outputs</title>\n</head>\n<body>\n<main>\n")
            .append("<h1>Proof from the outputs</h1>\n<p>");
    List<String> lines = lines(report);
    page.append(escaped(lines.get(lines.size() - 1))).append("</p>\n<ul>\n");
    report
        .notLookedAt()
        .forEach(
            words -> page.append("<li>Not looked at: ").append(escaped(words)).append("</li>\n"));
    page.append("</ul>\n<table>\n<tr>");
    HEADERS.forEach(header -> page.append("<th scope=\"col\">").append(header).append("</th>"));
    page.append("</tr>\n");
    for (Check check : report.checks()) {
      page.append("<tr>");
      cells(check).forEach(cell -> page.append("<td>").append(escaped(cell)).append("</td>"));
      page.append("</tr>\n");
    }
    page.append("</table>\n</main>\n</body>\n</html>\n");
    return page.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
