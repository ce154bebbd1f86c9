package org.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {

  @TempDir Path folder;
  private final Problems problems = new Problems();

  @ParameterizedTest
  @ValueSource(strings = {"r--------", "rw-------", "rwx------"})
  void a_file_of_its_owner_only_is_taken(String rights) throws IOException {
    assertThat(SecretFile.isClosedToOthers(file(rights), "the keys", problems)).isTrue();
    assertThat(problems.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "r--r--r--", "rw--w----", "rw-----w-"})
  void a_file_that_group_or_others_may_open_is_refused(String rights) throws IOException {
    Path file = file(rights);
    assertThat(SecretFile.isClosedToOthers(file, "the keys", problems)).isFalse();
    assertThat(problems.errors())
        .singleElement()
        .hasToString(
            file + ": others than the file's owner may open the keys. Run: chmod 600 " + file);
  }

  @Test
  void a_file_that_is_not_there_is_left_to_whoever_reads_it() {
    assertThat(SecretFile.isClosedToOthers(folder.resolve("none"), "the keys", problems)).isTrue();
    assertThat(problems.all()).isEmpty();
  }

  private Path file(String rights) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "nothing\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }
}
