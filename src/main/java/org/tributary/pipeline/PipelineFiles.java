package org.tributary.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;
import org.tributary.config.JsonSchema;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.config.YamlMap;
import org.tributary.schema.Dataset;
import org.tributary.schema.Field;
import org.tributary.schema.Kind;
import org.tributary.schema.Mark;
import org.tributary.schema.Table;

/** Reads {@code config/pipelines/<dataset>.yaml} and checks it against schemas and agreements. */
public final class PipelineFiles {

  private static final Set<String> KEYS =
      Set.of(
          "dataset", "description", "format", "deduplicate", "deduplicated-for", "due", "tables");
  private static final Set<String> TABLE_KEYS = Set.of("repair", "fields");
  private static final Set<String> FIELD_KEYS =
      Set.of(
          "type",
          "for",
          "unique-key",
          "enrich",
          "degrade",
          "identifier",
          "sort",
          "order",
          "clause",
          "added-by");

  /** What authorities upload. */
  private enum Format {
    CSV,
    XLSX,
    XML
  }

  private enum Order {
    ASCENDING,
    DESCENDING
  }

  private enum AddedBy {
    REPAIR
  }

  private final Path config;
  private final Map<String, Dataset> datasets;
  private final Map<String, UseCase> useCases;
  private final Set<String> useCaseNames;
  private final Problems problems;

  /** What was said once of a use case and a pipeline, and need not be said of every field. */
  private final Set<String> said = new HashSet<>();

  private PipelineFiles(
      Path config,
      Map<String, Dataset> datasets,
      Map<String, UseCase> useCases,
      Set<String> useCaseNames,
      Problems problems) {
    this.config = config;
    this.datasets = datasets;
    this.useCases = useCases;
    this.useCaseNames = useCaseNames;
    this.problems = problems;
  }

  /**
   * Every pipeline, by dataset.
   *
   * @param config the folder of the configuration
   * @param useCases the use cases that could be read
   * @param useCaseNames the names of all use cases, readable or not
   */
  public static SortedMap<String, Pipeline> load(
      Path config,
      Map<String, Dataset> datasets,
      Map<String, UseCase> useCases,
      Set<String> useCaseNames,
      Problems problems) {
    PipelineFiles files = new PipelineFiles(config, datasets, useCases, useCaseNames, problems);
    JsonSchema shape = JsonSchema.of("pipeline");
    SortedMap<String, Pipeline> pipelines = new TreeMap<>();
    YamlFiles.in(config.resolve("pipelines"), problems)
        .forEach(
            (name, file) ->
                YamlFiles.read(file, problems)
                    .ifPresent(
                        map -> {
                          pipelines.put(name, files.pipeline(name, map));
                          shape.check(map, problems);
                        }));
    return DerivedOutputFiles.load(config.resolve("outputs"), pipelines, useCases, problems);
  }

  private Pipeline pipeline(String name, YamlMap map) {
    map.allow(KEYS);
    map.require("dataset", "description", "format", "deduplicate", "tables");
    Optional<String> written = map.text("dataset");
    if (written.isPresent() && !written.get().equals(name)) {
      map.problem(
          "dataset",
          "The dataset is called '" + written.get() + "' and the file '" + name + ".yaml'.",
          "Call both the same.");
    } else if (!datasets.containsKey(name)) {
      map.problem(
          "dataset",
          "There is no dataset called '" + name + "' among the schemas.",
          YamlMap.advice(name, datasets.keySet()));
    }
    Optional<Dataset> dataset = Optional.ofNullable(datasets.get(name));
    List<PipelineTable> tables = new ArrayList<>();
    YamlMap lines = map.map("tables");
    for (String table : lines.keys()) {
      tables.add(table(dataset, table, lines));
    }
    oneNameForEachRule(tables, lines);
    Format format = map.choice("format", Format.class).orElse(Format.CSV);
    boolean isDocument =
        dataset.stream()
            .flatMap(present -> present.tables().stream())
            .anyMatch(table -> table.document().isPresent());
    if (dataset.isPresent() && isDocument != (format == Format.XML)) {
      map.problem(
          "format",
          "The schema " + (isDocument ? "describes" : "does not describe") + " an XML document.",
          "Correct the format, or the schema's 'document'.");
    }
    if (map.isTrue("deduplicate")) {
      instructed(map, "deduplicate", Instruction.DEDUPLICATE, tables, useCaseNames);
    }
    Set<String> deduplicatedFor = deduplicatedFor(map, tables);
    if (!map.isTrue("deduplicate")) {
      instructed(map, "deduplicated-for", Instruction.NEWEST_ONLY, tables, deduplicatedFor);
    }
    if (isDocument) {
      instructed(map, "tables", Instruction.EVENTS, tables, useCaseNames);
    }
    for (Instruction everywhere : List.of(Instruction.SHARE, Instruction.REPORT)) {
      instructed(map, "tables", everywhere, tables, useCaseNames);
    }
    sessionsInstructed(map, tables);
    return new Pipeline(
        name,
        map.text("description").orElse(""),
        format.name().toLowerCase(Locale.ROOT),
        map.isTrue("deduplicate"),
        deduplicatedFor,
        tables,
        List.of(),
        Due.of(map));
  }

  /** What a rule makes is called the same in every table, so that tables can be joined. */
  private static void oneNameForEachRule(List<PipelineTable> tables, YamlMap lines) {
    Map<EnrichRule, String> names = new EnumMap<>(EnrichRule.class);
    for (PipelineTable table : tables) {
      for (OutputField field : table.fields()) {
        for (EnrichRule rule : field.enrich()) {
          String name = rule.makesField() ? names.putIfAbsent(rule, field.name()) : null;
          if (name != null && !name.equals(field.name())) {
            lines
                .map(table.name())
                .map("fields")
                .problem(
                    field.name(),
                    "What "
                        + rule.name().toLowerCase(Locale.ROOT)
                        + " makes is called '"
                        + name
                        + "' in another table.",
                    "Call both the same.");
          }
        }
      }
    }
  }

  /** What a session leaves in the workspace is kept under a clause as well. */
  private void sessionsInstructed(YamlMap map, List<PipelineTable> tables) {
    Set<String> keeping = new TreeSet<>();
    tables.forEach(table -> table.fields().forEach(field -> keeping.addAll(field.useCases())));
    for (String name : keeping) {
      UseCase useCase = useCases.get(name);
      if (useCase != null && useCase.sessionDays().isEmpty()) {
        map.problem(
            "tables",
            "No clause of " + name + " instructs for how many days 'sessions' are kept.",
            "Agree a clause that says so, and write 'sessions: 30'.");
      }
    }
  }

  /** Use cases that keep something of the dataset, where duplicates are not removed before. */
  private static Set<String> deduplicatedFor(YamlMap map, List<PipelineTable> tables) {
    Set<String> keeping = new TreeSet<>();
    tables.forEach(table -> table.fields().forEach(field -> keeping.addAll(field.useCases())));
    Set<String> named = new TreeSet<>(map.texts("deduplicated-for"));
    for (String useCase : named) {
      if (!keeping.contains(useCase)) {
        map.problem(
            "deduplicated-for",
            "No field is kept for '" + useCase + "'.",
            YamlMap.advice(useCase, keeping));
      }
    }
    if (!named.isEmpty() && map.isTrue("deduplicate")) {
      map.problem(
          "deduplicated-for",
          "Periods are deduplicated already, so a second output would be the same.",
          "Delete it, or say 'deduplicate: false'.");
    }
    return named;
  }

  private PipelineTable table(Optional<Dataset> dataset, String name, YamlMap lines) {
    Map<String, Table> known =
        dataset.stream()
            .flatMap(present -> present.tables().stream())
            .collect(Collectors.toMap(Table::name, table -> table));
    if (dataset.isPresent() && !known.containsKey(name)) {
      lines.problem(
          name,
          "The dataset has no table called '" + name + "'.",
          YamlMap.advice(name, known.keySet()));
    }
    YamlMap map = lines.map(name);
    map.allow(TABLE_KEYS);
    map.require("fields");
    Optional<String> repair = map.text("repair");
    Optional<String> sql = repair.flatMap(present -> repair(map, present));
    YamlMap fieldLines = map.map("fields");
    Map<Integer, String> sorts = new HashMap<>();
    List<OutputField> fields = new ArrayList<>();
    for (String field : fieldLines.keys()) {
      YamlMap line = fieldLines.map(field);
      Optional<Table> table =
          Optional.ofNullable(known.get(name)).filter(present -> !present.fields().isEmpty());
      OutputField read = field(dataset.map(Dataset::name), table, field, line, repair);
      table.ifPresent(present -> submitted(present, read, fieldLines));
      read.sort()
          .ifPresent(
              place -> {
                String other = sorts.putIfAbsent(place, field);
                if (other != null) {
                  line.problem(
                      "sort",
                      "'" + other + "' has the same place in the sorting.",
                      "Give each field a place of its own.");
                }
              });
      fields.add(read);
    }
    PipelineTable table = new PipelineTable(name, fields, repair);
    if (sql.isPresent()) {
      added(table, sql.get(), fieldLines);
      instructed(
          map, "repair", Instruction.repair(repair.orElseThrow()), List.of(table), useCaseNames);
    }
    return table;
  }

  /** The SQL of a repair, where there is one of that name. */
  private Optional<String> repair(YamlMap map, String repair) {
    Path file = config.resolve("outputs").resolve("repairs").resolve(repair + ".sql");
    if (repair.matches("[a-z0-9-]+")) {
      try {
        return Optional.of(Files.readString(file));
      } catch (IOException notThere) {
        // Said below, as of a name that none can have.
      }
    }
    map.problem(
        "repair",
        "There is no repair called '" + repair + "'.",
        "It would be config/outputs/repairs/<name>.sql.");
    return Optional.empty();
  }

  /** The columns that a repair adds are columns of its SQL, and one says which rule it was. */
  private static void added(PipelineTable table, String sql, YamlMap lines) {
    List<OutputField> added =
        table.fields().stream().filter(field -> field.origin() == Origin.ADDED_BY_REPAIR).toList();
    for (OutputField field : added) {
      if (!Pattern.compile("\\b" + Pattern.quote(field.name()) + "\\b").matcher(sql).find()) {
        lines.problem(
            field.name(),
            "The repair makes no column '" + field.name() + "'.",
            "Call it as the repair's SQL does, or delete it.");
      }
    }
    if (!added.isEmpty()
        && added.stream().filter(field -> field.type() == Kind.CATEGORY).count() != 1) {
      lines.problem(
          added.get(0).name(),
          "Of the columns that the repair adds, not exactly one is a category.",
          "Say 'type: category' of the one that tells which of its rules was applied.");
    }
  }

  private static void submitted(Table table, OutputField field, YamlMap lines) {
    Set<String> names = table.fields().stream().map(Field::name).collect(Collectors.toSet());
    boolean made =
        field.origin() == Origin.ADDED_BY_REPAIR
            || field.enrich().stream().anyMatch(EnrichRule::makesField);
    // A misspelt rule may have been meant to make the field; it is reported already.
    boolean doubtful =
        lines.map(field.name()).keys().contains("enrich") && field.enrich().isEmpty();
    if (!made && !doubtful && !names.contains(field.name())) {
      lines.problem(
          field.name(),
          "The table has no field called '" + field.name() + "', and nothing here makes one.",
          YamlMap.advice(field.name(), names));
    }
  }

  private OutputField field(
      Optional<String> dataset,
      Optional<Table> table,
      String name,
      YamlMap map,
      Optional<String> repair) {
    map.allow(FIELD_KEYS);
    Optional<Field> submitted =
        table.stream()
            .flatMap(present -> present.fields().stream())
            .filter(field -> field.name().equals(name))
            .findFirst();
    List<EnrichRule> enrich = map.choices("enrich", EnrichRule.class);
    Optional<Kind> type = type(table, submitted, map, enrich);
    Set<String> uses = uses(dataset, map);
    Optional<DegradeRule> degrade = map.choice("degrade", DegradeRule.class);
    if (type.isPresent()) {
      degrade.ifPresent(rule -> suits(map, rule, type.get()));
    }
    OptionalInt sort = map.integer("sort");
    if (sort.isPresent() && sort.getAsInt() < 0) {
      map.problem("sort", "'sort' must be 0 or more.", "0 comes first.");
    }
    Optional<Order> order = map.choice("order", Order.class);
    if (order.isPresent() && sort.isEmpty()) {
      map.problem("order", "'order' has no meaning without 'sort'.", "Add 'sort' or delete it.");
    }
    if (map.choice("added-by", AddedBy.class).isPresent() && repair.isEmpty()) {
      map.problem(
          "added-by", "The table names no repair that could add the field.", "Add 'repair'.");
    }
    boolean uniqueKey = map.isTrue("unique-key");
    boolean keptForNobody = uses.isEmpty() && map.texts("for").isEmpty();
    if (keptForNobody && uniqueKey) {
      map.problem(
          "unique-key", "A field of the unique key must be kept.", "Add 'for' or delete it.");
    }
    if (keptForNobody && sort.isPresent()) {
      map.problem("sort", "A field that sorts must be kept.", "Add 'for' or delete it.");
    }
    OutputField field =
        new OutputField(
            name,
            type.orElse(Kind.STRING),
            uses,
            uniqueKey,
            enrich,
            degrade,
            sort,
            order.map(chosen -> chosen == Order.ASCENDING).orElse(false),
            map.text("clause").orElse(""),
            map.keys().contains("added-by") ? Origin.ADDED_BY_REPAIR : Origin.SUBMITTED,
            identifier(name, map, degrade),
            submitted
                .flatMap(Field::mark)
                .map(mark -> new Marked(mark, map.text("clause").orElse(""))));
    instructed(map, field);
    return field;
  }

  /** The kind that the schema says, or of what a rule makes the line itself. */
  private static Optional<Kind> type(
      Optional<Table> table, Optional<Field> submitted, YamlMap map, List<EnrichRule> enrich) {
    if (submitted.isPresent()) {
      if (map.keys().contains("type")) {
        map.problem(
            "type",
            "The field is submitted, so its schema says of what kind it is: "
                + submitted.get().kind().name().toLowerCase(Locale.ROOT)
                + ".",
            "Delete 'type'.");
      }
      return submitted.map(Field::kind);
    }
    Optional<Kind> type = map.choice("type", Kind.class);
    boolean added = map.keys().contains("added-by");
    boolean made = added || enrich.stream().anyMatch(EnrichRule::makesField);
    if (table.isPresent() && made) {
      map.require("type");
      Set<Kind> kinds = new TreeSet<>();
      enrich.forEach(rule -> rule.makes().ifPresent(kinds::add));
      if (added) {
        // A year, or the word that says which rule of the repair it was.
        kinds.addAll(Set.of(Kind.INTEGER, Kind.CATEGORY));
      }
      if (type.isPresent() && !kinds.contains(type.get())) {
        map.problem(
            "type",
            "What makes the field makes no " + type.get().name().toLowerCase(Locale.ROOT) + ".",
            "Write "
                + kinds.stream()
                    .map(kind -> "'type: " + kind.name().toLowerCase(Locale.ROOT) + "'")
                    .collect(Collectors.joining(" or "))
                + ".");
      }
    }
    return type;
  }

  /** The clause of a field says all that is done with it, in each use case that keeps it. */
  private void instructed(YamlMap map, OutputField field) {
    for (String name : field.useCases()) {
      UseCase useCase = useCases.get(name);
      Optional<UseCase.Clause> clause =
          Optional.ofNullable(useCase).flatMap(agreed -> agreed.clause(field.clause()));
      if (useCase == null || clause.isEmpty()) {
        continue;
      }
      Optional<Mark> untreated = FieldRules.untreated(field);
      // A misspelt rule is reported already, and may have been the treatment.
      boolean unreadable =
          map.keys().contains("degrade") && field.degrade().isEmpty()
              || map.keys().contains("enrich") && field.enrich().isEmpty();
      for (Instruction rule : FieldRules.of(field)) {
        boolean instructs = clause.get().instructs(rule);
        if (untreated.map(Mark::word).map(Instruction::asSubmitted).equals(Optional.of(rule))) {
          if (!instructs && !unreadable) {
            inFull(map, field, name, untreated.get());
          }
          continue;
        }
        if (!instructs
            && said.add(map.file() + " " + name + " " + field.clause() + " " + rule.written())) {
          map.problem(
              "clause",
              "The clause "
                  + field.clause()
                  + " of "
                  + name
                  + " does not instruct '"
                  + rule.written()
                  + "', which '"
                  + field.name()
                  + "' needs.",
              elsewhere(useCase, rule));
        }
      }
    }
  }

  private static void inFull(YamlMap map, OutputField field, String useCase, Mark mark) {
    map.problem(
        "clause",
        "'"
            + field.name()
            + "' is a "
            + mark.word()
            + ", and the clause "
            + field.clause()
            + " of "
            + useCase
            + " does not instruct 'as-submitted: "
            + mark.word()
            + "'.",
        "Add " + FieldRules.treatment(mark) + ", or agree a clause that instructs it.");
  }

  private static String elsewhere(UseCase useCase, Instruction rule) {
    List<String> ids = useCase.instructing(rule).stream().map(UseCase.Clause::id).toList();
    return ids.isEmpty()
        ? "Take the rule away, or agree a clause that instructs it."
        : "Of the clauses of " + useCase.name() + ", " + String.join(", ", ids) + " does.";
  }

  /** Some clause of each use case that keeps anything says what is done with whole tables. */
  private void instructed(
      YamlMap map, String key, Instruction rule, List<PipelineTable> tables, Set<String> only) {
    Set<String> keeping = new TreeSet<>();
    tables.forEach(table -> table.fields().forEach(field -> keeping.addAll(field.useCases())));
    keeping.retainAll(only);
    for (String name : keeping) {
      UseCase useCase = useCases.get(name);
      if (useCase != null && useCase.instructing(rule).isEmpty()) {
        map.problem(
            key,
            "No clause of " + name + " instructs '" + rule.written() + "'.",
            "Take the rule away, or agree a clause that instructs it.");
      }
    }
  }

  /** The use cases that keep the field, each checked for its retention and clause. */
  private Set<String> uses(Optional<String> dataset, YamlMap map) {
    Set<String> uses = new TreeSet<>();
    List<String> written = map.texts("for");
    if (!written.isEmpty() && !map.keys().contains("clause")) {
      map.problem("for", "No clause of the agreement says so.", "Add 'clause'.");
    }
    Optional<String> clause = map.text("clause");
    for (String name : written) {
      if (!useCaseNames.contains(name)) {
        map.problem(
            "for",
            "There is no use case called '" + name + "'.",
            YamlMap.advice(name, useCaseNames));
        continue;
      }
      uses.add(name);
      UseCase useCase = useCases.get(name);
      if (useCase == null) {
        continue;
      }
      if (clause.isPresent()
          && useCase.clause(clause.get()).isEmpty()
          && said.add(map.file() + " " + name + " " + clause.get())) {
        Set<String> ids =
            useCase.clauses().stream().map(UseCase.Clause::id).collect(Collectors.toSet());
        map.problem(
            "clause",
            "The use case " + name + " has no clause '" + clause.get() + "'.",
            YamlMap.advice(clause.get(), ids));
      }
      if (dataset.isPresent()
          && !useCase.retentionYears().containsKey(dataset.get())
          && said.add(map.file() + " " + name)) {
        map.problem(
            "for",
            "The use case " + name + " says nothing of how long '" + dataset.get() + "' is kept.",
            "Add it to 'retention-years' of the use case.");
      }
    }
    return uses;
  }

  /** What the pseudonyms of a hashed field stand for. */
  private static Optional<String> identifier(
      String field, YamlMap map, Optional<DegradeRule> degrade) {
    Optional<String> identifier = map.text("identifier");
    boolean hashes = degrade.equals(Optional.of(DegradeRule.HASH_SHA256));
    if (hashes && identifier.isEmpty()) {
      map.problem(
          "degrade",
          "The rule hash_sha256 needs to know what kind of identifier '" + field + "' is.",
          "Add 'identifier: child', or another word; fields with the same word can be joined.");
    }
    if (!hashes && map.keys().contains("identifier")) {
      map.problem(
          "identifier",
          "'identifier' has no meaning without 'degrade: hash_sha256'.",
          "Add the rule or delete it.");
    }
    if (identifier.isPresent() && !identifier.get().matches("[A-Za-z][A-Za-z0-9-]*")) {
      map.problem(
          "identifier",
          "An identifier's kind has letters, digits and '-' only.",
          "Write it as one word.");
    }
    if (hashes && field.indexOf(OutputField.PURPOSE) >= 0) {
      map.problem(
          "identifier", "A field with '@' in its name cannot be hashed.", "Give it another name.");
    }
    return hashes ? identifier : Optional.empty();
  }

  private static void suits(YamlMap map, DegradeRule rule, Kind type) {
    Optional<Kind> needed =
        switch (rule) {
          case FIRST_OF_MONTH -> Optional.of(Kind.DATE);
          case SHORT_POSTCODE -> Optional.of(Kind.POSTCODE);
          case HASH_SHA256 -> Optional.of(Kind.STRING);
          case REMOVE_ROW -> Optional.empty();
        };
    if (needed.isPresent() && needed.get() != type) {
      map.problem(
          "degrade",
          "The rule "
              + rule.name().toLowerCase(Locale.ROOT)
              + " needs a "
              + needed.get().name().toLowerCase(Locale.ROOT)
              + ".",
          "Correct the rule, or the kind in the schema.");
    }
  }
}
