package org.tributary.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.store.ObjectStore;

/** A file that ends the programme whenever it is read, among others that do not. */
class FatalFileIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int KILLED = 137;
  private static final String HEADER =
      "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\r\n";

  @TempDir private Path folder;

  private static byte[] episode(String child) {
    return (HEADER + child + ",01/04/2024,S,C2,N1,U1,PR1,,,,ZZ1 2AB,ZZ3 4CD,SC123456\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void it_is_set_aside_after_five_deaths_and_the_others_flow() throws Exception {
    try (TwoAccounts accounts = new TwoAccounts(folder)) {
      accounts.put("fons-a821f-bedford-822/ssda903/2024/episodes.csv", episode("1"));
      accounts.put("fons-a821f-bedford-822/ssda903/2025/episodes.csv", episode("2"));
      accounts.put("fons-e07c3-luton-821/ssda903/2025/episodes.csv", episode("3"));
      Path config = accounts.configuration(Path.of("config"), Map.of());
      List<String> arguments =
          List.of("run", "--once", "--config", config.toString(), "--routes", routes().toString());
      int deaths = 0;
      int status = KILLED;
      while (status == KILLED && deaths < 10) {
        try (RunningTributary running = start(arguments)) {
          status = running.waitForExit(LONG);
        }
        deaths += status == KILLED ? 1 : 0;
      }
      assertThat(status).isZero();
      assertThat(deaths).isEqualTo(5);
      assertThat(text(accounts.hubArea("outputs"), "PAN_ssda903_episodes.csv"))
          .contains("2_822,")
          .contains("3_821,")
          .doesNotContain("1_822,");
      assertThat(
              text(
                  accounts.uploadArea("uploads"),
                  "fons-a821f-bedford-822/error-reports/ssda903/error_report.csv"))
          .contains("Unreadable")
          .contains("the programme stopped 4 times in a row");
    }
  }

  private RunningTributary start(List<String> arguments) {
    return RunningTributary.ofClassPath(
        "target/test-classes:target/tributary.jar",
        "org.tributary.Main",
        List.of(
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dtributary.log=plain",
            "-Dfatal.marks=" + folder.resolve("upload/workspace/attempts")),
        folder.resolve("output.log"),
        arguments);
  }

  /** The shipped routes with one more step, just before a file is read. */
  private Path routes() throws Exception {
    Path copy = folder.resolve("routes");
    try (Stream<Path> files = Files.walk(Path.of("routes"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(Path.of("routes").relativize(file));
        Files.createDirectories(target.getParent());
        Files.writeString(
            target,
            Files.readString(file)
                .replace(
                    "        - choice:\n            id: by-format",
                    "        - process: {id: fatal, ref: \"#class:"
                        + FatalStep.class.getName()
                        + "\"}\n        - choice:\n            id: by-format"));
      }
    }
    assertThat(copy.resolve("upload/file.camel.yaml")).content().contains("FatalStep");
    return copy;
  }

  private static String text(ObjectStore store, String key) throws Exception {
    try (var in = store.read(key, Optional.empty())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
