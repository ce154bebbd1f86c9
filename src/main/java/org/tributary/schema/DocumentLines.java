package org.tributary.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.tributary.config.YamlMap;

/** Reads what a table's file says of the XML document that the table is made from. */
final class DocumentLines {

  private static final Set<String> DOCUMENT_KEYS =
      Set.of(
          "namespace",
          "record",
          "identity",
          "year",
          "reference-date",
          "authority",
          "type-column",
          "date-column",
          "events");
  private static final Set<String> GROUP_KEYS =
      Set.of("group", "description", "mandatory", "repeats", "since", "before");

  /** One line of the list, and what it says. */
  private record Line(YamlMap map, Document.Part part) {}

  private final List<Line> lines = new ArrayList<>();

  private DocumentLines() {}

  /**
   * @param map the key {@code document}
   * @param parts the groups and fields
   * @param field reads what a field has in any table
   */
  static Document read(YamlMap map, List<YamlMap> parts, Function<YamlMap, Field> field) {
    DocumentLines document = new DocumentLines();
    for (YamlMap part : parts) {
      document.add(part, part.keys().contains("group") ? group(part) : element(part, field));
    }
    return document.document(map);
  }

  private static Document.Part group(YamlMap map) {
    map.allow(GROUP_KEYS);
    map.require("group", "description");
    return new Document.Part(
        map.text("group").orElse(""), occurs(map), SchemaFiles.validity(map), Optional.empty());
  }

  private static Document.Part element(YamlMap map, Function<YamlMap, Field> reading) {
    Field field = reading.apply(map);
    map.require("path");
    return new Document.Part(
        map.text("path").orElse(""), occurs(map), field.validity(), Optional.of(field));
  }

  private static Occurs occurs(YamlMap map) {
    return Occurs.of(map.isTrue("mandatory"), map.isTrue("repeats"));
  }

  private void add(YamlMap map, Document.Part part) {
    String key = part.field().isPresent() ? "path" : "group";
    for (Line other : lines) {
      if (!part.path().isEmpty()
          && other.part.path().equals(part.path())
          && other.part.validity().overlaps(part.validity())) {
        map.problem(
            key,
            "'" + part.path() + "' stands twice for the same years.",
            "Delete one, or end one with 'before' where the other begins.");
      }
    }
    boolean isRoot = lines.isEmpty() && !part.path().contains("/");
    if (!part.path().isEmpty() && !isRoot && !groups().contains(part.parent())) {
      map.problem(
          key,
          "No group above this line is called '" + part.parent() + "'.",
          YamlMap.advice(part.parent(), groups()));
    }
    part.field()
        .ifPresent(
            field ->
                lines.stream()
                    .flatMap(line -> line.part.field().stream())
                    .forEach(other -> SchemaFiles.alike(map, field, other)));
    lines.add(new Line(map, part));
  }

  private Set<String> groups() {
    Set<String> groups = new TreeSet<>();
    lines.stream()
        .filter(line -> line.part.field().isEmpty())
        .forEach(line -> groups.add(line.part.path()));
    return groups;
  }

  private Document document(YamlMap map) {
    map.allow(DOCUMENT_KEYS);
    map.require("record", "identity", "type-column", "date-column", "events");
    String record = one(map, "record", groups()).orElse("");
    Set<String> inside = new TreeSet<>();
    Set<String> outside = new TreeSet<>();
    for (Line line : lines) {
      if (line.part.field().isPresent()) {
        (line.part.path().startsWith(record + "/") ? inside : outside).add(line.part.path());
      }
    }
    Optional<String> identity = one(map, "identity", inside);
    Optional<String> year = one(map, "year", outside);
    Optional<String> referenceDate = one(map, "reference-date", outside);
    Optional<String> authority = one(map, "authority", outside);
    Set<String> events = new LinkedHashSet<>(map.texts("events"));
    events.forEach(event -> known(map, "events", event, inside));
    for (Line line : lines) {
      boolean isDate = line.part.field().map(field -> field.kind() == Kind.DATE).orElse(true);
      if (events.contains(line.part.path()) && !isDate) {
        line.map.problem("kind", "The element is an event and no date.", "Correct one of them.");
      }
      if (events.contains(line.part.path()) && isDate && line.map.keys().contains("is")) {
        // The column for the date of an event holds many kinds of dates, and could not be marked.
        line.map.problem(
            "is",
            "What identifies somebody cannot be an event.",
            "Take it out of 'events', or the mark off.");
      }
    }
    return new Document(
        map.text("namespace"),
        record,
        identity.orElse(""),
        year,
        referenceDate,
        authority,
        map.text("type-column").orElse(""),
        map.text("date-column").orElse(""),
        events,
        lines.stream().map(Line::part).toList());
  }

  private static Optional<String> one(YamlMap map, String key, Set<String> paths) {
    Optional<String> path = map.text(key);
    path.ifPresent(written -> known(map, key, written, paths));
    return path;
  }

  private static void known(YamlMap map, String key, String path, Set<String> paths) {
    // Where the record is not known, neither is what lies in it; that is reported already.
    if (!paths.isEmpty() && !paths.contains(path)) {
      map.problem(
          key,
          "There is no path '" + path + "' that could be meant here.",
          YamlMap.advice(path, paths));
    }
  }
}
