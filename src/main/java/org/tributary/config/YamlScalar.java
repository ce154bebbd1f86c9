package org.tributary.config;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A single word, number or sentence of a YAML file, as it was written. What a bare word means is
 * decided by YAML 1.2's JSON schema: {@code true}, {@code null} and numbers, all else is text.
 */
public record YamlScalar(int line, String written, Quoting quoting) implements YamlValue {

  /** Whether the author said that it is text. */
  public enum Quoting {
    QUOTED,
    BARE
  }

  /** What it is. */
  public enum Type {
    TEXT,
    INTEGER,
    NUMBER,
    TRUTH,
    NOTHING
  }

  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Set<String> TRUTHS = Set.of("true", "false");
  private static final Set<String> NOTHINGS = Set.of("", "null", "~");

  public Type type() {
    if (quoting == Quoting.QUOTED) {
      return Type.TEXT;
    }
    if (NOTHINGS.contains(written)) {
      return Type.NOTHING;
    }
    if (TRUTHS.contains(written)) {
      return Type.TRUTH;
    }
    if (INTEGER.matcher(written).matches()) {
      return Type.INTEGER;
    }
    return NUMBER.matcher(written).matches() ? Type.NUMBER : Type.TEXT;
  }

  @Override
  public String noun() {
    return switch (type()) {
      case TEXT -> "text";
      case INTEGER -> "a whole number";
      case NUMBER -> "a number";
      case TRUTH -> "true or false";
      case NOTHING -> "nothing";
    };
  }
}
