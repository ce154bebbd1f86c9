package org.tributary.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tributary.config.YamlMap;

/**
 * A number that reports ask a table for, said twice: in Power BI's language and in SQL. The SQL
 * answers for all that the DAX answers for where nothing is chosen but what stands in the SQL's own
 * first lines.
 *
 * @param name as reports show it
 * @param description a sentence that says what is counted
 * @param dax its expression in Power BI's language
 * @param sql a query over the tables of a release, each under its own name, that answers one number
 * @param format as Power BI writes it: {@code #,##0}
 * @param folder under which reports list it
 * @param by columns, as {@code table.column}, by which a first report shows it
 */
public record Measure(
    String name,
    String description,
    String dax,
    String sql,
    String format,
    String folder,
    List<String> by) {

  private static final Set<String> KEYS =
      Set.of("description", "dax", "sql", "format", "folder", "by");

  public Measure {
    by = List.copyOf(by);
  }

  /** The measures under a key {@code measures}, by name. */
  public static List<Measure> read(YamlMap table) {
    YamlMap lines = table.map("measures");
    List<Measure> measures = new ArrayList<>();
    for (String name : lines.keys()) {
      YamlMap line = lines.map(name);
      line.allow(KEYS);
      line.require("description", "dax", "sql");
      measures.add(
          new Measure(
              name,
              line.text("description").orElse(""),
              line.text("dax").orElse("").strip(),
              line.text("sql").orElse("").strip(),
              line.text("format").orElse("#,##0"),
              line.text("folder").orElse(""),
              line.texts("by")));
    }
    return measures;
  }
}
