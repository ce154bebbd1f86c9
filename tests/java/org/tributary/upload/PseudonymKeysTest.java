package org.tributary.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.config.Problems;
import org.tributary.pipeline.DegradeRule;
import org.tributary.pipeline.Origin;
import org.tributary.pipeline.OutputField;
import org.tributary.pipeline.PipelineTable;
import org.tributary.schema.Kind;
import org.tributary.upload.PseudonymKeys.Purpose;

class PseudonymKeysTest {

  private static final Purpose PAN = new Purpose("PAN", "child");
  private static final Purpose SUFFICIENCY = new Purpose("SUFFICIENCY", "child");
  private static final PipelineTable TABLE =
      new PipelineTable(
              "header",
              List.of(
                  new OutputField(
                      "CHILD",
                      Kind.STRING,
                      Set.of("PAN", "SUFFICIENCY"),
                      true,
                      List.of(),
                      Optional.of(DegradeRule.HASH_SHA256),
                      OptionalInt.empty(),
                      false,
                      "1",
                      Origin.SUBMITTED,
                      Optional.of("child"),
                      Optional.empty())),
              Optional.empty())
          .purposeBound();

  @TempDir private Path folder;
  private final Problems problems = new Problems();

  private PseudonymKeys read(Set<Purpose> needed, String... lines) throws IOException {
    Path file = folder.resolve("keys");
    Files.write(file, List.of(lines));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return PseudonymKeys.read(file, needed, problems);
  }

  private static String key(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static final String ONE = key("one invented key of 32 bytes....");
  private static final String TWO = key("two invented key of 32 bytes....");

  private List<String> told() {
    return problems.all().stream().map(Problems.Problem::message).toList();
  }

  @Test
  void each_use_case_has_a_key_of_its_own() throws IOException {
    PseudonymKeys keys =
        read(
            Set.of(PAN, SUFFICIENCY),
            "# for the region",
            "",
            "PAN child 1 " + ONE,
            "SUFFICIENCY  child  3  " + TWO);
    assertThat(told()).isEmpty();
    assertThat(TABLE.fields())
        .extracting(OutputField::name)
        .containsExactly("CHILD@PAN", "CHILD@SUFFICIENCY");
    assertThat(keys.of(TABLE.fields().get(0)))
        .isPresent()
        .isNotEqualTo(keys.of(TABLE.fields().get(1)));
    assertThat(keys.idsOf(TABLE, Set.of("PAN", "SUFFICIENCY")))
        .satisfiesExactly(
            pan -> assertThat(pan.toString()).matches("PAN child 1 [0-9a-f]{8}"),
            other -> assertThat(other.toString()).matches("SUFFICIENCY child 3 [0-9a-f]{8}"));
    assertThat(keys.idsOf(TABLE, Set.of("PAN"))).hasSize(1);
  }

  @Test
  void the_highest_version_counts_wherever_it_stands() throws IOException {
    PseudonymKeys alone = read(Set.of(PAN), "PAN child 10 " + TWO);
    PseudonymKeys first = read(Set.of(PAN), "PAN child 10 " + TWO, "PAN child 9 " + ONE);
    PseudonymKeys last = read(Set.of(PAN), "PAN child 9 " + ONE, "PAN child 10 " + TWO);
    assertThat(told()).isEmpty();
    assertThat(first.of(TABLE.fields().get(0))).isEqualTo(alone.of(TABLE.fields().get(0)));
    assertThat(last.of(TABLE.fields().get(0))).isEqualTo(alone.of(TABLE.fields().get(0)));
  }

  @Test
  void a_purpose_without_a_key_is_an_error_that_says_how_to_make_one() throws IOException {
    read(Set.of(PAN, SUFFICIENCY), "PAN child 1 " + ONE);
    assertThat(problems.errors())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message())
                  .isEqualTo("there is no key for the pseudonyms of SUFFICIENCY child.");
              assertThat(problem.advice())
                  .contains("echo \"SUFFICIENCY child 1 $(head -c 32 /dev/urandom | base64)\"");
            });
  }

  @Test
  void one_key_for_two_purposes_is_an_error_since_a_child_would_be_the_same_in_both()
      throws IOException {
    read(Set.of(PAN, SUFFICIENCY), "PAN child 1 " + ONE, "SUFFICIENCY child 1 " + ONE);
    assertThat(problems.errors())
        .anySatisfy(
            problem -> {
              assertThat(problem.line()).isEqualTo(2);
              assertThat(problem.message()).isEqualTo("the same key stands in another line.");
            });
  }

  @Test
  void a_version_that_stands_twice_is_an_error() throws IOException {
    read(Set.of(PAN), "PAN child 1 " + ONE, "PAN child 1 " + TWO);
    assertThat(told()).containsExactly("the version stands in another line.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PAN child 1",
        "PAN child one S0VZ",
        "PAN child 0 S0VZ",
        "PAN child 1 S0VZ",
        "PAN child 1 not/base64!",
        "secret secret secret secret"
      })
  void what_is_wrong_with_a_line_is_said_without_telling_it(String line) throws IOException {
    read(Set.of(PAN), line);
    assertThat(problems.errors())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.line()).isEqualTo(1);
              assertThat(problem.toString()).doesNotContain("S0VZ", "not/base64", "secret secret");
              assertThat(problem.advice()).isNotEmpty();
            });
  }

  @Test
  void a_key_that_nobody_needs_is_a_warning_with_the_word_that_was_meant() throws IOException {
    read(Set.of(PAN), "PAN child 1 " + ONE, "PAN chidl 1 " + TWO);
    assertThat(problems.hasErrors()).isFalse();
    assertThat(problems.all())
        .singleElement()
        .satisfies(problem -> assertThat(problem.advice()).contains("'PAN child'"));
  }

  @Test
  void a_file_that_is_not_there_is_an_error() {
    PseudonymKeys.read(folder.resolve("none"), Set.of(PAN), problems);
    assertThat(told()).containsExactly("the keys of pseudonyms cannot be read.");
  }
}
