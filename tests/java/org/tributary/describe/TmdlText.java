package org.tributary.describe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the part of the Tabular Model Definition Language that a model of ours may use, and refuses
 * the rest: objects by their type, indented by tabs, each with a name that is quoted where it must
 * be, properties that the type knows, descriptions that stand before an object.
 */
final class TmdlText {

  /** One object, in the order in which it stands. */
  record Element(
      String type,
      String name,
      Optional<String> value,
      Map<String, String> properties,
      List<Element> children) {

    List<Element> children(String ofType) {
      return children.stream().filter(child -> child.type().equals(ofType)).toList();
    }
  }

  /** What a kind of object may hold: children and properties, each with the form of its values. */
  private record Shape(Set<String> children, Map<String, String> properties) {}

  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final String NAME = "(?:[A-Za-z_][A-Za-z0-9_]*|'(?:[^']|'')+')";
  private static final String COLUMN = NAME + "\\." + NAME;
  private static final String FLAG = "";

  private static final Map<String, Shape> SHAPES =
      Map.ofEntries(
          Map.entry(
              "",
              new Shape(
                  Set.of(
                      "database",
                      "model",
                      "table",
                      "relationship",
                      "expression",
                      "ref",
                      "annotation"),
                  Map.of())),
          Map.entry("database", new Shape(Set.of(), Map.of("compatibilityLevel", "1[56]\\d\\d"))),
          Map.entry(
              "model",
              new Shape(
                  Set.of("annotation"),
                  Map.of(
                      "culture", "en-GB",
                      "sourceQueryCulture", "en-GB",
                      "defaultPowerBIDataSourceVersion", "powerBI_V3"))),
          Map.entry(
              "table",
              new Shape(
                  Set.of("column", "partition", "annotation", "measure", "hierarchy"),
                  Map.of("lineageTag", UUID, "dataCategory", "Time", "isHidden", FLAG))),
          Map.entry(
              "column",
              new Shape(
                  Set.of("annotation"),
                  Map.of(
                      "dataType",
                      "string|int64|double|decimal|dateTime|boolean",
                      "lineageTag",
                      UUID,
                      "summarizeBy",
                      "none",
                      "sourceColumn",
                      "\\S(.*\\S)?",
                      "sortByColumn",
                      NAME,
                      "formatString",
                      "yyyy-mm-dd|0",
                      "isHidden",
                      FLAG,
                      "isKey",
                      FLAG))),
          Map.entry(
              "measure",
              new Shape(
                  Set.of("annotation"),
                  Map.of(
                      "formatString", "#,##0|0\\.0%?",
                      "displayFolder", "\\S(.*\\S)?",
                      "lineageTag", UUID))),
          Map.entry("hierarchy", new Shape(Set.of("level"), Map.of("lineageTag", UUID))),
          Map.entry("level", new Shape(Set.of(), Map.of("lineageTag", UUID, "column", NAME))),
          Map.entry("partition", new Shape(Set.of(), Map.of("mode", "import", "source", "(?s).+"))),
          Map.entry(
              "relationship",
              new Shape(
                  Set.of(), Map.of("fromColumn", COLUMN, "toColumn", COLUMN, "isActive", "false"))),
          Map.entry("expression", new Shape(Set.of("annotation"), Map.of("lineageTag", UUID))),
          Map.entry("ref", new Shape(Set.of(), Map.of())),
          Map.entry("annotation", new Shape(Set.of(), Map.of())));

  private static final Pattern OBJECT =
      Pattern.compile(
          "(database|model|table|column|measure|hierarchy|level|partition|relationship|expression|annotation|ref table)"
              + "(?: ("
              + NAME
              + "|"
              + UUID
              + "))?(?: =(?: (.+))?)?");
  private static final Pattern PROPERTY = Pattern.compile("([a-z][A-Za-z]*)(?:: (.+)|( =))?");

  private final List<String> lines;
  private int at;

  private TmdlText(List<String> lines) {
    this.lines = lines;
  }

  /**
   * @return the objects of a file
   * @throws IllegalArgumentException says where the text is not of the language
   */
  static List<Element> read(String text) {
    if (text.isEmpty() || text.charAt(0) == '\uFEFF' || text.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a byte order mark, or other line ends than LF");
    }
    if (!text.endsWith("\n") || text.endsWith("\n\n")) {
      throw new IllegalArgumentException("the last line does not end, or is blank");
    }
    TmdlText tmdl = new TmdlText(List.of(text.split("\n", -1)).subList(0, text.split("\n").length));
    Element file = new Element("", "", Optional.empty(), new LinkedHashMap<>(), new ArrayList<>());
    tmdl.body(file, 0);
    if (tmdl.at < tmdl.lines.size()) {
      throw tmdl.wrong("a line that belongs to nothing");
    }
    return file.children();
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("line " + (at + 1) + ": " + what);
  }

  private static int indent(String line) {
    int tabs = 0;
    while (tabs < line.length() && line.charAt(tabs) == '\t') {
      tabs++;
    }
    return tabs;
  }

  private void body(Element parent, int indent) {
    boolean described = false;
    for (; at < lines.size(); at++) {
      String line = lines.get(at);
      if (line.isEmpty()) {
        if (described) {
          throw wrong("a description without its object");
        }
        continue;
      }
      if (indent(line) < indent) {
        break;
      }
      String words = line.substring(indent);
      if (!words.equals(words.strip())) {
        throw wrong("indented otherwise, or with blanks at the end");
      }
      if (words.startsWith("/// ")) {
        described = true;
        continue;
      }
      Matcher object = OBJECT.matcher(words);
      if (object.matches() && SHAPES.get(parent.type()).children().contains(type(object))) {
        at++;
        object(parent, object, indent);
        at--;
      } else if (described) {
        throw wrong("a description of no object");
      } else {
        property(parent, words, indent);
      }
      described = false;
    }
    if (described) {
      throw wrong("a description at the end");
    }
  }

  private static String type(Matcher object) {
    return object.group(1).split(" ")[0];
  }

  private void object(Element parent, Matcher object, int indent) {
    Element element =
        new Element(
            type(object),
            object.group(2) == null ? "" : unquoted(object.group(2)),
            Optional.ofNullable(object.group(3)),
            new LinkedHashMap<>(),
            new ArrayList<>());
    if (element.name().isEmpty() && !element.type().equals("database")) {
      throw wrong("an object without a name");
    }
    if (element.type().equals("measure") && element.value().isEmpty()) {
      // The expression is indented by more than the properties behind it.
      at--;
      String value = expression(indent);
      at++;
      if (value.isEmpty()) {
        throw wrong("a measure without an expression");
      }
      element =
          new Element(
              element.type(),
              element.name(),
              Optional.of(value),
              element.properties(),
              element.children());
    }
    parent.children().add(element);
    body(element, indent + 1);
  }

  private void property(Element of, String words, int indent) {
    Matcher property = PROPERTY.matcher(words);
    if (!property.matches()) {
      throw wrong("neither an object nor a property of " + of.type());
    }
    String name = property.group(1);
    String form = SHAPES.get(of.type()).properties().get(name);
    if (form == null || !of.children().isEmpty()) {
      throw wrong("no property of " + of.type() + ", or after its children: " + name);
    }
    String value = property.group(2) == null ? "" : property.group(2);
    if (property.group(3) != null) {
      value = expression(indent);
    }
    if (!value.matches(form) || of.properties().put(name, value) != null) {
      throw wrong("not a value of " + name + ", or a second one");
    }
  }

  /** Lines below, indented by more than the property. */
  private String expression(int indent) {
    StringBuilder text = new StringBuilder();
    while (at + 1 < lines.size() && indent(lines.get(at + 1)) > indent + 1) {
      at++;
      text.append(lines.get(at).strip()).append('\n');
    }
    return text.toString();
  }

  /** The parts of a qualified name. */
  static List<String> parts(String qualified) {
    List<String> parts = new ArrayList<>();
    Matcher name = Pattern.compile(NAME).matcher(qualified);
    while (name.find()) {
      parts.add(unquoted(name.group()));
    }
    return parts;
  }

  private static String unquoted(String name) {
    return name.startsWith("'") ? name.substring(1, name.length() - 1).replace("''", "'") : name;
  }
}
