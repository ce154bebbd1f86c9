package org.tributary.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tributary.agreement.Instruction;
import org.tributary.agreement.UseCase;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.config.YamlMap;

/**
 * What the star schemas, {@code config/outputs/<name>/star.yaml}, say of agreements: for which use
 * cases they are made, and under which clause. All else in them is for the package that makes them.
 */
final class StarFiles {

  private StarFiles() {}

  static List<Decision.StarUse> uses(
      Path outputs, Map<String, UseCase> useCases, Problems problems) {
    List<Decision.StarUse> stars = new ArrayList<>();
    for (Path folder : folders(outputs)) {
      Path file = folder.resolve("star.yaml");
      if (Files.isRegularFile(file)) {
        String name = String.valueOf(folder.getFileName());
        YamlFiles.read(file, problems).ifPresent(map -> stars.add(use(name, map, useCases)));
      }
    }
    return stars;
  }

  private static Decision.StarUse use(String name, YamlMap map, Map<String, UseCase> useCases) {
    Set<String> made = new TreeSet<>();
    if (map.keys().contains("for")) {
      made.addAll(map.texts("for"));
    }
    map.text("use-case").ifPresent(made::add);
    map.require("clause");
    String clause = map.text("clause").orElse("");
    Instruction star = Instruction.star(name);
    for (String useCase : made) {
      Optional<UseCase> known = Optional.ofNullable(useCases.get(useCase));
      if (known.isPresent()
          && known.get().clause(clause).filter(agreed -> agreed.instructs(star)).isEmpty()) {
        map.problem(
            "clause",
            "No clause '" + clause + "' of " + useCase + " instructs '" + star.written() + "'.",
            "Delete the star schema, or agree a clause that instructs it.");
      }
    }
    return new Decision.StarUse(name, made, clause);
  }

  private static List<Path> folders(Path outputs) {
    if (!Files.isDirectory(outputs)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(outputs)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
