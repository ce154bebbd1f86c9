package org.tributary.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaxTest {

  private static List<String> wrong(String dax) {
    return Dax.wrong(dax, Map.of("fact", Set.of("Key", "Some day")), Set.of("Rows"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COUNTROWS('fact')",
        "CALCULATE([Rows], 'fact'[Some day] >= DATE(2024, 3, 31), 'fact'[Key] <> -1)",
        "VAR Most = MAX('fact'[Key])\nRETURN\n  IF(Most > 0.5 && NOT ISBLANK(Most), Most / 2, BLANK())",
        "CALCULATE([Rows], 'fact'[Key] IN {\"a\", \"with \"\"quotes\"\" (and a bracket\"})"
      })
  void a_sound_formula_has_nothing_wrong(String dax) {
    assertThat(wrong(dax)).isEmpty();
  }

  @Test
  void what_is_not_there_and_brackets_that_do_not_fit_are_told() {
    assertThat(wrong("SUM('fact'[Kee])")).containsExactly("no column 'fact'[Kee]");
    assertThat(wrong("COUNTROWS('facts')")).containsExactly("no table 'facts'");
    assertThat(wrong("[Row]")).containsExactly("no measure [Row]");
    assertThat(wrong("COUNTROWZ('fact')")).containsExactly("no function COUNTROWZ is used here");
    assertThat(wrong("VAR a = 1 RETURN b")).containsExactly("nothing is called b");
    assertThat(wrong("SUM('fact'[Key]")).containsExactly("a bracket that is not closed");
    assertThat(wrong("SUM('fact'[Key]}")).contains("a bracket that closes another");
    assertThat(wrong("SUM('fact'[Key]))")).containsExactly("a bracket that closes another");
    assertThat(wrong("[Rows] ; 1")).containsExactly("no word of the language at sign 8");
    assertThat(wrong("\"open")).containsExactly("no word of the language at sign 1");
  }
}
