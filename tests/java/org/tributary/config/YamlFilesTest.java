package org.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFilesTest {

  private static final Path SOUND = Path.of("tests/cases/config/_region/config/pipelines");

  @TempDir Path folder;

  private final Problems problems = new Problems();

  @Test
  void a_damaged_file_is_read_or_is_a_problem_and_never_an_exception() throws IOException {
    byte[] sound = Files.readAllBytes(SOUND.resolve("ssda903.yaml"));
    byte[] hostile = "\t&*!|>'\"%@`{}[],:#-?\0\r\n\u00e9\ufeff".getBytes(StandardCharsets.UTF_8);
    Random random = new Random(903);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = sound.clone();
      for (int j = 0; j <= random.nextInt(4); j++) {
        damaged[random.nextInt(damaged.length)] = hostile[random.nextInt(hostile.length)];
      }
      Problems found = new Problems();
      Optional<YamlMap> read = YamlFiles.read(file(damaged), found);
      assertThat(read.isPresent() || found.hasErrors()).isTrue();
    }
  }

  @Test
  void a_byte_order_mark_and_windows_line_ends_do_no_harm() throws IOException {
    YamlMap map =
        YamlFiles.read(
                file("\ufeffa: one\r\nb: two\r\n".getBytes(StandardCharsets.UTF_8)), problems)
            .orElseThrow();
    assertThat(map.text("b")).contains("two");
    assertThat(map.line("b")).isEqualTo(2);
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void the_key_on_stays_a_word() throws IOException {
    YamlMap map = read("on: 2024-04-01\nno: \"no\"\n");
    assertThat(map.keys()).containsExactly("on", "no");
    assertThat(map.date("on")).isPresent();
    assertThat(map.text("no")).contains("no");
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void words_that_could_be_taken_for_something_else_must_be_quoted() throws IOException {
    YamlMap map = read("a: no\nb: 1.0\nc: null\nd: off\ne: 0123\nf: North\n");
    map.keys().forEach(map::text);
    assertThat(problems.all()).extracting(Problems.Problem::line).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void a_file_that_is_not_there_is_a_problem() {
    assertThat(YamlFiles.read(folder.resolve("none.yaml"), problems)).isEmpty();
    assertThat(problems.errors()).hasSize(1);
  }

  @Test
  void a_file_with_the_shorter_ending_is_not_passed_over_in_silence() throws IOException {
    Files.writeString(folder.resolve("822-bedford.yml"), "code: \"822\"\n");
    assertThat(YamlFiles.in(folder, problems)).isEmpty();
    assertThat(problems.errors()).hasSize(1);
  }

  private YamlMap read(String text) throws IOException {
    return YamlFiles.read(file(text.getBytes(StandardCharsets.UTF_8)), problems).orElseThrow();
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file.yaml"), bytes);
  }
}
