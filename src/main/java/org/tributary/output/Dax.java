package org.tributary.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Power BI's formula language as far as our formulas use it: every bracket is closed, a table
 * stands in single quotes, and whatever is named is there. What a formula answers nobody can work
 * out here; the SQL beside it is run instead.
 */
final class Dax {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+"
              + "|(?<text>\"(?:[^\"]|\"\")*\")"
              + "|(?<column>'(?<of>[^']+)'\\[(?<name>[^\\]]+)\\])"
              + "|(?<table>'[^']+')"
              + "|(?<measure>\\[[^\\]]+\\])"
              + "|(?<function>[A-Z][A-Z.]*)(?=\\s*\\()"
              + "|(?<word>[A-Za-z_][A-Za-z0-9_]*)"
              + "|(?<number>\\d+(?:\\.\\d+)?)"
              + "|(?<open>[({])|(?<close>[)}])"
              + "|<>|<=|>=|&&|\\|\\||[-+*/=<>,&]");

  private static final Set<String> FUNCTIONS =
      Set.of(
          "AND",
          "AVERAGE",
          "AVERAGEX",
          "BLANK",
          "CALCULATE",
          "COUNTROWS",
          "DATE",
          "DATEDIFF",
          "DISTINCTCOUNT",
          "DIVIDE",
          "FILTER",
          "IF",
          "IN",
          "INT",
          "ISBLANK",
          "KEEPFILTERS",
          "MAX",
          "MEDIAN",
          "MEDIANX",
          "MIN",
          "MONTH",
          "NETWORKDAYS",
          "NOT",
          "OR",
          "REMOVEFILTERS",
          "RETURN",
          "SUM",
          "USERELATIONSHIP",
          "VALUES",
          "YEAR");

  private static final Set<String> WORDS =
      Set.of("VAR", "RETURN", "IN", "NOT", "DAY", "TRUE", "FALSE");

  private Dax() {}

  /**
   * What is wrong with a formula; nothing where it is sound.
   *
   * @param columns of each table that is there
   * @param measures that are there
   */
  static List<String> wrong(String dax, Map<String, Set<String>> columns, Set<String> measures) {
    List<String> wrong = new ArrayList<>();
    Deque<String> open = new ArrayDeque<>();
    Set<String> variables = new HashSet<>();
    String before = "";
    int at = 0;
    Matcher token = TOKEN.matcher(dax);
    while (at < dax.length()) {
      if (!token.find() || token.start() != at) {
        wrong.add("no word of the language at sign " + (at + 1));
        return wrong;
      }
      at = token.end();
      String written = token.group();
      if (token.group("column") != null) {
        Set<String> known = columns.get(token.group("of"));
        if (known == null || !known.contains(token.group("name"))) {
          wrong.add("no column " + written);
        }
      } else if (token.group("table") != null) {
        if (!columns.containsKey(written.substring(1, written.length() - 1))) {
          wrong.add("no table " + written);
        }
      } else if (token.group("measure") != null) {
        if (!measures.contains(written.substring(1, written.length() - 1))) {
          wrong.add("no measure " + written);
        }
      } else if (token.group("function") != null) {
        if (!FUNCTIONS.contains(written)) {
          wrong.add("no function " + written + " is used here");
        }
      } else if (token.group("word") != null) {
        if (before.equals("VAR")) {
          variables.add(written);
        } else if (!WORDS.contains(written) && !variables.contains(written)) {
          wrong.add("nothing is called " + written);
        }
      } else if (token.group("open") != null) {
        open.push(written.equals("(") ? ")" : "}");
      } else if (token.group("close") != null && !written.equals(open.poll())) {
        wrong.add("a bracket that closes another");
      }
      before = written.isBlank() ? before : written;
    }
    if (!open.isEmpty()) {
      wrong.add("a bracket that is not closed");
    }
    return wrong;
  }
}
