package org.tributary.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tributary.schema.Field;
import org.tributary.schema.Table;

/**
 * The labels under which the fields of a table stand in a form. They are compared without case,
 * runs of white space and the kind of dash. A short label may stand for several fields: it is a
 * child of the item that its field's name puts in brackets behind it.
 */
final class FormLabels {

  /** A field that a label may mean. */
  private record Meaning(int field, Optional<String> parent) {}

  private final Table table;
  private final List<Field> fields;
  private final Map<String, List<Meaning>> meanings = new HashMap<>();
  private final Set<String> parents = new HashSet<>();

  FormLabels(Table table, int returnYear) {
    this.table = table;
    this.fields = table.fieldsIn(returnYear);
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      Optional<String> parent = parent(field);
      parent.ifPresent(parents::add);
      Meaning meaning = new Meaning(i, parent);
      put(field.name(), meaning);
      field.shortLabel().ifPresent(label -> put(label, meaning));
    }
  }

  private void put(String label, Meaning meaning) {
    List<Meaning> all = meanings.computeIfAbsent(normal(label), any -> new ArrayList<>());
    if (!all.contains(meaning)) {
      all.add(meaning);
    }
  }

  /** {@code Planning (Running Away*)}, in short {@code Planning}, is a child of the other item. */
  private static Optional<String> parent(Field field) {
    return field
        .shortLabel()
        .filter(label -> field.name().startsWith(label + " (") && field.name().endsWith(")"))
        .map(label -> field.name().substring(label.length() + 2, field.name().length() - 1))
        .map(FormLabels::normal);
  }

  static String normal(String label) {
    StringBuilder normal = new StringBuilder();
    String trimmed = Whitespace.trimmed(label);
    for (int i = 0; i < trimmed.length(); i++) {
      char letter = trimmed.charAt(i);
      if (Whitespace.is(letter)) {
        if (normal.charAt(normal.length() - 1) != ' ') {
          normal.append(' ');
        }
      } else {
        normal.append(isDash(letter) ? '-' : letter);
      }
    }
    return normal.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isDash(char letter) {
    return Character.getType(letter) == Character.DASH_PUNCTUATION
        || letter == '\u2212'
        || letter == '\u00ad';
  }

  Table table() {
    return table;
  }

  List<Field> fields() {
    return fields;
  }

  boolean knows(String normal) {
    return meanings.containsKey(normal);
  }

  /** Reads the labels of one form, from its top. */
  Reading reading() {
    return new Reading();
  }

  /** Which fields stand where in one form. */
  final class Reading {

    private final Map<String, Long> items = new HashMap<>();
    private final Map<Long, Integer> fieldsByLine = new LinkedHashMap<>();
    private final boolean[] taken = new boolean[fields.size()];

    /** What a label turned out to be. */
    enum Label {
      FIELD,
      /** Every field that it could mean stands above already. */
      TAKEN,
      UNKNOWN
    }

    /** Takes the next label downwards. */
    Label take(String label, long line) {
      String normal = normal(label);
      Label found = meanings.containsKey(normal) ? Label.TAKEN : Label.UNKNOWN;
      Optional<Meaning> best = Optional.empty();
      for (Meaning meaning : meanings.getOrDefault(normal, List.of())) {
        if (!taken[meaning.field()]
            && (best.isEmpty() || above(meaning) > best.map(this::above).orElse(0L))) {
          best = Optional.of(meaning);
        }
      }
      if (best.isPresent()) {
        taken[best.get().field()] = true;
        fieldsByLine.put(line, best.get().field());
        found = Label.FIELD;
      }
      if (parents.contains(normal)) {
        items.put(normal, line);
      }
      return found;
    }

    /** The line of the item that the field is a child of; 0 where it does not stand above. */
    private long above(Meaning meaning) {
      return meaning.parent().map(parent -> items.getOrDefault(parent, 0L)).orElse(0L);
    }

    /** The field whose label stands in a line. */
    Optional<Integer> field(long line) {
      return Optional.ofNullable(fieldsByLine.get(line));
    }

    List<String> missing() {
      List<String> missing = new ArrayList<>();
      for (int i = 0; i < taken.length; i++) {
        if (!taken[i]) {
          missing.add(fields.get(i).name());
        }
      }
      return missing;
    }
  }
}
