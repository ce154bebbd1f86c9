package org.tributary.audit;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tributary.audit.Part.Branch;
import org.tributary.audit.Part.Branch.Shape;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.config.YamlList;
import org.tributary.config.YamlMap;
import org.tributary.config.YamlScalar;
import org.tributary.config.YamlValue;

/**
 * One version of the configuration as it was parsed: every YAML, SQL and CSV file of the folders
 * that say what is read, kept and made. It knows nothing of what they mean, so that a version that
 * no longer starts can be compared as well. Settings and secrets are not among them, nor routes.
 */
public final class ConfigurationVersion {

  private static final List<String> FOLDERS =
      List.of("local-authorities", "use-cases", "pipelines", "outputs", "open-data");

  /** What makes an item of a list itself: the first of these that it has. */
  private static final List<String> NAMES = List.of("name", "code", "id", "group", "use-case");

  /** Keys whose values come out in the order in which they are written. */
  private static final Set<String> IN_ORDER = Set.of("fields", "columns", "tables");

  /** Lists of which no item comes before another. */
  private static final Set<String> SETS =
      Set.of("clauses", "deduplicated-for", "for", "instructs", "labels", "signed");

  private final Branch root;

  private ConfigurationVersion(Branch root) {
    this.root = root;
  }

  Branch root() {
    return root;
  }

  /** Reads a version; what cannot be parsed is a warning, and is compared line by line. */
  public static ConfigurationVersion read(Path config, Path schemas, Problems problems) {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (String name : FOLDERS) {
      Path folder = config.resolve(name);
      if (Files.isDirectory(folder)) {
        parts.put(name, folder(folder, "config/" + name, problems));
      }
    }
    return new ConfigurationVersion(
        new Branch(
            "",
            0,
            Shape.FOLDER,
            Map.of(
                "config",
                new Branch("config", 0, Shape.FOLDER, parts),
                "schemas",
                folder(schemas, "schemas", problems))));
  }

  private static Branch folder(Path folder, String shown, Problems problems) {
    Map<String, Part> parts = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        String name = YamlFiles.shown(folder.relativize(entry));
        String file = shown + "/" + name;
        if (Files.isDirectory(entry)) {
          parts.put(name, folder(entry, file, problems));
        } else if (name.endsWith(".yaml") || name.endsWith(".sql") || name.endsWith(".csv")) {
          Part read = file(entry, file, problems);
          // The name of an authority's file means nothing.
          String code = shown.equals("config/local-authorities") ? read.text("code") : "";
          parts.put(code.isEmpty() || parts.containsKey(code) ? name : code, read);
        }
      }
    } catch (IOException unreadable) {
      problems.error(
          YamlFiles.shown(folder), 0, "The folder cannot be read.", "Check its permissions.");
    }
    return new Branch(shown, 0, Shape.FOLDER, parts);
  }

  static Part file(Path path, String file, Problems problems) throws IOException {
    if (file.endsWith(".sql")) {
      return SqlWords.of(file, text(path));
    }
    if (file.endsWith(".csv")) {
      return rows(file, text(path));
    }
    Problems own = new Problems();
    Optional<YamlMap> map = YamlFiles.read(path, own);
    if (map.isPresent() && own.all().isEmpty()) {
      return part(file, "", map.get());
    }
    own.all()
        .forEach(
            problem ->
                problems.warning(
                    problem.file(),
                    problem.line(),
                    problem.message(),
                    "The file is compared line by line."));
    return lines(file, text(path));
  }

  private static Part.Text lines(String file, String text) {
    List<String> lines = text.lines().toList();
    return new Part.Text(file, lines, lines);
  }

  private static String text(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      // One character for each byte, so that no difference is lost.
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  // --- YAML -------------------------------------------------------------------------------------

  private static Part part(String file, String key, YamlValue value) {
    if (value instanceof YamlScalar scalar) {
      return new Part.Leaf(file, scalar.line(), scalar.written(), scalar.type());
    }
    Map<String, Part> parts = new LinkedHashMap<>();
    if (value instanceof YamlMap map) {
      for (String name : map.keys()) {
        parts.put(name, part(file, name, map.value(name).orElseThrow()));
      }
      return new Branch(
          file, map.line(), IN_ORDER.contains(key) ? Shape.KEYS_IN_ORDER : Shape.KEYS, parts);
    }
    for (YamlValue item : ((YamlList) value).values()) {
      Part read = part(file, "", item);
      put(parts, name(read), read);
    }
    return new Branch(file, value.line(), SETS.contains(key) ? Shape.SET : Shape.LIST, parts);
  }

  /** What makes an item of a list itself; alike ones are numbered. */
  static String name(Part item) {
    return item.parts().isEmpty()
        ? item.text()
        : NAMES.stream()
            .map(item::text)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElseGet(
                () ->
                    item.parts().entrySet().stream()
                        .limit(1)
                        .map(entry -> entry.getKey() + ": " + entry.getValue().text())
                        .collect(Collectors.joining()));
  }

  private static void put(Map<String, Part> parts, String name, Part part) {
    String free = name;
    for (int number = 2; parts.containsKey(free); number++) {
      free = name + " (" + number + ")";
    }
    parts.put(free, part);
  }

  // --- CSV --------------------------------------------------------------------------------------

  /** The rows by as many of their first cells as tell each from every other. */
  private static Part rows(String file, String text) {
    List<CsvRecord> records;
    try (Stream<CsvRecord> read = CsvReader.builder().ofCsvRecord(text).stream()) {
      records = read.toList();
    } catch (CsvParseException malformed) {
      return lines(file, text);
    }
    if (records.isEmpty()) {
      return lines(file, text);
    }
    List<String> headers = records.get(0).getFields();
    List<CsvRecord> rows = records.subList(1, records.size());
    int cells = 1;
    while (cells < headers.size() && !areDistinct(rows, cells)) {
      cells++;
    }
    Map<String, Part> parts = new LinkedHashMap<>();
    Map<String, Part> header = new LinkedHashMap<>();
    headers.forEach(name -> put(header, name, leaf(file, records.get(0), name)));
    parts.put("(headers)", new Branch(file, 1, Shape.LIST, header));
    for (CsvRecord row : rows) {
      Map<String, Part> values = new LinkedHashMap<>();
      for (int i = 0; i < row.getFieldCount(); i++) {
        String column = i < headers.size() ? headers.get(i) : "beyond the headers";
        put(values, column, leaf(file, row, row.getField(i)));
      }
      put(parts, first(row, cells), new Branch(file, line(row), Shape.KEYS, values));
    }
    return new Branch(file, 0, Shape.LIST, parts);
  }

  private static boolean areDistinct(List<CsvRecord> rows, int cells) {
    Set<String> seen = new HashSet<>();
    return rows.stream().allMatch(row -> seen.add(first(row, cells)));
  }

  private static String first(CsvRecord row, int cells) {
    return row.getFields().stream().limit(cells).collect(Collectors.joining(" "));
  }

  private static Part.Leaf leaf(String file, CsvRecord row, String value) {
    return new Part.Leaf(file, line(row), value, YamlScalar.Type.TEXT);
  }

  private static int line(CsvRecord row) {
    return Math.toIntExact(row.getStartingLineNumber());
  }
}
