package org.tributary.opendata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tributary.config.JsonSchema;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.config.YamlMap;
import org.tributary.store.Digest;

/** Reads {@code config/open-data/<source>.yaml} and the SQL of its tables beside it. */
public final class OpenDataFiles {

  private static final Set<String> KEYS =
      Set.of("source", "title", "publisher", "found", "use", "blanks", "files", "tables");
  private static final Set<String> FILE_KEYS = Set.of("is", "like", "names", "columns");
  private static final Set<String> COLUMN_KEYS = Set.of("headers", "type", "must-be");
  private static final Set<String> TABLE_KEYS = Set.of("grain", "columns");

  /** What SQL may call a table or a column without quotation marks. */
  private static final String NAME = "[a-z][a-z0-9_]*";

  private final Path folder;
  private final Problems problems;
  private final Set<String> kinds = new HashSet<>();
  private final Set<String> tables = new HashSet<>();
  private final StringBuilder read = new StringBuilder();

  private OpenDataFiles(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /**
   * What open data there is to read; none where there is no such folder. Every problem is
   * collected.
   *
   * @param folder {@code config/open-data}
   */
  public static OpenData load(Path folder, Problems problems) {
    if (!Files.isDirectory(folder)) {
      return OpenData.NONE;
    }
    return new OpenDataFiles(folder, problems).load();
  }

  private OpenData load() {
    List<Source> sources = new ArrayList<>();
    JsonSchema shape = JsonSchema.of("open-data");
    for (Map.Entry<String, Path> file : YamlFiles.in(folder, problems).entrySet()) {
      Optional<YamlMap> map = YamlFiles.read(file.getValue(), problems);
      if (map.isPresent()) {
        remember(file.getValue());
        sources.add(source(file.getKey(), map.get()));
        shape.check(map.get(), problems);
      }
    }
    return new OpenData(
        sources, Digest.of(read.toString().getBytes(StandardCharsets.UTF_8)).sha256());
  }

  /** The text of a file of the configuration; blank, with a problem, where it cannot be read. */
  private String remember(Path file) {
    try {
      String text = Files.readString(file);
      read.append(file.getFileName()).append('\n').append(text).append('\n');
      return text;
    } catch (IOException unreadable) {
      problems.error(
          YamlFiles.shown(file), 0, "The file cannot be read.", "Put the table's SQL there.");
      return "";
    }
  }

  private Source source(String name, YamlMap map) {
    map.allow(KEYS);
    map.require("source", "title", "publisher", "found", "use", "files", "tables");
    map.text("source")
        .filter(written -> !written.equals(name))
        .ifPresent(
            written ->
                map.problem(
                    "source",
                    "The source is called '" + written + "' and its file '" + name + ".yaml'.",
                    "Call both the same."));
    List<Source.FileKind> kinds = new ArrayList<>();
    YamlMap files = map.map("files");
    for (String kind : files.keys()) {
      once(files, kind, this.kinds);
      kinds.add(kind(kind, files.map(kind)));
    }
    List<Source.Table> tables = new ArrayList<>();
    YamlMap made = map.map("tables");
    for (String table : made.keys()) {
      once(made, table, this.tables);
      tables.add(table(table, made.map(table)));
    }
    return new Source(
        name,
        map.text("title").orElse(""),
        map.text("publisher").orElse(""),
        map.text("found").orElse(""),
        map.choice("use", Source.Use.class).orElse(Source.Use.EVERY),
        Set.copyOf(map.texts("blanks")),
        kinds,
        tables);
  }

  private static void once(YamlMap map, String name, Set<String> known) {
    named(map, name);
    if (!known.add(name)) {
      map.problem(name, "'" + name + "' is the name of another already.", "Call it otherwise.");
    }
  }

  private static void named(YamlMap map, String name) {
    if (!name.matches(NAME)) {
      map.problem(
          name,
          "'" + name + "' is no name that SQL can use.",
          "Write it in small letters, digits and low lines.");
    }
  }

  private Source.FileKind kind(String name, YamlMap map) {
    map.allow(FILE_KEYS);
    map.require("is", "like", "names", "columns");
    List<FileNamePattern> names = new ArrayList<>();
    for (String written : map.texts("names")) {
      try {
        names.add(new FileNamePattern(written));
      } catch (IllegalArgumentException noSuchTime) {
        map.problem(
            "names",
            "'" + written + "' has a brace that stands for no time.",
            "Known: {years}, {day}, {month}, {yy}.");
      }
    }
    List<Source.Column> columns = new ArrayList<>();
    YamlMap lines = map.map("columns");
    for (String column : lines.keys()) {
      named(lines, column);
      columns.add(column(column, lines.map(column)));
    }
    if (!columns.isEmpty()
        && columns.stream().noneMatch(column -> column.mustBe() == Source.Presence.FILLED)) {
      map.problem(
          "columns",
          "No column must be filled, so any row would do.",
          "Say of one that it must be filled.");
    }
    Optional<String> like = map.text("like");
    if (like.isPresent()
        && names.size() == map.texts("names").size()
        && names.size() == map.texts("names").size()
        && names.stream().noneMatch(pattern -> pattern.match(like.get()).isPresent())) {
      map.problem("like", "The name of such a file is not one of 'names'.", "Make them agree.");
    }
    return new Source.FileKind(name, map.text("is").orElse(""), like.orElse(""), names, columns);
  }

  private static Source.Column column(String name, YamlMap map) {
    map.allow(COLUMN_KEYS);
    map.require("headers", "type");
    return new Source.Column(
        name,
        map.texts("headers").stream().map(HeaderSpelling::new).toList(),
        map.choice("type", CellType.class).orElse(CellType.TEXT),
        map.choice("must-be", Source.Presence.class).orElse(Source.Presence.ANYHOW));
  }

  private Source.Table table(String name, YamlMap map) {
    map.allow(TABLE_KEYS);
    map.require("grain", "columns");
    List<Source.TableColumn> columns = new ArrayList<>();
    YamlMap lines = map.map("columns");
    for (String column : lines.keys()) {
      named(lines, column);
      columns.add(
          new Source.TableColumn(
              column,
              lines.choice(column, Source.ColumnType.class).orElse(Source.ColumnType.TEXT)));
    }
    return new Source.Table(
        name, map.text("grain").orElse(""), columns, remember(folder.resolve(name + ".sql")));
  }
}
