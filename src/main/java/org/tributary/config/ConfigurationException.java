package org.tributary.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration cannot be used; the message lists every error. Never holds a secret's value.
 */
public final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ConfigurationException(List<Problems.Problem> errors) {
    super(
        errors.size()
            + (errors.size() == 1 ? " problem" : " problems")
            + " in the configuration:\n  "
            + errors.stream().map(Object::toString).collect(Collectors.joining("\n  ")));
  }
}
