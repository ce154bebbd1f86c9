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

/** The command {@code explain} as somebody types it. */
class ExplainCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int explain(String... words) {
    List<String> all = new ArrayList<>();
    try (Demo demo = new Demo(folder.resolve("s3"))) {
      demo.settings().forEach((name, value) -> all.addAll(List.of("--set", name + "=" + value)));
      all.addAll(List.of(words));
      return new CommandLine(new ExplainCommand())
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setOut(new PrintWriter(out))
          .setErr(new PrintWriter(err))
          .execute(all.toArray(String[]::new));
    }
  }

  @Test
  void before_the_first_release_it_says_what_to_do() {
    assertThat(explain("PAN", "ssda903", "episodes", "--row", "1"))
        .isEqualTo(Main.Status.LEFT_UNDONE.code());
    assertThat(err.toString()).contains("PAN has no release yet. Run the programme once");
  }

  @Test
  void a_misspelt_name_is_told_with_the_nearest() {
    assertThat(explain("PAN", "ssda93", "episodes")).isEqualTo(Main.Status.LEFT_UNDONE.code());
    assertThat(err.toString()).contains("There is no dataset 'ssda93'. Did you mean 'ssda903'?");
  }

  @Test
  void a_row_is_asked_for_by_number_or_by_cells_and_not_by_both() {
    assertThat(explain("PAN", "ssda903", "episodes", "--row", "1", "--key", "CHILD=1"))
        .isEqualTo(Main.Status.NOT_CONFIGURED.code());
    assertThat(err.toString()).contains("There is a --row already.").doesNotContain("CHILD=1");
  }

  @Test
  void it_needs_the_areas_of_both_accounts() {
    assertThat(explain("PAN", "ssda903", "episodes", "--roles", "hub"))
        .isEqualTo(Main.Status.NOT_CONFIGURED.code());
    assertThat(err.toString()).contains("the upload account is not served here");
  }
}
