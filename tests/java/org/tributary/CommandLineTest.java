package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.demo.Demo;
import picocli.CommandLine;

/**
 * The command line as somebody types it: help, the version, and the line that a command ends with.
 */
class CommandLineTest {

  /** What each command must be given at least. */
  private static final Map<String, List<String>> ARGUMENTS =
      Map.of(
          "check", List.of(".", "--la", "822"),
          "explain", List.of("PAN", "ssda903", "episodes"),
          "pause", List.of("822"),
          "resume", List.of("822"),
          "withdraw", List.of("822", "PAN", "--approved-by", "A. Officer"));

  @TempDir Path folder;

  private record Said(int status, String out, String err) {

    String lastLine() {
      List<String> lines = err.lines().toList();
      return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
  }

  private static Said type(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine programme = Main.commandLine();
    programme.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int status = programme.execute(arguments.toArray(String[]::new));
    return new Said(status, out.toString(), err.toString());
  }

  static Stream<String> commands() {
    return Main.commandLine().getSubcommands().keySet().stream()
        .filter(command -> !command.equals("help"))
        .filter(command -> !command.equals("generate-completion"));
  }

  private static List<String> of(String command, List<String> more) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(ARGUMENTS.getOrDefault(command, List.of()));
    all.addAll(more);
    return all;
  }

  /** Of the check of returns, 1 says that errors were found in them. */
  private static int cannotBegin(String command) {
    return command.equals("check")
        ? Main.Status.LEFT_UNDONE.code()
        : Main.Status.NOT_CONFIGURED.code();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help", ""})
  void whoever_asks_what_there_is_is_told_every_command(String asked) {
    Said said = type(asked.isEmpty() ? List.of() : List.of(asked));
    assertThat(said.status()).isZero();
    assertThat(said.out()).startsWith("Usage: tributary");
    commands().forEach(command -> assertThat(said.out()).contains("\n  " + command + " "));
    assertThat(said.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "check --version", "demo --version"})
  void whoever_asks_for_the_version_is_told(String asked) {
    Said said = type(List.of(asked.split(" ")));
    assertThat(said.status()).isZero();
    // Only a jar has a manifest that says it; the test of what is packaged looks there.
    assertThat(said.out().strip()).isEqualTo("Tributary (not packaged)");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_command_without_a_configuration_ends_with_one_line_that_says_so(String command) {
    Path nowhere = folder.resolve("nowhere");
    List<String> options = new ArrayList<>(List.of("--config", nowhere.toString()));
    if (command.equals("demo")) {
      options.addAll(List.of("--folder", folder.resolve("demo").toString()));
    }
    Said said = type(of(command, options));
    assertThat(said.status()).isEqualTo(cannotBegin(command));
    assertThat(said.lastLine()).matches(command + ": \\d+ problems?; nothing was done\\.");
    assertThat(said.err().lines().filter(line -> line.startsWith(command + ": "))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void an_option_that_there_is_not_is_one_line_and_no_trace(String command) {
    Said said = type(of(command, List.of("--no-such-option")));
    assertThat(said.status()).isEqualTo(cannotBegin(command));
    assertThat(said.err().strip())
        .isEqualTo(
            command
                + ": Unknown option: '--no-such-option'. 'tributary "
                + command
                + " --help' says what there is.");
  }

  @Test
  void a_shell_can_be_taught_every_command_and_option() {
    Said said = type(List.of("generate-completion"));
    assertThat(said.status()).isZero();
    commands().forEach(command -> assertThat(said.out()).contains(command));
    assertThat(said.out()).contains("complete -F", "--dataset");
  }

  @Test
  void a_command_that_there_is_not_is_one_line_with_the_nearest() {
    Said said = type(List.of("verfy"));
    assertThat(said.status()).isEqualTo(Main.Status.NOT_CONFIGURED.code());
    assertThat(said.err()).contains("verify");
    assertThat(said.lastLine()).startsWith("tributary: Unmatched argument at index 0: 'verfy'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check-config",
        "audit",
        "doctor",
        "explain",
        "lineage",
        "verify",
        "status",
        "sessions",
        "run --once"
      })
  void a_command_on_empty_areas_ends_with_one_line(String typed) {
    try (Demo demo = new Demo(folder.resolve("s3"))) {
      List<String> options = new ArrayList<>();
      demo.settings()
          .forEach((name, value) -> options.addAll(List.of("--set", name + "=" + value)));
      if (typed.equals("run --once")) {
        options.addAll(
            List.of(
                "--once", "--set", "camel.management.port=0", "--set", "tributary.console=off"));
      }
      if (typed.equals("audit") || typed.equals("lineage")) {
        options.addAll(List.of("--to", folder.resolve("to").toString()));
      }
      String command = typed.split(" ")[0];
      Said said = type(of(command, options));
      assertThat(said.lastLine()).as(said.err()).startsWith(command + ": ").endsWith(".");
      assertThat(said.err().lines().filter(line -> line.startsWith(command + ": "))).hasSize(1);
    }
  }

  @Test
  void a_failure_is_one_line_that_quotes_no_message() throws Exception {
    Files.writeString(folder.resolve("file"), "in the way", StandardCharsets.UTF_8);
    Said said = type(List.of("audit", "--to", folder.resolve("file/below").toString()));
    assertThat(said.status()).isEqualTo(Main.Status.LEFT_UNDONE.code());
    assertThat(said.err().strip())
        .isEqualTo("audit: stopped by a failure of this kind: scratch (FileSystemException).");
  }

  @Test
  void where_the_demo_is_not_installed_it_says_so_in_a_sentence() {
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new DemoJar.Absent())
            .setErr(new PrintWriter(err))
            .execute("--once", "--folder", "x");
    assertThat(status).isEqualTo(Main.Status.NOT_CONFIGURED.code());
    assertThat(err.toString().strip())
        .isEqualTo(
            "demo: The demo is not part of this installation: tributary-demo.jar is not beside the"
                + " programme.");
  }
}
