package org.tributary.agreement;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tributary.config.JsonSchema;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.config.YamlMap;

/** Reads {@code config/use-cases/<name>.yaml}. */
public final class UseCaseFiles {

  private static final Set<String> KEYS =
      Set.of(
          "use-case",
          "title",
          "purpose",
          "agreement",
          "retention-years",
          "retention-clause",
          "clauses");
  private static final Set<String> CLAUSE_KEYS = Set.of("id", "words", "instructs");
  private static final Set<String> AGREEMENT_KEYS =
      Set.of(
          "title",
          "reference",
          "version",
          "from",
          "review-by",
          "controllers",
          "processor",
          "lawful-basis",
          "assessment");
  private static final Set<String> ASSESSMENT_KEYS = Set.of("reference", "version", "review-by");

  /** Words for the rules of a single field. */
  private final Set<String> rules;

  private UseCaseFiles(Set<String> rules) {
    this.rules = rules;
  }

  /**
   * Every use case of the folder, by name; one whose clauses or retention cannot be read is absent,
   * so that nobody complains about their absence as well.
   *
   * @param datasets the datasets that there are
   * @param rules the words for what may be done with a field, which clauses may instruct
   */
  public static SortedMap<String, UseCase> load(
      SortedMap<String, Path> files, Set<String> datasets, Set<String> rules, Problems problems) {
    UseCaseFiles reading = new UseCaseFiles(rules);
    SortedMap<String, UseCase> useCases = new TreeMap<>();
    JsonSchema shape = JsonSchema.of("use-case");
    files.forEach(
        (name, file) -> {
          Optional<YamlMap> read = YamlFiles.read(file, problems);
          read.ifPresent(
              map -> {
                reading
                    .read(name, map, datasets, problems)
                    .ifPresent(useCase -> useCases.put(name, useCase));
                shape.check(map, problems);
              });
        });
    return useCases;
  }

  private Optional<UseCase> read(
      String name, YamlMap map, Set<String> datasets, Problems problems) {
    map.allow(KEYS);
    map.require("use-case", "title", "purpose", "agreement");
    map.text("use-case")
        .filter(written -> !written.equals(name))
        .ifPresent(
            written ->
                map.problem(
                    "use-case",
                    "The use case is called '" + written + "' and its file '" + name + ".yaml'.",
                    "Call both the same."));
    int before = problems.all().size();
    map.require("retention-years", "retention-clause", "clauses");
    Map<String, Integer> retention = retention(map.map("retention-years"), datasets);
    List<UseCase.Clause> clauses = clauses(map);
    boolean sound =
        problems.all().size() == before
            && map.keys().contains("retention-years")
            && map.keys().contains("clauses");
    Agreement agreement = agreement(map.map("agreement"));
    UseCase useCase =
        new UseCase(
            name,
            map.text("title").orElse(""),
            map.text("purpose").orElse(""),
            agreement,
            retention,
            map.text("retention-clause"),
            clauses);
    if (useCase.retentionClause().isPresent()
        && useCase.clause(useCase.retentionClause().get()).isEmpty()) {
      map.problem(
          "retention-clause",
          "There is no clause '" + useCase.retentionClause().get() + "'.",
          YamlMap.advice(
              useCase.retentionClause().get(),
              clauses.stream().map(UseCase.Clause::id).collect(Collectors.toSet())));
    } else if (useCase.retentionClause().isPresent()
        && !useCase
            .clause(useCase.retentionClause().get())
            .orElseThrow()
            .instructs(Instruction.RETAIN)) {
      map.problem(
          "retention-clause",
          "The clause '" + useCase.retentionClause().get() + "' does not instruct 'retain'.",
          "Name the clause that does.");
    }
    return sound ? Optional.of(useCase) : Optional.empty();
  }

  private static Map<String, Integer> retention(YamlMap map, Set<String> datasets) {
    Map<String, Integer> years = new HashMap<>();
    for (String dataset : map.keys()) {
      if (!datasets.contains(dataset)) {
        map.problem(
            dataset,
            "There is no dataset called '" + dataset + "'.",
            YamlMap.advice(dataset, datasets));
      }
      OptionalInt written = map.integer(dataset);
      if (written.isPresent() && (written.getAsInt() < 1 || written.getAsInt() > 100)) {
        map.problem(dataset, "The retention must be 1 to 100 return years.", "Correct it.");
      }
      written.ifPresent(number -> years.put(dataset, number));
    }
    return years;
  }

  private static Agreement agreement(YamlMap map) {
    map.allow(AGREEMENT_KEYS);
    if (!map.keys().isEmpty()) {
      map.require(AGREEMENT_KEYS.stream().sorted().toArray(String[]::new));
    }
    YamlMap assessment = map.map("assessment");
    assessment.allow(ASSESSMENT_KEYS);
    if (!assessment.keys().isEmpty()) {
      assessment.require(ASSESSMENT_KEYS.stream().sorted().toArray(String[]::new));
    }
    return new Agreement(
        map.text("title").orElse(""),
        map.text("reference").orElse(""),
        map.text("version").orElse(""),
        map.date("from").orElse(LocalDate.MIN),
        map.date("review-by").orElse(LocalDate.MAX),
        map.texts("controllers"),
        map.text("processor").orElse(""),
        map.text("lawful-basis").orElse(""),
        new Agreement.Assessment(
            assessment.text("reference").orElse(""),
            assessment.text("version").orElse(""),
            assessment.date("review-by").orElse(LocalDate.MAX)));
  }

  private List<UseCase.Clause> clauses(YamlMap map) {
    List<UseCase.Clause> clauses = new ArrayList<>();
    for (YamlMap line : map.maps("clauses")) {
      line.allow(CLAUSE_KEYS);
      line.require("id", "words", "instructs");
      String id = line.text("id").orElse("");
      if (!id.isEmpty() && clauses.stream().anyMatch(clause -> clause.id().equals(id))) {
        line.problem("id", "The clause '" + id + "' stands twice.", "Delete one.");
      }
      clauses.add(new UseCase.Clause(id, line.text("words").orElse(""), instructions(line)));
    }
    return clauses;
  }

  private List<Instruction> instructions(YamlMap line) {
    List<Instruction> instructions = new ArrayList<>();
    Set<String> words = new TreeSet<>(rules);
    words.addAll(Instruction.PLAIN);
    words.addAll(Instruction.NAMED);
    for (YamlMap.Phrase phrase : line.phrases("instructs")) {
      boolean isNamed = Instruction.NAMED.contains(phrase.word());
      if (!words.contains(phrase.word())) {
        line.problemAt(
            phrase.line(),
            "No rule is called '" + phrase.word() + "'.",
            nearest(phrase.word(), words));
      } else if (isNamed == phrase.of().isEmpty()) {
        line.problemAt(
            phrase.line(),
            isNamed
                ? "'" + phrase.word() + "' does not say of what."
                : "'" + phrase.word() + "' stands alone.",
            isNamed ? "Write '" + phrase.word() + ": …'." : "Delete what follows it.");
      } else if (phrase.word().equals("sessions") && !phrase.of().matches("[1-9][0-9]{0,4}")) {
        line.problemAt(
            phrase.line(), "'sessions' is not a number of days.", "Write 'sessions: 30'.");
      } else {
        instructions.add(new Instruction(phrase.word(), phrase.of()));
      }
    }
    return instructions;
  }

  /** There are too many words to list them all, so the nearest or where they stand. */
  private static String nearest(String word, Set<String> words) {
    String advice = YamlMap.advice(word, words);
    return advice.isEmpty() ? "docs/configuration.md lists the words." : advice;
  }
}
