package org.tributary.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.store.InUse;
import picocli.CommandLine;

class DemoFolderTest {

  @TempDir Path folder;

  private static String said(Path folder) {
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new DemoCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setErr(new PrintWriter(err))
            .execute("--once", "--folder", folder.toString());
    assertThat(status).as(err.toString()).isEqualTo(1);
    return err.toString().strip();
  }

  @Test
  void a_second_demo_on_the_same_folder_says_so_and_leaves_it_alone() throws IOException {
    Path mark = folder.resolve("in-use");
    Path credentials = folder.resolve("secrets/upload-credentials");
    Files.createDirectories(credentials.getParent());
    Files.writeString(credentials, "of the first");
    try (InUse first = InUse.take(mark).orElseThrow()) {
      assertThat(said(first.folder()))
          .isEqualTo(
              "demo: another demo is running in "
                  + folder
                  + " and was left alone; stop it, or name another folder with --folder.");
    }
    assertThat(credentials).hasContent("of the first");
    try (InUse free = InUse.take(mark).orElseThrow()) {
      assertThat(free.folder()).isEqualTo(folder);
    }
  }

  @Test
  void a_folder_that_cannot_be_written_to_is_one_line() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThat(said(file.resolve("below")))
        .isEqualTo(
            "demo: the folder "
                + file.resolve("below")
                + " cannot be written to; name another with --folder.");
  }
}
