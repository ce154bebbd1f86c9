package org.tributary.config;

import java.util.List;

/** A list of a YAML file. */
public record YamlList(int line, List<YamlValue> values) implements YamlValue {

  public YamlList {
    values = List.copyOf(values);
  }

  @Override
  public String noun() {
    return "a list";
  }
}
