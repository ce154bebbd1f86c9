package org.tributary.agreement;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
  private static final Set<String> CLAUSE_KEYS = Set.of("id", "words");

  private UseCaseFiles() {}

  /**
   * Every use case of the folder, by name; one whose clauses or retention cannot be read is absent,
   * so that nobody complains about their absence as well.
   *
   * @param datasets the datasets that there are
   */
  public static SortedMap<String, UseCase> load(
      SortedMap<String, Path> files, Set<String> datasets, Problems problems) {
    SortedMap<String, UseCase> useCases = new TreeMap<>();
    JsonSchema shape = JsonSchema.of("use-case");
    files.forEach(
        (name, file) -> {
          Optional<YamlMap> read = YamlFiles.read(file, problems);
          read.ifPresent(
              map -> {
                read(name, map, datasets, problems)
                    .ifPresent(useCase -> useCases.put(name, useCase));
                shape.check(map, problems);
              });
        });
    return useCases;
  }

  private static Optional<UseCase> read(
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
    map.require("retention-years", "clauses");
    Map<String, Integer> retention = retention(map.map("retention-years"), datasets);
    List<UseCase.Clause> clauses = clauses(map);
    boolean sound =
        problems.all().size() == before
            && map.keys().contains("retention-years")
            && map.keys().contains("clauses");
    UseCase useCase =
        new UseCase(
            name,
            map.text("title").orElse(""),
            map.text("purpose").orElse(""),
            map.text("agreement").orElse(""),
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

  private static List<UseCase.Clause> clauses(YamlMap map) {
    List<UseCase.Clause> clauses = new ArrayList<>();
    for (YamlMap line : map.maps("clauses")) {
      line.allow(CLAUSE_KEYS);
      line.require("id", "words");
      String id = line.text("id").orElse("");
      if (!id.isEmpty() && clauses.stream().anyMatch(clause -> clause.id().equals(id))) {
        line.problem("id", "The clause '" + id + "' stands twice.", "Delete one.");
      }
      clauses.add(new UseCase.Clause(id, line.text("words").orElse("")));
    }
    return clauses;
  }
}
