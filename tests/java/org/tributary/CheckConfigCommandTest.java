package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The check of the configuration on a fresh clone. */
class CheckConfigCommandTest {

  private record Said(int status, String err) {}

  private static Said type(String... words) {
    StringWriter err = new StringWriter();
    CommandLine programme = Main.commandLine();
    programme.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
    return new Said(programme.execute(words), err.toString());
  }

  @Test
  void a_fresh_clone_is_sound_but_for_its_areas_with_one_warning_an_account() {
    Said said = type("check-config");
    assertThat(said.err().lines().filter(line -> line.startsWith("WARNING ")))
        .hasSize(2)
        .anyMatch(line -> line.contains("no area of the upload account is set yet"))
        .anyMatch(line -> line.contains("no area of the hub account is set yet"));
    assertThat(said.err())
        .doesNotContain("ERROR")
        .contains("check-config: The configuration is sound but for its areas");
    assertThat(said.status()).isZero();
  }

  @Test
  void an_account_with_some_areas_and_not_all_is_an_error() {
    Said said = type("check-config", "--set", "tributary.upload.areas.uploads.bucket=uploads");
    assertThat(said.err()).contains("ERROR").contains("upload.areas.workspace.bucket is missing");
    assertThat(said.status()).isEqualTo(Main.Status.NOT_CONFIGURED.code());
  }

  @Test
  void what_serves_the_accounts_still_refuses_without_areas() {
    assertThat(type("verify").status()).isEqualTo(Main.Status.NOT_CONFIGURED.code());
  }
}
