package org.tributary.audit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The matrix and the changes as CSV for spreadsheets: UTF-8, quoted throughout, and nothing that a
 * spreadsheet would take for a formula.
 */
public final class AuditCsv {

  private static final String FORMULAS = "\t\n\r+-=@";

  private AuditCsv() {}

  /** One line for each field and use case, kept or not. */
  public static byte[] of(AuditMatrix matrix) {
    StringBuilder csv = new StringBuilder();
    line(
        csv,
        List.of(
            "dataset",
            "table",
            "field",
            "meaning",
            "use_case",
            "kept",
            "enriched",
            "degraded",
            "return_years",
            "clause",
            "clause_words",
            "done_by"));
    for (Cell cell : matrix.cells()) {
      line(
          csv,
          List.of(
              cell.dataset(),
              cell.table(),
              cell.field(),
              cell.meaning(),
              cell.useCase(),
              cell.kept().words(),
              String.join("; ", cell.enriched()),
              cell.degraded(),
              cell.years() == 0 ? "" : Integer.toString(cell.years()),
              cell.clause(),
              cell.clauseWords(),
              String.join("; ", cell.rules())));
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The lines of one use case, as they go with its outputs. */
  public static byte[] forUseCase(AuditMatrix matrix, String useCase) {
    return of(matrix.only(useCase));
  }

  /** One line for each change, the most sensitive first. */
  public static byte[] of(ConfigurationDifference difference) {
    StringBuilder csv = new StringBuilder();
    line(
        csv,
        List.of(
            "number", "effect", "use_case", "about", "what_changes", "in_todays_outputs", "rows"));
    int number = 0;
    for (Change change : difference.changes()) {
      number++;
      line(
          csv,
          List.of(
              Integer.toString(number),
              change.effect().words(),
              change.useCase(),
              change.about(),
              change.sentence(),
              change.inOutputs(),
              difference.rows(change)));
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(StringBuilder csv, List<String> values) {
    csv.append(values.stream().map(AuditCsv::quoted).collect(Collectors.joining(",")))
        .append("\r\n");
  }

  private static String quoted(String value) {
    boolean formula = !value.isEmpty() && FORMULAS.indexOf(value.charAt(0)) >= 0;
    return "\"" + (formula ? "'" : "") + value.replace("\"", "\"\"") + "\"";
  }
}
