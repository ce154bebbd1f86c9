package org.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tributary.route.TrialRegion;
import org.tributary.settings.Role;

/** {@code run --once} for one authority and one dataset. */
class OneLookTest {

  private static final byte[] UASC =
      "CHILD,SEX,DOB,DUC\n1,1,01/02/2010,\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void it_looks_at_that_folder_alone_and_leaves_the_hub_alone() throws Exception {
    try (TrialRegion region = new TrialRegion(folder, Clock.systemUTC()).signingOnly("PAN")) {
      region.upload("fons-a821f-bedford-822/ssda903/2025/uasc.csv", UASC);
      region.upload("fons-e07c3-luton-821/ssda903/2025/uasc.csv", UASC);
      region.upload("fons-a821f-bedford-822/cin-census/2025/cin.xml", UASC);
      Typed said =
          Typed.on(region, new RunCommand(), "--once", "--la", "822", "--dataset", "ssda903");
      assertThat(said.status()).as(said.err()).isZero();
      SortedMap<String, byte[]> shared = region.everything(Role.UPLOAD, "shared");
      assertThat(shared.keySet())
          .anyMatch(key -> key.startsWith("_commits/822/ssda903/"))
          .noneMatch(key -> key.startsWith("_commits/821/"))
          .noneMatch(key -> key.startsWith("_commits/822/cin-census/"));
      assertThat(region.everything(Role.HUB, "outputs").keySet())
          .noneMatch(key -> key.startsWith("_commits/"));
    }
  }

  @Test
  void one_look_alone_is_for_a_run_that_ends() throws Exception {
    try (TrialRegion region = new TrialRegion(folder, Clock.systemUTC())) {
      Typed said = Typed.on(region, new RunCommand(), "--la", "822");
      assertThat(said.status()).isEqualTo(1);
      assertThat(said.err()).contains("one look alone is for a run that ends");
    }
  }
}
