package org.tributary.describe;

import java.util.ArrayList;
import java.util.List;
import org.tributary.agreement.UseCase;
import org.tributary.describe.HtmlPage.Heading;
import org.tributary.describe.HtmlPage.Set;
import org.tributary.output.DescribedColumn;
import org.tributary.output.DescribedTable;
import org.tributary.output.DescribedTable.Reference;
import org.tributary.output.ValueType;

/** What every table and column of a release means, and under which clause it is held. */
final class Dictionary {

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

  String html() {
    UseCase useCase = contents.useCase();
    HtmlPage page =
        new HtmlPage(useCase.title() + ", " + contents.region() + ": what the tables mean");
    page.lead(
        HtmlPage.counted(contents.tables().size(), "table")
            + " in release "
            + contents.number()
            + ". "
            + useCase.purpose());
    page.paragraph("Shared under: " + useCase.agreement() + ".");
    if (!contents.sources().isEmpty()) {
      page.heading("What else was used", "sources");
      page.list(contents.sources());
    }
    List<DescribedTable> tables = contents.tables();
    List<String> ids = new ArrayList<>();
    for (int at = 1; at <= tables.size(); at++) {
      ids.add("table-" + at);
    }
    page.contents(tables.stream().map(DescribedTable::name).toList(), ids);
    for (int at = 0; at < tables.size(); at++) {
      table(page, tables.get(at), ids.get(at));
    }
    return page.end(
        useCase.name() + ", release " + contents.number() + ". This page holds no record.");
  }

  private void table(HtmlPage page, DescribedTable table, String id) {
    page.heading(table.name(), id);
    page.paragraph(table.words());
    page.paragraph(HtmlPage.counted(table.rows(), "row") + ".");
    page.paragraph("Files: " + String.join(", ", table.files()) + ".");
    List<List<String>> rows = new ArrayList<>();
    for (DescribedColumn column : table.columns()) {
      List<String> about = new ArrayList<>();
      about.add(words(column.type()) + ", " + presence(column));
      if (table.primaryKey().contains(column.name())) {
        about.add(table.primaryKey().size() == 1 ? "key" : "part of the key");
      }
      references(table, column).forEach(reference -> about.add("refers to " + reference));
      rows.add(
          List.of(
              column.name(),
              column.description(),
              String.join("\n", about),
              String.join("\n", codes(column)),
              (column.clause().orElse("") + " " + clauseWords(column)).strip()));
    }
    page.table(
        "Columns of " + table.name(),
        List.of(
            new Heading("Column", Set.WORDS),
            new Heading("What it is", Set.WORDS),
            new Heading("Type", Set.WORDS),
            new Heading("Codes", Set.WORDS),
            new Heading("Clause of the agreement", Set.WORDS)),
        rows);
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

  private static List<String> codes(DescribedColumn column) {
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
