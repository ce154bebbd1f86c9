package org.tributary.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.config.Problems;
import org.tributary.settings.Role;
import org.tributary.settings.Settings;

/** The configuration by which a demo works, and which it prints for other commands. */
class DemoTest {

  @TempDir Path folder;

  private static List<String> lines(Path config) throws Exception {
    return Files.readAllLines(config.resolve("application.properties"));
  }

  @Test
  void it_has_all_settings_of_the_original_those_of_the_demo_and_those_that_somebody_typed()
      throws Exception {
    try (Demo demo = new Demo(folder)) {
      Path config = demo.configuration(Path.of("config"), Map.of("tributary.console.port", "1234"));
      assertThat(lines(config))
          .contains("tributary.retain.cron=0 30 2 * * ?", "tributary.console.port=1234")
          .contains("tributary.settle=0s", "tributary.hub.areas.outputs.bucket=outputs")
          .doesNotContain("tributary.settle=60s", "tributary.hub.areas.outputs.bucket=");
      Problems problems = new Problems();
      Settings settings =
          Settings.load(
              config.resolve("application.properties"),
              Map.of(),
              EnumSet.allOf(Role.class),
              problems);
      assertThat(problems.all()).isEmpty();
      assertThat(settings.areas(Role.HUB)).containsKey("outputs");
    }
  }

  @Test
  void it_can_be_edited_and_the_demo_started_again_by_it() throws Exception {
    Path edited;
    try (Demo demo = new Demo(folder)) {
      edited = demo.configuration(Path.of("config"), Map.of("tributary.console.port", "1234"));
    }
    Path pan = edited.resolve("use-cases/PAN.yaml");
    Files.writeString(pan, Files.readString(pan) + "# edited\n");
    try (Demo demo = new Demo(folder)) {
      assertThat(demo.configuration(edited, Map.of())).isEqualTo(edited);
    }
    assertThat(Files.readString(pan)).endsWith("# edited\n");
    assertThat(lines(edited)).containsOnlyOnce("tributary.settle=0s");
    assertThat(lines(edited)).containsOnlyOnce("tributary.console.port=1234");
  }
}
