package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build refuses code that takes what may be null for something. */
class NullChecksTest {

  private static final String LOOKED_UP =
      """
      package org.tributary.checked;

      import java.util.Map;

      record %s(Map<String, String> words) {

        int length(String word) {
          %s
        }
      }
      """;

  @TempDir private Path project;

  @Test
  void thisPomRefusesAMistakeWithNullAndNothingElse() throws Exception {
    Files.copy(Path.of("pom.xml"), project.resolve("pom.xml"));
    Path checked = project.resolve("src/main/java/org/tributary/checked");
    Files.createDirectories(checked);
    Files.writeString(
        checked.resolve("package-info.java"),
        "@org.jspecify.annotations.NullMarked\npackage org.tributary.checked;\n");
    Files.writeString(
        checked.resolve("Mistaken.java"),
        LOOKED_UP.formatted("Mistaken", "return words.get(word).length();"));
    Files.writeString(
        checked.resolve("Right.java"),
        LOOKED_UP.formatted("Right", "return words.getOrDefault(word, \"\").length();"));

    String said = compile();

    assertThat(said).contains("Mistaken.java:[8,", "[NullAway]", "words.get(word) is @Nullable");
    assertThat(said).contains("COMPILATION ERROR").doesNotContain("Right.java");
  }

  @Test
  void everyPackageOfTheProgrammeIsChecked() throws IOException {
    for (Path sources : List.of(Path.of("src/main/java"), Path.of("src/demo/java"))) {
      try (Stream<Path> files = Files.walk(sources)) {
        List<Path> packages =
            files
                .filter(file -> file.toString().endsWith(".java"))
                .map(Path::getParent)
                .distinct()
                .toList();
        assertThat(packages).isNotEmpty();
        for (Path one : packages) {
          assertThat(one.resolve("package-info.java")).content().contains("@NullMarked");
        }
      }
    }
  }

  private String compile() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(
        Optional.ofNullable(System.getProperty("maven.home"))
            .map(home -> Path.of(home, "bin", "mvn").toString())
            .orElse("mvn"));
    command.addAll(List.of("-q", "-B", "-f", project.resolve("pom.xml").toString()));
    if (System.getProperty("offline", "").endsWith("true")) {
      command.add("-o");
    }
    Optional.ofNullable(System.getProperty("maven.repo.local"))
        .ifPresent(repository -> command.add("-Dmaven.repo.local=" + repository));
    // The other processor of the build, of the log layout's parts, warns where there are none.
    command.addAll(List.of("-Dmaven.compiler.proc=none", "compiler:compile@default-compile"));
    Path said = project.resolve("said.txt");
    ProcessBuilder compiling =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    compiling.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
    Process maven = compiling.start();
    try {
      assertThat(maven.waitFor(5, TimeUnit.MINUTES)).as("it came to an end").isTrue();
      assertThat(maven.exitValue()).isEqualTo(1);
    } finally {
      maven.destroyForcibly();
    }
    return Files.readString(said);
  }
}
