package org.tributary.identify;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ReadingOrderTest {

  @Test
  void numbers_in_names_count_as_numbers() {
    List<String> paths =
        new ArrayList<>(List.of("b v10.csv", "b v2.csv", "B v3.csv", "a.csv", "b v02.csv"));
    paths.sort(ReadingOrder.NATURAL);
    assertThat(paths).containsExactly("a.csv", "b v02.csv", "b v2.csv", "B v3.csv", "b v10.csv");
  }

  @TestFactory
  Stream<DynamicTest> the_version_that_people_mean_is_read_last() throws IOException {
    return CsvReader.builder().ofNamedCsvRecord(Path.of("tests/cases/identify/order.csv")).stream()
        .map(
            given -> {
              String earlier = given.getField("earlier");
              String later = given.getField("later");
              return DynamicTest.dynamicTest(
                  later,
                  () -> {
                    assertThat(ReadingOrder.NATURAL.compare(earlier, later)).isNegative();
                    assertThat(ReadingOrder.NATURAL.compare(later, earlier)).isPositive();
                  });
            });
  }

  @Property(tries = 300)
  void a_mark_of_a_later_version_comes_after_any_name_without_one(
      @ForAll("names") String name,
      @ForAll("laterMarks") String mark,
      @ForAll("extensions") String extension,
      @ForAll("extensions") String other) {
    assertThat(ReadingOrder.NATURAL.compare(name + extension, name + mark + other)).isNegative();
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(
        "header 2026", "2026/header", "2025–26/prev_perm", "a", "Annex A 2026 Mar");
  }

  @Provide
  Arbitrary<String> laterMarks() {
    return Arbitraries.of(
        " (1)",
        "(2)",
        " - Copy",
        " - Copy (3)",
        "_v2",
        " V3",
        " final",
        "_FINAL",
        " corrected",
        "-rev2");
  }

  @Provide
  Arbitrary<String> extensions() {
    return Arbitraries.of(".csv", ".CSV", ".xlsx", ".xml");
  }

  @Property
  void names_of_any_kind_have_one_order(
      @ForAll
          List<
                  @StringLength(max = 5) @Chars({'a', 'A', '/', '.', 'v', '(', ')'})
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
