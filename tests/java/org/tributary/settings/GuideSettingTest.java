package org.tributary.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tributary.config.Problems;

/** Error reports link to the guide, so its address is nothing that a browser would run. */
class GuideSettingTest {

  private final Problems problems = new Problems();

  private Settings settings(String guide) {
    return Settings.load(
        Path.of("none"),
        Map.of("tributary.report.guide", guide),
        EnumSet.noneOf(Role.class),
        problems);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org/guide",
        "http://example.org:8080/guide/",
        "../guide",
        "guide"
      })
  void an_address_of_the_web_or_a_folder_is_one(String guide) {
    assertThat(settings(guide).guide()).contains(guide);
    assertThat(problems.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"javascript:alert(1)", "data:text/html,x", "https://example.org/a guide", "\"><b"})
  void anything_else_is_refused(String guide) {
    assertThat(settings(guide).guide()).isEmpty();
    assertThat(problems.all().toString()).contains("report.guide is no address of a folder");
  }

  @Test
  void without_it_there_are_no_links() {
    assertThat(settings("").guide()).isEmpty();
    assertThat(problems.all()).isEmpty();
  }
}
