package org.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  @Test
  void two_swapped_letters_are_one_mistake() {
    assertThat(Nearest.to("titel", List.of("title"))).contains("title");
  }

  @Test
  void a_code_of_one_letter_has_no_neighbours() {
    assertThat(Nearest.to("N", List.of("", "M", "1"))).isEmpty();
  }

  @Test
  void one_wrong_letter_finds_the_word() {
    assertThat(Nearest.to("degrad", List.of("enrich", "degrade", "type"))).contains("degrade");
  }

  @Test
  void case_and_the_kind_of_dash_do_not_count() {
    assertThat(Nearest.to("First-Of-Month", List.of("first_of_month"))).contains("first_of_month");
  }

  @Test
  void of_two_equally_near_the_first_in_the_alphabet_is_taken() {
    assertThat(Nearest.to("bat", List.of("rat", "cat"))).contains("cat");
    assertThat(Nearest.to("bat", List.of("cat", "rat"))).contains("cat");
  }

  @Test
  void a_word_unlike_all_others_has_no_nearest() {
    assertThat(Nearest.to("colour", List.of("enrich", "degrade"))).isEmpty();
    assertThat(Nearest.to("x", List.of())).isEmpty();
  }
}
