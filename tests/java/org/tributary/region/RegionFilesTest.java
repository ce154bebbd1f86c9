package org.tributary.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.agreement.Instruction;
import org.tributary.config.JsonSchema;
import org.tributary.config.Problems;
import org.tributary.config.YamlFiles;
import org.tributary.pipeline.Origin;
import org.tributary.pipeline.OutputField;

/**
 * Loads the region of {@code tests/cases/config/_region}, each time with the files of one case laid
 * over it. {@code -DupdateExpected=true} writes the expectations anew.
 */
class RegionFilesTest {

  private static final Path CASES = Path.of("tests/cases/config");
  private static final Path SOUND = CASES.resolve("_region");
  private static final Path SHAPES = Path.of("tests/cases/config-shapes");

  private static final Map<String, String> PLACES =
      Map.of(
          "dataset", "schemas/ssda903/dataset.yaml",
          "table", "schemas/ssda903/header.yaml",
          "use-case", "config/use-cases/PAN.yaml",
          "pipeline", "config/pipelines/ssda903.yaml",
          "local-authority", "config/local-authorities/822-bedford.yaml",
          "open-data", "config/open-data/places.yaml");

  @TempDir Path scratch;

  @Test
  void a_sound_region_loads_without_a_word() {
    Problems problems = new Problems();
    Region region = load(SOUND, problems).orElseThrow();
    assertThat(problems.all()).isEmpty();
    assertThat(region.authorities().keySet()).containsExactly("822", "HAC");
    assertThat(region.authorities().get("822").signatures()).hasSize(2);
    assertThat(region.useCases().get("PAN").retentionYears()).containsEntry("ssda903", 12);
    assertThat(region.datasets().get("ssda903").tables())
        .extracting(table -> table.name())
        .containsExactly("header", "episodes");
    assertThat(region.datasets().get("ssda903").tables().get(1).fields().get(1).headers())
        .containsExactly("DECOM", "Decom date");
    List<OutputField> episodes =
        region.pipelines().get("ssda903").table("episodes").orElseThrow().fields();
    assertThat(episodes)
        .extracting(OutputField::name)
        .containsExactly("CHILD", "DECOM", "HOME_POST", "LA", "YEAR", "Episode_source");
    assertThat(episodes.get(5).origin()).isEqualTo(Origin.ADDED_BY_REPAIR);
    assertThat(episodes.get(3).origin()).isEqualTo(Origin.SUBMITTED);
  }

  @Test
  void text_that_nothing_limits_is_kept_under_a_clause_that_says_so() throws IOException {
    Path root = Files.createDirectories(scratch.resolve("free-text"));
    lay(SOUND, root);
    lay(CASES.resolve("a-kept-text-without-a-pattern/given"), root);
    for (String useCase : List.of("PAN", "SUFFICIENCY")) {
      Path file = root.resolve("config/use-cases/" + useCase + ".yaml");
      String agreed = Files.readString(file);
      assertThat(agreed).contains("[keep, integer");
      Files.writeString(file, agreed.replace("[keep, integer", "[keep, free-text, integer"));
    }
    Problems problems = new Problems();
    Region region = load(root, problems).orElseThrow();
    assertThat(problems.all()).isEmpty();
    assertThat(Decision.all(region))
        .filteredOn(decision -> decision.instruction().equals(Instruction.FREE_TEXT))
        .extracting(Decision::useCase, Decision::table, Decision::field)
        .containsExactly(
            tuple("PAN", "episodes", "CHILD"), tuple("SUFFICIENCY", "episodes", "CHILD"));
  }

  @TestFactory
  List<DynamicTest> every_mistake_is_reported_once_with_file_and_line() throws IOException {
    List<DynamicTest> tests =
        folders(CASES).stream()
            .filter(folder -> !folder.equals(SOUND))
            .map(folder -> dynamicTest(name(folder), () -> check(folder)))
            .toList();
    assertThat(tests).hasSizeGreaterThan(25);
    return tests;
  }

  private void check(Path folder) throws IOException {
    Path root = Files.createDirectories(scratch.resolve(name(folder)));
    lay(SOUND, root);
    lay(folder.resolve("given"), root);
    Problems problems = new Problems();
    Optional<Region> region = load(root, problems);
    String found =
        problems.all().stream()
                .map(problem -> problem.severity() + " " + problem)
                .map(line -> line.replace(YamlFiles.shown(root) + "/", ""))
                .collect(Collectors.joining("\n"))
            + "\n"
            + region
                .map(loaded -> "authorities: " + String.join(", ", loaded.authorities().keySet()))
                .orElse("no region")
            + "\n";
    Path expected = folder.resolve("expect.txt");
    if (Boolean.getBoolean("updateExpected")) {
      Files.writeString(expected, found);
    }
    assertThat(problems.all()).isNotEmpty();
    assertThat(region.isPresent()).isEqualTo(!problems.hasErrors());
    assertThat(found).isEqualTo(Files.readString(expected));
  }

  @TestFactory
  List<DynamicTest> the_json_schemas_and_the_loader_agree() throws IOException {
    return folders(SHAPES).stream()
        .flatMap(kind -> folders(kind).stream().flatMap(goodOrBad -> folders(goodOrBad).stream()))
        .map(file -> dynamicTest(SHAPES.relativize(file).toString(), () -> agree(file)))
        .toList();
  }

  private void agree(Path file) throws IOException {
    String kind = name(file.getParent().getParent());
    boolean good = name(file.getParent()).equals("good");
    Path root = Files.createDirectories(scratch.resolve(kind + name(file)));
    lay(SOUND, root);
    Path place = root.resolve(PLACES.get(kind));
    Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
    Problems problems = new Problems();
    load(root, problems);
    Problems reading = new Problems();
    List<JsonSchema.Finding> findings =
        JsonSchema.of(kind).findings(YamlFiles.read(place, reading).orElseThrow());
    List<Problems.Problem> own =
        problems.all().stream()
            .filter(problem -> problem.file().equals(YamlFiles.shown(place)))
            .toList();
    if (good) {
      assertThat(findings).isEmpty();
      assertThat(own).isEmpty();
    } else {
      assertThat(findings).isNotEmpty();
      assertThat(own).isNotEmpty();
      assertThat(own)
          .as("found by the JSON schema alone")
          .noneMatch(problem -> problem.message().startsWith("The JSON schema"));
    }
  }

  @Test
  void the_problems_do_not_depend_on_the_language_of_the_machine() {
    Locale before = Locale.getDefault();
    try {
      Path folder = CASES.resolve("several-problems-in-several-files/given");
      Problems english = new Problems();
      load(folder, english);
      Locale.setDefault(Locale.forLanguageTag("tr"));
      Problems turkish = new Problems();
      load(folder, turkish);
      assertThat(turkish.all()).isEqualTo(english.all());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void folders_that_are_not_there_are_problems() {
    Problems problems = new Problems();
    assertThat(load(scratch.resolve("nowhere"), problems)).isEmpty();
    assertThat(problems.errors()).hasSize(4);
  }

  private static Optional<Region> load(Path root, Problems problems) {
    return RegionFiles.load(root.resolve("config"), root.resolve("schemas"), problems);
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private static List<Path> folders(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void lay(Path from, Path onto) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = onto.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
