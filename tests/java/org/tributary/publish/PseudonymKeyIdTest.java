package org.tributary.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PseudonymKeyIdTest {

  @Test
  void names_are_read_as_they_were_written_in_their_order_and_once() {
    PseudonymKeyId pan = new PseudonymKeyId("PAN", "child", "1 0a1b2c3d");
    PseudonymKeyId other = new PseudonymKeyId("SUFFICIENCY", "child", "2 4e5f6071");
    String text = PseudonymKeyId.text(List.of(other, pan, pan));
    assertThat(text).isEqualTo("PAN child 1 0a1b2c3d, SUFFICIENCY child 2 4e5f6071");
    assertThat(PseudonymKeyId.parse(text)).containsExactly(pan, other);
    assertThat(PseudonymKeyId.text(List.of())).isEmpty();
    assertThat(PseudonymKeyId.parse("")).isEmpty();
  }
}
