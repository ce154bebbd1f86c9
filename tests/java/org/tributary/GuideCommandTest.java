package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GuideCommandTest {

  private record Said(int status, String err) {}

  private static Said type(String... words) {
    StringWriter err = new StringWriter();
    CommandLine programme = Main.commandLine();
    programme.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
    return new Said(programme.execute(words), err.toString());
  }

  @Test
  void one_year_of_one_return_is_a_page_a_workbook_and_the_list(@TempDir Path folder)
      throws Exception {
    Path guide = folder.resolve("new/guide");
    Said said =
        type("guide", "--dataset", "annex-a", "--year", "2026", "--folder", guide.toString());
    assertThat(said.status()).isZero();
    assertThat(said.err())
        .isEqualToIgnoringNewLines(
            "guide: 1 return, 1 page; begin with " + guide.resolve("index.html") + ".");
    try (var files = Files.list(guide)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("annex-a-2026.html", "annex-a-2026.xlsx", "index.html");
    }
  }

  @Test
  void a_year_that_no_schema_knows_is_said_and_nothing_is_written(@TempDir Path folder) {
    Path guide = folder.resolve("guide");
    Said said = type("guide", "--year", "1999", "--folder", guide.toString());
    assertThat(said.status()).isEqualTo(Main.Status.NOT_CONFIGURED.code());
    assertThat(said.err()).contains("no schema knows the return year 1999; nothing was done.");
    assertThat(guide).doesNotExist();
  }

  @Test
  void a_dataset_that_there_is_not_is_answered_with_those_that_there_are() {
    Said said = type("guide", "--dataset", "annexa");
    assertThat(said.status()).isEqualTo(Main.Status.NOT_CONFIGURED.code());
    assertThat(said.err()).contains("there is no such dataset; there are annex-a, ");
  }

  @Test
  void a_folder_that_is_a_file_is_one_line(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("guide"), "something else");
    Said said =
        type("guide", "--dataset", "annex-a", "--year", "2026", "--folder", file.toString());
    assertThat(said.status()).isEqualTo(Main.Status.LEFT_UNDONE.code());
    assertThat(said.err()).contains("the guide cannot be written to").hasLineCount(1);
  }
}
