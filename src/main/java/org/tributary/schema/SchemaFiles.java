package org.tributary.schema;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tributary.config.JsonSchema;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.config.YamlMap;
import org.tributary.config.YamlScalar;

/**
 * Reads {@code schemas/<dataset>/dataset.yaml} and the table files beside it. What it returns is as
 * complete as the files allow, so that others can be checked against it, and is only to be used
 * where no problem was added.
 */
public final class SchemaFiles {

  private static final String DATASET = "dataset";

  private static final Set<String> DATASET_KEYS =
      Set.of(
          "dataset",
          "description",
          "first-year",
          "newest-year",
          "terms",
          "layout",
          "file-names",
          "spellings",
          "tables");
  private static final Pattern SPELLINGS = Pattern.compile("[A-Za-z0-9_-]+\\.csv");

  /** Quoted, or it would be doubtful what it is. */
  private static final Pattern MONTH = Pattern.compile("(?:199|20[0-9])[0-9]-(?:0[1-9]|1[0-2])");

  private static final Set<String> TABLE_KEYS =
      Set.of("table", "description", "row-needs", "says", "document", "fields");
  private static final Set<String> FIELD_KEYS =
      Set.of(
          "name",
          "description",
          "kind",
          "is",
          "mandatory",
          "format",
          "own-authority",
          "headers",
          "header-patterns",
          "short-label",
          "since",
          "before",
          "terms",
          "codes",
          "means",
          "pattern",
          "pattern-says",
          "min",
          "max",
          "decimals",
          "unit",
          "max-length");
  private static final Set<String> CODE_KEYS =
      Set.of("code", "labels", "since", "before", "terms", "successor", "becomes");

  private static final Set<String> DATE_FORMATS =
      Set.of(
          "%d/%m/%Y",
          "%d-%m-%Y",
          "%d.%m.%Y",
          "%Y-%m-%d",
          "%d %b %Y",
          "%d-%b-%Y",
          "%d/%m/%Y %H:%M:%S",
          "%Y-%m-%d %H:%M:%S",
          "%Y-%b-%d %H:%M:%S");
  private static final Set<String> TIME_FORMATS = Set.of("%H:%M", "%H:%M:%S");

  private final Problems problems;
  private final JsonSchema datasetShape = JsonSchema.of(DATASET);
  private final JsonSchema tableShape = JsonSchema.of("table");

  private SchemaFiles(Problems problems) {
    this.problems = problems;
  }

  /** Every dataset of the folder, by name. */
  public static SortedMap<String, Dataset> load(Path schemas, Problems problems) {
    return new SchemaFiles(problems).datasets(schemas);
  }

  private SortedMap<String, Dataset> datasets(Path schemas) {
    SortedMap<String, Dataset> datasets = new TreeMap<>();
    if (!Files.isDirectory(schemas)) {
      problems.error(YamlFiles.shown(schemas), 0, "There is no such folder.", "Create it.");
      return datasets;
    }
    try (Stream<Path> entries = Files.list(schemas)) {
      for (Path folder : entries.filter(Files::isDirectory).sorted().toList()) {
        Dataset dataset = dataset(folder);
        datasets.put(dataset.name(), dataset);
      }
    } catch (IOException unreadable) {
      problems.error(
          YamlFiles.shown(schemas), 0, "The folder cannot be read.", "Check its permissions.");
    }
    return datasets;
  }

  private Dataset dataset(Path folder) {
    String name = String.valueOf(folder.getFileName());
    SortedMap<String, Path> files = YamlFiles.in(folder, problems);
    Path datasetFile = folder.resolve(DATASET + ".yaml");
    files.remove(DATASET);
    Optional<YamlMap> read = YamlFiles.read(datasetFile, problems);
    List<String> order = new ArrayList<>();
    String description = "";
    int firstYear = 0;
    int newestYear = Integer.MAX_VALUE;
    Optional<String> spellings = Optional.empty();
    SortedMap<Term, Integer> terms = new TreeMap<>();
    Layout layout = Layout.TABLE;
    FileNames fileNames = FileNames.NOTHING;
    if (read.isPresent()) {
      YamlMap map = read.get();
      map.allow(DATASET_KEYS);
      map.require("dataset", "description", "first-year", "newest-year", "tables");
      map.text("dataset")
          .filter(written -> !written.equals(name))
          .ifPresent(
              written ->
                  map.problem(
                      "dataset",
                      "The dataset is called '" + written + "' and its folder '" + name + "'.",
                      "Call both the same."));
      description = map.text("description").orElse("");
      firstYear = year(map, "first-year").orElse(firstYear);
      newestYear = year(map, "newest-year").orElse(newestYear);
      spellings = spellings(map);
      terms.putAll(terms(map.map("terms")));
      layout = map.choice("layout", Layout.class).orElse(layout);
      fileNames = map.choice("file-names", FileNames.class).orElse(fileNames);
      if (newestYear < firstYear) {
        map.problem("newest-year", "The newest year is before the first.", "Correct one.");
      }
      order.addAll(map.texts("tables"));
      if (order.isEmpty() && map.keys().contains("tables")) {
        map.problem("tables", "'tables' names no table.", "Name at least one.");
      }
      for (String table : order) {
        if (!files.containsKey(table)) {
          map.problem(
              "tables",
              "There is no file '" + table + ".yaml' beside this one.",
              YamlMap.advice(table, files.keySet()));
        }
      }
      datasetShape.check(map, problems);
    }
    List<Table> tables = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(order);
    names.addAll(files.keySet());
    for (String table : names) {
      Path file = files.get(table);
      if (file == null) {
        continue;
      }
      if (read.isPresent() && !order.contains(table)) {
        problems.error(
            YamlFiles.shown(file),
            0,
            "The table is not in the dataset's 'tables'.",
            "Add it to dataset.yaml or delete the file.");
      }
      tables.add(table(table, file));
    }
    termsAreThere(datasetFile, terms, tables);
    return new Dataset(
        name,
        description,
        firstYear,
        newestYear,
        terms,
        spellings.isPresent()
            ? SpellingFile.read(folder.resolve(spellings.get()), tables, problems)
            : tables,
        layout,
        fileNames);
  }

  /** A term in which the return is not asked for is a slip. */
  private void termsAreThere(Path datasetFile, SortedMap<Term, Integer> terms, List<Table> tables) {
    for (Table table : tables) {
      for (Field field : table.fields()) {
        Set<Term> said = new TreeSet<>(field.validity().terms());
        field.codes().forEach(code -> said.addAll(code.validity().terms()));
        said.removeAll(terms.keySet());
        if (!said.isEmpty()) {
          problems.error(
              YamlFiles.shown(datasetFile),
              0,
              "The field '"
                  + field.name()
                  + "' of '"
                  + table.name()
                  + "' is of a term in which the return is not asked for.",
              "Add the term to 'terms', with its first year, or take it from the field.");
        }
      }
    }
  }

  /** The first year of each term. */
  private static SortedMap<Term, Integer> terms(YamlMap map) {
    SortedMap<Term, Integer> terms = new TreeMap<>();
    Set<String> words = Arrays.stream(Term.values()).map(Term::word).collect(Collectors.toSet());
    map.allow(words);
    for (String word : map.keys()) {
      OptionalInt first = year(map, word);
      Term.of(word).ifPresent(term -> first.ifPresent(since -> terms.put(term, since)));
    }
    return terms;
  }

  /** The name of the file of spellings, which stands beside the dataset's. */
  private static Optional<String> spellings(YamlMap map) {
    Optional<String> name = map.text("spellings");
    if (name.isPresent() && !SPELLINGS.matcher(name.get()).matches()) {
      map.problem(
          "spellings", "'spellings' is not the name of a CSV file.", "Write spellings.csv.");
      return Optional.empty();
    }
    return name;
  }

  private Table table(String name, Path file) {
    Optional<YamlMap> read = YamlFiles.read(file, problems);
    if (read.isEmpty()) {
      return new Table(name, "", List.of());
    }
    YamlMap map = read.get();
    map.allow(TABLE_KEYS);
    map.require("table", "description", "fields");
    map.text("table")
        .filter(written -> !written.equals(name))
        .ifPresent(
            written ->
                map.problem(
                    "table",
                    "The table is called '" + written + "' and its file '" + name + ".yaml'.",
                    "Call both the same."));
    List<YamlMap> lines = map.maps("fields");
    if (lines.isEmpty() && map.keys().contains("fields")) {
      map.problem("fields", "The table has no fields.", "Add them.");
    }
    if (map.keys().contains("document")) {
      if (map.keys().contains("row-needs")) {
        map.problem(
            "row-needs",
            "What a row made from a document needs is its 'identity' and its date.",
            "Delete it.");
      }
      Document document = DocumentLines.read(map.map("document"), lines, this::element);
      tableShape.check(map, problems);
      return new Table(name, map.text("description").orElse(""), document);
    }
    List<Field> fields = new ArrayList<>();
    List<Set<String>> headers = new ArrayList<>();
    for (YamlMap line : lines) {
      line.allow(FIELD_KEYS);
      Field field = field(line);
      Set<String> own = lowered(field.headers());
      for (int at = 0; at < fields.size(); at++) {
        Field other = fields.get(at);
        if (field.validity().overlaps(other.validity())) {
          contradiction(line, field, other, !Collections.disjoint(own, headers.get(at)));
        }
        alike(line, field, other);
      }
      fields.add(field);
      headers.add(own);
    }
    tableShape.check(map, problems);
    return new Table(
        name,
        map.text("description").orElse(""),
        rowNeeds(map, fields),
        fields,
        Optional.empty(),
        says(map.map("says"), fields));
  }

  private static SortedMap<Says, String> says(YamlMap map, List<Field> fields) {
    SortedMap<Says, String> says = new TreeMap<>();
    map.allow(Arrays.stream(Says.values()).map(Says::word).collect(Collectors.toSet()));
    Set<String> names = new TreeSet<>();
    fields.forEach(field -> names.add(field.name()));
    for (Says what : Says.values()) {
      map.text(what.word())
          .ifPresent(
              field -> {
                if (!names.contains(field)) {
                  map.problem(
                      what.word(),
                      "The table has no field called '" + field + "'.",
                      YamlMap.advice(field, names));
                }
                says.put(what, field);
              });
    }
    return says;
  }

  private static List<String> rowNeeds(YamlMap map, List<Field> fields) {
    Set<String> names = new TreeSet<>();
    fields.forEach(field -> names.add(field.name()));
    List<String> needs = map.texts("row-needs");
    if (needs.isEmpty() && map.keys().contains("row-needs")) {
      map.problem("row-needs", "'row-needs' names no field.", "Name at least one.");
    }
    for (String need : needs) {
      if (!names.contains(need)) {
        map.problem("row-needs", "There is no field '" + need + "'.", YamlMap.advice(need, names));
      }
    }
    return needs;
  }

  private static void contradiction(YamlMap line, Field field, Field other, boolean shareHeaders) {
    if (field.name().equals(other.name())) {
      if (!field.name().isEmpty()) {
        line.problem(
            "name",
            "The field '" + field.name() + "' stands twice for the same years.",
            "Delete one, or end one with 'before' where the other begins.");
      }
    } else if (shareHeaders) {
      line.problem(
          "headers",
          "The fields '" + other.name() + "' and '" + field.name() + "' accept the same header.",
          "Take it from one of them.");
    }
  }

  /** Years of one field stand in one column, so one kind and one mark hold for all of them. */
  static void alike(YamlMap line, Field field, Field other) {
    if (field.name().isEmpty() || !field.name().equals(other.name())) {
      return;
    }
    if (field.kind() != other.kind()) {
      line.problem(
          "kind",
          "'" + field.name() + "' is of another kind in other years.",
          "Give it the same in all, or another name.");
    } else if (!field.mark().equals(other.mark())) {
      line.problem(
          line.keys().contains("is") ? "is" : "name",
          "'" + field.name() + "' is marked otherwise in other years.",
          "Give it the same 'is' in all.");
    }
  }

  private static Set<String> lowered(List<String> headers) {
    Set<String> lowered = new HashSet<>();
    headers.forEach(header -> lowered.add(header.strip().toLowerCase(Locale.ROOT)));
    return lowered;
  }

  /** A field that stands in an XML document. */
  private Field element(YamlMap map) {
    Set<String> keys = new TreeSet<>(FIELD_KEYS);
    keys.removeAll(Set.of("headers", "header-patterns", "own-authority", "short-label"));
    keys.addAll(Set.of("path", "repeats"));
    map.allow(keys);
    return field(map);
  }

  private Field field(YamlMap map) {
    map.require("name", "description", "kind");
    String name = map.text("name").orElse("");
    Optional<Kind> kind = map.choice("kind", Kind.class);
    kind.ifPresent(known -> belongs(map, known));
    Set<String> headers = new LinkedHashSet<>();
    headers.add(name);
    headers.addAll(map.texts("headers"));
    Optional<BigDecimal> min = map.number("min");
    Optional<BigDecimal> max = map.number("max");
    if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
      map.problem("min", "'min' is greater than 'max'.", "Correct one.");
    }
    Optional<Mark> mark = mark(map, kind);
    return new Field(
        name,
        map.text("description").orElse(""),
        kind.or(() -> mark.map(Mark::kind)).orElse(Kind.STRING),
        map.isTrue("mandatory"),
        List.copyOf(headers),
        format(map, kind),
        pattern(map),
        map.text("pattern-says"),
        min,
        max,
        count(map, "decimals", 0),
        count(map, "max-length", 1),
        codes(map),
        validity(map),
        mark,
        map.text("short-label"),
        map.texts("header-patterns").stream()
            .filter(written -> expression(map, "header-patterns", written).isPresent())
            .toList(),
        map.isTrue("own-authority"),
        map.text("unit").orElse(""));
  }

  /** What the field identifies; a postcode always does. */
  private static Optional<Mark> mark(YamlMap map, Optional<Kind> kind) {
    Optional<Mark> mark =
        map.text("is")
            .flatMap(
                word ->
                    Arrays.stream(Mark.values()).filter(one -> one.word().equals(word)).findAny());
    if (mark.isEmpty() && map.text("is").isPresent()) {
      map.problem(
          "is",
          "A field cannot be marked as '" + map.text("is").orElseThrow() + "'.",
          YamlMap.advice(
              map.text("is").orElseThrow(),
              Arrays.stream(Mark.values()).map(Mark::word).collect(Collectors.toSet())));
    }
    if (kind.isPresent() && mark.isPresent() && mark.get().kind() != kind.get()) {
      map.problem(
          "is",
          "A field of kind "
              + kind.get().name().toLowerCase(Locale.ROOT)
              + " is no "
              + mark.get().word()
              + ".",
          "Correct the mark, or the kind.");
      return Optional.empty();
    }
    if (kind.equals(Optional.of(Kind.POSTCODE)) && !map.keys().contains("is")) {
      map.problem("kind", "A postcode is not marked as one.", "Add 'is: postcode'.");
    }
    return mark;
  }

  /** What only some kinds of field can have. */
  private static void belongs(YamlMap map, Kind kind) {
    only(map, "format", kind, Set.of(Kind.DATE, Kind.TIME));
    only(map, "codes", kind, Set.of(Kind.CATEGORY));
    only(map, "means", kind, Set.of(Kind.CATEGORY));
    only(map, "pattern", kind, Set.of(Kind.STRING));
    only(map, "pattern-says", kind, Set.of(Kind.STRING));
    only(map, "max-length", kind, Set.of(Kind.STRING));
    only(map, "min", kind, Set.of(Kind.INTEGER, Kind.DECIMAL, Kind.AGE));
    only(map, "max", kind, Set.of(Kind.INTEGER, Kind.DECIMAL, Kind.AGE));
    only(map, "decimals", kind, Set.of(Kind.DECIMAL));
    only(map, "unit", kind, Set.of(Kind.DECIMAL));
    only(map, "own-authority", kind, Set.of(Kind.CATEGORY));
    if (kind == Kind.CATEGORY && !map.keys().contains("codes")) {
      map.problem("kind", "A category needs 'codes'.", "Add them.");
    }
  }

  private static void only(YamlMap map, String key, Kind kind, Set<Kind> kinds) {
    if (map.keys().contains(key) && !kinds.contains(kind)) {
      map.problem(
          key,
          "A field of kind " + kind.name().toLowerCase(Locale.ROOT) + " has no '" + key + "'.",
          "Delete it or change the kind.");
    }
  }

  private static String format(YamlMap map, Optional<Kind> kind) {
    Optional<String> format = map.text("format");
    if (format.isPresent() && kind.isPresent()) {
      Set<String> known =
          switch (kind.get()) {
            case DATE -> DATE_FORMATS;
            case TIME -> TIME_FORMATS;
            // Reported already: such a field has no format.
            case STRING, CATEGORY, INTEGER, DECIMAL, AGE, POSTCODE -> Set.of(format.get());
          };
      if (!known.contains(format.get())) {
        map.problem(
            "format",
            "'" + format.get() + "' is not a format that can be read.",
            YamlMap.advice(format.get(), known));
      }
    }
    return format.orElse("");
  }

  private static Optional<Pattern> pattern(YamlMap map) {
    return map.text("pattern").flatMap(written -> expression(map, "pattern", written));
  }

  private static Optional<Pattern> expression(YamlMap map, String key, String written) {
    try {
      Pattern pattern = Pattern.compile(written);
      if (repeatsARepetition(written)) {
        map.problem(
            key,
            "The pattern repeats a group that repeats something itself; a crafted value could keep"
                + " the programme busy for ever.",
            "Write it without a + or * after a bracket that holds one.");
      }
      return Optional.of(pattern);
    } catch (PatternSyntaxException notAPattern) {
      map.problem(key, "The pattern is not a regular expression.", "Correct it.");
      return Optional.empty();
    }
  }

  /** Whether a group that holds an unbounded repetition is itself repeated without bound. */
  static boolean repeatsARepetition(String pattern) {
    List<Boolean> open = new ArrayList<>();
    open.add(false);
    boolean inClass = false;
    boolean closedRepeating = false;
    for (int i = 0; i < pattern.length(); i++) {
      char letter = pattern.charAt(i);
      boolean afterRepeating = closedRepeating;
      closedRepeating = false;
      if (letter == '\\') {
        i++;
      } else if (inClass) {
        inClass = letter != ']';
      } else if (letter == '[') {
        inClass = true;
      } else if (letter == '(') {
        open.add(false);
      } else if (letter == ')' && open.size() > 1) {
        closedRepeating = open.remove(open.size() - 1);
        if (closedRepeating) {
          open.set(open.size() - 1, true);
        }
      } else if (unbounded(pattern, i)) {
        if (afterRepeating) {
          return true;
        }
        open.set(open.size() - 1, true);
      }
    }
    return false;
  }

  private static boolean unbounded(String pattern, int at) {
    return switch (pattern.charAt(at)) {
      case '+', '*' -> true;
      case '{' -> {
        int end = pattern.indexOf('}', at);
        yield end > at && pattern.charAt(end - 1) == ',';
      }
      default -> false;
    };
  }

  private List<Code> codes(YamlMap map) {
    List<Code> codes = new ArrayList<>();
    List<YamlMap> lines = map.maps("codes");
    if (lines.isEmpty() && map.keys().contains("codes")) {
      map.problem("codes", "'codes' lists no code.", "Add them.");
    }
    for (YamlMap line : lines) {
      line.allow(CODE_KEYS);
      line.require("code");
      Code code =
          new Code(
              line.code("code").orElse(""),
              line.texts("labels"),
              List.of(),
              List.of(),
              validity(line),
              line.code("successor"),
              line.code("becomes"));
      for (Code other : codes) {
        if (!code.code().isEmpty()
            && other.code().equals(code.code())
            && other.validity().overlaps(code.validity())) {
          line.problem(
              "code",
              "The code '" + code.code() + "' stands twice for the same years.",
              "Delete one, or end one with 'before' where the other begins.");
        }
      }
      codes.add(code);
    }
    for (int i = 0; i < codes.size(); i++) {
      successor(lines.get(i), codes.get(i), codes);
    }
    return CodeMeanings.read(map.map("means"), codes);
  }

  private static void successor(YamlMap line, Code code, List<Code> codes) {
    if (code.successor().isEmpty()) {
      return;
    }
    String name = code.successor().get();
    List<Code> named = codes.stream().filter(other -> other.code().equals(name)).toList();
    boolean readable = codes.stream().noneMatch(other -> other.code().isEmpty());
    if (named.isEmpty() && readable) {
      Set<String> known = new TreeSet<>();
      codes.forEach(other -> known.add(other.code()));
      line.problem(
          "successor",
          "The successor '" + name + "' is not a code of this field.",
          YamlMap.advice(name, known));
    } else if (!named.isEmpty() && !line.keys().contains("before")) {
      line.problem(
          "successor", "The code has a successor and no end.", "Say 'before' which year it ended.");
    } else if (!named.isEmpty()
        && named.stream().noneMatch(other -> other.validity().holdsIn(code.validity().before()))) {
      line.problem(
          "successor",
          "The successor '" + name + "' is not in use in the year in which this code ends.",
          "Let it begin when this code ends.");
    }
  }

  static Validity validity(YamlMap map) {
    Optional<YearMonth> since = month(map, "since");
    Optional<YearMonth> before = month(map, "before");
    Validity validity =
        new Validity(
            since.map(YearMonth::getYear).orElse(Validity.ALWAYS.since()),
            before.map(YearMonth::getYear).orElse(Validity.ALWAYS.before()),
            since.map(YearMonth::getMonthValue).orElse(1),
            before.map(YearMonth::getMonthValue).orElse(1),
            termsOf(map));
    if (validity.isEmpty()) {
      map.problem(
          "before", "'before' is not after 'since', so this never holds.", "Correct one of them.");
      return Validity.ALWAYS;
    }
    return validity;
  }

  /** A year, or a month of one; of a year the first month. */
  private static Optional<YearMonth> month(YamlMap map, String key) {
    if (map.value(key).orElse(map) instanceof YamlScalar scalar
        && MONTH.matcher(scalar.written()).matches()) {
      return Optional.of(YearMonth.parse(scalar.written()));
    }
    OptionalInt year = year(map, key);
    return year.isPresent() ? Optional.of(YearMonth.of(year.getAsInt(), 1)) : Optional.empty();
  }

  private static List<Term> termsOf(YamlMap map) {
    Set<Term> terms = new TreeSet<>();
    List<String> words = map.texts("terms");
    if (words.isEmpty() && map.keys().contains("terms")) {
      map.problem("terms", "'terms' names no term.", "Name at least one, or delete it.");
    }
    for (String word : words) {
      Term.of(word)
          .ifPresentOrElse(
              terms::add,
              () ->
                  map.problem(
                      "terms",
                      "There is no term called '" + word + "'.",
                      YamlMap.advice(
                          word,
                          Arrays.stream(Term.values())
                              .map(Term::word)
                              .collect(Collectors.toSet()))));
    }
    return List.copyOf(terms);
  }

  private static OptionalInt year(YamlMap map, String key) {
    OptionalInt year = map.integer(key);
    if (year.isPresent() && (year.getAsInt() < 1990 || year.getAsInt() > 2100)) {
      map.problem(key, "'" + key + "' is not a year.", "Write four digits, for example 2024.");
      return OptionalInt.empty();
    }
    return year;
  }

  private static OptionalInt count(YamlMap map, String key, int least) {
    OptionalInt count = map.integer(key);
    if (count.isPresent() && count.getAsInt() < least) {
      map.problem(key, "'" + key + "' must be at least " + least + ".", "Correct it.");
    }
    return count;
  }
}
