package org.tributary.audit;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tributary.config.YamlScalar;

/**
 * A part of a configuration as it was parsed, whatever it may mean. Comments are gone, and where it
 * stands is no part of what it says.
 */
sealed interface Part {

  String file();

  /** The line on which it begins; 0 where it is a whole file or folder. */
  int line();

  /** Whether both say the same, wherever they stand. */
  boolean says(Part other);

  /** What it says on one line. */
  String shown();

  default String where() {
    return file() + (line() > 0 ? ":" + line() : "");
  }

  /** What is inside by name; nothing where it is no branch. */
  default Optional<Part> at(String... path) {
    return path.length == 0 ? Optional.of(this) : Optional.empty();
  }

  /** What is inside, in order; nothing where it is no branch. */
  default Map<String, Part> parts() {
    return Map.of();
  }

  /** The word or number that stands there; empty where there is none. */
  default String text(String... path) {
    return at(path)
        .map(part -> part instanceof Leaf leaf ? leaf.written() : String.join("; ", part.names()))
        .orElse("");
  }

  /** The names of what is inside, in order. */
  default Collection<String> names(String... path) {
    return at(path).map(part -> part.parts().keySet()).orElse(Collections.emptySet());
  }

  /** A word, a number, a sentence, or a cell of a CSV file. */
  record Leaf(String file, int line, String written, YamlScalar.Type type) implements Part {

    @Override
    public boolean says(Part other) {
      return other instanceof Leaf leaf && written.equals(leaf.written) && type == leaf.type;
    }

    @Override
    public String shown() {
      return type == YamlScalar.Type.TEXT ? "“" + written + "”" : written;
    }
  }

  /** What holds parts by name. An item of a list has what makes it itself for a name. */
  record Branch(String file, int line, Shape shape, Map<String, Part> parts) implements Part {

    /** What it was written as. */
    enum Shape {
      FOLDER,
      KEYS,
      /** Keys, such as those of columns, which come out in their order. */
      KEYS_IN_ORDER,
      /** A list of which no item comes before another. */
      SET,
      LIST;

      boolean isOrdered() {
        return this == KEYS_IN_ORDER || this == LIST;
      }
    }

    public Branch {
      parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    @Override
    public boolean says(Part other) {
      return this == other
          || other instanceof Branch branch
              && shape == branch.shape
              && parts.keySet().equals(branch.parts.keySet())
              && (!shape.isOrdered()
                  || List.copyOf(parts.keySet()).equals(List.copyOf(branch.parts.keySet())))
              && parts.entrySet().stream()
                  .allMatch(
                      entry ->
                          Optional.ofNullable(branch.parts.get(entry.getKey()))
                              .filter(entry.getValue()::says)
                              .isPresent());
    }

    @Override
    public Optional<Part> at(String... path) {
      Optional<Part> found = Optional.of(this);
      for (String name : path) {
        found = found.map(part -> part.parts().get(name));
      }
      return found;
    }

    @Override
    public String shown() {
      return switch (shape) {
        case FOLDER -> parts.size() + (parts.size() == 1 ? " file" : " files");
        case SET, LIST ->
            "[" + parts.values().stream().map(Part::shown).collect(Collectors.joining(", ")) + "]";
        case KEYS, KEYS_IN_ORDER ->
            parts.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue().shown())
                .collect(Collectors.joining(", ", "{", "}"));
      };
    }
  }

  /**
   * A file that is compared as text: SQL, or what cannot be parsed.
   *
   * @param words what it says, whatever lines it is laid out on
   * @param lines what is counted
   */
  record Text(String file, List<String> words, List<String> lines) implements Part {

    public Text {
      words = List.copyOf(words);
      lines = List.copyOf(lines);
    }

    @Override
    public int line() {
      return 0;
    }

    @Override
    public boolean says(Part other) {
      return other instanceof Text text && words.equals(text.words);
    }

    @Override
    public String shown() {
      return lines.size() + (lines.size() == 1 ? " line" : " lines");
    }
  }
}
