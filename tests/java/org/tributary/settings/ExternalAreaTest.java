package org.tributary.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tributary.config.Problems;

/** The area of open data may be there or not. */
class ExternalAreaTest {

  private final Map<String, String> hub = new HashMap<>();
  private final Problems problems = new Problems();

  ExternalAreaTest() {
    for (String area : new String[] {"shared", "hub-workspace", "outputs"}) {
      hub.put("tributary.hub.areas." + area + ".bucket", area);
    }
  }

  private Map<String, Area> areas() {
    return Settings.load(Path.of("none"), hub, EnumSet.of(Role.HUB), problems).areas(Role.HUB);
  }

  @Test
  void without_it_the_hub_starts_all_the_same() {
    assertThat(areas()).containsOnlyKeys("shared", "hub-workspace", "outputs");
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void a_blank_bucket_is_none() {
    hub.put("tributary.hub.areas.external.bucket", "");
    hub.put("tributary.hub.areas.external.region", "eu-west-2");
    assertThat(areas()).doesNotContainKey("external");
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void where_it_is_named_it_is_an_area_of_the_hub_like_any_other() {
    hub.put("tributary.hub.areas.external.bucket", "open");
    hub.put("tributary.hub.areas.external.prefix", "data");
    assertThat(areas().get("external").bucket()).isEqualTo("open");
    assertThat(areas().get("external").prefix()).isEqualTo("data/");
    assertThat(problems.all()).isEmpty();
  }
}
