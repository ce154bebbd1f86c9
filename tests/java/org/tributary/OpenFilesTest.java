package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class OpenFilesTest {

  @Test
  void enough_is_enough() {
    assertThat(OpenFiles.tooFew(OpenFiles.FEWEST)).isEmpty();
    assertThat(OpenFiles.tooFew()).as("here").isEmpty();
  }

  @Test
  void too_few_are_named_with_what_to_do() {
    assertThat(OpenFiles.tooFew(64).orElseThrow())
        .contains("64 files", "needs " + OpenFiles.FEWEST, "ulimit -n", "LimitNOFILE");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_programme_that_may_open_too_few_files_says_one_sentence_and_ends() throws Exception {
    assertThat(said(64, 1)).isEqualTo(OpenFiles.tooFew(64).orElseThrow() + "\n");
  }

  /** Started as an operator does, with libraries that could not all be opened. */
  private static String said(int files, int status) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                "bash",
                "-c",
                "ulimit -n " + files + "; exec \"$0\" -cp \"$1\" org.tributary.Main check",
                java,
                Path.of("target", "classes").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isEqualTo(status);
    return said;
  }
}
