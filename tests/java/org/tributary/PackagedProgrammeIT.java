package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code mvn package} makes: the programme that runs a region, and the demo apart from it. */
class PackagedProgrammeIT {

  private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");

  private static final Path TARGET = Path.of("target");
  private static final Path PROGRAMME = TARGET.resolve("tributary.jar");
  private static final Path DEMO = TARGET.resolve("tributary-demo.jar");

  /** Libraries that serve the demo alone, by how their files' names begin. */
  private static final List<String> OF_THE_DEMO =
      List.of("s3proxy-", "guava-", "failureaccess-", "jackson-dataformat-xml-");

  private static Set<String> classesOf(Path jar) throws IOException {
    try (JarFile open = new JarFile(jar.toFile())) {
      Set<String> classes = new TreeSet<>();
      for (Enumeration<JarEntry> all = open.entries(); all.hasMoreElements(); ) {
        String name = all.nextElement().getName();
        if (name.endsWith(".class")) {
          classes.add(name);
        }
      }
      return classes;
    }
  }

  private static Attributes manifestOf(Path jar) throws IOException {
    try (JarFile open = new JarFile(jar.toFile())) {
      return open.getManifest().getMainAttributes();
    }
  }

  private static List<String> filesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void what_runs_a_region_holds_nothing_of_the_demo() throws IOException {
    assertThat(classesOf(PROGRAMME))
        .isNotEmpty()
        .noneMatch(name -> name.startsWith("org/tributary/demo/"));
    assertThat(filesOf(TARGET.resolve("lib"))).isNotEmpty().noneMatch(this::isOfTheDemo);
    assertThat(manifestOf(PROGRAMME).getValue(Attributes.Name.CLASS_PATH).split(" "))
        .allMatch(entry -> entry.startsWith("lib/"))
        .noneMatch(entry -> isOfTheDemo(entry.substring("lib/".length())));
  }

  private boolean isOfTheDemo(String file) {
    return OF_THE_DEMO.stream().anyMatch(file::startsWith);
  }

  @Test
  void the_demo_is_in_a_jar_of_its_own_with_its_libraries_beside_it() throws IOException {
    assertThat(classesOf(DEMO))
        .contains("org/tributary/demo/DemoCommand.class")
        .allMatch(name -> name.startsWith("org/tributary/demo/"));
    List<String> libraries = filesOf(TARGET.resolve("demo-lib"));
    for (String begin : OF_THE_DEMO) {
      assertThat(libraries).anyMatch(file -> file.startsWith(begin));
    }
  }

  @Test
  void the_image_has_the_programme_and_its_libraries_and_not_the_demo() throws IOException {
    assertThat(
            Files.readAllLines(Path.of("docker/Dockerfile")).stream()
                .filter(line -> line.contains("--from=build")))
        .anyMatch(line -> line.contains("target/tributary.jar "))
        .anyMatch(line -> line.contains("target/lib "))
        .noneMatch(line -> line.contains("demo"));
  }

  @Test
  void without_its_jar_the_demo_says_that_it_is_not_installed(@TempDir Path installation)
      throws Exception {
    Path jar = installation.resolve("tributary.jar");
    Files.copy(PROGRAMME, jar, StandardCopyOption.REPLACE_EXISTING);
    Files.createSymbolicLink(installation.resolve("lib"), TARGET.resolve("lib").toAbsolutePath());
    assertThat(run(jar, "demo", "--once"))
        .isEqualTo(
            "demo: The demo is not part of this installation: tributary-demo.jar is not beside the"
                + " programme.");
    assertThat(run(jar, "--help")).contains("Is not part of this installation");
  }

  @Test
  void with_its_jar_the_demo_is_a_command_like_the_others() throws Exception {
    assertThat(run(PROGRAMME, "demo", "--help")).contains("Shows it all at work on this machine");
  }

  @Test
  void the_version_is_that_of_the_manifest() throws Exception {
    String version = manifestOf(PROGRAMME).getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    assertThat(version).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    for (String asked : List.of("--version", "-V")) {
      assertThat(run(PROGRAMME, asked)).isEqualTo("Tributary " + version);
    }
  }

  @Test
  void the_bill_of_materials_lists_what_runs_a_region() throws IOException {
    assumeFalse(
        System.getProperty("offline", "").endsWith("true"), "Maven makes it only with the network");
    JsonNode bill = JsonMapper.shared().readTree(TARGET.resolve("tributary-sbom.json").toFile());
    assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
    assertThat(bill.has("serialNumber")).as("the same from the same sources").isFalse();
    assertThat(bill.path("metadata").has("timestamp")).isFalse();
    List<String> listed = new ArrayList<>();
    for (JsonNode component : bill.path("components")) {
      // The same jar is made for several kinds of machine; which one it is stands in its address.
      Matcher machine = CLASSIFIER.matcher(component.path("purl").asString());
      listed.add(
          component.path("name").asString()
              + "-"
              + component.path("version").asString()
              + (machine.find() ? "-" + machine.group(1) : "")
              + ".jar");
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(filesOf(TARGET.resolve("lib")));
  }

  private static String run(Path jar, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    process.getOutputStream().close();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return said;
  }
}
