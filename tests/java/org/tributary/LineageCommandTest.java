package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.demo.Demo;
import picocli.CommandLine;

/** The command {@code lineage} as somebody types it. */
class LineageCommandTest {

  @TempDir Path folder;

  private final StringWriter said = new StringWriter();

  private int lineage(String... options) {
    List<String> all = new ArrayList<>(List.of("--to", folder.resolve("events").toString()));
    try (Demo demo = new Demo(folder.resolve("s3"))) {
      demo.settings().forEach((name, value) -> all.addAll(List.of("--set", name + "=" + value)));
      all.addAll(List.of(options));
      return new CommandLine(new LineageCommand())
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setOut(new PrintWriter(said))
          .setErr(new PrintWriter(said))
          .execute(all.toArray(String[]::new));
    }
  }

  @Test
  void where_nothing_is_published_it_says_so() {
    assertThat(lineage()).as(said.toString()).isEqualTo(Main.Status.LEFT_UNDONE.code());
    assertThat(said.toString()).contains("Nothing is published yet");
  }

  @Test
  void a_use_case_that_there_is_not_is_told_with_those_there_are() {
    assertThat(lineage("--use-case", "PAM")).isEqualTo(Main.Status.NOT_CONFIGURED.code());
    assertThat(said.toString())
        .contains("There is no use case 'PAM'.", "Known: CROSS, PAN, REGION, SUFFICIENCY");
  }

  @Test
  void it_needs_the_areas_of_both_accounts() {
    assertThat(lineage("--use-case", "PAN", "--roles", "upload"))
        .isEqualTo(Main.Status.NOT_CONFIGURED.code());
    assertThat(said.toString()).contains("the hub account is not served here");
  }
}
