package org.tributary.describe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tributary.output.DescribedColumn;
import org.tributary.output.DescribedColumn.DescribedCode;
import org.tributary.output.DescribedColumn.Presence;
import org.tributary.output.DescribedColumn.Shown;
import org.tributary.output.DescribedTable;
import org.tributary.output.ForReports;
import org.tributary.output.ValueType;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.DerivedOutput;
import org.tributary.pipeline.EnrichRule;
import org.tributary.pipeline.Measure;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;
import org.tributary.schema.Code;
import org.tributary.schema.Dataset;
import org.tributary.schema.Document;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Table;
import org.tributary.schema.Validity;

/**
 * Describes the tables that are compiled of a return's, from the return's schema and from what the
 * pipeline does with each field. Such a table promises no key: an authority may submit a row that
 * nothing identifies.
 */
public final class CompiledTables {

  private static final Pattern WRITES = Pattern.compile("-- writes: (\\w+) = (\\S+): (.+)");

  private CompiledTables() {}

  /**
   * A table as it was compiled for one use case.
   *
   * @param name as it is called within the release
   * @param table one of the dataset's tables
   * @param repair the SQL of the table's repair, which says in lines {@code -- writes: FIELD =
   *     CODE: words} which codes it writes that no return has
   * @param rows how many it has
   * @param files as {@link DescribedTable} has them
   */
  public static DescribedTable of(
      String name,
      Dataset dataset,
      PipelineTable table,
      Optional<String> repair,
      String useCase,
      long rows,
      List<String> files) {
    Optional<Table> schema = table(dataset, table.name());
    return new DescribedTable(
        name,
        dataset.description(),
        schema.map(Table::description).orElse(""),
        table.keptFor(Set.of(useCase)).stream()
            .map(field -> repaired(described(field, field.name(), schema), repair))
            .toList(),
        List.of(),
        List.of(),
        rows,
        files,
        forReports(dataset, table.keptFor(Set.of(useCase)), List.of()));
  }

  /** A table of which, of each key, only the newest row is there. */
  public static DescribedTable newestOf(DescribedTable table) {
    return new DescribedTable(
        table.name(),
        table.description() + " Of rows that describe the same, only the newest is here.",
        table.grain(),
        table.columns(),
        table.primaryKey(),
        table.references(),
        table.rows(),
        table.files(),
        table.forReports());
  }

  /**
   * An output that SQL made from a compiled table.
   *
   * @param made the output as a table, its columns in order
   * @param joined what authorities submit for the tables that are joined, by the name in the SQL
   */
  public static DescribedTable of(
      String name,
      Dataset dataset,
      DerivedOutput output,
      PipelineTable made,
      Map<String, Table> joined,
      long rows,
      List<String> files) {
    Optional<Table> schema = table(dataset, output.reads());
    Map<String, DerivedOutput.Column> declared = new LinkedHashMap<>();
    output.columns().forEach(column -> declared.put(column.name(), column));
    List<DescribedColumn> columns = new ArrayList<>();
    for (OutputField field : made.fields()) {
      Optional<DerivedOutput.Column> column = Optional.ofNullable(declared.get(field.name()));
      Optional<String> is = column.flatMap(DerivedOutput.Column::is);
      if (is.isPresent()) {
        columns.add(
            described(
                field,
                is.get(),
                column.get().of().isPresent()
                    ? Optional.ofNullable(joined.get(column.get().of().get()))
                    : schema));
      } else if (column.isPresent()) {
        columns.add(plain(field, "Worked out from the other columns; see what one row is."));
      } else {
        columns.add(plain(field, ofCode(field.name(), output.codesOf().orElse(""), schema)));
      }
    }
    return new DescribedTable(
        name,
        output.description(),
        output.grain(),
        columns,
        List.of(),
        List.of(),
        rows,
        files,
        forReports(dataset, made.fields(), output.measures()));
  }

  private static ForReports forReports(
      Dataset dataset, List<OutputField> fields, List<Measure> measures) {
    Optional<String> child = enriched(fields, EnrichRule.ADD_LA_SUFFIX);
    Optional<String> authority = enriched(fields, EnrichRule.LA_NAME);
    return new ForReports(
        measures,
        List.of(),
        Map.of(),
        Optional.empty(),
        authority.map(column -> new ForReports.Whose(dataset.name(), child, column)));
  }

  private static Optional<String> enriched(List<OutputField> fields, EnrichRule rule) {
    return fields.stream()
        .filter(field -> field.enrich().contains(rule))
        .map(OutputField::name)
        .findFirst();
  }

  private static Optional<Table> table(Dataset dataset, String name) {
    return dataset.tables().stream().filter(table -> table.name().equals(name)).findFirst();
  }

  private static String ofCode(String code, String field, Optional<Table> schema) {
    String label =
        codes(field, schema).stream()
            .filter(known -> known.code().equals(code) && !known.label().isEmpty())
            .map(known -> " (" + known.label() + ")")
            .findFirst()
            .orElse("");
    return "1 where " + field + " has the code " + code + label + ", otherwise 0.";
  }

  /** With the codes that the repair writes, where it has a list of codes. */
  private static DescribedColumn repaired(DescribedColumn column, Optional<String> repair) {
    List<DescribedCode> codes = new ArrayList<>(column.codes());
    repair.stream()
        .flatMap(String::lines)
        .map(WRITES::matcher)
        .filter(Matcher::matches)
        .filter(line -> line.group(1).equals(column.name()) && !column.codes().isEmpty())
        .forEach(line -> codes.add(new DescribedCode(line.group(2), line.group(3))));
    return new DescribedColumn(
        column.name(),
        column.description(),
        column.type(),
        codes,
        column.presence(),
        column.shown(),
        column.clause());
  }

  private static DescribedColumn described(
      OutputField field, String source, Optional<Table> schema) {
    boolean isCode = field.type() == Kind.CATEGORY && field.degrade().isEmpty();
    List<DescribedCode> codes = isCode ? codes(source, schema) : List.of();
    boolean isList = isList(source, schema);
    List<String> words = new ArrayList<>();
    words.add(meaning(field, source, schema));
    if (isList && !codes.isEmpty()) {
      words.add("Each is one of " + inWords(codes) + ".");
    }
    field.enrich().stream().map(CompiledTables::enriched).forEach(words::add);
    field.degrade().map(CompiledTables::degraded).ifPresent(words::add);
    return new DescribedColumn(
        field.name(),
        String.join(" ", words.stream().filter(text -> !text.isEmpty()).toList()),
        ValueType.of(field.type()),
        isList ? List.of() : codes,
        presence(field),
        Shown.TO_PEOPLE,
        Optional.of(field.clause()).filter(clause -> !clause.isEmpty()));
  }

  private static DescribedColumn plain(OutputField field, String words) {
    return new DescribedColumn(
        field.name(),
        words,
        ValueType.of(field.type()),
        List.of(),
        Presence.MAY_BE_BLANK,
        Shown.TO_PEOPLE,
        Optional.of(field.clause()).filter(clause -> !clause.isEmpty()));
  }

  private static Stream<Field> fields(String name, Optional<Table> schema) {
    return schema.stream()
        .flatMap(table -> table.fields().stream())
        .filter(field -> field.name().equals(name));
  }

  /** Every code of every year, as it stands once it is read. */
  private static List<DescribedCode> codes(String field, Optional<Table> schema) {
    Map<String, DescribedCode> codes = new LinkedHashMap<>();
    fields(field, schema)
        .flatMap(known -> known.codes().stream())
        .sorted(
            (one, other) -> Boolean.compare(one.becomes().isPresent(), other.becomes().isPresent()))
        .map(code -> new DescribedCode(code.readAs(), label(code), code.validity()))
        .forEach(code -> codes.merge(code.code(), code, CompiledTables::inEitherOnesYears));
    return List.copyOf(codes.values());
  }

  private static DescribedCode inEitherOnesYears(DescribedCode first, DescribedCode further) {
    Validity one = first.validity();
    Validity other = further.validity();
    return new DescribedCode(
        first.code(),
        first.label(),
        new Validity(
            Math.min(one.since(), other.since()),
            Math.max(one.firstYearWithout(), other.firstYearWithout())));
  }

  /** A value that is words itself needs no others; Annex A's labels are only other spellings. */
  private static String label(Code code) {
    return code.code().contains(" ") ? "" : code.words().orElse("");
  }

  private static String inWords(List<DescribedCode> codes) {
    return codes.stream()
        .map(code -> code.label().isEmpty() ? code.code() : code.code() + " (" + code.label() + ")")
        .collect(Collectors.joining(", "));
  }

  /** Whether a cell may hold several codes, because the element may stand several times. */
  private static boolean isList(String field, Optional<Table> schema) {
    return schema.flatMap(Table::document).stream()
        .flatMap(document -> document.parts().stream())
        .filter(part -> part.occurs().repeats())
        .flatMap(part -> part.field().stream())
        .anyMatch(repeated -> repeated.name().equals(field));
  }

  private static String meaning(OutputField field, String source, Optional<Table> schema) {
    Optional<String> said =
        fields(source, schema).map(Field::description).filter(text -> !text.isBlank()).findFirst();
    if (said.isPresent()) {
      return said.get();
    }
    Optional<Document> document = schema.flatMap(Table::document);
    if (document.filter(rows -> rows.typeColumn().equals(source)).isPresent()) {
      return "The event that the row tells of.";
    }
    if (document.filter(rows -> rows.dateColumn().equals(source)).isPresent()) {
      return "The day of the event.";
    }
    return switch (field.origin()) {
      case SUBMITTED -> "";
      case ADDED_BY_REPAIR -> "Added when the rows of several years were put together.";
    };
  }

  private static String enriched(EnrichRule rule) {
    return switch (rule) {
      case INTEGER -> "";
      case ADD_LA_SUFFIX -> "The code of the authority stands behind it.";
      case LA_CODE -> "The code of the authority that submitted the row.";
      case LA_NAME -> "The name of the authority that submitted the row.";
      case YEAR -> "The return year of the row.";
      case MONTH -> "The month of the return.";
      case TERM -> "The term of the return.";
      case SCHOOL_TYPE -> "The type of school of the return.";
      case SCHOOL_YEAR -> "The year in which the school year of the birth began.";
      case POSTCODE_LA_LOOKUP -> "The authority in which the postcode lies.";
    };
  }

  private static String degraded(DegradeRule rule) {
    return switch (rule) {
      case FIRST_OF_MONTH -> "Shared as the first day of the month.";
      case SHORT_POSTCODE -> "Shared as the postcode's sector.";
      case HASH_SHA256 ->
          "Shared as a pseudonym: the same for the same value, in this use case only.";
      case REMOVE_ROW -> "A row without it is not shared.";
    };
  }

  private static Presence presence(OutputField field) {
    boolean isAlways =
        field.enrich().stream()
            .anyMatch(
                rule ->
                    switch (rule) {
                      case LA_CODE, LA_NAME, YEAR -> true;
                      case INTEGER,
                          ADD_LA_SUFFIX,
                          MONTH,
                          TERM,
                          SCHOOL_TYPE,
                          SCHOOL_YEAR,
                          POSTCODE_LA_LOOKUP ->
                          false;
                    });
    return isAlways ? Presence.ALWAYS : Presence.MAY_BE_BLANK;
  }
}
