package org.tributary.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {

  @TempDir Path root;

  @Test
  void folders_and_files_are_their_owners_only() throws IOException {
    Path folder = Scratch.create(root.resolve("upload/one session/file-1"));
    try (OutputStream out = Scratch.write(folder.resolve("incoming"))) {
      out.write(1);
    }
    for (String made : List.of("upload", "upload/one session", "upload/one session/file-1")) {
      assertThat(rights(root.resolve(made))).as(made).isEqualTo("rwx------");
    }
    assertThat(rights(folder.resolve("incoming"))).isEqualTo("rw-------");
  }

  @Test
  void what_was_open_to_others_is_closed() throws IOException {
    Path folder = Files.createDirectories(root.resolve("left"));
    Path file = Files.writeString(folder.resolve("incoming"), "an earlier and longer text");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Scratch.create(folder);
    try (OutputStream out = Scratch.write(file)) {
      out.write('1');
    }
    assertThat(rights(folder)).isEqualTo("rwx------");
    assertThat(rights(file)).isEqualTo("rw-------");
    assertThat(file).hasContent("1");
  }

  @Test
  void sessions_make_folders_and_files_in_no_other_way() throws IOException {
    for (String account : List.of("upload", "hub")) {
      try (Stream<Path> sources = Files.list(Path.of("src/main/java/org/tributary", account))) {
        for (Path source : sources.toList()) {
          assertThat(Files.readString(source))
              .as(source.toString())
              .doesNotContain(
                  "Files.createDirector", "Files.newOutputStream(", "Files.createFile(");
        }
      }
    }
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
