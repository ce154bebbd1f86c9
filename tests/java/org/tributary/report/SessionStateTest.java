package org.tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionStateTest {

  @Test
  void it_is_read_as_it_was_written() {
    SessionState state =
        new SessionState(List.of(), Map.of("a.csv", "0a"), Map.of(), Set.of("PAN", "SUFFICIENCY"));
    assertThat(SessionState.parse(state.toJson())).contains(state);
  }

  @Test
  void the_state_of_a_version_that_did_not_say_who_signed_is_not_read_again_from_the_uploads() {
    String earlier = "{\"files\":[],\"joins\":{},\"recipes\":{\"a.csv\":\"0a\"}}";
    assertThat(SessionState.parse(earlier.getBytes(StandardCharsets.UTF_8)))
        .contains(new SessionState(List.of(), Map.of("a.csv", "0a"), Map.of(), Set.of()));
  }
}
