package org.tributary.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds {@code docs/configuration.md} to the JSON schemas, and so to the loader. */
class ConfigurationPageTest {

  private static final Pattern KEYS = Pattern.compile("(?m)^\\| (`[^|]+) \\|");
  private static final Pattern WORD = Pattern.compile("`([a-z-]+)`");

  private static final Map<String, String> HEADINGS =
      Map.of(
          "local-authority", "## A local authority:",
          "use-case", "## A use case:",
          "pipeline", "## A pipeline:",
          "output", "## An output made from a compiled table:",
          "open-data", "## A source of open data:",
          "star", "## A star schema:",
          "star-table", "## A table of a star schema:",
          "dataset", "## A dataset:",
          "table", "## A table:");

  @Test
  void every_key_and_no_other_is_on_the_page() throws IOException {
    String page = Files.readString(Path.of("docs/configuration.md"));
    Map<String, Set<String>> schemas = new TreeMap<>();
    Map<String, Set<String>> documented = new TreeMap<>();
    for (Map.Entry<String, String> kind : HEADINGS.entrySet()) {
      JsonNode schema =
          JsonMapper.shared()
              .readTree(
                  Files.readString(Path.of("config/json-schemas/" + kind.getKey() + ".json")));
      Set<String> keys = new TreeSet<>();
      collect(schema, keys);
      schemas.put(kind.getKey(), keys);
      documented.put(kind.getKey(), keysUnder(page, kind.getValue()));
    }
    assertThat(documented).isEqualTo(schemas);
  }

  @Test
  void every_word_that_a_key_may_have_is_on_the_page() throws IOException {
    String page = Files.readString(Path.of("docs/configuration.md"));
    try (Stream<Path> files = Files.list(Path.of("config/json-schemas"))) {
      for (Path file : files.sorted().toList()) {
        JsonNode schema = JsonMapper.shared().readTree(Files.readString(file));
        for (JsonNode words : schema.findValues("enum")) {
          words.forEach(word -> assertThat(page).contains("`" + word.stringValue() + "`"));
        }
      }
    }
  }

  private static void collect(JsonNode schema, Set<String> keys) {
    schema.path("properties").propertyNames().forEach(keys::add);
    schema.path("properties").forEach(property -> collect(property, keys));
    for (String inside : List.of("items", "additionalProperties")) {
      if (schema.path(inside).isObject()) {
        collect(schema.path(inside), keys);
      }
    }
  }

  private static Set<String> keysUnder(String page, String heading) {
    String section = page.substring(page.indexOf(heading) + heading.length());
    section = section.substring(0, section.indexOf("\n## "));
    Set<String> keys = new TreeSet<>();
    Matcher rows = KEYS.matcher(section);
    while (rows.find()) {
      Matcher words = WORD.matcher(rows.group(1));
      while (words.find()) {
        keys.add(words.group(1));
      }
    }
    return keys;
  }
}
