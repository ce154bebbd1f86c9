package org.tributary.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.store.Contents;
import org.tributary.store.StoreException;

class CampaignToolsTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;

  /** A programme that says something and then ends with a status, or waits for ever. */
  static final class Stub {

    private Stub() {}

    public static void main(String[] arguments) {
      System.out.println("said " + arguments[0]);
      if (arguments.length > 1) {
        System.exit(Integer.parseInt(arguments[1]));
      }
      while (true) {
        LockSupport.park();
      }
    }
  }

  private RunningTributary stub(String... arguments) {
    return RunningTributary.ofClassPath(
        Stub.class, List.of("-Xmx32m"), folder.resolve("output"), List.of(arguments));
  }

  @Test
  void a_programme_ends_with_its_status_and_its_output_is_kept() {
    try (RunningTributary running = stub("one", "7")) {
      assertThat(running.waitForExit(LONG)).isEqualTo(7);
      assertThat(running.output()).isEqualTo("said one" + System.lineSeparator());
      assertThatThrownBy(() -> running.waitForOutput("two", LONG))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("ended without printing two");
    }
  }

  @Test
  void a_programme_that_would_run_for_ever_is_killed() {
    try (RunningTributary running = stub("one")) {
      running.waitForOutput("said one", LONG);
      assertThat(running.killAtRandomMoment(new Random(1), Duration.ofMillis(5))).isEmpty();
      assertThat(running.isRunning()).isFalse();
      assertThat(ProcessHandle.of(running.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  @Test
  void a_programme_that_does_not_end_in_time_is_no_success() {
    try (RunningTributary running = stub("one")) {
      assertThatThrownBy(() -> running.waitForExit(Duration.ofMillis(1)))
          .isInstanceOf(AssertionError.class);
      assertThat(running.exitWithin(LONG)).isPresent();
    }
  }

  @Test
  void the_accounts_keep_their_objects_and_do_not_open_to_each_other() throws Exception {
    try (TwoAccounts accounts = new TwoAccounts(folder)) {
      accounts.put("bedford-822/a.csv", bytes("one"));
      accounts.put("bedford-822/b.csv", bytes("two"));
      accounts.delete("bedford-822/b.csv");
    }
    try (TwoAccounts accounts = new TwoAccounts(folder)) {
      assertThat(TwoAccounts.hashes(accounts.uploadArea("uploads")))
          .containsOnlyKeys("bedford-822/a.csv");
      assertThatThrownBy(() -> accounts.hubArea("uploads").list(""))
          .isInstanceOf(StoreException.class);
      Map<String, String> settings = accounts.settings();
      assertThat(settings.get("tributary.hub.areas.shared.endpoint"))
          .isEqualTo(settings.get("tributary.upload.areas.shared.endpoint"))
          .isNotEqualTo(settings.get("tributary.hub.areas.outputs.endpoint"));
    }
  }

  @Test
  void outputs_are_what_people_download_and_nothing_else() throws Exception {
    try (TwoAccounts accounts = new TwoAccounts(folder)) {
      for (String key :
          List.of(
              "PAN_returns_episodes.csv",
              "_commits/PAN/000000000001.json",
              "_delivered/PAN/outputs/x",
              "data/PAN/000000000001/a/b-c.csv")) {
        accounts.hubArea("outputs").create(key, Contents.of("one"));
      }
      assertThat(accounts.outputs())
          .containsExactly(
              Map.entry(
                  "PAN_returns_episodes.csv",
                  "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"));
    }
  }

  @Test
  void a_configuration_is_copied_with_the_settings_of_the_accounts() throws Exception {
    Path original = Files.createDirectories(folder.resolve("original/use-cases"));
    Files.writeString(original.resolve("PAN.yaml"), "name: PAN");
    Files.writeString(folder.resolve("original/application.properties"), "tributary.workers=9");
    try (TwoAccounts accounts = new TwoAccounts(folder.resolve("accounts"))) {
      Path copy =
          accounts.configuration(folder.resolve("original"), Map.of("tributary.workers", "2"));
      Properties read = new Properties();
      try (Reader text = Files.newBufferedReader(copy.resolve("application.properties"))) {
        read.load(text);
      }
      assertThat(copy.resolve("use-cases/PAN.yaml")).hasContent("name: PAN");
      assertThat(read)
          .containsAllEntriesOf(accounts.settings())
          .containsEntry("tributary.workers", "2");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
