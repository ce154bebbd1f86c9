package org.tributary.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ReadingOrderTest {

  @Test
  void numbers_in_names_count_as_numbers() {
    List<String> paths =
        new ArrayList<>(List.of("b v10.csv", "b v2.csv", "B v3.csv", "a.csv", "b v02.csv"));
    paths.sort(ReadingOrder.NATURAL);
    assertThat(paths).containsExactly("a.csv", "b v02.csv", "b v2.csv", "B v3.csv", "b v10.csv");
  }

  @Property
  void names_of_any_kind_have_one_order(
      @ForAll
          List<
                  @StringLength(max = 5) @Chars({'a', 'A', '/', '.'})
                  @CharRange(from = '0', to = '2') String>
              paths,
      @ForAll Random random) {
    List<String> one = new ArrayList<>(paths);
    List<String> other = new ArrayList<>(paths);
    Collections.shuffle(other, random);
    one.sort(ReadingOrder.NATURAL);
    other.sort(ReadingOrder.NATURAL);
    assertThat(other).isEqualTo(one);
    for (int i = 0; i < one.size(); i++) {
      for (int j = i + 1; j < one.size(); j++) {
        assertThat(ReadingOrder.NATURAL.compare(one.get(i), one.get(j))).isLessThanOrEqualTo(0);
      }
    }
  }
}
