package org.tributary.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tributary.config.YamlMap;

/**
 * Numbers over the years that the overview of a release draws, and lists beside the drawing. Its
 * SQL finds of each table no more than the columns that are named, and answers with the columns
 * {@code year}, {@code line}, {@code place}, {@code value} and {@code children}.
 *
 * @param title as the overview shows it
 * @param description a sentence that says what is counted
 * @param unit what the values are: {@code children}, {@code %}
 * @param reads by table of a release, as its own SQL calls it: the columns that the SQL counts on
 * @param sql one row for each year and line; a line without a name is the region together, {@code
 *     place} the order in which lines are shown, and {@code children} how many children stand
 *     behind a value
 */
public record Picture(
    String title,
    String description,
    Kind kind,
    String unit,
    SortedMap<String, List<String>> reads,
    String sql) {

  /** How it is drawn. */
  public enum Kind {
    /** The region together, a bar for each year. */
    BARS,
    /** Each line by itself, on one scale. */
    LINES
  }

  private static final Set<String> KEYS = Set.of("description", "kind", "unit", "reads", "sql");

  public Picture {
    SortedMap<String, List<String>> copy = new TreeMap<>();
    for (Map.Entry<String, List<String>> table : reads.entrySet()) {
      copy.put(table.getKey(), List.copyOf(table.getValue()));
    }
    reads = Collections.unmodifiableSortedMap(copy);
  }

  /** The pictures under a key {@code pictures}, by title. */
  public static List<Picture> read(YamlMap table) {
    YamlMap lines = table.map("pictures");
    List<Picture> pictures = new ArrayList<>();
    for (String title : lines.keys()) {
      YamlMap line = lines.map(title);
      line.allow(KEYS);
      line.require("description", "kind", "unit", "reads", "sql");
      YamlMap tables = line.map("reads");
      SortedMap<String, List<String>> reads = new TreeMap<>();
      for (String name : tables.keys()) {
        reads.put(name, tables.texts(name));
      }
      pictures.add(
          new Picture(
              title,
              line.text("description").orElse(""),
              line.choice("kind", Kind.class).orElse(Kind.BARS),
              line.text("unit").orElse(""),
              reads,
              line.text("sql").orElse("").strip()));
    }
    return pictures;
  }
}
