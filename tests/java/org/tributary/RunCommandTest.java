package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.route.TrialRegion;

/** What stands in the way of a start on this machine is one line each, before anything is begun. */
class RunCommandTest {

  @TempDir Path folder;
  private TrialRegion region;

  @BeforeEach
  void set_up() {
    region = new TrialRegion(folder, Clock.systemUTC()).signingOnly("PAN");
  }

  @AfterEach
  void tear_down() {
    region.close();
  }

  private Typed run(String... options) {
    return Typed.on(region, new RunCommand(), options);
  }

  private static void isRefused(Typed said, String line) {
    assertThat(said.status()).as(said.err()).isEqualTo(1);
    assertThat(said.err().lines().filter(one -> !one.startsWith("WARNING ")))
        .containsExactly("ERROR " + line, "run: 1 problem; nothing was done.");
  }

  private Path scratch() {
    return Path.of(region.changedSettings().get("tributary.scratch"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"camel.management.port", "tributary.console.port"})
  void a_port_in_use_is_one_line_that_names_its_setting(String setting) throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      region
          .with("tributary.console.secret-file", folder.resolve("operator").toString())
          .with("camel.management.enabled", setting.startsWith("camel") ? "true" : "false")
          .with("camel.management.host", "127.0.0.1")
          .with(setting, Integer.toString(other.getLocalPort()));
      isRefused(
          run(),
          setting
              + ": port "
              + other.getLocalPort()
              + " of 127.0.0.1 is in use, perhaps by another Tributary. Stop whoever uses it, or"
              + " set another port.");
    }
    assertThat(folder.resolve("operator")).as("nothing was begun").doesNotExist();
  }

  @Test
  void an_address_of_another_machine_cannot_be_listened_on() throws Exception {
    region
        .with("camel.management.enabled", "true")
        .with("camel.management.host", "192.0.2.1")
        .with("camel.management.port", "9876");
    isRefused(
        run(),
        "camel.management.port: port 9876 of 192.0.2.1 cannot be listened on. Set an address of"
            + " this machine, and a port that its user may listen on.");
  }

  @Test
  void a_second_programme_in_the_same_scratch_is_refused_and_leaves_it_alone() throws Exception {
    region.start();
    Path work = Files.createDirectories(scratch().resolve("upload")).resolve("of-the-first");
    Files.writeString(work, "a session's");
    isRefused(
        run(),
        scratch()
            + ": another Tributary works for the upload account in this scratch. Stop that one, or"
            + " name another folder as tributary.scratch.");
    assertThat(work).hasContent("a session's");
  }

  @Test
  void one_look_alone_works_beside_a_running_programme_and_leaves_its_scratch_alone()
      throws Exception {
    region.start();
    Path work = Files.createDirectories(scratch().resolve("upload")).resolve("of-the-first");
    Files.writeString(work, "a session's");
    Typed said = run("--once", "--la", "822");
    assertThat(said.status()).as(said.err()).isZero();
    assertThat(work).hasContent("a session's");
  }

  @Test
  void what_a_killed_run_left_in_scratch_is_deleted_at_the_next_start() throws Exception {
    List<Path> left = new ArrayList<>();
    for (String place : List.of("upload", "hub", "beside/upload")) {
      Path file = Files.createDirectories(scratch().resolve(place)).resolve("left");
      left.add(Files.writeString(file, "a session's"));
    }
    region.start();
    assertThat(left).allSatisfy(file -> assertThat(file).doesNotExist());
  }

  @Test
  void scratch_that_cannot_be_written_to_is_one_line() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    region.with("tributary.scratch", file.resolve("below").toString());
    isRefused(
        run(),
        file.resolve("below")
            + ": scratch cannot be written to. Let this user write to the folder, or name another"
            + " as tributary.scratch.");
  }

  @Test
  void a_secret_that_cannot_be_made_is_one_line() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    try (ServerSocket free = new ServerSocket(0)) {
      region.with("tributary.console.port", Integer.toString(free.getLocalPort()));
    }
    region.with("tributary.console.secret-file", file.resolve("operator").toString());
    Typed said = run();
    assertThat(said.status()).as(said.err()).isEqualTo(1);
    assertThat(said.err().lines().filter(one -> !one.startsWith("WARNING ")))
        .containsExactly(
            "run: "
                + file.resolve("operator")
                + ": the operator's secret is not there and cannot be made.");
  }
}
