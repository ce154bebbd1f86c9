package org.tributary.config;

/** One value of a YAML file, with the line (1-based) on which it begins. */
public sealed interface YamlValue permits YamlScalar, YamlList, YamlMap {

  int line();

  /** What it is, as a message calls it. */
  String noun();
}
