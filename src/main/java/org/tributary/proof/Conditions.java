package org.tributary.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tributary.authority.LocalAuthority;
import org.tributary.proof.PermittedColumn.CodeYears;
import org.tributary.proof.PermittedColumn.Meaning;

/** For each promise about a column, the SQL that is true where a row breaks it. */
final class Conditions {

  /** One promise about one column; {@code broken} is never NULL. */
  record Condition(PermittedColumn column, Promise promise, String broken) {}

  private final PermittedTable table;
  private final Map<String, String> values;

  /**
   * @param values by name of a column that is there, the SQL that gives its value as text
   */
  Conditions(PermittedTable table, Map<String, String> values) {
    this.table = table;
    this.values = new LinkedHashMap<>(values);
  }

  List<Condition> all() {
    List<Condition> all = new ArrayList<>();
    for (PermittedColumn column : table.columns()) {
      String value = values.get(column.name());
      if (value == null) {
        continue;
      }
      for (Promise promise : column.promises()) {
        all.add(new Condition(column, promise, unlessUnknown(column, promise, "(" + value + ")")));
      }
    }
    return all;
  }

  private String unlessUnknown(PermittedColumn column, Promise promise, String value) {
    String broken = broken(column, promise, value);
    return table.unknown().isEmpty()
        ? broken
        : "("
            + broken
            + ") AND coalesce("
            + value
            + " NOT IN "
            + SqlText.list(table.unknown())
            + ", true)";
  }

  private String broken(PermittedColumn column, Promise promise, String value) {
    return switch (promise) {
      case FIRST_OF_MONTH -> unlike(value, "[0-9]{4}-(0[1-9]|1[0-2])-01");
      case SECTOR -> unlike(value, "[A-Z][A-Z0-9]{1,3} [0-9]");
      case HASHED -> unlike(value, "[0-9a-f]{64}");
      case WITHHELD -> value + " IS NOT NULL";
      case NOT_BLANK -> value + " IS NULL";
      case CODES -> noCode(column, value);
      case AUTHORITY -> noneOf(value, authorities(column.meaning()));
      case HANDED_OVER ->
          noneOf(
              value,
              column.codes().stream()
                  .flatMap(run -> run.codes().stream())
                  .collect(Collectors.toSet()));
      case RETENTION ->
          "coalesce(length("
              + value
              + ") <> 4 OR TRY_CAST("
              + value
              + " AS INTEGER) NOT BETWEEN "
              + table.oldestYear()
              + " AND "
              + table.newestYear()
              + ", true)";
      case CHILD_SUFFIX -> noSuffix(value);
      case FILES_AS_COMMITTED,
          COPIES_AS_COMMITTED,
          FILES_KNOWN,
          COLUMNS_PERMITTED,
          ROWS_COUNTED,
          CSV_IS_PARQUET,
          COUNTS_ADD_UP,
          ROWS_OF_THE_STEP_BEFORE ->
          throw new IllegalArgumentException("no promise about the values of one column");
    };
  }

  private static String unlike(String value, String pattern) {
    return "coalesce(NOT regexp_full_match(" + value + ", " + SqlText.text(pattern) + "), false)";
  }

  private static String noneOf(String value, Set<String> allowed) {
    return allowed.isEmpty()
        ? "true"
        : "coalesce(" + value + " NOT IN " + SqlText.list(allowed) + ", true)";
  }

  private Set<String> authorities(Meaning meaning) {
    return table.authorities().stream()
        .map(meaning == Meaning.AUTHORITY_CODE ? LocalAuthority::code : LocalAuthority::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The codes of the row's own year, where its year is there; of any year otherwise. */
  private String noCode(PermittedColumn column, String value) {
    List<String> allowed = new ArrayList<>();
    if (!column.words().isEmpty()) {
      // Several rules of a repair stand with a bar between them.
      String word = column.words().stream().sorted().collect(Collectors.joining("|", "(", ")"));
      String words =
          "regexp_full_match(" + value + ", " + SqlText.text(word + "( \\| " + word + ")*") + ")";
      if (column.meaning() == Meaning.REPAIRED_BY) {
        allowed.add(words);
      } else {
        table
            .column(Meaning.REPAIRED_BY)
            .map(found -> values.get(found.name()))
            .ifPresent(mark -> allowed.add("((" + mark + ") <> 'Original' AND " + words + ")"));
      }
    }
    String year =
        table
            .column(Meaning.RETURN_YEAR)
            .map(found -> values.get(found.name()))
            .map(text -> "TRY_CAST((" + text + ") AS INTEGER)")
            .orElse("");
    if (year.isEmpty() || column.codes().size() == 1) {
      Set<String> ever = new TreeSet<>();
      column.codes().forEach(run -> ever.addAll(run.codes()));
      allowed.add(oneOf(column, value, ever));
    } else {
      for (CodeYears run : column.codes()) {
        allowed.add(
            "("
                + year
                + " BETWEEN "
                + run.from()
                + " AND "
                + run.to()
                + " AND "
                + oneOf(column, value, run.codes())
                + ")");
      }
    }
    return value + " IS NOT NULL AND NOT coalesce(" + String.join(" OR ", allowed) + ", false)";
  }

  private static String oneOf(PermittedColumn column, String value, Set<String> codes) {
    if (codes.isEmpty()) {
      return "false";
    }
    return switch (column.several()) {
      case ONE -> value + " IN " + SqlText.list(codes);
      case SEVERAL ->
          "list_has_all(["
              + codes.stream().sorted().map(SqlText::text).collect(Collectors.joining(", "))
              + "], string_split("
              + value
              + ", ','))";
    };
  }

  /** The suffix of the row's own authority, where the row says whose it is. */
  private String noSuffix(String value) {
    Function<String, String> holds =
        suffix ->
            "(ends_with("
                + value
                + ", "
                + SqlText.text(suffix)
                + ") AND length("
                + value
                + ") > "
                + suffix.length()
                + ")";
    for (Meaning meaning : List.of(Meaning.AUTHORITY_NAME, Meaning.AUTHORITY_CODE)) {
      String whose = table.column(meaning).map(found -> values.get(found.name())).orElse("");
      if (!whose.isEmpty() && !table.authorities().isEmpty()) {
        return value
            + " IS NOT NULL AND NOT coalesce(CASE ("
            + whose
            + ") "
            + table.authorities().stream()
                .map(
                    authority ->
                        "WHEN "
                            + SqlText.text(
                                meaning == Meaning.AUTHORITY_CODE
                                    ? authority.code()
                                    : authority.name())
                            + " THEN "
                            + holds.apply("_" + authority.code()))
                .collect(Collectors.joining(" "))
            + " END, false)";
      }
    }
    return value
        + " IS NOT NULL AND NOT coalesce("
        + table.authorities().stream()
            .map(authority -> holds.apply("_" + authority.code()))
            .collect(Collectors.joining(" OR ", "", table.authorities().isEmpty() ? "false" : ""))
        + ", false)";
  }
}
