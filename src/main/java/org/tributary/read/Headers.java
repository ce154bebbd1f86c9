package org.tributary.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Table;

/**
 * The headers of a return in one year, and which table a row of headers belongs to. They are
 * compared without case and outer space. Where a table's fields are named in words and not in codes
 * ({@code Date of Birth}, not {@code DOB}), spacing and punctuation do not count either.
 */
final class Headers {

  /**
   * How a row of headers fits a table.
   *
   * @param columns for each field of the year the first column with its header; -1 where missing
   * @param ambiguities what stands twice, in the words of the schema
   */
  record Match(
      Table table,
      List<String> missing,
      int[] columns,
      List<String> ambiguities,
      List<Integer> unknown,
      int width) {

    boolean isComplete() {
      return missing.isEmpty();
    }

    int matched() {
      return columns.length - missing.size();
    }
  }

  private record Sought(Field field, Set<String> accepted, List<Pattern> patterns) {

    boolean isLike(String header) {
      return patterns.stream().anyMatch(pattern -> pattern.matcher(header).find());
    }
  }

  /** How the headers of a table are compared. */
  private enum Spelling {
    CODES,
    WORDS;

    static Spelling of(List<Field> fields) {
      return fields.stream().anyMatch(field -> field.name().contains(" ")) ? WORDS : CODES;
    }

    String normal(String header) {
      String normal = Whitespace.trimmed(header).toLowerCase(Locale.ROOT);
      return switch (this) {
        case CODES -> normal;
        case WORDS -> NEITHER_LETTER_NOR_DIGIT.matcher(normal.replace("&", "and")).replaceAll("");
      };
    }
  }

  /** A table of the year, and what its headers may be. */
  private record Known(Table table, Spelling spelling, List<Sought> fields) {}

  private static final Pattern NEITHER_LETTER_NOR_DIGIT =
      Pattern.compile("[^\\p{L}\\p{Nd}\\p{Nl}\\p{No}]+");

  private static final Comparator<Match> BEST =
      Comparator.comparing(Match::isComplete)
          .thenComparing(match -> match.isComplete() ? 0 : -match.missing().size())
          .thenComparing(Match::matched);

  private final List<Known> tables = new ArrayList<>();

  /** Whether a digit follows the first letter of any header, as it does in many identifiers. */
  private boolean digitFollows;

  /** First letters and lengths of all headers: what has none of them needs no second look. */
  private final boolean[] firstLetters = new boolean[128];

  private final boolean[] lengths = new boolean[128];

  Headers(Dataset dataset, int returnYear) {
    for (Table table : dataset.tablesIn(returnYear)) {
      List<Sought> sought = new ArrayList<>();
      Spelling spelling = Spelling.of(table.fieldsIn(returnYear));
      for (Field field : table.fieldsIn(returnYear)) {
        Set<String> accepted = new HashSet<>();
        field.headers().forEach(header -> accepted.add(spelling.normal(header)));
        accepted.add(spelling.normal(field.name()));
        accepted.forEach(this::remember);
        sought.add(
            new Sought(
                field,
                accepted,
                field.headerPatterns().stream()
                    .map(pattern -> Pattern.compile(pattern, Pattern.CASE_INSENSITIVE))
                    .toList()));
      }
      tables.add(new Known(table, spelling, sought));
    }
  }

  private void remember(String header) {
    digitFollows |= header.length() > 1 && isDigit(header.charAt(1));
    if (header.length() < lengths.length && !header.isEmpty() && header.charAt(0) < 128) {
      lengths[header.length()] = true;
      firstLetters[header.charAt(0)] = true;
      firstLetters[Character.toUpperCase(header.charAt(0)) & 127] = true;
    }
  }

  /** A row of headers was found: where it comes again, it is spelled in the same way. */
  void found(CellRow row) {
    if (row.cells() > 0) {
      remember(row.cell(0).toLowerCase(Locale.ROOT));
    }
  }

  /** The table that fits best; empty where no header of the return is in the row. */
  Optional<Match> match(CellRow row) {
    Map<Spelling, Map<String, List<Integer>>> places = new EnumMap<>(Spelling.class);
    int width = 0;
    for (Spelling spelling : Spelling.values()) {
      Map<String, List<Integer>> columns = new HashMap<>();
      places.put(spelling, columns);
      for (int column = 0; column < row.cells(); column++) {
        String header = spelling.normal(row.cell(column));
        if (!header.isEmpty()) {
          width = Math.max(width, column + 1);
          columns.computeIfAbsent(header, any -> new ArrayList<>()).add(column);
        }
      }
    }
    Match best = null;
    for (Known known : tables) {
      Match match =
          match(
              known.table(),
              known.fields(),
              places.getOrDefault(known.spelling(), Map.of()),
              row,
              width);
      if (match.matched() > 0 && (best == null || BEST.compare(match, best) > 0)) {
        best = match;
      }
    }
    return Optional.ofNullable(best);
  }

  private static Match match(
      Table table, List<Sought> sought, Map<String, List<Integer>> places, CellRow row, int width) {
    int[] columns = new int[sought.size()];
    Arrays.fill(columns, -1);
    List<String> missing = new ArrayList<>();
    List<String> ambiguities = new ArrayList<>();
    String[] taken = new String[width];
    for (int i = 0; i < columns.length; i++) {
      List<Integer> found = new ArrayList<>();
      sought.get(i).accepted().forEach(name -> found.addAll(places.getOrDefault(name, List.of())));
      take(sought.get(i).field(), found, i, columns, taken, ambiguities);
    }
    // Only what is nobody's by its name is looked at for what it is like.
    boolean[] named = new boolean[width];
    for (int column = 0; column < width; column++) {
      named[column] = taken[column] != null;
    }
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] < 0 && !sought.get(i).patterns().isEmpty()) {
        List<Integer> found = new ArrayList<>();
        for (int column = 0; column < width; column++) {
          if (!named[column] && sought.get(i).isLike(Whitespace.trimmed(row.cell(column)))) {
            found.add(column);
          }
        }
        take(sought.get(i).field(), found, i, columns, taken, ambiguities);
      }
      if (columns[i] < 0) {
        Field field = sought.get(i).field();
        missing.add(field.headers().isEmpty() ? field.name() : field.headers().get(0));
      }
    }
    List<Integer> unknown = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      if (taken[column] == null) {
        unknown.add(column);
      }
    }
    return new Match(table, missing, columns, ambiguities, unknown, width);
  }

  /** Gives a field the columns that were found for it. */
  private static void take(
      Field field,
      List<Integer> found,
      int place,
      int[] columns,
      String[] taken,
      List<String> ambiguities) {
    if (found.isEmpty()) {
      return;
    }
    found.sort(Comparator.naturalOrder());
    columns[place] = found.get(0);
    if (found.size() > 1) {
      ambiguities.add(field.name() + " stands " + found.size() + " times.");
    }
    for (int column : found) {
      if (taken[column] != null) {
        ambiguities.add("One column is both " + taken[column] + " and " + field.name() + ".");
      }
      taken[column] = field.name();
    }
  }

  /** How many of these are headers of one table. */
  int namesAmong(String[] texts) {
    int most = 0;
    for (Known known : tables) {
      int names = 0;
      for (String text : texts) {
        String name = known.spelling().normal(text);
        names += known.fields().stream().anyMatch(one -> one.accepted().contains(name)) ? 1 : 0;
      }
      most = Math.max(most, names);
    }
    return most;
  }

  /** Whether a row begins as a row of headers may: quick, for every row. */
  boolean mayBegin(CellRow row) {
    int start = row.start(0);
    int length = row.end(0) - start;
    if (length == 0 || length >= lengths.length) {
      return false;
    }
    char first = row.characters()[start];
    return first < 128
        && firstLetters[first]
        && lengths[length]
        && (digitFollows || length == 1 || !isDigit(row.characters()[start + 1]));
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  /** Whether a row holds all headers of a table. */
  boolean isHeader(CellRow row) {
    return match(row).filter(Match::isComplete).isPresent();
  }
}
