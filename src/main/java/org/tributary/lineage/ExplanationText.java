package org.tributary.lineage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tributary.errors.ErrorType;

/** An explanation for people and for programmes. The same explanation gives the same text. */
public final class ExplanationText {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ExplanationText() {}

  /** For programmes. */
  public static String json(Explanation explanation) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(explanation);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("an explanation is always JSON", impossible);
    }
  }

  /** For a terminal. */
  public static List<String> lines(Explanation explanation) {
    List<String> lines = new ArrayList<>();
    lines.add(explanation.output() + ", release " + explanation.release());
    if (!explanation.madeBy().isEmpty()) {
      lines.add("  made by " + explanation.madeBy());
      lines.add("  which reads " + String.join(", ", explanation.reads()));
      lines.add("  Explain the rows that it reads: a row of its own is worked out of several.");
    }
    for (RowOrigin row : explanation.rows()) {
      lines.add("");
      row(lines, row);
    }
    if (explanation.found() > explanation.rows().size()) {
      lines.add("");
      lines.add(
          "There are "
              + explanation.found()
              + " such rows; these are the first "
              + explanation.rows().size()
              + ". Ask for one by --row, or with more of its cells.");
    }
    if (!explanation.columns().isEmpty()) {
      lines.add("");
      columns(lines, explanation.columns());
    }
    lines.add("");
    lines.add("Of all its rows:");
    explanation
        .table()
        .forEach(
            step ->
                lines.add("  " + step.words() + ", " + clause(step.clause()) + rule(step.rule())));
    lines.add("");
    lines.add("The clauses:");
    clauses(explanation).forEach(words -> lines.add("  " + words));
    return lines;
  }

  private static void row(List<String> lines, RowOrigin row) {
    lines.add(
        "Row "
            + row.row()
            + " comes from row "
            + row.line()
            + " of "
            + row.path()
            + ", which "
            + row.authorityName()
            + " ("
            + row.authorityCode()
            + ") uploaded for "
            + row.period());
    lines.add("  SHA-256 " + row.sha256() + ", " + row.standing().words());
    lines.add("  read by session " + row.session());
    if (!row.alike().isEmpty()) {
      lines.add(
          "  rows " + numbers(row.alike()) + " say the same; their order alone tells them apart");
    }
    for (RowOrigin.Left left : row.gaveWay()) {
      lines.add(
          "  row "
              + left.line()
              + " of "
              + left.path()
              + " gave way to it ("
              + left.likeness().words()
              + "): "
              + why(left.why()));
    }
    if (row.older() > 0) {
      lines.add("  " + row.older() + " older rows of its key are not in this output");
    }
    if (!row.repaired().isEmpty()) {
      lines.add(
          "  the repair changed " + String.join(", ", row.repaired()) + " by " + row.repairedBy());
    }
    columns(lines, row.columns());
  }

  private static String why(ErrorType type) {
    return type == ErrorType.SUPERSEDED
        ? "a later file of its period replaced it"
        : "a newer row describes the same";
  }

  private static String numbers(List<Long> rows) {
    return rows.stream().limit(10).map(String::valueOf).collect(Collectors.joining(", "))
        + (rows.size() > 10 ? " and " + (rows.size() - 10) + " more" : "");
  }

  private static void columns(List<String> lines, List<ColumnOrigin> columns) {
    for (ColumnOrigin column : columns) {
      lines.add("  " + column.column() + "  (" + clause(column.clause()) + ")");
      lines.add(
          "    from "
              + column.from().words()
              + (column.inputs().isEmpty() ? "" : ": " + String.join(", ", column.inputs())));
      for (Step step : column.steps()) {
        lines.add("    " + step.operation().word() + ": " + step.words());
      }
    }
  }

  private static String clause(Clause clause) {
    return clause.useCase() + " " + clause.id();
  }

  private static String rule(String rule) {
    return rule.isEmpty() ? "" : " (" + rule + ")";
  }

  private static List<String> clauses(Explanation explanation) {
    List<Clause> clauses = new ArrayList<>();
    explanation.rows().forEach(row -> row.columns().forEach(one -> clauses.add(one.clause())));
    explanation.columns().forEach(one -> clauses.add(one.clause()));
    explanation.table().forEach(step -> clauses.add(step.clause()));
    return clauses.stream()
        .filter(clause -> !clause.id().isEmpty())
        .map(clause -> clause(clause) + ": " + clause.words().strip())
        .distinct()
        .sorted()
        .toList();
  }
}
