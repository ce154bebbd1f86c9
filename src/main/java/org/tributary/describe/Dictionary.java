package org.tributary.describe;

import java.util.ArrayList;
import java.util.List;
import org.tributary.agreement.UseCase;
import org.tributary.output.DescribedColumn;
import org.tributary.output.DescribedColumn.DescribedCode;
import org.tributary.output.DescribedTable;
import org.tributary.output.DescribedTable.Reference;
import org.tributary.output.ValueType;
import org.tributary.page.Page;

/** What every table and column of a release means, and under which clause it is held. */
final class Dictionary {

  /** Later than any return year, where a code has no end: a comparison needs a number. */
  private static final int NO_END = 9999;

  private final ReleaseContents contents;

  Dictionary(ReleaseContents contents) {
    this.contents = contents;
  }

  /** One row for each column. */
  String csv() {
    CsvText csv =
        new CsvText(
            List.of(
                "table",
                "table_description",
                "one_row_is",
                "rows",
                "column",
                "description",
                "type",
                "presence",
                "key",
                "refers_to",
                "codes",
                "clause",
                "clause_words"));
    for (DescribedTable table : contents.tables()) {
      for (DescribedColumn column : table.columns()) {
        csv.row(
            List.of(
                table.name(),
                table.description(),
                table.grain(),
                Long.toString(table.rows()),
                column.name(),
                column.description(),
                words(column.type()),
                presence(column),
                table.primaryKey().contains(column.name()) ? "key" : "",
                String.join("; ", references(table, column)),
                String.join("; ", codes(column)),
                column.clause().orElse(""),
                clauseWords(column)));
      }
    }
    return csv.end();
  }

  /** One row for each code of a column: a row joins where the year is within its years. */
  String codesCsv() {
    CsvText csv =
        new CsvText(List.of("table", "column", "code", "label", "first_year", "last_year"));
    for (DescribedTable table : contents.tables()) {
      for (DescribedColumn column : table.columns()) {
        for (DescribedCode code : column.codes()) {
          csv.codeRow(
              List.of(
                  table.name(),
                  column.name(),
                  code.code(),
                  code.label().isEmpty() ? code.code() : code.label(),
                  Integer.toString(code.validity().since()),
                  Integer.toString(Math.min(code.validity().firstYearWithout() - 1, NO_END))));
        }
      }
    }
    return csv.end();
  }

  String html() {
    return Page.text("describe/dictionary.jte", this);
  }

  ReleaseContents contents() {
    return contents;
  }

  /** What a column is beside its meaning, line by line. */
  List<String> about(DescribedTable table, DescribedColumn column) {
    List<String> about = new ArrayList<>();
    about.add(words(column.type()) + ", " + presence(column));
    if (table.primaryKey().contains(column.name())) {
      about.add(table.primaryKey().size() == 1 ? "key" : "part of the key");
    }
    references(table, column).forEach(reference -> about.add("refers to " + reference));
    return about;
  }

  String clause(DescribedColumn column) {
    return (column.clause().orElse("") + " " + clauseWords(column)).strip();
  }

  private static List<String> references(DescribedTable table, DescribedColumn column) {
    return table.references().stream()
        .filter(reference -> reference.column().equals(column.name()))
        .map(Dictionary::words)
        .toList();
  }

  private static String words(Reference reference) {
    return reference.table() + "." + reference.key();
  }

  static List<String> codes(DescribedColumn column) {
    return column.codes().stream()
        .map(code -> code.label().isEmpty() ? code.code() : code.code() + " = " + code.label())
        .toList();
  }

  private String clauseWords(DescribedColumn column) {
    return column
        .clause()
        .flatMap(contents.useCase()::clause)
        .map(UseCase.Clause::words)
        .orElse("");
  }

  private static String presence(DescribedColumn column) {
    return switch (column.presence()) {
      case ALWAYS -> "always there";
      case MAY_BE_BLANK -> "may be blank";
    };
  }

  private static String words(ValueType type) {
    return switch (type) {
      case TEXT -> "text";
      case CODE -> "code";
      case DATE -> "date";
      case TIME -> "time";
      case INTEGER -> "whole number";
      case DECIMAL -> "decimal number";
      case BOOLEAN -> "true or false";
    };
  }
}
