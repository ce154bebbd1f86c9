package org.tributary.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.config.Problems;
import org.tributary.operate.OperatorAccess.Verdict;

/** Who is let in. */
class OperatorAccessTest {

  private static final String NAME = RunningConsole.NAME;
  private static final String PASSWORD = RunningConsole.PASSWORD;

  @TempDir Path folder;

  private final ChosenClock clock = new ChosenClock();
  private final SecureRandom random = new SecureRandom();

  @Test
  void only_name_and_password_together_open() {
    OperatorAccess access = new OperatorAccess(RunningConsole.secret(folder), clock);
    assertThat(access.admit(NAME, PASSWORD.toCharArray())).isEqualTo(Verdict.WELCOME);
    assertThat(access.admit("another", PASSWORD.toCharArray())).isEqualTo(Verdict.WRONG);
    assertThat(access.admit(NAME, "an invented passworD".toCharArray())).isEqualTo(Verdict.WRONG);
    assertThat(access.admit(NAME, new char[0])).isEqualTo(Verdict.WRONG);
  }

  @Test
  void wrong_tries_close_the_door_longer_and_longer_and_a_right_one_forgets_them() {
    OperatorAccess access = new OperatorAccess(RunningConsole.secret(folder), clock);
    for (int guess = 0; guess < OperatorAccess.FREE_TRIES; guess++) {
      assertThat(access.admit(NAME, "wrong".toCharArray())).isEqualTo(Verdict.WRONG);
    }
    assertThat(access.admit(NAME, PASSWORD.toCharArray())).isEqualTo(Verdict.WAIT);
    clock.pass(OperatorAccess.FIRST_WAIT);
    assertThat(access.admit(NAME, "wrong".toCharArray())).isEqualTo(Verdict.WRONG);
    clock.pass(OperatorAccess.FIRST_WAIT.multipliedBy(2).minus(Duration.ofMillis(1)));
    assertThat(access.admit(NAME, PASSWORD.toCharArray())).isEqualTo(Verdict.WAIT);
    clock.pass(Duration.ofMillis(1));
    assertThat(access.admit(NAME, PASSWORD.toCharArray())).isEqualTo(Verdict.WELCOME);
    assertThat(access.admit(NAME, "wrong".toCharArray())).isEqualTo(Verdict.WRONG);
    assertThat(access.admit(NAME, PASSWORD.toCharArray())).isEqualTo(Verdict.WELCOME);
  }

  @Test
  void who_is_let_in_is_written_down_and_wrong_tries_only_when_the_door_closes() {
    List<String> book = new ArrayList<>();
    OperatorAccess access =
        new OperatorAccess(
            RunningConsole.secret(folder),
            clock,
            (verdict, wrongTries) -> book.add(verdict + " " + wrongTries));
    for (int guess = 0; guess < OperatorAccess.FREE_TRIES + 3; guess++) {
      access.admit(NAME, "wrong".toCharArray());
    }
    clock.pass(OperatorAccess.FIRST_WAIT);
    access.admit(NAME, PASSWORD.toCharArray());
    access.admit(NAME, "wrong".toCharArray());
    assertThat(book).containsExactly("WRONG 5", "WELCOME 5");
  }

  @Test
  void a_hashed_password_opens_as_the_password_does() throws IOException {
    String line = OperatorSecret.line(NAME, PASSWORD.toCharArray(), random);
    assertThat(line).doesNotContain(PASSWORD);
    Problems problems = new Problems();
    OperatorSecret secret =
        OperatorSecret.read(file(line, "r--------"), random, problems).orElseThrow();
    assertThat(secret.matches(NAME, PASSWORD.toCharArray())).isTrue();
    assertThat(secret.matches(NAME, "another invented password".toCharArray())).isFalse();
  }

  @Test
  void a_secret_is_made_once_random_and_for_its_owner_only() throws IOException {
    Path file = folder.resolve("new/operator");
    assertThat(OperatorSecret.makeIfAbsent(file, random)).isTrue();
    String made = Files.readString(file);
    assertThat(made).matches("operator:[A-Za-z0-9_-]{24}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(OperatorSecret.makeIfAbsent(file, random)).isFalse();
    assertThat(Files.readString(file)).isEqualTo(made);
    assertThat(OperatorSecret.read(file, random, new Problems())).isPresent();
    Path other = folder.resolve("other");
    OperatorSecret.makeIfAbsent(other, random);
    assertThat(Files.readString(other)).isNotEqualTo(made);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no colon",
        "Operator:an invented password",
        "operator:short",
        "operator:pbkdf2-sha256$1000$AAAAAAAAAAAAAAAAAAAAAA==$AAAA",
        "operator:pbkdf2-sha512$600000$AAAA$AAAA"
      })
  void a_secret_that_protects_nothing_is_refused_and_not_repeated(String line) throws IOException {
    Problems problems = new Problems();
    assertThat(OperatorSecret.read(file(line, "rw-------"), random, problems)).isEmpty();
    assertThat(problems.hasErrors()).isTrue();
    if (line.contains(":")) {
      assertThat(problems.errors().toString()).doesNotContain(line.substring(line.indexOf(':')));
    }
  }

  @Test
  void a_secret_that_others_may_read_is_refused() throws IOException {
    Problems problems = new Problems();
    Optional<OperatorSecret> secret =
        OperatorSecret.read(file("operator:an invented password", "rw-r-----"), random, problems);
    assertThat(secret).isEmpty();
    assertThat(problems.errors().toString()).contains("chmod 0400").doesNotContain("invented");
  }

  @Test
  void the_console_does_not_start_without_a_usable_secret() throws IOException {
    Path file = file("operator:short", "rw-------");
    assertThatThrownBy(() -> OperatorConsole.start("127.0.0.1", 0, file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("shorter than 12");
  }

  @Test
  void the_console_makes_its_secret_at_its_first_start() throws IOException {
    Path file = folder.resolve("made");
    try (OperatorConsole console = OperatorConsole.start("127.0.0.1", 0, file)) {
      assertThat(file).exists();
      assertThat(console.url().getHost()).isEqualTo("127.0.0.1");
    }
  }

  private Path file(String line, String permissions) throws IOException {
    Path file = folder.resolve("secret");
    Files.writeString(file, line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }
}
