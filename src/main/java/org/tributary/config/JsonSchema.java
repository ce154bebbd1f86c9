package org.tributary.config;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON schema of one kind of file, the same that editors use. What it finds beyond our own
 * checks is a problem too; where both find a mistake ours is kept, which says more.
 */
public final class JsonSchema {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** One thing that the JSON schema refuses. */
  public record Finding(int line, String rule) {}

  private final Schema schema;

  private JsonSchema(Schema schema) {
    this.schema = schema;
  }

  /** The schema of {@code config/json-schemas/<kind>.json}, which is built into the programme. */
  public static JsonSchema of(String kind) {
    try (InputStream json =
        JsonSchema.class.getResourceAsStream("/json-schemas/" + kind + ".json")) {
      if (json == null) {
        throw new IllegalArgumentException("no JSON schema is built in for " + kind);
      }
      return new JsonSchema(REGISTRY.getSchema(json, InputFormat.JSON));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Adds what the JSON schema refuses on lines on which nothing was found so far. */
  public void check(YamlMap map, Problems problems) {
    Set<Integer> known =
        problems.all().stream()
            .filter(problem -> problem.file().equals(map.file()))
            .map(Problems.Problem::line)
            .collect(Collectors.toSet());
    for (Finding finding : findings(map)) {
      if (!known.contains(finding.line())) {
        problems.error(
            map.file(),
            finding.line(),
            "The JSON schema of these files refuses this (" + finding.rule() + ").",
            "See docs/configuration.md.");
      }
    }
  }

  /** Everything that the JSON schema refuses. */
  public List<Finding> findings(YamlMap map) {
    return schema.validate(json(map)).stream()
        .map(error -> new Finding(line(map, error), error.getKeyword()))
        .distinct()
        .toList();
  }

  private static int line(YamlMap root, Error error) {
    YamlValue at = root;
    NodePath path = error.getInstanceLocation();
    for (int i = 0; i < path.getNameCount(); i++) {
      if (at instanceof YamlMap map) {
        at =
            Objects.requireNonNull(map.entries().get(path.getName(i)), "what is refused is there")
                .value();
      } else if (at instanceof YamlList list) {
        at = list.values().get(((Number) path.getElement(i)).intValue());
      }
    }
    // A key too many is reported with the map that holds it.
    if (at instanceof YamlMap map) {
      // A missing key that stands there misspelt is one mistake.
      return Optional.ofNullable(error.getProperty())
          .map(key -> map.entries().containsKey(key) ? key : map.misspelt(key).orElse(key))
          .flatMap(key -> Optional.ofNullable(map.entries().get(key)))
          .map(YamlMap.Entry::line)
          .orElse(map.line());
    }
    return at.line();
  }

  private static JsonNode json(YamlValue value) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (value instanceof YamlMap map) {
      ObjectNode object = make.objectNode();
      map.entries().forEach((key, entry) -> object.set(key, json(entry.value())));
      return object;
    }
    if (value instanceof YamlList list) {
      ArrayNode array = make.arrayNode();
      list.values().forEach(item -> array.add(json(item)));
      return array;
    }
    YamlScalar scalar = (YamlScalar) value;
    return switch (scalar.type()) {
      case TEXT -> make.stringNode(scalar.written());
      case INTEGER -> make.numberNode(new BigInteger(scalar.written()));
      case NUMBER -> make.numberNode(new BigDecimal(scalar.written()));
      case TRUTH -> make.booleanNode(Boolean.parseBoolean(scalar.written()));
      case NOTHING -> make.nullNode();
    };
  }
}
