package org.tributary.describe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tributary.output.DescribedColumn;
import org.tributary.output.DescribedColumn.Presence;
import org.tributary.output.DescribedColumn.Shown;
import org.tributary.output.DescribedTable;
import org.tributary.output.DescribedTable.Reference;
import org.tributary.output.Hierarchy;
import org.tributary.output.ValueType;
import org.tributary.page.Page;
import org.tributary.pipeline.Measure;

/**
 * A Power BI project over a release's Parquet files: a model in TMDL with the tables, their types,
 * what they mean and how they refer to one another, and a report that starts with what the measures
 * say. Names are stable between releases, so a report that someone made on one release works on the
 * next.
 */
final class PowerBiProject {

  /** The parameter that says where the package lies on the user's machine. */
  private static final String FOLDER_PARAMETER = "PackageFolder";

  private static final String DATE_TABLE = "dimDate";

  /** What is the same in every project but for the use case's name. */
  private static final List<String> FIXED =
      List.of(
          "USE_CASE.pbip",
          "USE_CASE.Report/definition.pbir",
          "USE_CASE.Report/definition/report.json",
          "USE_CASE.Report/definition/version.json",
          "USE_CASE.SemanticModel/definition.pbism",
          "USE_CASE.SemanticModel/definition/database.tmdl");

  private final ReleaseContents contents;
  private final String name;
  private final List<Gathered> gathered;

  PowerBiProject(ReleaseContents contents) {
    this.contents = contents;
    this.name = contents.useCase().name();
    this.gathered = Gathered.of(contents.tables());
  }

  /** All files of the project by their path in it. */
  SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    for (String file : FIXED) {
      files.put(named(file), named(Page.resource(PowerBiProject.class, "power-bi/" + file)));
    }
    new StarterReport(contents)
        .files()
        .forEach((file, text) -> files.put(name + ".Report/definition/pages/" + file, text));
    String model = name + ".SemanticModel/";
    files.put(model + "definition/model.tmdl", model());
    files.put(model + "definition/expressions.tmdl", expressions());
    if (!gathered.isEmpty()
        || contents.tables().stream().anyMatch(table -> !table.references().isEmpty())) {
      files.put(model + "definition/relationships.tmdl", relationships());
    }
    for (DescribedTable table : contents.tables()) {
      files.put(model + "definition/tables/" + table.name() + ".tmdl", table(table));
    }
    for (Gathered table : gathered) {
      files.put(model + "definition/tables/" + table.name() + ".tmdl", table(table));
    }
    return files;
  }

  private String named(String text) {
    return text.replace("USE_CASE", name);
  }

  private String model() {
    List<String> tables =
        Stream.concat(
                contents.tables().stream().map(DescribedTable::name),
                gathered.stream().map(Gathered::name))
            .toList();
    String order = tables.stream().map(table -> '"' + table + '"').collect(Collectors.joining(","));
    Tmdl tmdl = new Tmdl();
    tmdl.line(0, "model Model");
    tmdl.line(1, "culture: en-GB");
    tmdl.line(1, "defaultPowerBIDataSourceVersion: powerBI_V3");
    tmdl.line(1, "sourceQueryCulture: en-GB");
    tmdl.blank();
    tmdl.line(0, "annotation __PBI_TimeIntelligenceEnabled = 0");
    tmdl.blank();
    tmdl.line(0, "annotation PBI_QueryOrder = [\"" + FOLDER_PARAMETER + "\"," + order + "]");
    tmdl.blank();
    tables.forEach(table -> tmdl.line(0, "ref table " + Tmdl.name(table)));
    return tmdl.text();
  }

  private String expressions() {
    Tmdl tmdl = new Tmdl();
    tmdl.description(0, "The folder in which this release's package lies; change it to yours.");
    tmdl.line(
        0,
        "expression "
            + FOLDER_PARAMETER
            + " = "
            + m("C:\\Tributary\\" + name)
            + " meta [IsParameterQuery=true, Type=\"Text\", IsParameterQueryRequired=true]");
    tmdl.line(1, "lineageTag: " + tag("expression", FOLDER_PARAMETER));
    tmdl.blank();
    tmdl.line(1, "annotation PBI_ResultType = Text");
    return tmdl.text();
  }

  private String table(DescribedTable table) {
    Optional<String> date = dateOf(table);
    Tmdl tmdl = new Tmdl();
    tmdl.description(0, table.words());
    tmdl.line(0, "table " + Tmdl.name(table.name()));
    tmdl.line(1, "lineageTag: " + tag("table", table.name()));
    if (date.isPresent()) {
      tmdl.line(1, "dataCategory: Time");
    }
    table.forReports().measures().forEach(measure -> measure(tmdl, table, measure));
    for (DescribedColumn column : table.columns()) {
      tmdl.blank();
      tmdl.description(1, column.description());
      tmdl.line(1, "column " + Tmdl.name(column.name()));
      tmdl.line(2, "dataType: " + type(column.type()));
      if (column.shown() == Shown.HIDDEN) {
        tmdl.line(2, "isHidden");
      }
      if (date.equals(Optional.of(column.name()))) {
        tmdl.line(2, "isKey");
      }
      format(column.type()).ifPresent(format -> tmdl.line(2, "formatString: " + format));
      tmdl.line(2, "lineageTag: " + tag("column", table.name() + "." + column.name()));
      tmdl.line(2, "summarizeBy: none");
      tmdl.line(2, "sourceColumn: " + column.name());
      Optional.ofNullable(table.forReports().sortedBy().get(column.name()))
          .ifPresent(by -> tmdl.line(2, "sortByColumn: " + Tmdl.name(by)));
    }
    table.forReports().hierarchies().forEach(one -> hierarchy(tmdl, table, one));
    Optional<String> rows = table.forReports().rows();
    String source = "Source = " + document(table);
    partition(
        tmdl,
        table.name(),
        rows.map(
                column ->
                    List.of(source + ",", "Rows = Table.SelectRows(Source, each [" + column + "])"))
            .orElse(List.of(source)),
        rows.isPresent() ? "Rows" : "Source");
    return tmdl.text();
  }

  private void measure(Tmdl tmdl, DescribedTable table, Measure measure) {
    tmdl.blank();
    tmdl.description(1, measure.description());
    tmdl.line(1, "measure " + Tmdl.name(measure.name()) + " =");
    measure.dax().lines().forEach(line -> tmdl.line(3, line));
    tmdl.line(2, "formatString: " + measure.format());
    if (!measure.folder().isEmpty()) {
      tmdl.line(2, "displayFolder: " + measure.folder());
    }
    tmdl.line(2, "lineageTag: " + tag("measure", table.name() + "." + measure.name()));
  }

  private void hierarchy(Tmdl tmdl, DescribedTable table, Hierarchy hierarchy) {
    String of = table.name() + "." + hierarchy.name();
    tmdl.blank();
    tmdl.line(1, "hierarchy " + Tmdl.name(hierarchy.name()));
    tmdl.line(2, "lineageTag: " + tag("hierarchy", of));
    for (String level : hierarchy.levels()) {
      tmdl.blank();
      tmdl.line(2, "level " + Tmdl.name(level));
      tmdl.line(3, "lineageTag: " + tag("level", of + "." + level));
      tmdl.line(3, "column: " + Tmdl.name(level));
    }
  }

  /** Gathers who is in the tables, so that a child or an authority that is chosen is so in all. */
  private String table(Gathered table) {
    Tmdl tmdl = new Tmdl();
    tmdl.description(0, table.words());
    tmdl.line(0, "table " + Tmdl.name(table.name()));
    tmdl.line(1, "lineageTag: " + tag("table", table.name()));
    for (String column : table.columns()) {
      tmdl.blank();
      tmdl.line(1, "column " + column);
      tmdl.line(2, "dataType: string");
      tmdl.line(2, "lineageTag: " + tag("column", table.name() + "." + column));
      tmdl.line(2, "summarizeBy: none");
      tmdl.line(2, "sourceColumn: " + column);
    }
    List<String> steps = new ArrayList<>();
    steps.add("Found = Table.Combine({");
    int number = 0;
    for (Gathered.From from : table.from()) {
      number++;
      steps.add(
          "\tTable.RenameColumns(Table.SelectColumns("
              + document(from.table())
              + ", {"
              + from.columns().stream().map(PowerBiProject::m).collect(Collectors.joining(", "))
              + "}), {"
              + IntStream.range(0, table.columns().size())
                  .mapToObj(
                      i -> "{" + m(from.columns().get(i)) + ", " + m(table.columns().get(i)) + "}")
                  .collect(Collectors.joining(", "))
              + "})"
              + (number < table.from().size() ? "," : ""));
    }
    steps.add("}),");
    steps.add(
        "Source = Table.Distinct(Table.SelectRows(Found, each ["
            + table.key()
            + "] <> null), {"
            + m(table.key())
            + "})");
    partition(tmdl, table.name(), steps, "Source");
    return tmdl.text();
  }

  private String document(DescribedTable table) {
    return "Parquet.Document(File.Contents(Folder & "
        + m("\\data\\" + contents.parquet(table).name())
        + "))";
  }

  private static void partition(Tmdl tmdl, String table, List<String> steps, String result) {
    tmdl.blank();
    tmdl.line(1, "partition " + Tmdl.name(table) + " = m");
    tmdl.line(2, "mode: import");
    tmdl.line(2, "source =");
    tmdl.line(4, "let");
    tmdl.line(5, "Folder = Text.TrimEnd(" + FOLDER_PARAMETER + ", {\"\\\", \"/\"}),");
    steps.forEach(step -> tmdl.line(5, step));
    tmdl.line(4, "in");
    tmdl.line(5, result);
  }

  /** The column by which the date table is marked as one. */
  private static Optional<String> dateOf(DescribedTable table) {
    return table.name().equals(DATE_TABLE)
        ? table.columns().stream()
            .filter(column -> column.type() == ValueType.DATE)
            .filter(column -> column.presence() == Presence.ALWAYS)
            .map(DescribedColumn::name)
            .findFirst()
        : Optional.empty();
  }

  /**
   * Many to one, filtering in one direction, which is what TMDL means where nothing is said.
   * Between two tables only one way may be active; a further one is there to be used by name in a
   * measure.
   */
  private String relationships() {
    Set<String> referredTo =
        contents.tables().stream()
            .flatMap(table -> table.references().stream())
            .map(Reference::table)
            .collect(Collectors.toSet());
    // What a fact says of itself counts before what a dimension says on its behalf.
    List<DescribedTable> factsFirst =
        contents.tables().stream()
            .sorted(
                Comparator.comparing((DescribedTable table) -> referredTo.contains(table.name())))
            .toList();
    Ways ways = new Ways();
    List<String> texts = new ArrayList<>();
    for (DescribedTable table : factsFirst) {
      table.references().forEach(to -> texts.add(relationship(ways, table.name(), to)));
    }
    for (Gathered table : gathered) {
      for (Gathered.From from : table.from()) {
        if (from.leads() == Gathered.Leads.HERE) {
          texts.add(
              relationship(
                  ways,
                  from.table().name(),
                  new Reference(from.columns().get(0), table.name(), table.key())));
        }
      }
      table.leadsOn().ifPresent(to -> texts.add(relationship(ways, table.name(), to)));
    }
    return String.join("\n", texts);
  }

  private String relationship(Ways ways, String table, Reference reference) {
    Tmdl tmdl = new Tmdl();
    String from = table + "." + reference.column();
    tmdl.line(0, "relationship " + tag("relationship", from + " " + reference.table()));
    if (!ways.add(table, reference.table())) {
      tmdl.line(1, "isActive: false");
    }
    tmdl.line(1, "fromColumn: " + Tmdl.name(table) + "." + Tmdl.name(reference.column()));
    tmdl.line(1, "toColumn: " + Tmdl.name(reference.table()) + "." + Tmdl.name(reference.key()));
    return tmdl.text();
  }

  /** The active relationships, of which no two may lead from one table to the same other. */
  private static final class Ways {

    private final Map<String, Set<String>> reached = new HashMap<>();

    /** Adds a relationship, unless there would be a second way to somewhere. */
    boolean add(String from, String to) {
      List<String> starts = new ArrayList<>(List.of(from));
      reached.forEach(
          (table, ends) -> {
            if (ends.contains(from)) {
              starts.add(table);
            }
          });
      Set<String> ends = new HashSet<>(reached.getOrDefault(to, Set.of()));
      ends.add(to);
      boolean isSecond =
          starts.stream()
              .anyMatch(
                  start ->
                      ends.contains(start)
                          || reached.getOrDefault(start, Set.of()).stream()
                              .anyMatch(ends::contains));
      if (!isSecond) {
        starts.forEach(
            start -> reached.computeIfAbsent(start, table -> new HashSet<>()).addAll(ends));
      }
      return !isSecond;
    }
  }

  /** Power BI's own decimal ends after four places, so decimals are floating point there. */
  private static String type(ValueType type) {
    return switch (type) {
      case TEXT, CODE, TIME -> "string";
      case DATE -> "dateTime";
      case INTEGER -> "int64";
      case DECIMAL -> "double";
      case BOOLEAN -> "boolean";
    };
  }

  private static Optional<String> format(ValueType type) {
    return switch (type) {
      case DATE -> Optional.of("yyyy-mm-dd");
      case INTEGER -> Optional.of("0");
      case TEXT, CODE, TIME, DECIMAL, BOOLEAN -> Optional.empty();
    };
  }

  /** An identity that stays the same as long as the name does. */
  private String tag(String kind, String of) {
    String named = name + " " + kind + " " + of;
    return UUID.nameUUIDFromBytes(named.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** A text in Power Query's language. */
  private static String m(String text) {
    return '"' + text.replace("\"", "\"\"").replace("#(", "#(#)(") + '"';
  }

  /** Text in the Tabular Model Definition Language: lines indented by tabs. */
  private static final class Tmdl {

    private final StringBuilder text = new StringBuilder();

    void line(int indent, String words) {
      text.append("\t".repeat(indent)).append(words).append('\n');
    }

    void blank() {
      text.append('\n');
    }

    void description(int indent, String words) {
      words
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .forEach(line -> line(indent, "/// " + line));
    }

    /** A name that is more than letters, digits and underscores stands in single quotes. */
    static String name(String name) {
      return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : '\'' + name.replace("'", "''") + '\'';
    }

    String text() {
      return text.toString();
    }
  }
}
